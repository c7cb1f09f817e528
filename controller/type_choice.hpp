#pragma once

#include "base/frame.hpp"
#include "fonts/typesetter.hpp"

#include <string_view>

namespace signboard {

/// Panels without half light get one-bit ink.
Raster raster_for(Depth depth);

/// The exponent on coverage with which words are shown in that type (docs/typography.md, 2.3).
double contrast_for(std::string_view words, TypeStyle const& type);

}  // namespace signboard
