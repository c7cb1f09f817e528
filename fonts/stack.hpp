#pragma once

#include "fonts/typesetter.hpp"
#include "fonts/unicode.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace signboard {

/// The fonts of the stack, by the names they have in the manifest; `missing` draws boxes and has no file.
enum class Font : std::uint8_t {
  han_sans,
  han_bitmap,
  punctuation,
  latin_bitmap,
  tibetan,
  tibetan_legacy,
  arabic,
  mongolian,
  yi,
  symbols,
  missing
};
inline constexpr std::size_t font_count = 11;
std::string_view name_of(Font font);

/// How FreeType makes the ink (typography section 2.1).
enum class Drawing : std::uint8_t {
  strike,       ///< a bitmap font, every pixel blown up to a square
  mono_hinted,  ///< outline to 1 bit, stems snapped by the hinter of CFF
  mono,         ///< outline to 1 bit, as designed
  light,        ///< outline to grey, hinted in height only
  grey          ///< outline to grey, as designed
};

/// A font as it is drawn: what makes two glyphs of the same number look different.
struct Cut {
  Font font = Font::missing;
  Drawing drawing = Drawing::mono;
  int ppem_x = 0, ppem_y = 0;  ///< pixels per em in 1/64
  int magnified = 1;           ///< a strike's pixels are squares of this side; a box's digits too
  int plane = 0;               ///< of boxes only: the code point without its lower 16 bits
  int rows = 0;                ///< of boxes only: how tall the line is
  bool operator==(Cut const&) const = default;
};

/// A cut, and where it stands in a line.
struct Fitting {
  Cut cut;
  int baseline = 0;  ///< row of the baseline, from the top
};
Fitting fitting(Font font, int rows, Raster raster);

/// The same at another size, for a run of text that would not fit between the rows.
Cut shrunk(Cut cut, int ppem_y);

/// Whether glyphs of the font are placed one a character, without HarfBuzz.
bool is_strike(Font font);
/// Whether runs in that font are checked for ink outside the rows: their stacks and tails vary with the words.
bool needs_ink_check(Font font);
bool is_tibetan(Font font);

/// What a cluster is, as far as the choice of its font goes.
struct Occasion {
  Script script = Script::common;  ///< as resolved by UAX #24, never common or inherited
  char32_t character = 0;          ///< the base of the cluster
  bool emoji = false;
  int rows = 0;
};
/// The fonts to be tried for it, best first; empty: none can be trusted with that script.
std::span<Font const> fonts_for(Occasion const& occasion);

bool is_han_like(Script script);
/// Whether its letters stand side by side as they are: fonts without rules for joining may draw it, and the fonts of
/// Han and Latin set it with all its signs.
bool needs_no_joining(Script script);
/// Punctuation that is as wide as a Han character, whatever script it stands in.
bool is_wide_punctuation(char32_t character);
/// “”‘’…—·: wide among Han, narrow among Latin.
bool is_shared_punctuation(char32_t character);
bool is_legacy_tibetan(char32_t character);

}  // namespace signboard
