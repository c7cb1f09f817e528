#include "controller/spelling.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <vector>

namespace signboard {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> depths{"mono", "red_green", "rgb"};

constexpr std::size_t longest_compared = 64;

// How many letters must be added, left out, changed or swapped with their neighbour (optimal string alignment).
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::move(last);
    last = std::move(row);
  }
  return last.back();
}

std::optional<int> whole(std::string_view digits, int base) {
  int value = 0;
  auto const* const end = digits.data() + digits.size();
  auto const [stop, trouble] = std::from_chars(digits.data(), end, value, base);
  if (trouble != std::errc{} || stop != end || digits.front() == '-') return std::nullopt;
  return value;
}

}  // namespace

std::string_view name_of(Depth depth) { return depths.at(static_cast<std::size_t>(depth)); }

std::optional<Depth> depth_named(std::string_view name) {
  std::string spelled(name);
  std::replace(spelled.begin(), spelled.end(), '-', '_');
  auto const* const found = std::find(depths.begin(), depths.end(), spelled);
  if (found == depths.end()) return std::nullopt;
  return static_cast<Depth>(found - depths.begin());
}

std::span<std::string_view const> depth_names() { return depths; }

std::string name_of(Rgb colour) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "#";
  for (std::uint8_t const part : {colour.r, colour.g, colour.b}) {
    text += digits[part >> 4U];
    text += digits[part & 15U];
  }
  return text;
}

std::optional<Rgb> colour_named(std::string_view text) {
  if (text.size() != 7 || text.front() != '#') return std::nullopt;
  std::array<std::uint8_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const part = whole(text.substr(1 + 2 * i, 2), 16);
    if (!part) return std::nullopt;
    parts.at(i) = static_cast<std::uint8_t>(*part);
  }
  return Rgb{parts[0], parts[1], parts[2]};
}

std::string name_of(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

std::optional<Size> size_named(std::string_view text) {
  auto const cross = text.find('x');
  if (cross == std::string_view::npos) return std::nullopt;
  auto const columns = text.substr(0, cross);
  auto const rows = text.substr(cross + 1);
  if (columns.empty() || rows.empty() || columns.size() > 9 || rows.size() > 9) return std::nullopt;
  auto const width = whole(columns, 10);
  auto const height = whole(rows, 10);
  if (!width || !height) return std::nullopt;
  return Size{*width, *height};
}

std::string_view nearest_word(std::string_view written, std::span<std::string_view const> known) {
  if (written.size() > longest_compared) return {};
  std::string_view nearest;
  auto fewest = std::max<std::size_t>(2, written.size() / 3 + 1);  // as many edits as this make it another word
  for (auto const word : known) {
    if (word.size() > longest_compared) continue;
    auto const edits = edits_between(written, word);
    if (edits >= fewest || edits >= word.size()) continue;
    nearest = word;
    fewest = edits;
  }
  return nearest;
}

std::string joined(std::span<std::string_view const> words) {
  std::string text;
  for (auto const word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

}  // namespace signboard
