#include "fonts/missing.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

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

std::string hexadecimal(char32_t character) {
  std::string text;
  for (int shift = character > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4)
    text += static_cast<char>(character >> static_cast<unsigned>(shift) & 0xFU);
  return text;
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
      auto const begin = image.ink.begin() + (y * p.magnified + dy) * image.width + x * p.magnified;
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
  auto const number = hexadecimal(character);
  for (int i = 0; i < p.columns * p.lines; ++i) {
    auto const& digit = digits[static_cast<std::size_t>(number[static_cast<std::size_t>(i)])];
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
