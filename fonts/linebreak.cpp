// UAX #14 with the strict rules for Chinese, for every message: without them “ after Han and ” before it forbid all
// breaks, and the rules for Tibetan are the same in every locale. Two things are put right. Quotation marks without Han
// beside them are those of another language, and stay with what is around them as everywhere but in Chinese. And after
// the letters KA and GA a shad is not written: the space that then stands for it must not end a line (W3C, Tibetan
// Layout Requirements).

#include "fonts/linebreak.hpp"

#include "fonts/stack.hpp"
#include "fonts/unicode.hpp"

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

bool is_opening_quote(char16_t c) { return c == 0x2018 || c == 0x201C; }
bool is_closing_quote(char16_t c) { return c == 0x2019 || c == 0x201D; }
// Of surrogates no script is known: both rare Han and emoji are as wide as Han.
bool is_wide_unit(char16_t c) {
  return is_han_like(script_of(c)) || is_wide_punctuation(c) || (c >= 0xD800 && c <= 0xDFFF);
}

// Whether a break at `unit` is only there because Chinese takes quotation marks for brackets, although neither side of
// the mark is Chinese.
bool is_break_at_foreign_quote(std::u16string_view text, std::size_t unit) {
  auto const wide = [text](std::size_t at) { return at < text.size() && is_wide_unit(text[at]); };
  auto const before = text[unit - 1];
  if (is_opening_quote(text[unit]) && before != u' ') return !wide(unit - 1) && !wide(unit + 1);
  if (is_closing_quote(before)) return !wide(unit) && !(unit > 1 && wide(unit - 2));
  return false;
}

bool is_break_at_swallowed_shad(std::u16string_view text, std::size_t unit) {
  if (unit < 2 || text[unit - 1] != u' ' || !is_tibetan_letter(text[unit])) return false;
  // Ten units hold every syllable; a longer row of vowels is no Tibetan, and must not be walked again and again.
  auto const before = text.substr(0, unit - 1);
  return ends_with_ka_or_ga(before.substr(before.size() > 10 ? before.size() - 10 : 0));
}

}  // namespace

void mark_line_breaks(std::u16string_view text, Breaks& breaks, std::vector<std::uint8_t>& units, std::uint8_t mark) {
  breaks.mark_lines(text, units, mark);
  for (std::size_t unit = 1; unit < text.size(); ++unit) {
    if ((units[unit] & mark) == 0) continue;
    if (is_break_at_foreign_quote(text, unit) || is_break_at_swallowed_shad(text, unit))
      units[unit] = static_cast<std::uint8_t>(units[unit] & ~mark);
  }
}

}  // namespace signboard
