#include "controller/field_names.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <optional>

// A setting does not say which glyph stands for which character. But a text that runs to the right is set from left to
// right, so the beginning of a text, set alone, has as many glyphs as it has within the whole, and they stand where
// they do there. Whatever would break this (a form that depends on what follows the colon) shows in numbers that do not
// add up; then there are no names.

namespace signboard {
namespace {

constexpr char32_t fullwidth_colon = 0xFF1A;

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= 0xFF10 && c <= 0xFF19); }

// Hebrew, Arabic and their kin, their presentation forms, and the signs that turn the direction.
bool turns(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF) || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool runs_to_the_left(std::string_view words, TypeStyle const& type) {
  for (std::size_t at = 0; at < words.size();)
    if (turns(next_code_point(words, at))) return true;
  return type.language == "ug" || type.language.starts_with("ug-");
}

std::vector<std::string_view> lines_of(std::string_view words) {
  std::vector<std::string_view> lines;
  for (;;) {
    auto const end = words.find('\n');
    lines.push_back(words.substr(0, end));
    if (end == std::string_view::npos) return lines;
    words.remove_prefix(end + 1);
  }
}

// A line up to its first colon, the colon included; nothing if there is no name before it.
std::string_view up_to_colon(std::string_view line) {
  char32_t before = 0;
  for (std::size_t at = 0; at < line.size();) {
    auto const begin = at;
    auto const c = next_code_point(line, at);
    auto after = at;
    bool const tells_time = is_digit(before) && after < line.size() && is_digit(next_code_point(line, after));
    if ((c == U':' || c == fullwidth_colon) && !tells_time) return begin == 0 ? std::string_view() : line.substr(0, at);
    before = c;
  }
  return {};
}

std::optional<std::size_t> glyphs_of(std::string_view words, TypeStyle const& type, Typesetter& typesetter) {
  if (words.empty()) return 0;
  auto const set = typesetter.set_line(words, type);
  if (!set) return std::nullopt;
  return set->lines.front()->glyphs().size();
}

}  // namespace

std::vector<FieldName> names_in_line(std::string_view words, TypeStyle const& type, Setting const& set,
                                     Typesetter& typesetter) {
  if (runs_to_the_left(words, type)) return {};
  auto const glyphs = set.lines.front()->glyphs();
  std::vector<FieldName> names;
  std::size_t passed = 0;
  for (auto const line : lines_of(words)) {
    auto const all = glyphs_of(line, type, typesetter);
    auto const some = glyphs_of(up_to_colon(line), type, typesetter);
    if (!all || !some || passed + *all > glyphs.size()) return {};
    // Ink may lie a little before its origin; between two lines of the text there is a gap of two ems.
    if (*some > 1) names.push_back({0, std::max(0, glyphs[passed].x - type.rows / 2), glyphs[passed + *some - 1].x});
    passed += *all;
  }
  return passed == glyphs.size() ? names : std::vector<FieldName>();
}

std::vector<FieldName> names_in_lines(std::string_view words, TypeStyle const& type, Setting const& set, int width,
                                      Typesetter& typesetter) {
  if (runs_to_the_left(words, type)) return {};
  auto lines = lines_of(words);
  if (lines.size() > 1 && lines.back().empty()) lines.pop_back();  // what closes a text opens no line
  std::vector<FieldName> names;
  std::size_t passed = 0;
  for (auto const line : lines) {
    auto const alone = typesetter.set_lines(line, type, width);
    auto const some = glyphs_of(up_to_colon(line), type, typesetter);
    if (!alone || !some || passed + alone->lines.size() > set.lines.size()) return {};
    auto const glyphs = set.lines[passed]->glyphs();
    if (*some > 1 && *some <= glyphs.size()) names.push_back({passed, 0, glyphs[*some - 1].x});
    passed += alone->lines.size();
  }
  return passed == set.lines.size() ? names : std::vector<FieldName>();
}

}  // namespace signboard
