#pragma once

#include "base/result.hpp"
#include "fonts/coverage.hpp"
#include "fonts/unicode.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// A text made ready for setting: UTF-16 in NFC, without controls, bidi overrides and byte order mark; U+000A stands
/// for every kind of line end.
class CleanText {
 public:
  /// Errors: text.invalid_utf8 {offset}, text.too_long {bytes, limit}.
  static Result<CleanText> from(std::string_view utf8, Findings& findings);

  std::u16string const& text() const { return text_; }
  /// Where in the text as it was given this unit came from, in bytes.
  std::size_t original_offset(std::size_t unit) const;
  /// The paragraphs, without their line ends: always one more than there are line ends.
  std::vector<Range> paragraphs() const;

 private:
  // From `unit` on, until the next anchor, the clean text follows the original from `offset` byte for byte; or, where
  // `still` says so, all of it came from that one place.
  struct Anchor {
    std::size_t unit, offset;
    bool still;
  };

  void decode(std::string_view utf8, Findings& findings);
  void compose();
  void anchor(std::size_t offset);

  std::u16string text_;
  std::vector<Anchor> anchors_;
};

/// Groups of digits such as phone numbers, [0-9][0-9+ -]*[0-9] with a separator inside. After Arabic letters UAX #9
/// rule W2 would turn 0972-8321234 into 8321234-0972.
std::vector<Range> phone_numbers(std::u16string_view text);

}  // namespace signboard
