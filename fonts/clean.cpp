// Cleaning keeps what a reader would see and drops what only steers machines. Positions that people are told of are
// those of the text they typed, so every place where the clean text stops following the original leaves an anchor.

#include "fonts/clean.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "fonts/typesetter.hpp"
#include "fonts/unicode.hpp"

#include <algorithm>

namespace signboard {
namespace {

// Looking a place up walks from the anchor before it, so anchors are never further apart than this.
constexpr std::size_t anchor_spacing = 1'024;
// A base with more marks than this is no text of any language (UAX #15 D3: Stream-Safe, 30); it is left as it is,
// because to reorder a hundred thousand marks takes minutes.
constexpr std::size_t longest_nfc_segment = 128;

bool is_bidi_override(char32_t c) { return c >= 0x202A && c <= 0x202E; }
bool is_removed_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }
// Vertical tab, form feed and next line: controls that end a line all the same (UAX #14, class BK and NL).
bool is_control_line_end(char32_t c) { return c == 0x0B || c == 0x0C || c == 0x85; }

std::size_t utf8_length(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

bool is_digit(char16_t c) { return c >= u'0' && c <= u'9'; }

}  // namespace

Result<CleanText> CleanText::from(std::string_view utf8, Findings& findings) {
  if (utf8.size() > limits::text_accepted)
    return fault(Code::over_limit, "text.too_long",
                 {{"bytes", std::to_string(utf8.size())}, {"limit", std::to_string(limits::text_accepted)}});
  if (auto const bad = first_bad_utf8(utf8))
    return fault(Code::invalid, "text.invalid_utf8", {{"offset", std::to_string(*bad)}});
  CleanText clean;
  clean.decode(utf8, findings);
  clean.compose();
  return clean;
}

void CleanText::decode(std::string_view utf8, Findings& findings) {
  text_.reserve(utf8.size() / 2);
  bool follows = false;  // whether the last anchor still speaks for what comes next
  for (std::size_t at = 0; at < utf8.size();) {
    auto const offset = at;
    auto const character = next_code_point(utf8, at);
    if (!follows || text_.size() - anchors_.back().unit >= anchor_spacing) anchor(offset);
    follows = false;
    if (character == 0xFEFF && offset == 0) continue;
    if (is_bidi_override(character)) {
      findings.add(Finding::Kind::removed_bidi_override, character, offset);
    } else if (character == '\r') {
      if (at >= utf8.size() || utf8[at] != '\n') text_ += u'\n';
    } else if (character == 0x2028 || character == 0x2029) {
      text_ += u'\n';
    } else if (character == '\t') {
      text_ += u' ';
      follows = true;
    } else if (is_removed_control(character) && character != '\n') {
      findings.add(Finding::Kind::removed_control, character, offset);
      if (is_control_line_end(character)) text_ += u'\n';
    } else {
      append_utf16(text_, character);
      follows = true;
    }
  }
}

void CleanText::anchor(std::size_t offset) {
  if (!anchors_.empty() && anchors_.back().unit == text_.size())
    anchors_.back() = {text_.size(), offset, false};
  else
    anchors_.push_back({text_.size(), offset, false});
}

// Nearly every text is in NFC already; what is not is composed segment by segment, so that the anchors stay true.
void CleanText::compose() {
  auto const safe = units_in_nfc(text_);
  if (safe == text_.size()) return;
  auto before = std::move(*this);
  text_.assign(before.text_, 0, safe);
  anchors_.clear();
  for (auto const& kept : before.anchors_)
    if (kept.unit <= safe) anchors_.push_back(kept);
  for (auto at = safe; at < before.text_.size();) {
    auto end = at;
    std::size_t characters = 0;
    do {
      next_character(before.text_, end);
      ++characters;
    } while (end < before.text_.size() && !begins_nfc_segment(character_at(before.text_, end)));
    auto const segment = std::u16string_view(before.text_).substr(at, end - at);
    anchor(before.original_offset(at));
    if (characters > longest_nfc_segment || units_in_nfc(segment) == segment.size()) {
      text_ += segment;
    } else {
      anchors_.back().still = true;
      text_ += to_nfc(segment);
    }
    at = end;
  }
}

std::size_t CleanText::original_offset(std::size_t unit) const {
  auto const after = std::upper_bound(anchors_.begin(), anchors_.end(), unit,
                                      [](std::size_t wanted, Anchor const& anchor) { return wanted < anchor.unit; });
  if (after == anchors_.begin()) return 0;
  auto const& anchor = *std::prev(after);
  auto offset = anchor.offset;
  if (anchor.still) return offset;
  for (auto at = anchor.unit; at < unit;) offset += utf8_length(next_character(text_, at));
  return offset;
}

std::vector<Range> CleanText::paragraphs() const {
  std::vector<Range> ranges;
  for (std::size_t begin = 0;;) {
    auto const end = text_.find(u'\n', begin);
    if (end == std::u16string::npos) {
      ranges.push_back({begin, text_.size()});
      return ranges;
    }
    ranges.push_back({begin, end});
    begin = end + 1;
  }
}

std::vector<Range> phone_numbers(std::u16string_view text) {
  std::vector<Range> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    auto end = at + 1;
    bool separated = false;
    for (auto next = end; next < text.size(); ++next) {
      if (is_digit(text[next])) {
        separated = separated || next > end;
        end = next + 1;
      } else if (text[next] != u'+' && text[next] != u' ' && text[next] != u'-') {
        break;
      }
    }
    if (separated) found.push_back({at, end});
    at = end - 1;
  }
  return found;
}

bool has_visible(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    auto const c = next_code_point(text, at);
    bool const control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    if (!control && !is_white_space(c) && !is_default_ignorable(c)) return true;
  }
  return false;
}

}  // namespace signboard
