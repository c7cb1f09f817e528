// WebSocket /api/events.

#include "base/limits.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

/// Tells everybody who listens, all on the desk thread.
struct Gazette {
  std::vector<std::pair<int, Hear>> listeners;
  std::vector<std::optional<std::uint64_t>> asked_after;
  int next = 0;

  Answers answers() {
    auto all = some_answers();
    all.events = [this](Asked const&, std::optional<std::uint64_t> after, Hear hear) -> Result<Subscription> {
      if (after == 13U) return fault(Code::unavailable, "http.not_available");
      asked_after.push_back(after);
      hear(std::make_shared<std::string const>("{\"number\":1}"));
      auto const number = next++;
      listeners.emplace_back(number, std::move(hear));
      return Subscription(this, [number](void* gazette) {
        std::erase_if(static_cast<Gazette*>(gazette)->listeners,
                      [number](auto const& each) { return each.first == number; });
      });
    };
    return all;
  }

  void tell(std::string const& text) {
    auto const event = std::make_shared<std::string const>(text);
    for (auto const& [number, hear] : listeners) hear(event);
  }
};

std::string handshake(std::string_view target) {
  return get(target,
             "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

void wait_for(ServedDesk& desk, Gazette& gazette, std::size_t listeners) {
  while (desk.on_desk([&] { return gazette.listeners.size(); }) != listeners) {
  }
}

}  // namespace

TEST_CASE("a listener hears what was kept for it and then what happens, in order") {
  Gazette gazette;
  ServedDesk desk({}, gazette.answers());
  RawClient listener(desk.port());
  listener.send(handshake("/api/events?after=17"));
  CHECK(listener.read_until("{\"number\":1}").starts_with("HTTP/1.1 101"));
  wait_for(desk, gazette, 1);
  desk.on_desk([&] {
    gazette.tell("{\"number\":2}");
    gazette.tell("{\"number\":3}");
  });
  auto const text = listener.read_until("{\"number\":3}");
  CHECK(text.find("{\"number\":2}") < text.find("{\"number\":3}"));
  CHECK(gazette.asked_after == std::vector<std::optional<std::uint64_t>>{17U});
}

TEST_CASE("a listener that leaves is forgotten") {
  Gazette gazette;
  ServedDesk desk({}, gazette.answers());
  {
    RawClient listener(desk.port());
    listener.send(handshake("/api/events"));
    wait_for(desk, gazette, 1);
  }
  wait_for(desk, gazette, 0);
}

TEST_CASE("a listener too far behind is cut off, and the others hear everything") {
  Gazette gazette;
  ServedDesk desk({}, gazette.answers());
  RawClient deaf(desk.port(), 4'096);
  deaf.send(handshake("/api/events"));
  wait_for(desk, gazette, 1);
  std::string const long_event(16'384, 'x');
  for (std::size_t i = 0; desk.on_desk([&] { return gazette.listeners.size(); }) == 1; ++i) {
    REQUIRE(i < 16 * limits::event_backlog);
    desk.on_desk([&] { gazette.tell(long_event); });
  }
  RawClient listener(desk.port());
  listener.send(handshake("/api/events"));
  wait_for(desk, gazette, 1);
  desk.on_desk([&] { gazette.tell("{\"number\":9}"); });
  CHECK(listener.read_until("{\"number\":9}").starts_with("HTTP/1.1 101"));
}

TEST_CASE("who may not listen is told why") {
  Gazette gazette;
  ServedDesk desk({}, gazette.answers());
  auto const [target, status] = GENERATE(table<std::string, std::string>(
      {{"/api/events?after=x", "HTTP/1.1 400"}, {"/api/events?after=13", "HTTP/1.1 503"}}));
  RawClient listener(desk.port());
  listener.send(handshake(target));
  listener.finish_sending();
  CHECK(listener.read_all().starts_with(status));
  CHECK(gazette.listeners.empty());
}

TEST_CASE("stopping ends every subscription") {
  Gazette gazette;
  auto desk = std::make_unique<ServedDesk>(HttpSettings(), gazette.answers());
  std::vector<std::unique_ptr<RawClient>> listeners;
  for (int i = 0; i < 5; ++i) {
    listeners.push_back(std::make_unique<RawClient>(desk->port()));
    listeners.back()->send(handshake("/api/events"));
  }
  wait_for(*desk, gazette, 5);
  desk.reset();
  CHECK(gazette.listeners.empty());
}
