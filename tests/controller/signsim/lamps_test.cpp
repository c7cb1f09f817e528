#include "controller/signsim/lamps.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>

using namespace signboard;

namespace {

std::uint32_t at(LampPicture& picture, int x, int y) {
  return picture.pixels()[static_cast<std::size_t>(y * picture.size().width + x)];
}

constexpr std::uint32_t unlit = 0x181818;

}  // namespace

TEST_CASE("an rgb panel shows every colour, a mono one its own, a red and green one no blue") {
  CHECK(seen({10, 20, 30}, {Depth::rgb, {255, 0, 0}}) == Rgb{10, 20, 30});
  CHECK(seen({10, 20, 30}, {Depth::red_green, {255, 0, 0}}) == Rgb{10, 20, 0});
  CHECK(seen({0, 255, 0}, {Depth::mono, {255, 0xB0, 0}}) == Rgb{255, 0xB0, 0});
  CHECK(seen({0, 0, 51}, {Depth::mono, {255, 0xB0, 0}}) == Rgb{51, 35, 0});
  CHECK(seen({}, {Depth::mono, {255, 0xB0, 0}}) == Rgb{});
}

TEST_CASE("a lamp is round with dark gaps, and an unlit one can just be seen") {
  LampPicture picture({3, 2}, 8, {});
  CHECK(picture.size() == Size{24, 16});
  Frame frame({3, 2});
  frame.at(1, 0) = {255, 0, 0};
  CHECK(picture.paint(frame) == Rect{8, 0, 8, 8});
  CHECK(at(picture, 12, 4) == 0xFF0000);
  for (auto const& [x, y] : {std::pair{8, 0}, {15, 0}, {8, 7}, {15, 7}}) CHECK(at(picture, x, y) == 0);
  auto const rim = at(picture, 9, 1);
  CHECK(rim > 0);
  CHECK(rim < 0xFF0000);
  CHECK(at(picture, 4, 4) == unlit);
  CHECK(at(picture, 20, 12) == unlit);
}

TEST_CASE("below zoom 3 lamps are squares") {
  LampPicture picture({2, 1}, 2, {});
  Frame frame({2, 1});
  frame.at(0, 0) = {0x41, 0x42, 3};
  picture.paint(frame);
  for (int y = 0; y < 2; ++y) {
    CHECK(at(picture, 0, y) == 0x414203);
    CHECK(at(picture, 1, y) == 0x414203);
    CHECK(at(picture, 2, y) == unlit);
  }
}

TEST_CASE("only what changed is painted, and what goes out is unlit again") {
  LampPicture picture({20, 10}, 4, {});
  Frame frame({20, 10});
  CHECK_FALSE(picture.paint(frame));
  frame.at(3, 2) = frame.at(5, 7) = {90, 90, 90};
  CHECK(picture.paint(frame) == Rect{12, 8, 12, 24});
  CHECK_FALSE(picture.paint(frame));
  frame.at(5, 7) = {};
  CHECK(picture.paint(frame) == Rect{20, 28, 4, 4});
  CHECK(at(picture, 22, 30) == unlit);

  LampPicture fresh({20, 10}, 4, {});
  fresh.paint(frame);
  CHECK(std::ranges::equal(picture.pixels(), fresh.pixels()));
}

TEST_CASE("a lamp that hardly glows is not drawn darker than one that is off") {
  LampPicture picture({3, 1}, 4, {});
  Frame frame({3, 1});
  frame.at(0, 0) = {3, 0, 0};
  frame.at(1, 0) = {0, 30, 0};
  picture.paint(frame);
  CHECK(at(picture, 2, 2) == unlit);
  CHECK(at(picture, 6, 2) == 0x001E00);
}
