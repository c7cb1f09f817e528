#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Finds user-perceived characters (UAX #29) and places where a line may end (UAX #14). Not for two threads at once.
class Breaks {
 public:
  /// Error: fonts.no_break_rules {reason}.
  static Result<Breaks> open(std::string const& line_locale);
  Breaks(Breaks&&) noexcept;
  Breaks& operator=(Breaks&&) noexcept;
  ~Breaks();

  /// Sets `mark` at each unit with which a grapheme begins.
  void mark_graphemes(std::u16string_view text, std::vector<std::uint8_t>& units, std::uint8_t mark);
  /// Sets `mark` at each unit before which a line may end; the end of the text has no unit and so no mark.
  void mark_lines(std::u16string_view text, std::vector<std::uint8_t>& units, std::uint8_t mark);
  /// In which grapheme of a UTF-8 text, from 1, each of these ascending offsets lies.
  void number_graphemes(std::string_view utf8, std::span<std::size_t const> offsets, std::span<std::size_t> positions);

 private:
  struct Iterators;
  explicit Breaks(std::unique_ptr<Iterators> iterators);
  std::unique_ptr<Iterators> iterators_;
};

}  // namespace signboard
