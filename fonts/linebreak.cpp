// UAX #14 with the strict rules for Chinese, for every message: without them “ after Han and ” before it forbid all
// breaks, and the rules for Tibetan are the same in every locale. One thing they lack: after the letters KA and GA a
// shad is not written, and the space that then stands for it must not end a line (W3C, Tibetan Layout Requirements).

#include "fonts/linebreak.hpp"

namespace signboard {
namespace {

bool is_tibetan_letter(char16_t c) { return c >= 0x0F40 && c <= 0x0F6C; }
bool is_tibetan_vowel(char16_t c) { return (c >= 0x0F71 && c <= 0x0F7E) || c == 0x0F80 || c == 0x0F81; }

// Whether the text ends with KA or GA, with or without vowels.
bool ends_with_ka_or_ga(std::u16string_view text) {
  auto end = text.size();
  while (end > 0 && is_tibetan_vowel(text[end - 1])) --end;
  return end > 0 && (text[end - 1] == 0x0F40 || text[end - 1] == 0x0F42);
}

}  // namespace

void mark_line_breaks(std::u16string_view text, Breaks& breaks, std::vector<std::uint8_t>& units, std::uint8_t mark) {
  breaks.mark_lines(text, units, mark);
  for (std::size_t unit = 2; unit < text.size(); ++unit) {
    if ((units[unit] & mark) == 0 || text[unit - 1] != u' ' || !is_tibetan_letter(text[unit])) continue;
    // Ten units hold every syllable; a longer row of vowels is no Tibetan, and must not be walked again and again.
    auto const before = text.substr(0, unit - 1);
    if (ends_with_ka_or_ga(before.substr(before.size() > 10 ? before.size() - 10 : 0)))
      units[unit] = static_cast<std::uint8_t>(units[unit] & ~mark);
  }
}

}  // namespace signboard
