#include "base/limits.hpp"
#include "controller/signctl/client.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 10s;

Url url_of(ServedDesk const& desk) { return {"127.0.0.1", desk.port()}; }

WallTime at(int second) { return WallTime(std::chrono::seconds(1'795'000'000 + second)); }

/// Every pixel different from its neighbours and from the same pixel of the next frame.
std::shared_ptr<Frame const> noise(Size size, int seed) {
  auto frame = std::make_shared<Frame>(size);
  unsigned state = static_cast<unsigned>(seed) + 1;
  for (auto& pixel : frame->pixels()) {
    state = state * 1'664'525U + 1'013'904'223U;
    pixel = {static_cast<std::uint8_t>(state >> 24), static_cast<std::uint8_t>(state >> 16),
             static_cast<std::uint8_t>(state >> 8)};
  }
  return frame;
}

std::string const handshake = get("/api/live",
                                  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

}  // namespace

TEST_CASE("frames shown arrive at the client pixel for pixel, with their screen and time") {
  ServedDesk desk;
  auto stream = FrameStream::open(url_of(desk), {"大厅", "lobby"}, Language::en);
  REQUIRE(stream.has_value());
  REQUIRE(stream->screens().size() == 2);
  CHECK(stream->screens()[0].name == "大厅");
  CHECK(stream->screens()[1].size == Size{64, 16});
  CHECK(stream->stale_after() == live_stale_after);
  for (int i = 0; i < 5; ++i) {
    auto const wide = noise({64, 16}, i);
    desk.show(0, wide, at(i));
    auto const got = stream->next(patience);
    REQUIRE(got.has_value());
    CHECK(got->screen == 1);
    CHECK(got->at == at(i));
    CHECK((*got->frame == *wide));
  }
  auto const plain = std::make_shared<Frame const>(Size{16, 8}, Rgb{255, 0, 0});
  desk.show(2, plain, at(9));
  auto const got = stream->next(patience);
  REQUIRE(got.has_value());
  CHECK(got->screen == 0);
  CHECK((*got->frame == *plain));
}

TEST_CASE("a standing picture keeps arriving with its new time") {
  ServedDesk desk;
  auto stream = FrameStream::open(url_of(desk), {"gate"}, Language::en);
  REQUIRE(stream.has_value());
  auto const frame = noise({32, 8}, 1);
  for (int i = 0; i < 3; ++i) {
    desk.show(1, frame, at(i));
    auto const got = stream->next(patience);
    REQUIRE(got.has_value());
    CHECK(got->at == at(i));
    CHECK((*got->frame == *frame));
  }
}

TEST_CASE("who comes later gets the last picture at once") {
  ServedDesk desk;
  auto first = FrameStream::open(url_of(desk), {}, Language::en);
  REQUIRE(first.has_value());
  desk.show(0, noise({64, 16}, 7), at(7));
  auto second = FrameStream::open(url_of(desk), {}, Language::en);
  REQUIRE(second.has_value());
  auto const got = second->next(patience);
  REQUIRE(got.has_value());
  CHECK(got->at == at(7));
}

TEST_CASE("a client's patience ends without ending the stream") {
  ServedDesk desk;
  auto stream = FrameStream::open(url_of(desk), {}, Language::en);
  REQUIRE(stream.has_value());
  auto const nothing = stream->next(20ms);
  REQUIRE_FALSE(nothing.has_value());
  CHECK(nothing.error().code == Code::timeout);
  desk.show(0, noise({64, 16}, 1), at(1));
  CHECK(stream->next(patience).has_value());
}

TEST_CASE("a screen that does not exist, a foreign page and a crowd are refused before the upgrade") {
  ServedDesk desk;
  auto const missing = FrameStream::open(url_of(desk), {"cellar"}, Language::en);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Code::not_found);
  CHECK(worded(missing.error(), Language::en).find("cellar") != std::string::npos);

  RawClient foreign(desk.port());
  foreign.send(get("/api/live",
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://evil.example\r\n"));
  CHECK(foreign.read_all().starts_with("HTTP/1.1 403"));

  std::vector<FrameStream> crowd;
  for (std::size_t i = 0; i < limits::watchers; ++i) {
    auto stream = FrameStream::open(url_of(desk), {}, Language::en);
    REQUIRE(stream.has_value());
    crowd.push_back(std::move(*stream));
  }
  auto const late = FrameStream::open(url_of(desk), {}, Language::en);
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().code == Code::unavailable);
  auto const plainly = get_json(url_of(desk), "/api/live", Language::en);  // what the page asks when it is refused
  REQUIRE_FALSE(plainly.has_value());
  CHECK(plainly.error().code == Code::unavailable);
}

TEST_CASE("the stage hears who watches, and that nobody does once they hang up") {
  ServedDesk desk;
  std::promise<void> left;
  std::vector<std::vector<bool>> told;
  desk.on_desk([&] {
    desk.live().on_watched_change = [&](std::vector<bool> const& watched) {
      told.push_back(watched);
      if (told.size() == 2) left.set_value();
    };
  });
  { CHECK(FrameStream::open(url_of(desk), {"gate"}, Language::en).has_value()); }
  REQUIRE(left.get_future().wait_for(patience) == std::future_status::ready);
  desk.on_desk([&] { desk.live().on_watched_change = nullptr; });
  CHECK(told == std::vector<std::vector<bool>>{{false, true, false}, {false, false, false}});
}

TEST_CASE("a watcher that never reads holds up nobody and costs one picture") {
  Size const size{512, 128};
  ServedDesk desk({}, some_answers(), {{"wall", size, Depth::rgb}});
  RawClient deaf(desk.port(), 4'096);
  REQUIRE(deaf.send(handshake));
  CHECK(deaf.read_until("\r\n\r\n").starts_with("HTTP/1.1 101"));
  auto lively = FrameStream::open(url_of(desk), {}, Language::en);
  REQUIRE(lively.has_value());
  std::vector<std::weak_ptr<Frame const>> shown;
  constexpr int rounds = 40;  // 7.9 MB: far more than the kernel takes for the deaf one
  for (int i = 0; i < rounds; ++i) {
    auto frame = noise(size, i);
    shown.push_back(frame);
    desk.show(0, frame, at(i));
    auto const got = lively->next(patience);
    REQUIRE(got.has_value());
    CHECK(got->at == at(i));
  }
  auto const alive = std::count_if(shown.begin(), shown.end(), [](auto const& frame) { return !frame.expired(); });
  CHECK(alive <= 2);  // the newest, and the one on its way to the deaf watcher
}

TEST_CASE("a watcher that never answers a ping is let go, its place free again") {
  HttpSettings settings;
  settings.idle_at_most = 200ms;
  ServedDesk desk(settings);
  std::promise<void> left;
  desk.on_desk([&] {
    desk.live().on_watched_change = [&](std::vector<bool> const& watched) {
      if (!watched[0]) left.set_value();
    };
  });
  RawClient deaf(desk.port());
  deaf.send(handshake);
  deaf.read_all();
  CHECK_FALSE(deaf.still_open());
  CHECK(left.get_future().wait_for(patience) == std::future_status::ready);
}

TEST_CASE("a watcher that talks too much, or not WebSocket, is let go") {
  ServedDesk desk;
  RawClient client(desk.port());
  client.send(handshake);
  client.read_until("\r\n\r\n");
  client.send(
      GENERATE(std::string("\x82\xfe\xff\xff\0\0\0\0", 8) + std::string(65'535, 'x'), std::string(200, '\xff')));
  client.read_all();
  CHECK_FALSE(client.still_open());
}

TEST_CASE("pictures come no faster than thirty a second to a watcher") {
  ServedDesk desk;
  auto stream = FrameStream::open(url_of(desk), {"lobby"}, Language::en);
  REQUIRE(stream.has_value());
  auto const begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 7; ++i) {
    desk.show(0, noise({64, 16}, i), at(i));
    REQUIRE(stream->next(patience).has_value());
  }
  CHECK(std::chrono::steady_clock::now() - begin >= 6 * 33ms);
}
