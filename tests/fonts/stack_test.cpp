#include "fonts/stack.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "fonts/fit.hpp"
#include "fonts/typecase.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace signboard;

TEST_CASE("Han stands on the measured baselines") {
  int const baselines[][2]{{24, 21}, {32, 28}, {48, 42}, {64, 56}, {96, 84}, {128, 113}};
  for (auto const& [rows, baseline] : baselines) {
    auto const fit = fitting(Font::han_sans, rows, Raster::grey);
    CHECK(fit.baseline == baseline);
    CHECK(fit.cut.ppem_y == rows * 64);
  }
}

TEST_CASE("Tibetan has the sizes that were looked at") {
  struct Measured {
    int rows;
    double x, y;
    int baseline;
  };
  for (auto const& at : {Measured{16, 11.25, 9, 10},
                         {24, 15, 13, 15},
                         {32, 17.2, 17.2, 20},
                         {48, 25.8, 25.8, 30},
                         {64, 34.4, 34.4, 40},
                         {96, 51.6, 51.6, 60},
                         {128, 68.8, 68.8, 80}}) {
    auto const fit = fitting(Font::tibetan, at.rows, Raster::bilevel);
    CHECK(fit.cut.ppem_x == Approx(at.x * 64).margin(0.5));
    CHECK(fit.cut.ppem_y == Approx(at.y * 64).margin(0.5));
    CHECK(fit.baseline == at.baseline);
    CHECK(fit.cut.drawing == Drawing::mono);
  }
}

TEST_CASE("sizes grow with the rows, and baselines stay inside") {
  for (auto const font : {Font::han_sans, Font::tibetan, Font::tibetan_legacy, Font::arabic, Font::mongolian, Font::yi})
    for (int rows = limits::type_rows_min; rows < limits::type_rows_max; ++rows) {
      auto const here = fitting(font, rows, Raster::grey);
      auto const next = fitting(font, rows + 1, Raster::grey);
      CHECK(next.cut.ppem_y >= here.cut.ppem_y);
      CHECK(here.baseline > rows / 2);
      CHECK(here.baseline < rows);
    }
}

TEST_CASE("bitmaps are magnified by whole numbers and centred") {
  CHECK(fitting(Font::han_bitmap, 20, Raster::grey).baseline == 16);
  CHECK(fitting(Font::han_bitmap, 24, Raster::grey).cut.magnified == 1);
  CHECK(fitting(Font::han_bitmap, 32, Raster::grey).cut.magnified == 2);
  CHECK(fitting(Font::han_bitmap, 48, Raster::grey).baseline == 42);
}

TEST_CASE("how outlines are drawn follows the height and the raster") {
  CHECK(fitting(Font::han_sans, 32, Raster::bilevel).cut.drawing == Drawing::mono_hinted);
  CHECK(fitting(Font::han_sans, 48, Raster::grey).cut.drawing == Drawing::light);
  CHECK(fitting(Font::han_sans, 64, Raster::grey).cut.drawing == Drawing::grey);
  CHECK(fitting(Font::han_sans, 16, Raster::grey).cut.drawing == Drawing::mono_hinted);
  CHECK(fitting(Font::tibetan, 16, Raster::grey).cut.drawing == Drawing::mono);
  CHECK(fitting(Font::tibetan, 32, Raster::grey).cut.drawing == Drawing::grey);
}

TEST_CASE("a font of bitmaps is never tried for a script that joins its letters") {
  for (auto const script : {Script::tibetan, Script::arabic, Script::mongolian})
    for (int const rows : {8, 16, 24, 64}) {
      auto const fonts = fonts_for({script, U'\u0F40', false, rows});
      CHECK_FALSE(fonts.empty());
      CHECK(std::none_of(fonts.begin(), fonts.end(), is_strike));
    }
}

TEST_CASE("ink between the rows is left alone, ink outside is shifted by an eighth at most") {
  CHECK(fit_between({0, 32}, 32).shift == 0);
  CHECK(fit_between({-2, 20}, 32).shift == 2);
  CHECK(fit_between({10, 35}, 32).shift == -3);
  CHECK(fit_between({-6, 10}, 32).shift == 4);
  CHECK(fit_between({-6, 10}, 32).clipped == 2);
  CHECK(fit_between({-1, 33}, 32).clipped == 2);
  CHECK(fit_between({0, 0}, 32).clipped == 0);
}

TEST_CASE("a run is never shrunk below two fifths of the rows") {
  Cut cut{Font::tibetan, Drawing::mono, 17 * 64, 17 * 64};
  int steps = 0;
  while (auto const next = smaller_cut(cut, {-1, 33}, 32)) {
    CHECK(next->ppem_y < cut.ppem_y);
    cut = *next;
    REQUIRE(++steps < 100);
  }
  CHECK(cut.ppem_y == 32 * 64 * 2 / 5);
}

TEST_CASE("every Han character of GB 18030-2022 level 1 has a glyph, as a bitmap and as an outline") {
  std::string text;
  for (char32_t c = 0x3400; c <= 0x4DBF; ++c) append_utf8(text, c);
  for (char32_t c = 0x4E00; c <= 0x9FFF; ++c) append_utf8(text, c);
  for (int const rows : {16, 32}) CHECK(line_of(text, {rows, Raster::bilevel, "zh-Hans"}).coverage.complete());
}

TEST_CASE("no stroke of Han leaves the rows") {
  auto const typecase = Typecase::open(debian_manifest());
  REQUIRE(typecase.has_value());
  auto& cases = *typecase.value();
  int outside = 0;
  for (int const rows : {24, 32, 48, 64, 96, 128})
    for (auto const raster : {Raster::bilevel, Raster::grey}) {
      auto const fit = fitting(Font::han_sans, rows, raster);
      auto const type = cases.type_of(fit.cut);
      for (char32_t c = 0x4E00; c < 0x9FA5; c += 97) {
        auto const glyph = static_cast<std::uint16_t>(cases.face(Font::han_sans)->glyph_of(c));
        auto const ink = cases.ink_rows(type, glyph);
        if (ink.top == ink.bottom || fit.baseline + ink.top < 0 || fit.baseline + ink.bottom > rows) ++outside;
      }
    }
  CHECK(outside == 0);
}
