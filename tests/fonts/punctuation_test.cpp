#include "fonts/punctuation.hpp"

#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>

using namespace signboard;

namespace {

// Widths among Han: a quotation mark or a dash without any Han about is as narrow as Latin.
int ems16(std::string const& marks) {
  return line_of("好" + marks, {16, Raster::bilevel, "zh-Hans"}).lines[0]->width() - 16;
}
int ems32(std::string const& marks) {
  return line_of("好" + marks, {32, Raster::grey, "zh-Hans"}).lines[0]->width() - 32;
}

std::size_t ink_of(std::string const& art) { return static_cast<std::size_t>(std::count(art.begin(), art.end(), '#')); }

}  // namespace

TEST_CASE("two adjacent marks take one em and a half, at 16 rows and at 32") {
  for (auto const* pair : {"。）", "）（", "（《", "”，", "：“", "》。", "，“"}) {
    CAPTURE(pair);
    CHECK(ems16(pair) == 24);
    CHECK(ems32(pair) == 48);
  }
}

TEST_CASE("marks with nothing blank between them, and single ones, stay as they are") {
  for (auto const* pair : {"（）", "好。", "（好", "……", "——", "·（"}) {
    CAPTURE(pair);
    CHECK(ems16(pair) == 32);
    CHECK(ems32(pair) == 64);
  }
}

TEST_CASE("of three marks in a row two are squeezed") {
  CHECK(ems16("）》。") == 32);
  CHECK(ems32("）》。") == 64);
}

TEST_CASE("squeezing a bitmap cuts what is blank and nothing else") {
  for (auto const* pair : {"。）", "）（", "（《", "”，", "：“", "》。", "，“", "’”", "“‘", "』。", "（『", "「“",
                           "‘（", "？！", "】；"}) {
    CAPTURE(pair);
    TypeStyle const style{16, Raster::bilevel, "zh-Hans"};
    auto const whole = art_of(debian_typesetter(), *line_of("好" + std::string(pair), style).lines[0]);
    auto apart = ink_of(art_of(debian_typesetter(), *line_of("好", style).lines[0]));
    for (std::size_t at = 0; at < 6; at += 3)
      apart += ink_of(art_of(debian_typesetter(), *line_of("好" + std::string(pair).substr(at, 3), style).lines[0])) -
               ink_of(art_of(debian_typesetter(), *line_of("好", style).lines[0]));
    CHECK(ink_of(whole) == apart);
  }
}
