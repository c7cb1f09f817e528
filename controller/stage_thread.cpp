#include "controller/stage_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <future>
#include <pthread.h>
#include <sched.h>

namespace signboard {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto report_every = 1s;
constexpr auto lacking_every = 200ms;
constexpr auto preview_every = 33ms;  // thirty pictures a second are enough for a page
constexpr auto farewell_within = 2s;
constexpr int real_time_priority = 20;  // above ordinary threads, below those of the kernel

bool raise_priority() {
  sched_param wanted{};
  wanted.sched_priority = real_time_priority;
  return pthread_setschedparam(pthread_self(), SCHED_FIFO, &wanted) == 0;
}

// A painter goes on painting while a slow line still speaks.
LinkHabits::Frames frames_on(LineKind line) {
  bool const is_slow = line == LineKind::serial || line == LineKind::standard_output;
  return is_slow ? LinkHabits::Frames::kept : LinkHabits::Frames::borrowed;
}

}  // namespace

StageThread::StageThread(Workshop& workshop, Clock const& clock, Callbacks callbacks)
    : workshop_(workshop),
      clock_(clock),
      callbacks_(std::move(callbacks)),
      beat_(io_),
      end_(io_),
      stage_([this](std::size_t place, FramePtr const& frame, WallTime at, bool) { offer(place, frame, at); },
             [this](std::vector<InkOrder> orders) {
               workshop_.ink(std::move(orders), io_.get_executor(), [this](std::vector<InkedTile> inked) {
                 stage_.adopt(std::move(inked), clock_.now().steady);
                 turn();
               });
             },
             [this](std::size_t place, Light light) { set_light(stands_[place], light); }) {}

StageThread::~StageThread() { stop(); }

bool StageThread::start(Priority priority) {
  std::promise<bool> promised;
  auto granted = promised.get_future();
  asio::post(io_, [this] { turn(); });
  thread_ = std::jthread([this, priority, promise = std::move(promised)]() mutable {
    promise.set_value(priority == Priority::ordinary || raise_priority());
    auto const work = asio::make_work_guard(io_);
    io_.run();
  });
  return granted.get();
}

void StageThread::stop() {
  if (!thread_.joinable()) return;
  asio::post(io_, [this] {
    stopping_ = true;
    beat_.cancel();
    for (auto& stand : stands_) finish(stand);
    if (all_quiet()) return io_.stop();
    end_.expires_at(clock_.now().steady + farewell_within);
    end_.async_wait([this](boost::system::error_code) { io_.stop(); });
  });
  thread_.join();
}

std::size_t StageThread::add(NewScreen screen) {
  auto const place = next_place_++;
  asio::post(io_, [this, place, screen = std::make_shared<NewScreen>(std::move(screen))] {
    [[maybe_unused]] auto const number = stage_.add(screen->name, screen->size);
    assert(number == place && place == stands_.size());
    auto tell = [this, name = screen->name](Error const& trouble) { callbacks_.trouble(name, trouble); };
    screen->habits.frames = frames_on(screen->line.kind);
    auto link = std::make_unique<Link>(io_.get_executor(), std::move(screen->driver),
                                       make_transport(screen->line, io_.get_executor()), clock_, std::move(tell),
                                       std::move(screen->habits));
    auto& stand = stands_.emplace_back();
    stand.name = screen->name;
    stand.size = screen->size;
    stand.after_stop = screen->after_stop;
    stand.link = std::move(link);
    stand.running = true;
    asio::co_spawn(io_, live(place), asio::detached);
  });
  return place;
}

asio::awaitable<void> StageThread::live(std::size_t place) {
  auto& link = *stands_[place].link;
  try {
    co_await link.run();
  } catch (std::exception const& broken) {
    link.give_up(fault(Code::io, "link.broken", {{"what", broken.what()}}));
  }
  stands_[place].running = false;
  if (stands_[place].gone) stands_[place].link.reset();
  if (stopping_ && all_quiet()) io_.stop();
}

void StageThread::remove(std::size_t place) {
  asio::post(io_, [this, place] {
    stage_.remove(place);
    stands_[place].gone = true;
    finish(stands_[place]);
  });
}

void StageThread::finish(Stand& stand) {
  if (!stand.running) return;
  bool const blank = stand.after_stop == AfterStop::blank;
  stand.link->finish(blank ? std::make_shared<Frame const>(stand.size) : nullptr);
}

bool StageThread::all_quiet() const { return std::ranges::none_of(stands_, &Stand::running); }

void StageThread::adopt(Release release) {
  asio::post(io_, [this, release = std::make_shared<Release>(std::move(release))] {
    stage_.adopt(std::move(release->ink), clock_.now().steady);
    for (auto& [place, edition] : release->editions) stage_.adopt(place, std::move(edition));
    turn();
  });
}

void StageThread::watch(std::vector<bool> places) {
  asio::post(io_, [this, places = std::move(places)] {
    for (std::size_t i = 0; i < stands_.size(); ++i) stands_[i].watched = i < places.size() && places[i];
  });
}

void StageThread::set_light(Stand& stand, Light light) {
  stand.on = light.on;
  if (light.percent) stand.link->set_brightness(*light.percent);
  stand.link->set_power(stand.lit());
}

void StageThread::black_out(std::size_t place, bool dark) {
  asio::post(io_, [this, place, dark] {
    auto& stand = stands_[place];
    if (stand.gone || !stand.link || stand.dark == dark) return;
    if (dark && stand.last)
      callbacks_.evidence(stand.name, std::make_shared<Frame const>(*stand.last), clock_.now().wall);
    stand.dark = dark;
    stand.link->set_power(stand.lit());
  });
}

void StageThread::turn() {
  if (stopping_) return;
  auto const now = clock_.now();
  auto next = stage_.turn(now);
  latest_played_ = std::max<std::int64_t>(latest_played_, now.wall.time_since_epoch().count());
  if (!stage_.lacking().empty()) {
    if (now.steady - lacked_ >= lacking_every) {
      lacked_ = now.steady;
      callbacks_.lacking();
    }
    next = std::min(next, lacked_ + lacking_every);  // asked again in time, and not when a held picture ends
  }
  arm(next);
  if (now.steady - reported_ >= report_every) report(now);
}

void StageThread::arm(SteadyTime next) {
  beat_.expires_at(next);
  beat_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) turn();
  });
}

void StageThread::report(Now now) {
  reported_ = now.steady;
  std::vector<ScreenStatus> all;
  for (auto& show : stage_.status()) {
    auto const stand = std::ranges::find_if(stands_, [&](Stand const& s) { return !s.gone && s.name == show.screen; });
    if (stand != stands_.end()) all.push_back({std::move(show), stand->link->status()});
  }
  callbacks_.status(std::move(all));
}

void StageThread::offer(std::size_t place, FramePtr const& frame, WallTime at) {
  auto& stand = stands_[place];
  stand.link->offer(frame);
  stand.last = frame;
  auto const steady = clock_.now().steady;
  if (!stand.watched || steady - stand.previewed < preview_every) return;
  stand.previewed = steady;
  callbacks_.preview(
      place, stand.lit() ? std::make_shared<Frame const>(*frame) : std::make_shared<Frame const>(stand.size), at);
}

}  // namespace signboard
