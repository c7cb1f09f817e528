// The cadence of the daemon's frames on the wire, by the kernel's own stamps, while every core is burnt and the render
// thread sets one text of 20,000 characters after the other. Beside it, on the same cores and at the same time, a
// thread that does nothing but sleep until the next beat: nobody can be more regular than that here.

#include "tests/bench/bench.hpp"
#include "tests/bench/cadence.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/receiver.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr double goal_ms = 0.5;
constexpr double goal_by_control = 2;
constexpr int long_text_characters = 20'000;
constexpr auto publish_every = 250ms;  // to set one takes 5 to 10 ms, so every tenth to twentieth frame meets it
constexpr auto settling = 3s;
constexpr auto patience = 5s;
constexpr auto usual_length = 20s;
constexpr auto long_length = 600s;
constexpr int runs = 5;

/// Looks at one frame after the other.
class Steps {
 public:
  explicit Steps(Size screen) : before_(screen) {}

  void look(Frame const& frame) {
    if (seen_ && !follows(frame)) ++uneven_;
    before_ = frame;
    seen_ = true;
  }
  int uneven() const { return uneven_; }

 private:
  // The picture of before, one step further to the left. A picture that has not moved is one only where it is dark.
  bool follows(Frame const& frame) const {
    auto const kept = static_cast<std::size_t>(frame.width() - scroll_step) * sizeof(Rgb);
    for (int y = 0; y < frame.height(); ++y)
      if (std::memcmp(&frame.at(0, y), &before_.at(scroll_step, y), kept) != 0) return false;
    return frame != before_ || std::ranges::all_of(frame.pixels(), [](Rgb pixel) { return pixel == Rgb{}; });
  }

  Frame before_;
  bool seen_ = false;
  int uneven_ = 0;
};

struct Run {
  std::vector<std::int64_t> frames;  // when each came
  Control::Beats control;
  int uneven_steps = 0, torn_frames = 0, texts_set = 0;
  std::uint32_t overflowed = 0;
  std::uint64_t skipped_beats = 0;
  bool real_time = false;
};

std::vector<Announcement> playlist(Setup const& setup, int number) {
  auto seen = scrolling(setup.zh2000);
  seen.screens = {"lobby"};
  auto hidden = scrolling(std::to_string(number) + repeated(setup.zh2000, long_text_characters));
  hidden.id = "long";
  hidden.screens = {"hidden"};
  return {std::move(seen), std::move(hidden)};
}

std::uint64_t skipped_on_lobby(DaemonRun& daemon) {
  auto const answer = daemon.status();
  for (auto const& screen : answer.at("screens").as_array())
    if (screen.at("screen") == "lobby") return screen.at("skipped_beats").to_number<std::uint64_t>();
  throw std::runtime_error("/api/status knows no lobby");
}

Run run_once(Setup const& setup, Priority priority, std::chrono::seconds length) {
  DdpScreen screen(small_screen);
  RunOptions options;
  if (priority == Priority::ordinary) options.words.emplace_back("--ordinary-priority");
  DaemonRun daemon(setup, {{"lobby", small_screen, "ddp", screen.line()}, null_screen("hidden", small_screen)},
                   playlist(setup, 0), options);
  std::vector<Child> load;
  for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i) load.push_back(Child::burner());

  Run run;
  auto const settled = std::chrono::steady_clock::now() + settling;
  while (std::chrono::steady_clock::now() < settled)
    if (!screen.next(patience)) throw std::runtime_error("no frames come: " + daemon.log());
  auto const skipped_before = skipped_on_lobby(daemon);
  auto const overflowed_before = screen.overflowed();
  Control control(priority);
  Steps steps(small_screen);
  auto const end = std::chrono::steady_clock::now() + length;
  auto publish_at = std::chrono::steady_clock::now();
  for (auto now = publish_at; now < end; now = std::chrono::steady_clock::now()) {
    auto const shown = screen.next(patience);
    if (!shown) throw std::runtime_error("the frames stopped: " + daemon.log());
    run.frames.push_back(shown->at);
    run.torn_frames += shown->whole ? 0 : 1;
    steps.look(*shown->frame);
    if (now < publish_at) continue;
    publish_at += publish_every;
    daemon.publish(playlist(setup, ++run.texts_set));
  }
  run.control = control.stop();
  load.clear();
  run.uneven_steps = steps.uneven();
  run.overflowed = screen.overflowed() - overflowed_before;
  run.skipped_beats = skipped_on_lobby(daemon) - skipped_before;
  run.real_time = priority == Priority::real_time && daemon.log().find("real-time priority") == std::string::npos;
  return run;
}

// A run in which the receiver lost packets says nothing about the sender.
void require_clean(Run const& run) {
  if (run.overflowed != 0) throw std::runtime_error("the receiver lost " + std::to_string(run.overflowed) + " packets");
}

struct Cadence {
  std::vector<double> p99, control_p99, worst, control_worst;
  int frames = 0, uneven_steps = 0, control_late = 0, torn_frames = 0, texts_set = 0;
  std::uint64_t skipped_beats = 0;
  bool real_time = true, control_real_time = true;
};

void add(Run const& run, Cadence& cadence) {
  require_clean(run);
  auto const ours = deviations(run.frames);
  auto const theirs = deviations(run.control.at);
  cadence.p99.push_back(percentile(ours, 0.99));
  cadence.control_p99.push_back(percentile(theirs, 0.99));
  cadence.worst.push_back(*std::ranges::max_element(ours));
  cadence.control_worst.push_back(*std::ranges::max_element(theirs));
  cadence.frames += static_cast<int>(run.frames.size());
  cadence.uneven_steps += run.uneven_steps;
  cadence.control_late +=
      static_cast<int>(std::ranges::count_if(theirs, [](double off) { return off > beat_period_ms; }));
  cadence.torn_frames += run.torn_frames;
  cadence.texts_set += run.texts_set;
  cadence.skipped_beats += run.skipped_beats;
  cadence.real_time = cadence.real_time && run.real_time;
  cadence.control_real_time = cadence.control_real_time && run.control.real_time;
}

Figure p99_of(std::string name, Cadence const& cadence) {
  Figure figure{std::move(name), "ms", median(cadence.p99), median(cadence.control_p99), {}, {}};
  figure.more["baseline_is"] = cadence.control_real_time ? "a SCHED_FIFO thread that only sleeps, same time and load"
                                                         : "an ordinary thread that only sleeps, same time and load";
  figure.more["real_time"] = cadence.real_time;
  figure.more["p99_of_runs"] = boost::json::array(cadence.p99.begin(), cadence.p99.end());
  figure.more["worst_ms"] = *std::ranges::max_element(cadence.worst);
  figure.more["baseline_worst_ms"] = *std::ranges::max_element(cadence.control_worst);
  figure.more["frames"] = cadence.frames;
  figure.more["torn_frames"] = cadence.torn_frames;
  figure.more["skipped_beats"] = cadence.skipped_beats;
  figure.more["texts_of_20000_set"] = cadence.texts_set;
  return figure;
}

Figures motion(Setup const& setup) {
  Cadence cadence;
  for (int run = 0; run < runs; ++run) add(run_once(setup, Priority::real_time, usual_length), cadence);
  auto p99 = p99_of("motion_60hz", cadence);
  p99.bar = {Bar::On::value, Bar::Sense::at_most, std::max(goal_ms, goal_by_control * *p99.baseline)};
  if (!cadence.real_time) p99.more["note"] = "SCHED_FIFO is not permitted here: judged against an ordinary thread";

  // Where the system put even a sleeping thread aside for longer than a frame, a beat may be missed.
  Figure steps{"motion_60hz_steps", "frames", cadence.uneven_steps, cadence.control_late, {}, {}};
  steps.bar = {Bar::On::value, Bar::Sense::at_most, static_cast<double>(cadence.control_late)};
  steps.more["value_is"] = "frames that are not the one before moved by " + std::to_string(scroll_step) + " pixels";
  steps.more["baseline_is"] = "beats of the sleeping thread that were late by more than a period";
  steps.more["of"] = cadence.frames;

  Cadence ordinary;
  add(run_once(setup, Priority::ordinary, usual_length), ordinary);
  return {std::move(p99), std::move(steps), p99_of("motion_60hz_ordinary", ordinary)};
}

Figures motion_long(Setup const& setup) {
  if (setup.length == Length::usual) return {};
  auto const run = run_once(setup, Priority::real_time, long_length);
  require_clean(run);
  auto const elapsed = static_cast<double>(run.frames.back() - run.frames.front());
  auto const expected = elapsed / beat_period;
  auto const counted = static_cast<double>(run.frames.size() - 1);
  Figure figure{"motion_60hz_long", "frames", std::abs(counted - expected), {}, {}, {}};
  figure.bar = {Bar::On::value, Bar::Sense::at_most, 1};
  figure.more["value_is"] = "frames counted apart from elapsed time x rate";
  figure.more["elapsed_s"] = elapsed / 1e9;
  figure.more["counted"] = counted;
  figure.more["expected"] = expected;
  figure.more["skipped_beats"] = run.skipped_beats;
  figure.more["uneven_steps"] = run.uneven_steps;
  figure.more["p99_ms"] = percentile(deviations(run.frames), 0.99);
  figure.more["baseline_p99_ms"] = percentile(deviations(run.control.at), 0.99);
  return {std::move(figure)};
}

constexpr std::array measurements{
    Measurement{"motion_60hz", motion},
    Measurement{"motion_60hz_long", motion_long},
};

}  // namespace

std::span<Measurement const> motion_measurements() { return measurements; }

}  // namespace signboard
