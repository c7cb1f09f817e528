#include "fonts/punctuation.hpp"

namespace signboard {

BlankHalf blank_half_of(char32_t character) {
  switch (character) {
    case 0x2018:  // ‘
    case 0x201C:  // “
    case 0x3008:  // 〈
    case 0x300A:  // 《
    case 0x300C:  // 「
    case 0x300E:  // 『
    case 0x3010:  // 【
    case 0x3014:  // 〔
    case 0x3016:  // 〖
    case 0xFF08:  // （
    case 0xFF3B:  // ［
    case 0xFF5B:  // ｛
      return BlankHalf::left;
    case 0x2019:  // ’
    case 0x201D:  // ”
    case 0x3001:  // 、
    case 0x3002:  // 。
    case 0x3009:  // 〉
    case 0x300B:  // 》
    case 0x300D:  // 」
    case 0x300F:  // 』
    case 0x3011:  // 】
    case 0x3015:  // 〕
    case 0x3017:  // 〗
    case 0xFF01:  // ！
    case 0xFF09:  // ）
    case 0xFF0C:  // ，
    case 0xFF0E:  // ．
    case 0xFF1A:  // ：
    case 0xFF1B:  // ；
    case 0xFF1F:  // ？
    case 0xFF3D:  // ］
    case 0xFF5D:  // ｝
      return BlankHalf::right;
    default:
      return BlankHalf::none;
  }
}

bool can_be_squeezed(std::u16string_view text, Items const& items, std::size_t unit) {
  // The one strike whose marks stand in a half of their cell, and the outlines by their feature `halt`.
  bool const able = items.fonts[unit] == Font::punctuation ||
                    (items.fonts[unit] == Font::han_sans && items.scripts[unit] != Script::latin);
  return able && items.levels.units[unit] % 2 == 0 && blank_half_of(text[unit]) != BlankHalf::none;
}

void squeeze_adjacent(std::u16string_view text, Items& items) {
  for (std::size_t unit = 1; unit < text.size(); ++unit) {
    if (!can_be_squeezed(text, items, unit) || !can_be_squeezed(text, items, unit - 1)) continue;
    auto const before = blank_half_of(text[unit - 1]);
    auto const here = blank_half_of(text[unit]);
    if (before == BlankHalf::right)
      items.marks[unit - 1] |= squeezed;
    else if (here == BlankHalf::left)
      items.marks[unit] |= squeezed;
  }
}

int strike_shift(char32_t character) {
  // Where gb16fs has its ink: openers in columns 8 to 15 and closers in 0 to 7, but for these.
  switch (character) {
    case 0x201C:  // “ 7 to 13
    case 0x201D:  // ” 7 to 12
      return 6;
    case 0x300C:  // 「 7 to 9
      return 7;
    case 0x300E:  // 『 5 to 9
      return 5;
    case 0x300F:  // 』 5 to 9
      return 2;
    default:
      return blank_half_of(character) == BlankHalf::left ? 8 : 0;
  }
}

}  // namespace signboard
