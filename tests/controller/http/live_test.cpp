#include "controller/http/live.hpp"

#include "base/limits.hpp"
#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

std::shared_ptr<Frame const> plain(std::uint8_t red) {
  return std::make_shared<Frame const>(Size{4, 2}, Rgb{red, 0, 0});
}

WallTime at(int second) { return WallTime(std::chrono::seconds(second)); }

std::vector<LiveScreen> two_screens() { return {{"lobby", {4, 2}, Depth::rgb}, {"gate", {4, 2}, Depth::mono}}; }

/// What was said, read as a watcher reads it.
PictureHead head_of(Live::Watcher::Said const& said) {
  auto const head = read_picture_head(said.head);
  REQUIRE(head.has_value());
  return *head;
}

Rgb first_pixel(Live::Watcher::Said const& said) {
  std::vector<std::uint8_t> message(said.head.begin(), said.head.end());
  message.insert(message.end(), said.pixels.begin(), said.pixels.end());
  auto const frame = read_picture(head_of(said), message);
  REQUIRE(frame.has_value());
  return frame->at(0, 0);
}

}  // namespace

TEST_CASE("a watcher takes the newest picture and loses those it was too slow for") {
  Live live(two_screens());
  auto const watcher = live.watch({0}, [] {});
  for (int i = 1; i <= 100; ++i) live.show(0, plain(static_cast<std::uint8_t>(i)), at(i));
  auto const said = (*watcher)->take();
  REQUIRE(said);
  CHECK(head_of(*said).at == at(100));
  CHECK(first_pixel(*said).r == 100);
  CHECK_FALSE((*watcher)->take());
  CHECK_FALSE((*watcher)->has_news());
}

TEST_CASE("no picture is kept but the newest, however many watch and none takes") {
  Live live(two_screens());
  std::vector<std::unique_ptr<Live::Watcher>> watchers;
  for (std::size_t i = 0; i < limits::watchers; ++i) watchers.push_back(std::move(*live.watch({0, 1}, [] {})));
  std::vector<std::weak_ptr<Frame const>> shown;
  for (int i = 0; i < 50; ++i) {
    auto frame = plain(static_cast<std::uint8_t>(i));
    shown.push_back(frame);
    live.show(static_cast<std::size_t>(i % 2), std::move(frame), at(i));
  }
  CHECK(std::count_if(shown.begin(), shown.end(), [](auto const& frame) { return !frame.expired(); }) == 2);
}

TEST_CASE("a standing picture is said without its pixels, to those who have them") {
  Live live(two_screens());
  auto const first = live.watch({0}, [] {});
  live.show(0, plain(7), at(1));
  CHECK((*first)->take());
  live.show(0, plain(7), at(2));
  auto const again = (*first)->take();
  REQUIRE(again);
  CHECK(head_of(*again).form == PictureForm::unchanged);
  CHECK(head_of(*again).at == at(2));
  CHECK(again->pixels.empty());

  auto const second = live.watch({0}, [] {});
  auto const said = (*second)->take();
  REQUIRE(said);
  CHECK(first_pixel(*said).r == 7);
  CHECK(head_of(*said).at == at(2));
}

TEST_CASE("pixels that went away and came back while a watcher slept are sent again, not taken for standing") {
  Live live(two_screens());
  auto const watcher = live.watch({0}, [] {});
  live.show(0, plain(1), at(1));
  CHECK((*watcher)->take());
  live.show(0, plain(2), at(2));
  live.show(0, plain(1), at(3));
  auto const said = (*watcher)->take();
  REQUIRE(said);
  CHECK(first_pixel(*said).r == 1);
}

TEST_CASE("screens have their turn, so a busy one cannot starve a quiet one") {
  Live live(two_screens());
  auto const watcher = live.watch({0, 1}, [] {});
  live.show(1, plain(9), at(0));
  std::vector<std::size_t> order;
  for (int i = 1; i <= 4; ++i) {
    live.show(0, plain(static_cast<std::uint8_t>(i)), at(i));
    order.push_back(head_of(*(*watcher)->take()).screen);
  }
  CHECK(order == std::vector<std::size_t>{0, 1, 0, 0});
}

TEST_CASE("the stage is told which screens are watched, and only when that changes") {
  Live live(two_screens());
  std::vector<std::vector<bool>> told;
  live.on_watched_change = [&told](std::vector<bool> const& watched) { told.push_back(watched); };
  auto first = live.watch({1}, [] {});
  auto second = live.watch({0, 1}, [] {});
  first->reset();
  second->reset();
  CHECK(told == std::vector<std::vector<bool>>{{false, true}, {true, true}, {false, false}});
  CHECK_FALSE(live.watched(0));
}

TEST_CASE("a picture from before anybody watched is never shown as a present one") {
  Live live(two_screens());
  live.show(0, plain(1), at(1));
  auto watcher = live.watch({0}, [] {});
  CHECK_FALSE((*watcher)->take());
  live.show(0, plain(2), at(2));
  watcher->reset();
  watcher = live.watch({0}, [] {});
  CHECK_FALSE((*watcher)->take());
}

TEST_CASE("a watcher is woken for its own screens") {
  Live live(two_screens());
  int woken = 0;
  auto const watcher = live.watch({1}, [&woken] { ++woken; });
  live.show(0, plain(1), at(1));
  CHECK(woken == 0);
  live.show(1, plain(1), at(1));
  CHECK(woken == 1);
}

TEST_CASE("more watchers than there is room for are refused until one leaves") {
  Live live(two_screens());
  std::vector<std::unique_ptr<Live::Watcher>> watchers;
  for (std::size_t i = 0; i < limits::watchers; ++i) watchers.push_back(std::move(*live.watch({0}, [] {})));
  auto const refused = live.watch({0}, [] {});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().id == "http.too_many_watchers");
  watchers.pop_back();
  CHECK(live.watch({0}, [] {}).has_value());
}
