#pragma once

#include "controller/link.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// What the line went through, and what it is to go through next.
struct Script {
  std::deque<bool> opens;     // whether the next attempts succeed; true when empty
  int send_fails_after = -1;  // packets until the line is lost once
  bool slow = false;          // each send takes until `let_go`
  bool complains = false;     // the far end says that nobody listens
  bool watches = false;       // the line tells that it is lost while nothing is said
  bool hears = false;         // the line can hear; without an answer it waits
  std::deque<char> answers;   // what is heard next
  std::vector<std::vector<std::byte>> sent;
  int opened = 0, closed = 0;
  std::function<void()> let_go, unplug;
};

class ScriptedTransport final : public Transport {
 public:
  explicit ScriptedTransport(Script& script) : script_(script) {}

  boost::asio::awaitable<Result<void>> open() override {
    ++script_.opened;
    bool const good = script_.opens.empty() || script_.opens.front();
    if (!script_.opens.empty()) script_.opens.pop_front();
    if (!good) co_return fault(Code::not_found, "line.no_device", {{"line", "scripted"}, {"device", "/dev/ttyUSB0"}});
    co_return Result<void>();
  }

  boost::asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override {
    Sent total;
    for (auto const& packet : packets) {
      if (script_.send_fails_after == 0) {
        script_.send_fails_after = -1;
        co_return gone();
      }
      if (script_.send_fails_after > 0) --script_.send_fails_after;
      script_.sent.push_back(packet.joined());
      ++total.packets;
      total.bytes += packet.size();
    }
    if (script_.complains) total.complaint = fault(Code::unavailable, "line.refused", {{"line", "scripted"}});
    if (script_.slow) co_await gate(script_.let_go);
    co_return total;
  }

  boost::asio::awaitable<Result<std::size_t>> receive(std::span<std::byte> into) override {
    if (!script_.hears) co_return fault(Code::unsupported, "line.deaf", {{"line", "scripted"}});
    if (script_.answers.empty()) co_await gate(script_.let_go);
    if (script_.answers.empty()) co_return gone();
    into.front() = static_cast<std::byte>(script_.answers.front());
    script_.answers.pop_front();
    co_return std::size_t{1};
  }

  boost::asio::awaitable<std::optional<Error>> lost() override {
    std::optional<Error> error;
    if (!script_.watches) co_return error;
    co_await gate(script_.unplug);
    error = gone();
    co_return error;
  }

  void close() override { ++script_.closed; }

 private:
  static Error gone() {
    return fault(Code::unavailable, "line.unplugged", {{"line", "scripted"}, {"device", "/dev/ttyUSB0"}});
  }

  static boost::asio::awaitable<void> gate(std::function<void()>& open) {
    auto const executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer shut(executor, SteadyTime::max());
    open = [&shut] { shut.cancel(); };
    auto const wait = boost::asio::as_tuple(boost::asio::use_awaitable);
    co_await shut.async_wait(wait);
    open = nullptr;
  }

  Script& script_;
};

/// Says the first pixel of a frame in one byte, and "G" to greet. A talkative one has words for power ("P" and "p") and
/// brightness ("B"); a careful one wants its frames answered with "+", a
/// polite one its greeting.
class PlainDriver final : public Driver {
 public:
  enum class Manner : std::uint8_t { terse, talkative, careful, patient, polite };
  explicit PlainDriver(Manner manner = Manner::terse) : manner_(manner) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    std::vector<Packet> packets;
    auto const say = [&packets](char c) { packets.emplace_back(std::vector{static_cast<std::byte>(c)}); };
    if (std::holds_alternative<Greet>(command)) {
      say('G');
      packets.back().wants_reply = manner_ == Manner::polite;
    }
    if (auto const* const power = std::get_if<SetPower>(&command); power != nullptr && manner_ == Manner::talkative)
      say(power->on ? 'P' : 'p');
    if (std::holds_alternative<SetBrightness>(command) && manner_ == Manner::talkative) say('B');
    if (auto const* const show = std::get_if<ShowFrame>(&command)) {
      auto const shade = show->frame->at(0, 0).r;
      say(shade == 0 ? '.' : static_cast<char>(shade));
      packets.back().wants_reply = manner_ == Manner::careful || manner_ == Manner::patient;
      if (manner_ == Manner::patient) packets.back().patience = std::chrono::milliseconds(20);
    }
    return recite(std::move(packets), judge);
  }

 private:
  static Verdict judge(std::span<std::byte const> heard) {
    return heard.back() == std::byte{'+'} ? Verdict::accepted : Verdict::rejected;
  }

  Manner manner_;
};

inline std::shared_ptr<Frame const> shade(char value) {
  return std::make_shared<Frame const>(Size{1, 1}, Rgb{static_cast<std::uint8_t>(value), 0, 0});
}

/// A link over a scripted line, with a loop of its own or of others.
struct LinkBench {
  std::unique_ptr<boost::asio::io_context> own = std::make_unique<boost::asio::io_context>(1);
  boost::asio::io_context& io = *own;
  SystemClock clock;
  Script script;
  std::vector<Error> told;
  Link link;

  explicit LinkBench(PlainDriver::Manner manner = PlainDriver::Manner::terse, LinkHabits habits = {})
      : link(
            io.get_executor(), std::make_unique<PlainDriver>(manner), std::make_unique<ScriptedTransport>(script),
            clock, [this](Error const& error) { told.push_back(error); }, std::move(habits)) {
    boost::asio::co_spawn(io, link.run(), boost::asio::detached);
  }

  void settle() {
    io.poll();
    io.restart();
  }

  void pass(std::chrono::milliseconds time) {
    io.run_for(time);
    io.restart();
  }

  /// Lets the line live until it is so; false if that takes too long.
  bool until(std::function<bool()> const& is_so, std::chrono::milliseconds limit = std::chrono::seconds(20)) {
    auto const end = std::chrono::steady_clock::now() + limit;
    while (!is_so() && std::chrono::steady_clock::now() < end) {
      io.run_one_for(std::chrono::milliseconds(20));
      io.restart();
    }
    return is_so();
  }

  std::string said() const {
    std::string all;
    for (auto const& bytes : script.sent) all += static_cast<char>(bytes.front());
    return all;
  }
};

}  // namespace signboard
