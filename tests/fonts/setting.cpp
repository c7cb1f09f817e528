#include "tests/fonts/setting.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>

namespace signboard {

Typesetter& debian_typesetter() {
  static auto const typesetter = [] {
    auto opened = Typesetter::open(debian_manifest());
    REQUIRE(opened.has_value());
    return std::move(*opened);
  }();
  return *typesetter;
}

std::string art_of(Typesetter& typesetter, Strip const& strip) {
  std::vector<std::string> rows(static_cast<std::size_t>(strip.height()));
  for (int tile = 0; tile < strip.tiles(); ++tile) {
    auto const mask = typesetter.ink(strip, tile);
    for (int y = 0; y < mask->height(); ++y)
      for (auto const ink : std::as_const(*mask).row(y))
        rows[static_cast<std::size_t>(y)] += ink == 0 ? '.' : ink == 255 ? '#' : '+';
  }
  std::string art;
  for (auto const& row : rows) art += row + '\n';
  return art;
}

Setting line_of(std::string_view text, TypeStyle const& style) {
  auto setting = debian_typesetter().set_line(text, style);
  REQUIRE(setting.has_value());
  return std::move(*setting);
}

Setting lines_of(std::string_view text, TypeStyle const& style, int width) {
  auto setting = debian_typesetter().set_lines(text, style, width);
  REQUIRE(setting.has_value());
  return std::move(*setting);
}

Explanation explained(std::string_view text, TypeStyle const& style) {
  auto explanation = debian_typesetter().explain(text, style);
  REQUIRE(explanation.has_value());
  return std::move(*explanation);
}

Finding const* finding(Coverage const& coverage, Finding::Kind kind) {
  auto const found = std::find_if(coverage.findings.begin(), coverage.findings.end(),
                                  [kind](Finding const& candidate) { return candidate.kind == kind; });
  return found == coverage.findings.end() ? nullptr : &*found;
}

}  // namespace signboard
