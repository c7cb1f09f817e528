#include "base/limits.hpp"
#include "fonts/typesetter.hpp"

#include <algorithm>
#include <utility>

namespace signboard {

Strip::Strip(Size size, TypeStyle style, std::vector<PlacedGlyph> glyphs, int reach)
    : size_(size), style_(std::move(style)), glyphs_(std::move(glyphs)), reach_(reach) {}

int Strip::tiles() const { return (size_.width + limits::tile_columns - 1) / limits::tile_columns; }

std::span<PlacedGlyph const> Strip::glyphs_between(int left, int right) const {
  auto const begin = std::partition_point(glyphs_.begin(), glyphs_.end(),
                                          [&](PlacedGlyph const& glyph) { return glyph.x + reach_ < left; });
  auto const end =
      std::partition_point(begin, glyphs_.end(), [&](PlacedGlyph const& glyph) { return glyph.x - reach_ < right; });
  return {begin, end};
}

}  // namespace signboard
