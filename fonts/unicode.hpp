#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the Unicode standard says of characters and texts. Texts are UTF-16, as ICU and HarfBuzz take them; the only
/// file behind this header that knows ICU is unicode.cpp.
namespace signboard {

/// A script as ISO 15924 numbers it in ICU; the ones the stack knows have a name.
enum class Script : std::uint8_t {
  common = 0,
  inherited = 1,
  arabic = 2,
  bopomofo = 5,
  cyrillic = 8,
  greek = 14,
  han = 17,
  hangul = 18,
  hebrew = 19,
  hiragana = 20,
  katakana = 22,
  lao = 24,
  latin = 25,
  mongolian = 27,
  thai = 38,
  tibetan = 39,
  yi = 41,
  unknown = 103
};

/// Four letters: `Hani`.
std::string_view iso15924_of(Script script);

Script script_of(char32_t character);
/// Whether the character is used with that script (Script_Extensions).
bool used_with(char32_t character, Script script);

/// The code point at `at`, which is moved past it. An unpaired surrogate stands for itself.
char32_t next_character(std::u16string_view text, std::size_t& at);
char32_t character_at(std::u16string_view text, std::size_t at);
void append_utf16(std::u16string& text, char32_t character);

bool is_default_ignorable(char32_t character);
bool is_white_space(char32_t character);
bool is_private_use(char32_t character);
/// A character that is drawn over or beside the one before it (general categories Mn and Me).
bool is_mark(char32_t character);
bool is_regional_indicator(char32_t character);
/// Drawn as a picture unless a variation selector says otherwise.
bool has_emoji_presentation(char32_t character);
/// East Asian Width F or W.
bool is_wide(char32_t character);
/// The character drawn in its place where the text runs to the left.
char32_t mirrored(char32_t character);

/// How many units from the start are certainly in NFC.
std::size_t units_in_nfc(std::u16string_view text);
/// Whether a character never combines with what stands before it in NFC.
bool begins_nfc_segment(char32_t character);
std::u16string to_nfc(std::u16string_view text);

enum class ParagraphDirection : std::uint8_t {
  left_to_right,
  right_to_left,
  first_strong,
  first_strong_else_right_to_left
};

struct Range {
  std::size_t begin = 0, end = 0;
  bool operator==(Range const&) const = default;
};

/// UAX #9 for one paragraph: an embedding level for each unit. `isolated` are treated as if U+2066 and U+2069 stood
/// around them.
struct Levels {
  std::uint8_t paragraph = 0;
  std::vector<std::uint8_t> units;
};
Levels bidi_levels(std::u16string_view paragraph, ParagraphDirection base, std::span<Range const> isolated = {});
/// UAX #9 rule L2: the indexes of `levels` from left to right.
std::vector<std::size_t> visual_order(std::span<std::uint8_t const> levels);

}  // namespace signboard
