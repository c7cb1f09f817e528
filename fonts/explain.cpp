#include "fonts/explain.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

namespace signboard {

void note_paragraph(Range const& paragraph, Items const& items, std::vector<Explanation::Run> runs,
                    Explanation& explanation) {
  for (auto& run : runs) {
    run.offset += paragraph.begin;
    for (auto& glyph : run.glyphs) glyph.cluster += static_cast<std::uint32_t>(paragraph.begin);
    explanation.runs.push_back(std::move(run));
  }
  for (std::size_t unit = 0; unit < items.marks.size(); ++unit) {
    if ((items.marks[unit] & grapheme_start) != 0) explanation.graphemes.push_back(paragraph.begin + unit);
    if ((items.marks[unit] & line_may_end_before) != 0) explanation.breaks.push_back(paragraph.begin + unit);
  }
}

void number_characters(std::u16string_view text, Explanation& explanation) {
  std::vector<std::size_t> numbers(text.size() + 1);
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const begin = at;
    auto const character = next_character(text, at);
    std::fill(numbers.begin() + static_cast<std::ptrdiff_t>(begin), numbers.begin() + static_cast<std::ptrdiff_t>(at),
              number++);
    append_utf8(explanation.text, character);
    if (character != U'\n') continue;
    // A line end is a grapheme of its own, and a line ends after it.
    explanation.graphemes.push_back(begin);
    explanation.breaks.push_back(at);
  }
  numbers.back() = number;
  explanation.graphemes.push_back(text.size());
  if (!text.empty()) explanation.breaks.push_back(text.size());
  for (auto* places : {&explanation.breaks, &explanation.graphemes}) {
    for (auto& place : *places) place = numbers[place];
    std::sort(places->begin(), places->end());
    places->erase(std::unique(places->begin(), places->end()), places->end());
  }
  for (auto& run : explanation.runs) {
    auto const end = numbers[run.offset + run.length];
    run.offset = numbers[run.offset];
    run.length = end - run.offset;
    for (auto& glyph : run.glyphs) glyph.cluster = static_cast<std::uint32_t>(numbers[glyph.cluster]);
  }
}

}  // namespace signboard
