#include "drivers/wiring.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <numeric>

namespace signboard {
namespace {

using Order = std::vector<std::uint32_t>;

TEST_CASE("every way to wire a panel reaches every pixel once") {
  for (Size const size : {Size{5, 3}, Size{3, 5}, Size{1, 4}, Size{4, 1}, Size{4, 4}}) {
    for (int way = 0; way < 64; ++way) {
      Wiring const wiring{static_cast<Wiring::Lines>(way & 1), static_cast<Wiring::Path>(way >> 1 & 1),
                          static_cast<Wiring::Corner>(way >> 2 & 3), static_cast<Wiring::Rotation>(way >> 4 & 3)};
      auto order = lamp_order(wiring, size);
      std::ranges::sort(order);
      Order all(static_cast<std::size_t>(size.width * size.height));
      std::iota(all.begin(), all.end(), 0U);
      INFO(size.width << "x" << size.height << " way " << way);
      CHECK(order == all);
    }
  }
}

// The pixels of a 3x2 frame: 0 1 2
//                            3 4 5

TEST_CASE("rows run from the corner, progressive or serpentine") {
  Size const size{3, 2};
  CHECK(lamp_order({}, size) == Order{0, 1, 2, 3, 4, 5});
  CHECK(lamp_order({.path = Wiring::Path::serpentine}, size) == Order{0, 1, 2, 5, 4, 3});
  CHECK(lamp_order({.corner = Wiring::Corner::top_right}, size) == Order{2, 1, 0, 5, 4, 3});
  CHECK(lamp_order({.corner = Wiring::Corner::bottom_left}, size) == Order{3, 4, 5, 0, 1, 2});
  CHECK(lamp_order({.path = Wiring::Path::serpentine, .corner = Wiring::Corner::bottom_right}, size) ==
        Order{5, 4, 3, 0, 1, 2});
}

TEST_CASE("columns run from the corner, progressive or serpentine") {
  Size const size{3, 2};
  CHECK(lamp_order({.lines = Wiring::Lines::columns}, size) == Order{0, 3, 1, 4, 2, 5});
  CHECK(lamp_order({.lines = Wiring::Lines::columns, .path = Wiring::Path::serpentine}, size) ==
        Order{0, 3, 4, 1, 2, 5});
  CHECK(lamp_order(
            {.lines = Wiring::Lines::columns, .path = Wiring::Path::serpentine, .corner = Wiring::Corner::bottom_right},
            size) == Order{5, 2, 1, 4, 3, 0});
}

TEST_CASE("a panel turned clockwise has its first corner further round") {
  Size const size{3, 2};
  // Its top left hangs at the top right, and its rows run downwards.
  CHECK(lamp_order({.rotation = Wiring::Rotation::quarter}, size) == Order{2, 5, 1, 4, 0, 3});
  CHECK(lamp_order({.rotation = Wiring::Rotation::half}, size) == Order{5, 4, 3, 2, 1, 0});
  CHECK(lamp_order({.rotation = Wiring::Rotation::three_quarters}, size) == Order{3, 0, 4, 1, 5, 2});
}

TEST_CASE("wiring and colour order are settings") {
  Settings settings({{"lines", std::string("columns")},
                     {"path", std::string("serpentine")},
                     {"corner", std::string("bottom_left")},
                     {"rotation", std::int64_t{270}},
                     {"order", std::string("brg")}});
  auto const wiring = take_wiring(settings);
  CHECK(wiring == Wiring{Wiring::Lines::columns, Wiring::Path::serpentine, Wiring::Corner::bottom_left,
                         Wiring::Rotation::three_quarters});
  CHECK(take_colour_order(settings) == ColourOrder{2, 0, 1});
  CHECK(settings.faults().empty());
}

}  // namespace
}  // namespace signboard
