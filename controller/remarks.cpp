#include "controller/remarks.hpp"

#include "base/utf8.hpp"

#include <cstdio>

namespace signboard {
namespace {

std::string_view sentence_for(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::missing_glyph:
      return "finding.missing_glyph";
    case Finding::Kind::legacy_tibetan:
      return "finding.legacy_tibetan";
    case Finding::Kind::private_use:
      return "finding.private_use";
    case Finding::Kind::tibetan_under_24_rows:
      return "finding.tibetan_under_24_rows";
    case Finding::Kind::han_under_16_rows:
      return "finding.han_under_16_rows";
    case Finding::Kind::clipped:
      return "finding.clipped";
    case Finding::Kind::removed_control:
      return "finding.removed_control";
    case Finding::Kind::removed_bidi_override:
      return "finding.removed_bidi_override";
  }
  return "finding.unknown";
}

bool printable(char32_t c) {
  bool const control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
                       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
  bool const private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
  return !control && !private_use;
}

}  // namespace

std::string character_name(char32_t character) {
  char number[16];
  std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(character));
  if (!printable(character)) return number;
  std::string name;
  append_utf8(name, character);
  return name + " " + number;
}

std::string worded(Finding const& finding, Language language) {
  return worded(sentence_for(finding.kind),
                {{"character", character_name(finding.character)},
                 {"position", std::to_string(finding.position)},
                 {"count", std::to_string(finding.count)},
                 {"rows", std::to_string(finding.rows)}},
                language);
}

}  // namespace signboard
