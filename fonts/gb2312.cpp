#include "fonts/gb2312.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace signboard {
namespace {

// GB 2312-80 row 1, as GBK maps it: 2124 is U+00B7 and 212A is U+2014 (the tables of the Unicode consortium say U+30FB
// and U+2015). Ordered by character.
constexpr std::array<std::pair<char16_t, std::uint16_t>, 33> row_1{{
    {0x00B7, 0x2124}, {0x2014, 0x212A}, {0x2018, 0x212E}, {0x2019, 0x212F}, {0x201C, 0x2130}, {0x201D, 0x2131},
    {0x2026, 0x212D}, {0x3000, 0x2121}, {0x3001, 0x2122}, {0x3002, 0x2123}, {0x3003, 0x2128}, {0x3005, 0x2129},
    {0x3008, 0x2134}, {0x3009, 0x2135}, {0x300A, 0x2136}, {0x300B, 0x2137}, {0x300C, 0x2138}, {0x300D, 0x2139},
    {0x300E, 0x213A}, {0x300F, 0x213B}, {0x3010, 0x213E}, {0x3011, 0x213F}, {0x3013, 0x217E}, {0x3014, 0x2132},
    {0x3015, 0x2133}, {0x3016, 0x213C}, {0x3017, 0x213D}, {0xFF04, 0x2167}, {0xFF5E, 0x212B}, {0xFFE0, 0x2169},
    {0xFFE1, 0x216A}, {0xFFE3, 0x237E}, {0xFFE5, 0x2324},
}};

}  // namespace

std::uint16_t gb2312_of(char32_t character) {
  auto const at = std::lower_bound(row_1.begin(), row_1.end(), character,
                                   [](auto const& entry, char32_t wanted) { return entry.first < wanted; });
  if (at != row_1.end() && at->first == character) return at->second;
  // Row 3 is ASCII at full width, but for its dollar sign and its tilde.
  if (character >= 0xFF01 && character <= 0xFF5D) return static_cast<std::uint16_t>(character - 0xFF01 + 0x2321);
  return 0;
}

}  // namespace signboard
