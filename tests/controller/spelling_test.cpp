#include "controller/spelling.hpp"

#include "tests/support/catch.hpp"

#include <array>
#include <string>

using namespace signboard;

TEST_CASE("a depth is found by its name, with dashes as well") {
  for (auto const name : depth_names()) CHECK(name_of(*depth_named(name)) == name);
  CHECK(depth_named("red-green") == Depth::red_green);
  CHECK(depth_named("rgb") == Depth::rgb);
  CHECK_FALSE(depth_named("RGB"));
  CHECK_FALSE(depth_named(""));
}

TEST_CASE("a colour is a hash and six hexadecimal digits") {
  CHECK(colour_named("#ff8000") == Rgb{255, 128, 0});
  CHECK(colour_named("#0A0b0C") == Rgb{10, 11, 12});
  CHECK(name_of(Rgb{255, 128, 0}) == "#ff8000");
  for (auto const* const wrong : {"", "#", "ff8000", "#ff800", "#ff80000", "#gg8000", "#-10000", "# f8000", "#红0000"})
    CHECK_FALSE(colour_named(wrong));
}

TEST_CASE("a size is columns, x and rows") {
  CHECK(size_named("192x32") == Size{192, 32});
  CHECK(size_named("0x0") == Size{0, 0});
  CHECK(name_of(Size{192, 32}) == "192x32");
  for (auto const* const wrong : {"", "x", "192", "192x", "x32", "-1x32", "192x-1", "192 x 32", "192x32x3", "+1x2",
                                  "1920000000x1", "99999999999999999999x1", "192*32", "0x", "1.5x2"})
    CHECK_FALSE(size_named(wrong));
}

TEST_CASE("a slip of the pen is recognised, another word is not") {
  std::array<std::string_view, 4> const known{"driver", "size", "settings", "fps"};
  CHECK(nearest_word("drvier", known) == "driver");
  CHECK(nearest_word("setting", known) == "settings");
  CHECK(nearest_word("sise", known) == "size");
  CHECK(nearest_word("fpss", known) == "fps");
  CHECK(nearest_word("brightness", known).empty());
  CHECK(nearest_word("", known).empty());
  CHECK(nearest_word(std::string(1'000'000, 's'), known).empty());
}
