#include "fonts/tiles.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {
namespace {

// `x`, `y`: where the upper left corner of the glyph lies on the mask.
void stamp(GlyphImage const& image, int x, int y, Mask& mask) {
  int const left = std::max(0, x);
  int const right = std::min(mask.width(), x + image.width);
  int const top = std::max(0, y);
  int const bottom = std::min(mask.height(), y + image.rows);
  if (left >= right) return;
  auto const columns = static_cast<std::size_t>(right - left);
  for (int row = top; row < bottom; ++row) {
    auto const* from = &image.ink[static_cast<std::size_t>(row - y) * static_cast<std::size_t>(image.width) +
                                  static_cast<std::size_t>(left - x)];
    auto* to = &mask.at(left, row);
    for (std::size_t i = 0; i < columns; ++i) to[i] = std::max(to[i], from[i]);
  }
}

}  // namespace

TilePtr ink_tile(Typecase& typecase, Strip const& strip, int tile) {
  assert(tile >= 0 && tile < strip.tiles());
  int const left = tile * limits::tile_columns;
  int const right = std::min(left + limits::tile_columns, strip.width());
  auto mask = std::make_shared<Mask>(Size{right - left, strip.height()});
  for (auto const& placed : strip.glyphs_between(left, right)) {
    auto const& image = typecase.image(placed.type, placed.glyph);
    stamp(image, placed.x + image.left - left, placed.y - image.top, *mask);
  }
  return mask;
}

}  // namespace signboard
