// From characters to runs: levels (UAX #9), scripts (UAX #24), graphemes (UAX #29), then one font for each grapheme.

#include "fonts/itemize.hpp"

#include "fonts/punctuation.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace signboard {
namespace {

// UAX #24 section 5.2 asks for pairs to take the script of their opener; quotation marks are pairs in Chinese.
constexpr std::array<std::pair<char16_t, char16_t>, 18> pairs{{{u'(', u')'},
                                                               {u'[', u']'},
                                                               {u'{', u'}'},
                                                               {0x00AB, 0x00BB},
                                                               {0x2018, 0x2019},
                                                               {0x201C, 0x201D},
                                                               {0x2039, 0x203A},
                                                               {0x3008, 0x3009},
                                                               {0x300A, 0x300B},
                                                               {0x300C, 0x300D},
                                                               {0x300E, 0x300F},
                                                               {0x3010, 0x3011},
                                                               {0x3014, 0x3015},
                                                               {0x3016, 0x3017},
                                                               {0x3018, 0x3019},
                                                               {0x301A, 0x301B},
                                                               {0xFF08, 0xFF09},
                                                               {0xFF3B, 0xFF3D}}};
constexpr std::size_t deepest_nesting = 64;  // beyond it, brackets are taken as any other character

class ScriptResolver {
 public:
  explicit ScriptResolver(std::u16string_view text) : text_(text), scripts_(text.size(), Script::common) {}

  std::vector<Script> resolve() && {
    for (std::size_t at = 0; at < text_.size();) {
      auto const begin = at;
      auto const character = next_character(text_, at);
      auto const script = script_at(character, begin);
      if (script != Script::common) {
        if (current_ == Script::common) fill(0, begin, script);  // what stands before the first script belongs to it
        current_ = script;
      }
      fill(begin, at, current_);
    }
    if (current_ == Script::common) fill(0, text_.size(), Script::latin);
    hand_spaces_to_tibetan();
    return std::move(scripts_);
  }

 private:
  void fill(std::size_t begin, std::size_t end, Script script) {
    std::fill(scripts_.begin() + static_cast<std::ptrdiff_t>(begin),
              scripts_.begin() + static_cast<std::ptrdiff_t>(end), script);
  }

  // Common: not known yet.
  Script script_at(char32_t character, std::size_t at) {
    if (is_legacy_tibetan(character)) return Script::tibetan;
    auto const own = script_of(character);
    if (own != Script::common && own != Script::inherited) return own;
    if (auto const paired = script_of_pair(character, at)) return *paired;
    if (is_shared_punctuation(character) && !is_han_like(current_) && opens_han(at)) return Script::han;
    if (is_wide_punctuation(character)) return is_han_like(current_) ? current_ : Script::han;
    if (own == Script::common && !used_with(character, Script::common)) return extended(character);
    return current_;
  }

  // Whether Han follows at once: an opening quotation mark belongs to what it quotes.
  bool opens_han(std::size_t at) const {
    auto const opening = text_[at];
    if (opening != 0x2018 && opening != 0x201C) return false;
    return at + 1 < text_.size() && is_han_like(script_of(character_at(text_, at + 1)));
  }

  // A character of several scripts stays with the one it stands in, if that is one of them.
  Script extended(char32_t character) const {
    if (current_ != Script::common && used_with(character, current_)) return current_;
    for (auto const script : {Script::han, Script::tibetan, Script::arabic, Script::mongolian, Script::latin})
      if (used_with(character, script)) return script;
    return current_;
  }

  std::optional<Script> script_of_pair(char32_t character, std::size_t at) {
    for (auto const& [opening, closing] : pairs) {
      if (character == opening) {
        if (open_.size() < deepest_nesting) open_.push_back({closing, at});
        return std::nullopt;
      }
      if (character != closing) continue;
      auto const found = std::find_if(open_.rbegin(), open_.rend(),
                                      [closing = closing](Opened const& opened) { return opened.closing == closing; });
      if (found == open_.rend()) return std::nullopt;
      auto const script = scripts_[found->at];
      open_.erase(std::prev(found.base()), open_.end());
      return script;
    }
    return std::nullopt;
  }

  // A space between Han and Tibetan is as wide as the Tibetan one, on either side.
  void hand_spaces_to_tibetan() {
    for (std::size_t at = 1; at < scripts_.size(); ++at) {
      if (scripts_[at] != Script::tibetan || scripts_[at - 1] == Script::tibetan) continue;
      for (auto space = at; space > 0 && text_[space - 1] == u' '; --space) scripts_[space - 1] = Script::tibetan;
    }
  }

  struct Opened {
    char16_t closing;
    std::size_t at;
  };
  std::u16string_view text_;
  std::vector<Script> scripts_;
  std::vector<Opened> open_;
  Script current_ = Script::common;
};

constexpr char32_t text_presentation = 0xFE0E;
constexpr char32_t emoji_presentation = 0xFE0F;

// Scripts with a font of their own, and so with their own space.
bool has_own_font(Script script) {
  return script == Script::tibetan || script == Script::arabic || script == Script::mongolian || script == Script::yi;
}

// Chooses the font of each grapheme.
class FontChooser {
 public:
  FontChooser(std::u16string_view text, Items& items, int rows, Typecase& typecase, Reporter& reporter)
      : text_(text), items_(items), rows_(rows), typecase_(typecase), reporter_(reporter) {}

  void choose() {
    for (std::size_t begin = 0; begin < text_.size();) {
      auto end = begin + 1;
      while (end < text_.size() && (items_.marks[end] & grapheme_start) == 0) ++end;
      choose_for(begin, end);
      begin = end;
    }
  }

 private:
  struct Known {
    char32_t character = 0;
    Script script = Script::common;
    Font font = Font::missing;
  };

  void choose_for(std::size_t begin, std::size_t end) {
    auto const occasion = occasion_of(begin, end);
    auto const font = font_for(occasion, begin, end);
    std::fill(items_.scripts.begin() + static_cast<std::ptrdiff_t>(begin),
              items_.scripts.begin() + static_cast<std::ptrdiff_t>(end), occasion.script);
    std::fill(items_.fonts.begin() + static_cast<std::ptrdiff_t>(begin),
              items_.fonts.begin() + static_cast<std::ptrdiff_t>(end), font);
    report(occasion, font, begin, end);
    last_ = font;
  }

  Occasion occasion_of(std::size_t begin, std::size_t end) const {
    Occasion occasion{items_.scripts[begin], character_at(text_, begin), false, rows_};
    bool plain = false;
    bool picture = false;
    for (auto at = begin; at < end;) {
      auto const character = next_character(text_, at);
      plain = plain || character == text_presentation;
      picture = picture || character == emoji_presentation;
      if (is_default_ignorable(occasion.character)) occasion.character = character;
    }
    occasion.emoji = !plain && (picture || has_emoji_presentation(occasion.character));
    if (is_visitor(occasion)) occasion.script = Script::latin;
    return occasion;
  }

  // Digits and signs in the midst of a script whose font has little but letters are set from the fonts of Latin.
  static bool is_visitor(Occasion const& occasion) {
    auto const character = occasion.character;
    if (needs_no_joining(occasion.script) || used_with(character, occasion.script)) return false;
    bool const blank = character == u' ' || character == 0xA0 || is_default_ignorable(character);
    return !(blank && has_own_font(occasion.script)) && !is_legacy_tibetan(character);
  }

  Font font_for(Occasion const& occasion, std::size_t begin, std::size_t end) {
    if (is_default_ignorable(occasion.character)) return begin == 0 ? Font::han_sans : last_;
    auto after_first = begin;
    next_character(text_, after_first);
    bool const single = after_first == end && !occasion.emoji;
    auto& known = known_[occasion.character % known_.size()];
    if (single && known.character == occasion.character && known.script == occasion.script) return known.font;
    auto const font = first_that_covers(fonts_for(occasion), occasion.character, begin, end);
    if (single) known = {occasion.character, occasion.script, font};
    return font;
  }

  // All of the cluster if possible, else at least its base: what is missing beside it becomes a box.
  Font first_that_covers(std::span<Font const> fonts, char32_t base, std::size_t begin, std::size_t end) {
    auto partly = Font::missing;
    for (auto const font : fonts) {
      if (!typecase_.covers(font, base)) continue;
      if (partly == Font::missing) partly = font;
      bool whole = true;
      for (auto at = begin; at < end && whole;) {
        auto const character = next_character(text_, at);
        whole = is_default_ignorable(character) || typecase_.covers(font, character);
      }
      if (whole) return font;
    }
    return partly;
  }

  void report(Occasion const& occasion, Font font, std::size_t begin, std::size_t end) {
    if (is_tibetan(font) && rows_ < 24 && (!is_tibetan(last_) || begin == 0))
      reporter_.note(Finding::Kind::tibetan_under_24_rows, 0, begin, rows_);
    bool const han = is_han_like(script_of(occasion.character));
    if (han && rows_ < 16 && !after_han_) reporter_.note(Finding::Kind::han_under_16_rows, 0, begin, rows_);
    after_han_ = han;
    for (auto at = begin; at < end;) {
      auto const unit = at;
      auto const character = next_character(text_, at);
      if (is_legacy_tibetan(character))
        reporter_.note(Finding::Kind::legacy_tibetan, character, unit);
      else if (is_private_use(character))
        reporter_.note(Finding::Kind::private_use, character, unit);
      else if (!is_default_ignorable(character) && (font == Font::missing || is_absent(font, character, begin, end)))
        reporter_.note(Finding::Kind::missing_glyph, character, unit);
    }
  }

  // Only in clusters of several characters can one be absent from the font that was chosen.
  bool is_absent(Font font, char32_t character, std::size_t begin, std::size_t end) {
    return end - begin > 1 && !typecase_.covers(font, character);
  }

  std::u16string_view text_;
  Items& items_;
  int rows_;
  Typecase& typecase_;
  Reporter& reporter_;
  Font last_ = Font::han_sans;
  bool after_han_ = false;
  std::array<Known, 1'024> known_;
};

}  // namespace

void Reporter::begin_paragraph(Range const& paragraph) {
  paragraph_ = paragraph.begin;
  end_ = clean_->original_offset(paragraph.end);
}

void Reporter::note(Finding::Kind kind, char32_t character, std::size_t unit, int rows) {
  // Runs are set in visual order, in which the first to be clipped need not be the first in the text.
  bool const in_order = kind != Finding::Kind::clipped;
  if (in_order && findings_->again(kind, character, end_, rows)) return;
  findings_->add(kind, character, clean_->original_offset(paragraph_ + unit), rows);
}

ParagraphDirection paragraph_direction(std::string_view language) {
  auto const primary = language.substr(0, language.find('-'));
  if (primary == "zh" || primary == "bo") return ParagraphDirection::left_to_right;
  if (primary == "ug") return ParagraphDirection::first_strong_else_right_to_left;
  return ParagraphDirection::first_strong;
}

std::vector<Script> resolved_scripts(std::u16string_view text) { return ScriptResolver(text).resolve(); }

Items itemize(std::u16string_view text, TypeStyle const& style, Typecase& typecase, Breaks& breaks,
              Reporter& reporter) {
  Items items;
  auto const base = paragraph_direction(style.language);
  items.levels = bidi_levels(text, base);
  bool const turns =
      std::any_of(items.levels.units.begin(), items.levels.units.end(), [](auto level) { return level != 0; });
  if (turns) items.levels = bidi_levels(text, base, phone_numbers(text));
  items.marks.assign(text.size(), 0);
  breaks.mark_graphemes(text, items.marks, grapheme_start);
  items.scripts = resolved_scripts(text);
  items.fonts.assign(text.size(), Font::missing);
  FontChooser(text, items, style.rows, typecase, reporter).choose();
  squeeze_adjacent(text, items);
  return items;
}

std::vector<Run> visual_runs(Items const& items, Range part) {
  std::vector<Run> runs;
  for (auto at = part.begin; at < part.end; ++at) {
    auto const font = items.fonts[at];
    // A strike is set character by character, whatever the script.
    auto const script = is_strike(font) ? Script::common : items.scripts[at];
    auto const level = items.levels.units[at];
    if (runs.empty() || runs.back().font != font || runs.back().script != script || runs.back().level != level)
      runs.push_back({at, at, font, script, level});
    runs.back().end = at + 1;
  }
  if (std::all_of(runs.begin(), runs.end(), [](Run const& run) { return run.level == 0; })) return runs;
  std::vector<std::uint8_t> levels;
  levels.reserve(runs.size());
  for (auto const& run : runs) levels.push_back(run.level);
  std::vector<Run> ordered;
  ordered.reserve(runs.size());
  for (auto const index : visual_order(levels)) ordered.push_back(runs[index]);
  return ordered;
}

}  // namespace signboard
