#pragma once

#include "fonts/itemize.hpp"

#include <optional>
#include <string_view>

namespace signboard {

/// On which side of a wide punctuation mark its ink is not.
enum class BlankHalf : std::uint8_t { none, left, right };
BlankHalf blank_half_of(char32_t character);

/// Whether the mark at `unit` is set wide, in a font whose blank half can be left out.
bool can_be_squeezed(std::u16string_view text, Items const& items, std::size_t unit);

/// Takes half an em out of each pair of adjacent marks that has a blank in it: two em become one and a half (CLREQ).
void squeeze_adjacent(std::u16string_view text, Items& items);

/// How far a strike's glyph is moved left when it is squeezed, in its own pixels of 16 an em.
int strike_shift(char32_t character);

}  // namespace signboard
