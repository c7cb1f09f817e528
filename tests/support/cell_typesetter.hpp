#pragma once

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "fonts/typesetter.hpp"

#include <algorithm>

namespace signboard {

/// A typesetter without fonts: every character is a cell half as wide as it is high, whose ink is a pattern that only
/// this character has. Enough to tell where which character stands, in tests that are not about type.
class CellTypesetter final : public Typesetter {
 public:
  std::vector<Error> const& trouble() const override { return trouble_; }

  Result<Setting> set_line(std::string_view text, TypeStyle const& style) override {
    if (text.find("unsettable") != std::string_view::npos)
      return fault(Code::invalid, "text.invalid_utf8", {{"offset", "0"}});
    Setting setting;
    setting.lines.push_back(strip(characters(text), style));
    return setting;
  }

  Result<Setting> set_lines(std::string_view text, TypeStyle const& style, int width) override {
    if (text.find("unsettable") != std::string_view::npos)
      return fault(Code::invalid, "text.invalid_utf8", {{"offset", "0"}});
    Setting setting;
    auto rest = characters(text);
    auto const fit = static_cast<std::size_t>(std::max(1, width / cell(style)));
    while (!rest.empty() || setting.lines.empty()) {
      auto const count = std::min({fit, rest.size(), rest.find(U'\n')});
      setting.lines.push_back(strip(std::u32string(rest, 0, count), style));
      rest.erase(0, count);
      if (rest.starts_with(U'\n')) rest.erase(0, 1);
    }
    return setting;
  }

  TilePtr ink(Strip const& strip, int tile) override {
    int const left = tile * limits::tile_columns;
    auto mask = std::make_shared<Mask>(Size{std::min(limits::tile_columns, strip.width() - left), strip.height()});
    for (auto const& glyph : strip.glyphs())
      for (int x = 0; x < cell(strip.style()); ++x)
        for (int y = 0; y < strip.height(); ++y)
          if (int const column = glyph.x + x - left; column >= 0 && column < mask->width())
            mask->at(column, y) = coverage(glyph.glyph, x, y, strip.style().raster);
    ++tiles_made;
    return mask;
  }

  /// A line may end after a blank and on either side of a Han character.
  Result<Explanation> explain(std::string_view text, TypeStyle const&) override {
    Explanation explanation;
    explanation.text = text;
    auto const all = characters(text);
    auto const breaks_after = [](char32_t c) { return c == U' ' || c >= 0x2E80; };
    for (std::size_t at = 1; at <= all.size(); ++at)
      if (at == all.size() || breaks_after(all[at - 1]) || all[at] >= 0x2E80) explanation.breaks.push_back(at);
    return explanation;
  }
  std::size_t cached_bytes() const override { return 0; }

  int tiles_made = 0;

 private:
  static int cell(TypeStyle const& style) { return style.rows / 2; }

  static std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
    return out;
  }

  static StripPtr strip(std::u32string const& characters, TypeStyle const& style) {
    std::vector<PlacedGlyph> glyphs;
    int x = 0;
    for (auto const c : characters) {
      if (c == U'\n') {
        x += 4 * cell(style);  // a gap of two ems
        continue;
      }
      glyphs.push_back({x, 0, static_cast<std::uint16_t>(c), 0});
      x += cell(style);
    }
    return std::make_shared<Strip const>(Size{x, style.rows}, style, std::move(glyphs), cell(style));
  }

  static std::uint8_t coverage(unsigned glyph, int x, int y, Raster raster) {
    unsigned const mixed =
        (glyph * 2654435761U) ^ (static_cast<unsigned>(x) * 40503U) ^ (static_cast<unsigned>(y) * 9973U);
    auto const value = static_cast<std::uint8_t>(mixed >> 7U);
    if (raster == Raster::grey) return value;
    return value > 127 ? 255 : 0;
  }

  std::vector<Error> trouble_;
};

}  // namespace signboard
