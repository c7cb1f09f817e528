// Frames of very long strips against a redraw that shares nothing with the product but the font file: one glyph after
// the other is loaded from it and drawn straight onto the screen. The text is Han alone, so that every character is one
// em wide and stands where its number says; the sizes and loading flags are those of docs/typography.md.

#include "base/utf8.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/texts.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <stdexcept>

namespace signboard {
namespace {

constexpr int beats_compared = 1'000;
constexpr int highest_rows_hinted = 48;
constexpr double baseline_of_rows = 0.88;
constexpr auto font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr int simplified_chinese = 2;

class SlowRedraw {
 public:
  SlowRedraw(std::string const& words, Size screen) : screen_(screen) {
    for (std::size_t at = 0; at < words.size();) characters_.push_back(next_code_point(words, at));
    if (FT_Init_FreeType(&library_) != 0 || FT_New_Face(library_, font_file, simplified_chinese, &face_) != 0 ||
        FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(screen.height)) != 0)
      throw std::runtime_error(std::string("FreeType cannot open ") + font_file);
  }
  ~SlowRedraw() {
    FT_Done_Face(face_);
    FT_Done_FreeType(library_);
  }
  SlowRedraw(SlowRedraw const&) = delete;
  SlowRedraw& operator=(SlowRedraw const&) = delete;

  /// The screen when the text has come in by so many pixels from the right.
  Frame draw(std::int64_t come_in) {
    Frame frame(screen_);
    std::int64_t const em = screen_.height;
    std::int64_t const text_left = screen_.width - come_in;
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      std::int64_t const x = text_left + static_cast<std::int64_t>(i) * em;
      if (x + 2 * em < 0 || x - em > screen_.width) continue;
      draw_character(characters_[i], static_cast<int>(x), frame);
    }
    return frame;
  }

 private:
  void draw_character(char32_t character, int x, Frame& frame) {
    bool const hinted = screen_.height <= highest_rows_hinted;
    auto const flags = (hinted ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING) | FT_LOAD_NO_BITMAP;
    auto const mode = hinted ? FT_RENDER_MODE_LIGHT : FT_RENDER_MODE_NORMAL;
    if (FT_Load_Char(face_, character, static_cast<FT_Int32>(flags)) != 0 || FT_Render_Glyph(face_->glyph, mode) != 0)
      throw std::runtime_error("FreeType cannot draw a character");
    auto const& glyph = *face_->glyph;
    int const top = static_cast<int>(std::lround(baseline_of_rows * screen_.height)) - glyph.bitmap_top;
    for (int row = 0; row < static_cast<int>(glyph.bitmap.rows); ++row)
      for (int column = 0; column < static_cast<int>(glyph.bitmap.width); ++column)
        light(x + glyph.bitmap_left + column, top + row, glyph.bitmap.buffer[row * glyph.bitmap.pitch + column], frame);
  }

  // Where two glyphs meet the stronger one is seen.
  void light(int x, int y, int coverage, Frame& frame) const {
    if (x < 0 || y < 0 || x >= screen_.width || y >= screen_.height) return;
    auto const shade = [coverage](int full) { return static_cast<std::uint8_t>(std::lround(full * coverage / 255.0)); };
    Rgb const colour{shade(scroll_ink.r), shade(scroll_ink.g), shade(scroll_ink.b)};
    auto& pixel = frame.at(x, y);
    pixel = {std::max(pixel.r, colour.r), std::max(pixel.g, colour.g), std::max(pixel.b, colour.b)};
  }

  Size screen_;
  std::vector<char32_t> characters_;
  FT_Library library_ = nullptr;
  FT_Face face_ = nullptr;
};

struct Comparison {
  int differing = 0;
  int indistinct = 0;  // beats that look like the next one: where this is not rare, the comparison sees nothing
};

// Every other beat is reached by scrolling, the others by a jump.
Comparison compare_beats(std::string const& words, Size screen, Typesetter& typesetter, std::uint32_t seed) {
  auto const scene = scene_of(scrolling(words), screen, typesetter);
  auto const step = std::get<Travel>(scene->parts.front().movement).step.x;
  SlowRedraw redraw(words, screen);
  Painter painter(scene);
  FindTile const find_tile = [&](StripPtr const& strip, int tile) { return typesetter.ink(*strip, tile); };
  Frame frame(screen);
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::int64_t> some_beat(2, scene->beats - 1);
  Comparison comparison;
  for (int i = 0; i < beats_compared; ++i) {
    auto const beat = some_beat(random);
    for (auto reached = i % 2 == 0 ? beat : beat - 2; reached <= beat; ++reached)
      if (!painter.paint(reached, find_tile, frame)) throw std::runtime_error("ink is missing");
    if (frame != redraw.draw(beat * step)) ++comparison.differing;
    if (frame == redraw.draw((beat + 1) * step)) ++comparison.indistinct;
  }
  return comparison;
}

// On a small and on a large screen: 32 rows are hinted and need four times as many characters.
Figures long_text(Setup const& setup, std::string const& name, int strip_width) {
  Figure figure{name, "beats", 0, {}, {Bar::On::value, Bar::Sense::at_most, 0}, {}};
  auto const typesetter = open_fonts();
  for (auto const screen : {small_screen, large_screen}) {
    int const characters = (strip_width + screen.height - 1) / screen.height;
    auto const words = han_at_random(setup.zh2000, characters, static_cast<std::uint32_t>(strip_width));
    auto const comparison = compare_beats(words, screen, *typesetter, static_cast<std::uint32_t>(screen.height));
    if (comparison.indistinct > beats_compared / 100)
      return {not_measured(name, "beats", "one beat cannot be told from the next")};
    auto const size = std::to_string(screen.width) + "x" + std::to_string(screen.height);
    figure.more["differing_" + size] = comparison.differing;
    figure.more["same_as_next_beat_" + size] = comparison.indistinct;
    figure.more["characters_" + size] = characters;
    *figure.value += comparison.differing;
  }
  figure.more["beats_compared"] = 2 * beats_compared;
  return {std::move(figure)};
}

constexpr std::array measurements{
    Measurement{"long_text_220000", [](Setup const& setup) { return long_text(setup, "long_text_220000", 220'000); }},
    Measurement{"long_text_2000000",
                [](Setup const& setup) { return long_text(setup, "long_text_2000000", 2'000'000); }},
};

}  // namespace

std::span<Measurement const> long_text_measurements() { return measurements; }

}  // namespace signboard
