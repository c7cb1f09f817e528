// Commands say how the screen should be, so a link needs no queue: it compares what is wished with what was told on
// this connection, and says what is missing, the most urgent first. After a loss nothing has been told.

#include "controller/link.hpp"

#include "base/limits.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>

namespace signboard {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

namespace {

using Confirms = LinkStatus::Confirms;

constexpr auto quiet = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds reply_within{2};
constexpr std::chrono::seconds complaint_stands_for{2};

void copy_into(std::unique_ptr<Frame>& kept, Frame const& frame) {
  if (kept && kept->size() == frame.size())
    *kept = frame;
  else
    kept = std::make_unique<Frame>(frame);
}

}  // namespace

std::chrono::nanoseconds rest_before(std::uint64_t attempt, std::string_view screen, std::chrono::nanoseconds backoff) {
  std::uint64_t hash = 0xCBF29CE484222325U + attempt;  // FNV-1a
  for (char const c : screen) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
  hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDU;  // the finisher of MurmurHash3
  return backoff * static_cast<std::int64_t>((hash ^ hash >> 33) % 401 + 800) / 1'000;
}

Link::Link(asio::any_io_executor const& executor, std::unique_ptr<Driver> driver, std::unique_ptr<Transport> transport,
           Clock const& clock, Tell tell, LinkHabits habits)
    : driver_(std::move(driver)),
      transport_(std::move(transport)),
      clock_(clock),
      tell_(std::move(tell)),
      habits_(std::move(habits)),
      wake_(executor),
      pause_(executor),
      backoff_(limits::reconnect_first) {}

void Link::offer(std::shared_ptr<Frame const> frame) {
  if (finishing_) return;
  if (wish_ && power_) ++status_.replaced;
  wish_ = newest_ = std::move(frame);
  offered_ = clock_.now().steady;
  wake();
}

void Link::set_power(bool on) {
  power_ = status_.on = on;
  wake();
}

void Link::set_brightness(int percent) {
  brightness_ = percent;
  wake();
}

void Link::finish(std::shared_ptr<Frame const> last) {
  finishing_ = true;
  goes_dark_ = last != nullptr;
  wish_ = std::move(last);
  wake();
  pause_.cancel();
}

// The waiting may begin a moment later than it was decided on: a time that has passed wakes it even then.
void Link::wake() { wake_.expires_at(SteadyTime{}); }

asio::awaitable<void> Link::run() {
  status_.since = clock_.now().wall;
  while (!finishing_ || (status_.up && wish_)) {
    if (!status_.up) {
      bool const connected = co_await connect();
      if (!connected) co_await rest();
      continue;
    }
    auto const next = due();
    std::optional<Error> lost;
    if (next == Due::nothing) {
      lost = co_await idle();
    } else {
      auto const told = co_await tell(next);
      if (!told) lost = told.error();
    }
    if (!lost) continue;
    lose(*lost);
    co_await rest();
  }
  if (status_.up && goes_dark_) {
    SetPower off;
    off.on = false;
    [[maybe_unused]] auto const said = co_await converse(off);  // nobody is left to be told if it failed
  }
  transport_->close();
  status_.up = false;
}

asio::awaitable<bool> Link::connect() {
  auto opened = co_await transport_->open();
  if (opened) opened = co_await converse(Greet());
  if (!opened) {
    note(opened.error());
    transport_->close();
    co_return false;
  }
  power_told_.reset();
  brightness_told_.reset();
  blackened_ = {};
  if (!finishing_ && !wish_) wish_ = newest_;
  blank_first_ = status_.losses > 0 && habits_.after_loss == AfterLoss::blank;
  watches_ = true;
  status_.up = true;
  status_.since = clock_.now().wall;
  co_return true;
}

void Link::lose(Error const& error) {
  note(error);
  status_.up = false;
  status_.since = clock_.now().wall;
  ++status_.losses;
  transport_->close();
}

Link::Due Link::due() const {
  if (finishing_) return wish_ ? Due::frame : Due::nothing;
  if (power_told_ != power_) return Due::power;
  if (!power_) return black_is_due() ? Due::black : Due::nothing;
  if (brightness_told_ != brightness_) return Due::brightness;
  if (blank_first_) return Due::black;
  return wish_ ? Due::frame : Due::nothing;
}

asio::awaitable<Result<void>> Link::tell(Due due) {
  switch (due) {
    case Due::power:
      co_return co_await tell_power();
    case Due::brightness:
      co_return co_await tell_brightness();
    case Due::black:
      co_return co_await tell_black();
    case Due::frame:
      co_return co_await tell_newest();
    case Due::nothing:
      break;
  }
  co_return Result<void>();
}

asio::awaitable<Result<void>> Link::tell_power() {
  SetPower power;
  power.on = power_;
  if (!power.on) {
    auto dark = co_await tell_black();
    if (!dark) co_return dark;
  }
  auto told = co_await converse(power);
  if (!told) co_return told;
  power_told_ = power.on;
  if (power.on && !finishing_ && !wish_) wish_ = newest_;
  co_return told;
}

asio::awaitable<Result<void>> Link::tell_brightness() {
  SetBrightness brightness;
  auto const wished = brightness_;
  brightness.percent = *wished;
  auto told = co_await converse(brightness);
  if (!told) co_return told;
  brightness_told_ = wished;
  // Many formats dim the frames themselves, so the picture that stands is said again.
  if (!finishing_ && !wish_) wish_ = newest_;
  co_return told;
}

asio::awaitable<Result<void>> Link::tell_newest() {
  // Kept alive here while the driver may borrow its pixels.
  auto const frame = std::move(wish_);
  wish_.reset();
  auto const offered = offered_;
  ShowFrame command;
  command.frame = frame.get();
  if (habits_.frames == LinkHabits::Frames::kept) {
    copy_into(kept_, *frame);
    command.frame = kept_.get();
  }
  auto told = co_await converse(command);
  if (!told) co_return told;
  ++status_.frames;
  auto const now = clock_.now().steady;
  if (now - offered > late_periods * habits_.frame_period) ++status_.late;
  backoff_ = limits::reconnect_first;
  // A datagram line hears of a receiver that is not there only now and then, while it goes on sending.
  if (now - complained_ > complaint_stands_for) status_.trouble.reset();
  co_return told;
}

asio::awaitable<Result<void>> Link::tell_black() {
  blank_first_ = false;
  blackened_ = clock_.now().steady;
  if (!newest_) co_return Result<void>();  // a screen that was shown nothing yet is left alone
  if (!black_ || black_->size() != newest_->size()) black_ = std::make_unique<Frame>(newest_->size());
  ShowFrame command;
  command.frame = black_.get();
  auto told = co_await converse(command);
  if (!told) co_return told;
  backoff_ = limits::reconnect_first;
  if (!power_ && clock_.now().steady - complained_ > complaint_stands_for) status_.trouble.reset();
  co_return told;
}

bool Link::black_is_due() const { return newest_ && clock_.now().steady - blackened_ >= limits::resend_still; }

asio::awaitable<Result<void>> Link::converse(Command command) {
  bool const is_frame = std::holds_alternative<ShowFrame>(command);
  auto begun = driver_->begin(command);
  if (!begun) co_return begun.error();
  auto const dialogue = std::move(*begun);
  packets_.clear();
  while (auto packet = dialogue->say()) {
    bool const wants_reply = packet->wants_reply;
    auto const patience = packet->patience;
    auto const settle = packet->settle;
    packets_.push_back(std::move(*packet));
    if (!wants_reply && settle.count() == 0 && packets_.size() < limits::packets_per_command) continue;
    auto sent = co_await send_gathered();
    if (!sent) co_return sent;
    if (wants_reply) {
      status_.confirms = std::max(status_.confirms, is_frame ? Confirms::frames : Confirms::greeting);
      auto const answer = co_await await_reply(*dialogue, patience);
      if (!answer) co_return answer.error();
      count(*answer);
    }
    if (settle.count() != 0) co_await pause(settle);
  }
  if (is_frame) status_.confirms = std::max(status_.confirms, Confirms::nothing);
  co_return co_await send_gathered();
}

void Link::count(Answer answer) {
  if (answer == Answer::deaf_line) status_.confirms = Confirms::nothing;
  if (answer == Answer::silence) ++status_.unanswered;
  if (answer != Answer::accepted) return;
  ++status_.confirmed;
  status_.confirmed_at = clock_.now().wall;
}

asio::awaitable<Result<void>> Link::send_gathered() {
  if (packets_.empty()) co_return Result<void>();
  auto sent = co_await transport_->send(packets_);
  packets_.clear();
  if (!sent) co_return sent.error();
  status_.dropped_packets += sent->dropped;
  status_.bytes += sent->bytes;
  if (sent->complaint) {
    complained_ = clock_.now().steady;
    note(*sent->complaint);
  }
  co_return Result<void>();
}

asio::awaitable<Result<Link::Answer>> Link::await_reply(Dialogue& dialogue, std::chrono::milliseconds patience) {
  bool const may_be_silent = patience.count() > 0;
  std::vector<std::byte> heard;
  std::array<std::byte, 512> some{};
  asio::steady_timer limit(wake_.get_executor(), clock_.now().steady + (may_be_silent ? patience : reply_within));
  while (heard.size() < limits::reply_bytes) {
    auto first = co_await (transport_->receive(some) || limit.async_wait(quiet));
    if (first.index() == 1 && may_be_silent) co_return Answer::silence;
    if (first.index() == 1) co_return fault(Code::timeout, "link.no_reply");
    auto const& got = std::get<0>(first);
    if (!got && may_be_silent && got.error().code == Code::unsupported) co_return Answer::deaf_line;
    if (!got) co_return got.error();
    heard.insert(heard.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(*got));
    auto const verdict = dialogue.hear(heard);
    if (verdict == Verdict::accepted) co_return Answer::accepted;
    if (verdict == Verdict::rejected) co_return fault(Code::rejected, "link.rejected");
  }
  co_return fault(Code::over_limit, "link.reply_too_long");
}

/// Waits for a wish, or for the black frame's turn. Gives the reason if the line is lost meanwhile.
asio::awaitable<std::optional<Error>> Link::idle() {
  std::optional<Error> lost;
  wake_.expires_at(power_ || !newest_ ? SteadyTime::max() : blackened_ + limits::resend_still);
  if (!watches_) {
    co_await wake_.async_wait(quiet);
    co_return lost;
  }
  auto first = co_await (transport_->lost() || wake_.async_wait(quiet));
  if (first.index() == 1) co_return lost;
  lost = std::get<0>(first);
  watches_ = lost.has_value();
  co_return lost;
}

asio::awaitable<void> Link::rest() {
  auto const length = rest_before(attempts_++, habits_.screen, backoff_);
  backoff_ = std::min<std::chrono::nanoseconds>(backoff_ * 2, limits::reconnect_longest);
  co_await pause(length);
}

asio::awaitable<void> Link::pause(std::chrono::nanoseconds length) {
  if (finishing_) co_return;
  pause_.expires_at(clock_.now().steady + length);
  co_await pause_.async_wait(quiet);
}

void Link::note(Error const& error) {
  bool const news = !status_.trouble || status_.trouble->id != error.id;
  if (news) status_.trouble_since = clock_.now().wall;
  status_.trouble = status_.last_trouble = error;
  status_.last_trouble_at = clock_.now().wall;
  if (news) tell_(error);
}

}  // namespace signboard
