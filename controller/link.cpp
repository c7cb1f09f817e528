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

constexpr auto quiet = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds reply_within{2};
constexpr std::chrono::seconds complaint_stands_for{2};

}  // namespace

Link::Link(asio::any_io_executor const& executor, std::unique_ptr<Driver> driver, std::unique_ptr<Transport> transport,
           Clock const& clock, Tell tell)
    : driver_(std::move(driver)),
      transport_(std::move(transport)),
      clock_(clock),
      tell_(std::move(tell)),
      wake_(executor),
      pause_(executor),
      backoff_(limits::reconnect_first) {}

void Link::offer(std::shared_ptr<Frame const> frame) {
  if (finishing_) return;
  if (wish_) ++status_.replaced;
  wish_ = std::move(frame);
  wake_.cancel();
}

void Link::finish(std::shared_ptr<Frame const> last) {
  finishing_ = true;
  goes_dark_ = last != nullptr;
  wish_ = std::move(last);
  wake_.cancel();
  pause_.cancel();
}

asio::awaitable<void> Link::run() {
  while (!finishing_ || (status_.up && wish_)) {
    if (!status_.up) {
      bool const connected = co_await connect();
      if (!connected) continue;
    }
    if (!wish_) {
      wake_.expires_at(SteadyTime::max());
      co_await wake_.async_wait(quiet);
      continue;
    }
    auto const told = co_await tell_newest();
    if (told) {
      // A datagram line hears of a receiver that is not there only now and then, while it goes on sending.
      if (clock_.now().steady - complained_ > complaint_stands_for) status_.trouble.reset();
      continue;
    }
    note(told.error());
    status_.up = false;
    transport_->close();
    co_await pause(backoff_);
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
  if (opened) opened = co_await converse(SetPower());
  if (opened) {
    status_.up = true;
    backoff_ = limits::reconnect_first;
    co_return true;
  }
  note(opened.error());
  transport_->close();
  co_await pause(backoff_);
  backoff_ = std::min<std::chrono::nanoseconds>(backoff_ * 2, limits::reconnect_longest);
  co_return false;
}

asio::awaitable<Result<void>> Link::tell_newest() {
  // Kept alive here while the driver may borrow its pixels.
  auto const frame = std::move(wish_);
  wish_.reset();
  ShowFrame command;
  command.frame = frame.get();
  auto told = co_await converse(command);
  if (told) ++status_.frames;
  co_return told;
}

asio::awaitable<Result<void>> Link::converse(Command command) {
  auto begun = driver_->begin(command);
  if (!begun) co_return begun.error();
  auto const dialogue = std::move(*begun);
  packets_.clear();
  while (auto packet = dialogue->say()) {
    bool const wants_reply = packet->wants_reply;
    auto const settle = packet->settle;
    packets_.push_back(std::move(*packet));
    if (!wants_reply && settle.count() == 0 && packets_.size() < limits::packets_per_command) continue;
    auto sent = co_await send_gathered();
    if (!sent) co_return sent;
    if (wants_reply) {
      auto heard = co_await await_reply(*dialogue);
      if (!heard) co_return heard;
    }
    if (settle.count() != 0) co_await pause(settle);
  }
  co_return co_await send_gathered();
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

asio::awaitable<Result<void>> Link::await_reply(Dialogue& dialogue) {
  std::vector<std::byte> heard;
  std::array<std::byte, 512> some{};
  asio::steady_timer limit(wake_.get_executor(), clock_.now().steady + reply_within);
  while (heard.size() < limits::reply_bytes) {
    auto first = co_await (transport_->receive(some) || limit.async_wait(quiet));
    if (first.index() == 1) co_return fault(Code::timeout, "link.no_reply");
    auto const& got = std::get<0>(first);
    if (!got) co_return got.error();
    heard.insert(heard.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(*got));
    auto const verdict = dialogue.hear(heard);
    if (verdict == Verdict::accepted) co_return Result<void>();
    if (verdict == Verdict::rejected) co_return fault(Code::rejected, "link.rejected");
  }
  co_return fault(Code::over_limit, "link.reply_too_long");
}

asio::awaitable<void> Link::pause(std::chrono::nanoseconds length) {
  if (finishing_) co_return;
  pause_.expires_at(clock_.now().steady + length);
  co_await pause_.async_wait(quiet);
}

void Link::note(Error const& error) {
  bool const news = !status_.trouble || status_.trouble->id != error.id;
  status_.trouble = error;
  if (news) tell_(error);
}

}  // namespace signboard
