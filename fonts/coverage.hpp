#pragma once

#include "fonts/breaks.hpp"
#include "fonts/typesetter.hpp"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signboard {

/// Collects findings while a text is set: one for each kind and character, with its first place and how often.
class Findings {
 public:
  /// `offset`: bytes of the text as it was given. `rows` is kept at its largest.
  void add(Finding::Kind kind, char32_t character, std::size_t offset, int rows = 0);
  /// Counts it once more if it is known from a place before `end`, so that a caller need not look for its offset.
  bool again(Finding::Kind kind, char32_t character, std::size_t end, int rows = 0);

  /// In order of place, with their positions in graphemes of `text`.
  Coverage report(std::string_view text, Breaks& breaks) &&;

 private:
  std::vector<Finding> found_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
};

}  // namespace signboard
