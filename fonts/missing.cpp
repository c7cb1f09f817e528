#include "fonts/missing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace signboard {
namespace {

// Three columns by five rows a digit, a row a value, most significant bit on the left.
constexpr std::array<std::array<std::uint8_t, 5>, 16> digits{{{7, 5, 5, 5, 7},
                                                              {2, 6, 2, 2, 7},
                                                              {7, 1, 7, 4, 7},
                                                              {7, 1, 7, 1, 7},
                                                              {5, 5, 7, 1, 1},
                                                              {7, 4, 7, 1, 7},
                                                              {7, 4, 7, 5, 7},
                                                              {7, 1, 2, 2, 2},
                                                              {7, 5, 7, 5, 7},
                                                              {7, 5, 7, 1, 7},
                                                              {2, 5, 7, 5, 5},
                                                              {6, 5, 6, 5, 6},
                                                              {3, 4, 4, 4, 3},
                                                              {6, 5, 5, 5, 6},
                                                              {7, 4, 6, 4, 7},
                                                              {7, 4, 6, 4, 4}}};
constexpr int digit_width = 3;
constexpr int digit_height = 5;
constexpr int two_lines_from = 15;  // rows: two lines of digits, a gap, a margin and a frame all round
constexpr int margin_from = 9;      // rows: below, the digits touch the frame

// All measures before magnifying.
struct Plan {
  int magnified, columns, lines, border, width, height;
};

// The digit at a place, counted from the right.
std::array<std::uint8_t, 5> const& digit_at(char32_t character, int place) {
  return digits[character >> static_cast<unsigned>(4 * place) & 0xFU];
}

Plan plan(char32_t character, int rows) {
  Plan p{};
  p.magnified = std::max(1, rows / 16);
  int const room = rows / p.magnified;
  int const count = character > 0xFFFF ? 6 : 4;
  p.lines = room >= two_lines_from ? 2 : 1;
  p.columns = count / p.lines;
  p.border = room >= margin_from ? 2 : 1;
  p.width = p.columns * (digit_width + 1) - 1 + 2 * p.border;
  p.height = p.lines * (digit_height + 1) - 1 + 2 * p.border;
  return p;
}

}  // namespace

GlyphImage missing_box(char32_t character, int rows) {
  auto const p = plan(character, rows);
  GlyphImage image;
  image.width = p.width * p.magnified;
  image.rows = p.height * p.magnified;
  image.left = 0;
  image.top = -((rows - image.rows) / 2);
  image.ink.assign(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.rows), 0);
  auto const light = [&](int x, int y) {
    for (int dy = 0; dy < p.magnified; ++dy) {
      auto const begin =
          image.ink.begin() + std::ptrdiff_t{y * p.magnified + dy} * image.width + std::ptrdiff_t{x} * p.magnified;
      std::fill(begin, begin + p.magnified, std::uint8_t{255});
    }
  };
  for (int x = 0; x < p.width; ++x) {
    light(x, 0);
    light(x, p.height - 1);
  }
  for (int y = 0; y < p.height; ++y) {
    light(0, y);
    light(p.width - 1, y);
  }
  int const count = p.columns * p.lines;
  for (int i = 0; i < count; ++i) {
    auto const& digit = digit_at(character, count - 1 - i);
    int const left = p.border + i % p.columns * (digit_width + 1);
    int const top = p.border + i / p.columns * (digit_height + 1);
    for (int y = 0; y < digit_height; ++y)
      for (int x = 0; x < digit_width; ++x)
        if ((digit[static_cast<std::size_t>(y)] >> (digit_width - 1 - x) & 1) != 0) light(left + x, top + y);
  }
  return image;
}

int missing_box_advance(char32_t character, int rows) {
  auto const p = plan(character, rows);
  return (p.width + 1) * p.magnified;
}

}  // namespace signboard
