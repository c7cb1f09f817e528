#pragma once

#include "fonts/typecase.hpp"
#include "fonts/typesetter.hpp"

namespace signboard {

/// The ink of one tile. Where glyphs overlap the stronger ink counts, so the order of drawing does not matter.
TilePtr ink_tile(Typecase& typecase, Strip const& strip, int tile);

}  // namespace signboard
