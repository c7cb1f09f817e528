#pragma once

#include "fonts/breaks.hpp"
#include "fonts/clean.hpp"
#include "fonts/coverage.hpp"
#include "fonts/stack.hpp"
#include "fonts/typecase.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace signboard {

/// What is marked at a unit of a paragraph.
inline constexpr std::uint8_t grapheme_start = 1;
inline constexpr std::uint8_t line_may_end_before = 2;
inline constexpr std::uint8_t squeezed = 4;  ///< wide punctuation without its blank half

/// A paragraph taken apart: for each unit of its text its script as resolved by UAX #24, its font and its marks.
struct Items {
  Levels levels;
  std::vector<std::uint8_t> marks;
  std::vector<Script> scripts;
  std::vector<Font> fonts;
};

/// Tells findings in a paragraph by where they were in the text as it was given.
class Reporter {
 public:
  Reporter(Findings& findings, CleanText const& clean) : findings_(&findings), clean_(&clean) {}
  /// `unit` counts in the paragraph that was begun last.
  void note(Finding::Kind kind, char32_t character, std::size_t unit, int rows = 0);
  void begin_paragraph(Range const& paragraph);

 private:
  Findings* findings_;
  CleanText const* clean_;
  std::size_t paragraph_ = 0;
  std::size_t end_ = 0;  // of the paragraph, in the text as it was given
};

ParagraphDirection paragraph_direction(std::string_view language);
/// UAX #24: no unit is left common or inherited.
std::vector<Script> resolved_scripts(std::u16string_view text);
Items itemize(std::u16string_view text, TypeStyle const& style, Typecase& typecase, Breaks& breaks, Reporter& reporter);

/// Units with the same font, script and level: what is shaped in one go.
struct Run {
  std::size_t begin = 0, end = 0;
  Font font = Font::missing;
  Script script = Script::common;
  std::uint8_t level = 0;
  bool right_to_left() const { return level % 2 != 0; }
};
/// The runs of a part of a paragraph, from left to right as they are seen.
std::vector<Run> visual_runs(Items const& items, Range part);

}  // namespace signboard
