#include "controller/link.hpp"

#include "tests/support/catch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>

using namespace signboard;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// What the line went through, and what it is to go through next.
struct Script {
  std::deque<bool> opens;     // whether the next attempts succeed; true when empty
  int send_fails_after = -1;  // packets until the line is lost once
  bool slow = false;          // each send takes until `let_go`
  std::vector<std::vector<std::byte>> sent;
  int opened = 0, closed = 0;
  std::function<void()> let_go;
};

class ScriptedTransport final : public Transport {
 public:
  explicit ScriptedTransport(Script& script) : script_(script) {}

  asio::awaitable<Result<void>> open() override {
    ++script_.opened;
    bool const good = script_.opens.empty() || script_.opens.front();
    if (!script_.opens.empty()) script_.opens.pop_front();
    if (!good) co_return fault(Code::unavailable, "line.refused", {{"line", "scripted"}});
    co_return Result<void>();
  }

  asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override {
    Sent total;
    for (auto const& packet : packets) {
      if (script_.send_fails_after == 0) {
        script_.send_fails_after = -1;
        co_return fault(Code::io, "line.lost", {{"line", "scripted"}});
      }
      if (script_.send_fails_after > 0) --script_.send_fails_after;
      script_.sent.push_back(packet.joined());
      ++total.packets;
      total.bytes += packet.size();
    }
    if (script_.slow) {
      auto const executor = co_await asio::this_coro::executor;
      asio::steady_timer gate(executor, SteadyTime::max());
      script_.let_go = [&gate] { gate.cancel(); };
      auto const wait = asio::as_tuple(asio::use_awaitable);
      co_await gate.async_wait(wait);
    }
    co_return total;
  }

  asio::awaitable<Result<std::size_t>> receive(std::span<std::byte>) override {
    co_return fault(Code::unsupported, "line.deaf");
  }

  void close() override { ++script_.closed; }

 private:
  Script& script_;
};

// Says the first pixel of a frame in one byte, and "G" to greet.
class PlainDriver final : public Driver {
 public:
  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    std::vector<Packet> packets;
    if (std::holds_alternative<Greet>(command)) packets.emplace_back(std::vector{std::byte{'G'}});
    if (auto const* const show = std::get_if<ShowFrame>(&command))
      packets.emplace_back(std::vector{std::byte{show->frame->at(0, 0).r}});
    return recite(std::move(packets));
  }
};

std::shared_ptr<Frame const> shade(std::uint8_t value) { return std::make_shared<Frame const>(Size{1, 1}, Rgb{value, 0, 0}); }

struct Bench {
  asio::io_context io{1};
  SystemClock clock;
  Script script;
  std::vector<Error> told;
  Link link{io.get_executor(), std::make_unique<PlainDriver>(), std::make_unique<ScriptedTransport>(script), clock,
            [this](Error const& error) { told.push_back(error); }};

  Bench() { asio::co_spawn(io, link.run(), asio::detached); }

  void settle() { io.poll(); io.restart(); }

  std::string said() const {
    std::string all;
    for (auto const& bytes : script.sent) all += static_cast<char>(bytes.front());
    return all;
  }
};

}  // namespace

TEST_CASE("a new line is greeted and told the newest wish") {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.link.offer(shade('b'));
  bench.settle();
  CHECK(bench.said() == "Gb");
  CHECK(bench.link.status().up);
  CHECK(bench.link.status().replaced == 1);
}

TEST_CASE("a slow line drops frames, it does not queue them") {
  Bench bench;
  bench.settle();
  bench.script.slow = true;
  for (char const c : std::string("abcdef")) {
    bench.link.offer(shade(static_cast<std::uint8_t>(c)));
    bench.settle();
  }
  CHECK(bench.said() == "Ga");
  bench.script.let_go();
  bench.settle();
  CHECK(bench.said() == "Gaf");
  CHECK(bench.link.status().replaced == 4);
  bench.script.let_go();
  bench.settle();
}

TEST_CASE("a line that was lost is opened again, greeted, and told the newest wish") {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.settle();
  bench.script.send_fails_after = 0;
  bench.link.offer(shade('b'));
  bench.settle();
  CHECK_FALSE(bench.link.status().up);
  CHECK(bench.told.size() == 1);
  CHECK(bench.told.front().id == "line.lost");
  bench.link.offer(shade('c'));
  bench.link.offer(shade('d'));
  bench.io.run_for(600ms);
  bench.io.restart();
  CHECK(bench.said() == "GaGd");
  CHECK(bench.link.status().up);
  CHECK_FALSE(bench.link.status().trouble);
}

TEST_CASE("a line that cannot be opened is tried again ever more slowly, and its trouble is told once") {
  Bench bench;
  bench.script.opens = {false, false, false, false, false, false, false, false};
  bench.link.offer(shade('a'));
  bench.io.run_for(1'000ms);
  bench.io.restart();
  CHECK(bench.script.opened >= 2);
  CHECK(bench.script.opened <= 3);  // at 0, 0.25 and 0.75 s
  CHECK(bench.told.size() == 1);
  CHECK(bench.script.sent.empty());
}

TEST_CASE("the last wish is said before the line is closed") {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.settle();
  bench.link.finish(shade('z'));
  bench.settle();
  CHECK(bench.said() == "Gaz");
  CHECK(bench.script.closed == 1);
  bench.link.offer(shade('x'));
  bench.settle();
  CHECK(bench.said() == "Gaz");
}

TEST_CASE("a line that is down when the programme ends is not waited for") {
  Bench bench;
  bench.script.opens = {false, false, false};
  bench.settle();
  bench.link.finish(shade('z'));
  bench.settle();
  CHECK(bench.io.stopped() == false);
  CHECK(bench.script.sent.empty());
  CHECK(bench.script.closed >= 1);
}
