#pragma once

#include "base/utf8.hpp"
#include "controller/scene.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace signboard {

/// What a scene of the CellTypesetter shows at a beat, character by character where it stands: a line of text for every
/// line of type of `rows`, a dot for every empty cell. All strips must be of that type and lie on the grid of its
/// cells.
inline std::string shown(Scene const& scene, std::int64_t beat, int rows) {
  int const cell = rows / 2;
  auto const wide = static_cast<std::size_t>(scene.size.width / cell);
  std::vector<std::u32string> lines(static_cast<std::size_t>(scene.size.height / rows), std::u32string(wide, U'.'));
  for (auto const& part : scene.parts) {
    if (!part.lit(beat)) continue;
    auto const corner = part.view(beat).corner;
    for (auto const& placed : part.strips) {
      int const y = placed.at.y - corner.y;
      if (y < 0 || y >= part.area.height) continue;
      auto const line = static_cast<std::size_t>((part.area.y + y) / rows);
      for (auto const& glyph : placed.strip->glyphs()) {
        int const x = placed.at.x - corner.x + glyph.x;
        if (x >= 0 && x < part.area.width)
          lines.at(line).at(static_cast<std::size_t>((part.area.x + x) / cell)) = glyph.glyph;
      }
    }
  }
  std::string text;
  for (auto const& line : lines) {
    if (!text.empty()) text += '\n';
    for (auto const c : line) append_utf8(text, c);
  }
  return text;
}

}  // namespace signboard
