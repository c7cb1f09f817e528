#include "fonts/unicode.hpp"

#include "fonts/breaks.hpp"

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>

namespace signboard {
namespace {

static_assert(
    static_cast<int>(Script::arabic) == USCRIPT_ARABIC && static_cast<int>(Script::han) == USCRIPT_HAN &&
    static_cast<int>(Script::bopomofo) == USCRIPT_BOPOMOFO && static_cast<int>(Script::cyrillic) == USCRIPT_CYRILLIC &&
    static_cast<int>(Script::greek) == USCRIPT_GREEK && static_cast<int>(Script::hangul) == USCRIPT_HANGUL &&
    static_cast<int>(Script::hebrew) == USCRIPT_HEBREW && static_cast<int>(Script::hiragana) == USCRIPT_HIRAGANA &&
    static_cast<int>(Script::katakana) == USCRIPT_KATAKANA && static_cast<int>(Script::lao) == USCRIPT_LAO &&
    static_cast<int>(Script::latin) == USCRIPT_LATIN && static_cast<int>(Script::mongolian) == USCRIPT_MONGOLIAN &&
    static_cast<int>(Script::thai) == USCRIPT_THAI && static_cast<int>(Script::tibetan) == USCRIPT_TIBETAN &&
    static_cast<int>(Script::yi) == USCRIPT_YI && static_cast<int>(Script::unknown) == USCRIPT_UNKNOWN &&
    static_cast<int>(Script::common) == USCRIPT_COMMON && static_cast<int>(Script::inherited) == USCRIPT_INHERITED);

UChar32 icu(char32_t character) { return static_cast<UChar32>(character); }
std::int32_t length_of(std::u16string_view text) { return static_cast<std::int32_t>(text.size()); }

UNormalizer2 const* nfc() {
  UErrorCode status = U_ZERO_ERROR;
  auto const* found = unorm2_getNFCInstance(&status);
  assert(U_SUCCESS(status));  // the tables of NFC are compiled into libicuuc
  return found;
}

// Without characters that run to the left, and without controls that could turn the text, all levels are 0.
bool may_turn(std::u16string_view text) {
  return std::any_of(text.begin(), text.end(), [](char16_t unit) {
    return (unit >= 0x0590 && unit <= 0x08FF) || (unit >= 0xFB1D && unit <= 0xFDFF) ||
           (unit >= 0xFE70 && unit <= 0xFEFE) || (unit >= 0xD802 && unit <= 0xD803) ||
           (unit >= 0xD83A && unit <= 0xD83B) || unit == 0x200F || (unit >= 0x202A && unit <= 0x202E) ||
           (unit >= 0x2066 && unit <= 0x2069);
  });
}

UBiDiLevel requested_level(ParagraphDirection base) {
  switch (base) {
    case ParagraphDirection::left_to_right:
      return 0;
    case ParagraphDirection::right_to_left:
      return 1;
    case ParagraphDirection::first_strong:
      return UBIDI_DEFAULT_LTR;
    case ParagraphDirection::first_strong_else_right_to_left:
      return UBIDI_DEFAULT_RTL;
  }
  return 0;
}

constexpr char16_t left_to_right_isolate = 0x2066;
constexpr char16_t pop_isolate = 0x2069;

std::u16string with_isolates(std::u16string_view paragraph, std::span<Range const> isolated) {
  std::u16string text;
  text.reserve(paragraph.size() + 2 * isolated.size());
  std::size_t at = 0;
  for (auto const& range : isolated) {
    text.append(paragraph.substr(at, range.begin - at));
    text += left_to_right_isolate;
    text.append(paragraph.substr(range.begin, range.end - range.begin));
    text += pop_isolate;
    at = range.end;
  }
  text.append(paragraph.substr(at));
  return text;
}

}  // namespace

std::string_view iso15924_of(Script script) { return uscript_getShortName(static_cast<UScriptCode>(script)); }

Script script_of(char32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  auto const script = uscript_getScript(icu(character), &status);
  return U_SUCCESS(status) ? static_cast<Script>(script) : Script::unknown;
}

bool used_with(char32_t character, Script script) {
  return uscript_hasScript(icu(character), static_cast<UScriptCode>(script)) != 0;
}

char32_t next_character(std::u16string_view text, std::size_t& at) {
  assert(at < text.size());
  char16_t const first = text[at++];
  if (U16_IS_LEAD(first) && at < text.size() && U16_IS_TRAIL(text[at]))
    return static_cast<char32_t>(U16_GET_SUPPLEMENTARY(first, text[at++]));
  return first;
}

char32_t character_at(std::u16string_view text, std::size_t at) { return next_character(text, at); }

void append_utf16(std::u16string& text, char32_t character) {
  if (character > 0xFFFF) {
    text += static_cast<char16_t>(U16_LEAD(character));
    text += static_cast<char16_t>(U16_TRAIL(character));
  } else {
    text += static_cast<char16_t>(character);
  }
}

bool is_default_ignorable(char32_t character) {
  return u_hasBinaryProperty(icu(character), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_white_space(char32_t character) { return u_isUWhiteSpace(icu(character)) != 0; }

bool is_private_use(char32_t character) { return u_charType(icu(character)) == U_PRIVATE_USE_CHAR; }

bool is_mark(char32_t character) {
  auto const category = u_charType(icu(character));
  return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK;
}

bool is_regional_indicator(char32_t character) { return character >= 0x1F1E6 && character <= 0x1F1FF; }

bool has_emoji_presentation(char32_t character) {
  return u_hasBinaryProperty(icu(character), UCHAR_EMOJI_PRESENTATION) != 0;
}

bool is_wide(char32_t character) {
  auto const width = u_getIntPropertyValue(icu(character), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE;
}

char32_t mirrored(char32_t character) { return static_cast<char32_t>(u_charMirror(icu(character))); }

std::size_t units_in_nfc(std::u16string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  auto const units = unorm2_spanQuickCheckYes(nfc(), text.data(), length_of(text), &status);
  return U_SUCCESS(status) ? static_cast<std::size_t>(units) : 0;
}

bool begins_nfc_segment(char32_t character) { return unorm2_hasBoundaryBefore(nfc(), icu(character)) != 0; }

std::u16string to_nfc(std::u16string_view text) {
  std::u16string out(text.size() * 3, u'\0');  // no character of NFC grows more than threefold in UTF-16
  UErrorCode status = U_ZERO_ERROR;
  auto const length =
      unorm2_normalize(nfc(), text.data(), length_of(text), out.data(), static_cast<std::int32_t>(out.size()), &status);
  assert(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

Levels bidi_levels(std::u16string_view paragraph, ParagraphDirection base, std::span<Range const> isolated) {
  bool const left_to_right = base == ParagraphDirection::left_to_right || base == ParagraphDirection::first_strong;
  if (paragraph.empty() || (left_to_right && !may_turn(paragraph)))
    return {static_cast<std::uint8_t>(left_to_right ? 0 : 1), std::vector<std::uint8_t>(paragraph.size())};
  auto const text = with_isolates(paragraph, isolated);
  std::unique_ptr<UBiDi, decltype(&ubidi_close)> const bidi{ubidi_open(), ubidi_close};
  UErrorCode status = U_ZERO_ERROR;
  ubidi_setPara(bidi.get(), text.data(), length_of(text), requested_level(base), nullptr, &status);
  auto const* levels = ubidi_getLevels(bidi.get(), &status);
  assert(U_SUCCESS(status));  // it can only fail for want of memory
  Levels result{ubidi_getParaLevel(bidi.get()), {}};
  result.units.reserve(paragraph.size());
  std::size_t inserted = 0;
  for (std::size_t unit = 0, next = 0; unit < paragraph.size(); ++unit) {
    if (next < isolated.size() && unit == isolated[next].begin) ++inserted;
    if (next < isolated.size() && unit == isolated[next].end) {
      ++inserted;
      ++next;
      if (next < isolated.size() && unit == isolated[next].begin) ++inserted;
    }
    result.units.push_back(levels[unit + inserted]);
  }
  return result;
}

std::vector<std::size_t> visual_order(std::span<std::uint8_t const> levels) {
  std::vector<std::size_t> order(levels.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (levels.empty()) return order;
  int const highest = *std::max_element(levels.begin(), levels.end());
  for (int level = highest; level > 0; --level) {
    for (std::size_t begin = 0; begin < order.size();) {
      if (levels[begin] < level) {
        ++begin;
        continue;
      }
      auto end = begin;
      while (end < order.size() && levels[end] >= level) ++end;
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(begin),
                   order.begin() + static_cast<std::ptrdiff_t>(end));
      begin = end;
    }
  }
  return order;
}

struct Breaks::Iterators {
  using Iterator = std::unique_ptr<UBreakIterator, decltype(&ubrk_close)>;
  Iterator graphemes{nullptr, ubrk_close};
  Iterator lines{nullptr, ubrk_close};
};

Breaks::Breaks(std::unique_ptr<Iterators> iterators) : iterators_(std::move(iterators)) {}
Breaks::Breaks(Breaks&&) noexcept = default;
Breaks& Breaks::operator=(Breaks&&) noexcept = default;
Breaks::~Breaks() = default;

Result<Breaks> Breaks::open(std::string const& line_locale) {
  UErrorCode status = U_ZERO_ERROR;
  auto iterators = std::make_unique<Iterators>();
  iterators->graphemes.reset(ubrk_open(UBRK_CHARACTER, "root", nullptr, 0, &status));
  iterators->lines.reset(ubrk_open(UBRK_LINE, line_locale.c_str(), nullptr, 0, &status));
  if (U_FAILURE(status)) return fault(Code::unavailable, "fonts.no_break_rules", {{"reason", u_errorName(status)}});
  return Breaks(std::move(iterators));
}

namespace {

void mark_boundaries(UBreakIterator* iterator, std::u16string_view text, std::vector<std::uint8_t>& units,
                     std::uint8_t mark) {
  UErrorCode status = U_ZERO_ERROR;
  ubrk_setText(iterator, text.data(), length_of(text), &status);
  assert(U_SUCCESS(status));
  for (auto at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
    auto const unit = static_cast<std::size_t>(at);
    if (unit < units.size()) units[unit] = static_cast<std::uint8_t>(units[unit] | mark);
  }
  // The iterator must not keep a text that is about to go.
  ubrk_setText(iterator, u"", 0, &status);
}

}  // namespace

void Breaks::mark_graphemes(std::u16string_view text, std::vector<std::uint8_t>& units, std::uint8_t mark) {
  assert(units.size() >= text.size());
  if (!text.empty()) units[0] = static_cast<std::uint8_t>(units[0] | mark);
  mark_boundaries(iterators_->graphemes.get(), text, units, mark);
}

void Breaks::mark_lines(std::u16string_view text, std::vector<std::uint8_t>& units, std::uint8_t mark) {
  mark_boundaries(iterators_->lines.get(), text, units, mark);
}

void Breaks::number_graphemes(std::string_view utf8, std::span<std::size_t const> offsets,
                              std::span<std::size_t> positions) {
  assert(offsets.size() == positions.size());
  UErrorCode status = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
  auto* iterator = iterators_->graphemes.get();
  ubrk_setUText(iterator, &text, &status);
  assert(U_SUCCESS(status));
  std::size_t number = 0;
  std::size_t next = 0;
  while (next < offsets.size()) {
    auto const at = ubrk_next(iterator);
    if (at == UBRK_DONE) break;
    ++number;
    auto const end = static_cast<std::size_t>(at);
    for (; next < offsets.size() && offsets[next] < end; ++next) positions[next] = number;
  }
  for (; next < offsets.size(); ++next) positions[next] = std::max<std::size_t>(number, 1);
  ubrk_setText(iterator, u"", 0, &status);
  utext_close(&text);
}

}  // namespace signboard
