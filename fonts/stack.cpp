// Which font draws what, at which size, on which baseline. The numbers were measured on the fonts of Debian 12 and
// looked at dot by dot: docs/typography.md, sections 1.2 and 1.3. Fallback is by script first: Unifont has a glyph for
// every Tibetan, Arabic and Mongolian letter and no idea of how they join, so a choice by coverage alone would take it.

#include "fonts/stack.hpp"

#include <algorithm>
#include <cmath>

namespace signboard {
namespace {

constexpr int strike_rows = 16;        // all bitmap fonts of the stack are 16 rows tall
constexpr int strikes_end = 24;        // from here on outlines are better than bitmaps
constexpr int light_end = 49;          // hinting in grey helps up to 48 rows
constexpr double han_baseline = 0.88;  // of the rows; nothing of 8,230 glyphs is clipped with one em for all rows

struct Size26 {
  int rows;
  double ppem;
};

// Largest sizes at which the official words fit with nothing clipped.
constexpr std::array<Size26, 7> tibetan_sizes{
    {{16, 9}, {24, 13}, {32, 17.2}, {48, 25.8}, {64, 34.4}, {96, 51.6}, {128, 68.8}}};
constexpr std::array<Size26, 7> uchen_sizes{
    {{16, 9.1}, {24, 13.4}, {32, 17.7}, {48, 26.8}, {64, 36.4}, {96, 53.6}, {128, 71.8}}};

// Between measured heights the size is interpolated, outside them it keeps the nearest proportion.
double interpolated(std::span<Size26 const> table, int rows) {
  auto const above = std::find_if(table.begin(), table.end(), [rows](Size26 const& size) { return size.rows >= rows; });
  if (above == table.end()) return table.back().ppem * rows / table.back().rows;
  if (above == table.begin()) return above->ppem * rows / above->rows;
  auto const& below = *std::prev(above);
  return below.ppem + (above->ppem - below.ppem) * (rows - below.rows) / (above->rows - below.rows);
}

// Small stacks are legible only when stretched sideways: 9 x 11.25 at 16 rows, 13 x 15 at 24, as designed from 32.
double stretched(int rows) {
  constexpr double at_16 = 1.25;
  constexpr double at_24 = 15.0 / 13.0;
  if (rows <= 16) return at_16;
  if (rows <= 24) return at_16 + (at_24 - at_16) * (rows - 16) / 8;
  if (rows < 32) return at_24 + (1.0 - at_24) * (rows - 24) / 8;
  return 1.0;
}

int in_64ths(double pixels) { return static_cast<int>(std::lround(pixels * 64)); }
int part_of(int rows, double part) { return static_cast<int>(std::lround(rows * part)); }

bool takes_strikes(int rows) { return rows >= strike_rows && rows < strikes_end; }
// Rows above a bitmap that is centred in the line.
int above_strike(int rows, int magnified) { return (rows - strike_rows * magnified) / 2; }

Drawing outline_drawing(int rows, Raster raster) {
  return raster == Raster::bilevel || rows < strikes_end ? Drawing::mono : Drawing::grey;
}

Fitting han_fitting(int rows, Raster raster) {
  if (takes_strikes(rows)) {  // the rare characters that the bitmap font lacks
    constexpr int baseline_16 = 14;
    return {{Font::han_sans, Drawing::mono_hinted, strike_rows * 64, strike_rows * 64},
            baseline_16 + above_strike(rows, 1)};
  }
  auto const drawing = raster == Raster::bilevel ? Drawing::mono_hinted
                       : rows < light_end        ? Drawing::light
                                                 : Drawing::grey;
  return {{Font::han_sans, drawing, rows * 64, rows * 64}, part_of(rows, han_baseline)};
}

// `baseline_16`: rows above the baseline in the 16-row cell.
Fitting strike_fitting(Font font, int rows, int baseline_16) {
  auto const magnified = std::max(1, rows / strike_rows);
  auto const em = strike_rows * magnified * 64;
  return {{font, Drawing::strike, em, em, magnified}, above_strike(rows, magnified) + baseline_16 * magnified};
}

// Unifont Upper comes as outlines of squares: at multiples of 16 they are drawn as the bitmaps they were.
Fitting symbols_fitting(int rows, Raster raster) {
  if (rows < strike_rows)
    return {{Font::symbols, outline_drawing(rows, raster), rows * 64, rows * 64}, part_of(rows, 14.0 / 16)};
  auto result = strike_fitting(Font::symbols, rows, 14);
  result.cut.drawing = Drawing::mono;
  result.cut.magnified = 1;
  return result;
}

Fitting tibetan_fitting(Font font, int rows, Raster raster) {
  bool const uchen = font == Font::tibetan_legacy;
  double const y = uchen ? interpolated(uchen_sizes, rows) : interpolated(tibetan_sizes, rows);
  return {{font, outline_drawing(rows, raster), in_64ths(y * stretched(rows)), in_64ths(y)},
          part_of(rows, uchen ? 0.64 : 0.625)};
}

Fitting scaled_fitting(Font font, int rows, Raster raster, double em, double baseline) {
  return {{font, outline_drawing(rows, raster), in_64ths(rows * em), in_64ths(rows * em)}, part_of(rows, baseline)};
}

Fitting box_fitting(int rows) {
  Cut cut;
  cut.magnified = std::max(1, rows / strike_rows);
  cut.rows = rows;
  return {cut, 0};
}

constexpr std::array han_small{Font::han_bitmap, Font::han_sans, Font::symbols};
constexpr std::array punctuation_small{Font::punctuation, Font::han_bitmap, Font::han_sans, Font::symbols};
constexpr std::array latin_small{Font::latin_bitmap, Font::han_bitmap, Font::symbols, Font::han_sans};
constexpr std::array emoji_fonts{Font::symbols, Font::han_bitmap, Font::han_sans};
constexpr std::array outlines{Font::han_sans, Font::han_bitmap, Font::symbols};
constexpr std::array outlines_only{Font::han_sans, Font::symbols};
constexpr std::array tibetan_fonts{Font::tibetan, Font::tibetan_legacy};
constexpr std::array legacy_fonts{Font::tibetan_legacy};
constexpr std::array arabic_fonts{Font::arabic};
constexpr std::array mongolian_fonts{Font::mongolian};
constexpr std::array yi_fonts{Font::yi, Font::han_bitmap};
constexpr std::array yi_outlines{Font::yi};

}  // namespace

std::string_view name_of(Font font) {
  constexpr std::array<std::string_view, font_count> names{"han_sans", "han_bitmap",     "punctuation", "latin_bitmap",
                                                           "tibetan",  "tibetan_legacy", "arabic",      "mongolian",
                                                           "yi",       "symbols",        "missing"};
  return names[static_cast<std::size_t>(font)];
}

Fitting fitting(Font font, int rows, Raster raster) {
  switch (font) {
    case Font::han_sans:
      return han_fitting(rows, raster);
    case Font::han_bitmap:
    case Font::punctuation:
      return strike_fitting(font, rows, 14);
    case Font::latin_bitmap:
      // Spleen's own baseline is row 12; one lower its digits stand in the middle of the Han beside them.
      return strike_fitting(font, rows, 13);
    case Font::symbols:
      return symbols_fitting(rows, raster);
    case Font::tibetan:
    case Font::tibetan_legacy:
      return tibetan_fitting(font, rows, raster);
    case Font::arabic:
      return scaled_fitting(font, rows, raster, 12.5 / 16, 0.66);
    case Font::mongolian:
      return scaled_fitting(font, rows, raster, 14.0 / 16, 0.77);
    case Font::yi:
      return scaled_fitting(font, rows, raster, 15.0 / 16, 0.84);
    case Font::missing:
      return box_fitting(rows);
  }
  return {};
}

Cut shrunk(Cut cut, int ppem_y) {
  cut.ppem_x = static_cast<int>(std::lround(static_cast<double>(cut.ppem_x) * ppem_y / cut.ppem_y));
  cut.ppem_y = ppem_y;
  return cut;
}

bool is_strike(Font font) {
  return font == Font::han_bitmap || font == Font::punctuation || font == Font::latin_bitmap;
}

bool is_tibetan(Font font) { return font == Font::tibetan || font == Font::tibetan_legacy; }

bool needs_ink_check(Font font) { return is_tibetan(font) || font == Font::arabic || font == Font::mongolian; }

bool is_han_like(Script script) {
  return script == Script::han || script == Script::bopomofo || script == Script::hiragana ||
         script == Script::katakana || script == Script::hangul;
}

bool needs_no_joining(Script script) {
  switch (script) {
    case Script::common:
    case Script::inherited:
    case Script::latin:
    case Script::greek:
    case Script::cyrillic:
    case Script::hebrew:
    case Script::thai:
    case Script::lao:
      return true;
    default:
      return is_han_like(script);
  }
}

bool is_wide_punctuation(char32_t character) {
  return (character >= 0x3000 && character <= 0x303F) || (character >= 0xFF01 && character <= 0xFF5E) ||
         (character >= 0xFFE0 && character <= 0xFFE6);
}

bool is_shared_punctuation(char32_t character) {
  return character == 0x2018 || character == 0x2019 || character == 0x201C || character == 0x201D ||
         character == 0x2026 || character == 0x2014 || character == 0x00B7;
}

bool is_legacy_tibetan(char32_t character) { return character >= 0xF300 && character <= 0xF8FF; }

std::span<Font const> fonts_for(Occasion const& occasion) {
  auto const character = occasion.character;
  if (is_private_use(character)) return legacy_fonts;
  bool const small = takes_strikes(occasion.rows);
  bool const tiny = occasion.rows < strike_rows;
  if (occasion.emoji) return tiny ? std::span<Font const>(outlines_only) : emoji_fonts;
  switch (occasion.script) {
    case Script::tibetan:
      return tibetan_fonts;
    case Script::arabic:
      return arabic_fonts;
    case Script::mongolian:
      return mongolian_fonts;
    case Script::yi:
      return tiny ? std::span<Font const>(yi_outlines) : yi_fonts;
    default:
      break;
  }
  if (!needs_no_joining(occasion.script)) return {};
  if (tiny) return outlines_only;
  if (!small) return outlines;
  bool const narrow = occasion.script == Script::latin;
  if (is_wide_punctuation(character) || (is_shared_punctuation(character) && !narrow)) return punctuation_small;
  if (is_han_like(script_of(character))) return han_small;
  return latin_small;
}

}  // namespace signboard
