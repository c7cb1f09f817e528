#pragma once

#include "fonts/glyph_cache.hpp"

namespace signboard {

/// The box that stands for a character no font has: a frame with the number of its code point in hexadecimal, for a
/// line of `rows` pixels. Its origin is the upper left corner of the line.
GlyphImage missing_box(char32_t character, int rows);
/// How far the pen moves.
int missing_box_advance(char32_t character, int rows);

}  // namespace signboard
