// Text is composed in pieces of a few thousand characters, so that memory does not follow its length: of a piece only
// the placed glyphs stay, 12 bytes each.

#include "fonts/compositor.hpp"

#include "base/limits.hpp"
#include "fonts/fit.hpp"
#include "fonts/missing.hpp"
#include "fonts/punctuation.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {
namespace {

constexpr std::size_t piece_units = 2'048;

// 26.6 fixed point.
int whole(int value) { return (value + 32) & ~63; }
std::int64_t pixel_of(std::int64_t value) { return (value + 32) >> 6; }

// Tibetan in 1 bit: rounded up, or the dot between syllables would touch its neighbours; a tenth of a pixel is given.
int tibetan_whole(int value) { return value <= 0 ? value : (value - 6 + 63) & ~63; }

bool is_bilevel(Drawing drawing) { return drawing == Drawing::mono || drawing == Drawing::mono_hinted; }

// Whether letters on either side of `unit` do not act on each other: after a space or a tsheg, and between Han.
bool is_safe_cut(std::u16string_view text, std::size_t unit) {
  auto const before = text[unit - 1];
  return before == u' ' || before == 0x0F0B || (before >= 0x3400 && before <= 0x9FFF);
}

// Where the piece that begins at `begin` ends: at a safe place if there is one, else between graphemes, else anywhere
// but inside a character.
std::size_t piece_end(std::u16string_view text, Items const& items, Run const& run, std::size_t begin) {
  if (run.end - begin <= piece_units) return run.end;
  auto const latest = begin + piece_units;
  auto grapheme = begin;
  for (auto unit = latest; unit > begin + piece_units / 2; --unit) {
    if ((items.marks[unit] & grapheme_start) == 0) continue;
    if (is_safe_cut(text, unit)) return unit;
    grapheme = std::max(grapheme, unit);
  }
  if (grapheme > begin) return grapheme;
  bool const inside_pair = text[latest] >= 0xDC00 && text[latest] <= 0xDFFF;
  return inside_pair ? latest - 1 : latest;
}

// The pieces of a run from left to right.
std::vector<Range> pieces_of(std::u16string_view text, Items const& items, Run const& run) {
  std::vector<Range> pieces;
  for (auto begin = run.begin; begin < run.end;) {
    auto const end = piece_end(text, items, run, begin);
    pieces.push_back({begin, end});
    begin = end;
  }
  if (run.right_to_left()) std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

}  // namespace

bool Line::too_wide() const { return pen > std::int64_t{limits::strip_width} * 64; }

void Compositor::set(std::u16string_view paragraph, Items const& items, Range part, Line& line) {
  for (auto const& run : visual_runs(items, part)) {
    if (line.too_wide()) return;
    set_run({paragraph, items}, run, line);
  }
}

std::vector<std::int32_t> Compositor::measure(std::u16string_view paragraph, Items const& items) {
  std::vector<std::int32_t> advances(paragraph.size());
  Source const source{paragraph, items};
  for (auto const& run : visual_runs(items, {0, paragraph.size()})) {
    auto const fitted = fitting(run.font, style_.rows, style_.raster);
    for (auto const& piece : pieces_of(paragraph, items, run)) {
      compose(source, run, piece, fitted);
      for (auto const& glyph : composed_) advances[glyph.unit] += glyph.advance;
    }
  }
  return advances;
}

int Compositor::squeezed_off(Font font) const { return fitting(font, style_.rows, style_.raster).cut.ppem_x / 2; }

void Compositor::set_run(Source const& source, Run const& run, Line& line) {
  auto const fitted = fitting(run.font, style_.rows, style_.raster);
  // Tails of Latin reach below the rows that Han leaves under its baseline, and so do some of the signs among Han.
  bool const letters = run.font == Font::han_sans && !is_han_like(run.script);
  if (letters || needs_ink_check(run.font))
    keep_between_rows(source, run, fitted, line);
  else
    set_run_at(source, run, fitted, line);
}

void Compositor::set_run_at(Source const& source, Run const& run, Fitting const& fitted, Line& line) {
  for (auto const& piece : pieces_of(source.paragraph, source.items, run)) {
    if (line.too_wide()) return;
    compose(source, run, piece, fitted);
    if (run.font == Font::han_sans && is_han_like(run.script)) lift_signs(source, fitted.baseline);
    if (line.explained != nullptr) explain(source, run, fitted, line);
    place(line, fitted.baseline);
  }
}

void Compositor::lift_signs(Source const& source, int baseline) {
  constexpr char16_t signs_end = 0x0250;  // ASCII and Latin: commas, brackets, strokes
  for (auto& glyph : composed_) {
    if (source.paragraph[glyph.unit] >= signs_end || !glyph.has_ink) continue;
    auto const below = baseline + typecase_.ink_rows(glyph.type, glyph.glyph).bottom - style_.rows;
    if (below > 0) glyph.y_offset += std::min(below, style_.rows / 8) * 64;
  }
}

// Stacks and tails depend on the words: a run whose ink leaves the rows is shifted, or set smaller until it fits.
void Compositor::keep_between_rows(Source const& source, Run const& run, Fitting fitted, Line& line) {
  auto const begin = line.glyphs.size();
  auto const pen = line.pen;
  auto const runs = line.explained == nullptr ? 0 : line.explained->size();
  Fit fit;
  for (;;) {
    set_run_at(source, run, fitted, line);
    InkRows ink{style_.rows, 0};
    for (auto glyph = begin; glyph < line.glyphs.size(); ++glyph) {
      auto const& placed = line.glyphs[glyph];
      auto const rows = typecase_.ink_rows(placed.type, placed.glyph);
      if (rows.top == rows.bottom) continue;
      ink.top = std::min(ink.top, placed.y + rows.top);
      ink.bottom = std::max(ink.bottom, placed.y + rows.bottom);
    }
    fit = fit_between(ink, style_.rows);
    if (fit.clipped == 0) break;
    auto const smaller = smaller_cut(fitted.cut, ink, style_.rows);
    if (!smaller || !typecase_.type_of_shrunk(*smaller)) break;
    fitted.cut = *smaller;
    line.glyphs.resize(begin);
    line.pen = pen;
    if (line.explained != nullptr) line.explained->resize(runs);
  }
  for (auto glyph = begin; glyph < line.glyphs.size(); ++glyph)
    line.glyphs[glyph].y = static_cast<std::int16_t>(line.glyphs[glyph].y + fit.shift);
  if (line.explained != nullptr)
    for (auto at = runs; at < line.explained->size(); ++at) (*line.explained)[at].baseline += fit.shift;
  if (fit.clipped > 0) reporter_.note(Finding::Kind::clipped, 0, run.begin, fit.clipped);
}

void Compositor::place(Line& line, int baseline) {
  for (auto const& glyph : composed_) {
    if (glyph.has_ink)
      line.glyphs.push_back({static_cast<std::int32_t>(pixel_of(line.pen + glyph.x_offset)),
                             static_cast<std::int16_t>(baseline - pixel_of(glyph.y_offset)), glyph.glyph, glyph.type});
    line.pen += glyph.advance;
  }
  std::uint16_t last = 0xFFFF;
  for (auto const& glyph : composed_) {
    if (glyph.type == last || !glyph.has_ink) continue;
    last = glyph.type;
    line.reach = std::max(line.reach, typecase_.reach(last));
  }
}

void Compositor::explain(Source const& source, Run const& run, Fitting const& fitted, Line& line) const {
  auto& runs = *line.explained;
  bool const goes_on = !runs.empty() && runs.back().offset == run.begin && runs.back().length == run.end - run.begin;
  if (!goes_on) {
    Explanation::Run told;
    auto const script = run.script == Script::common ? source.items.scripts[run.begin] : run.script;
    told.script = iso15924_of(script);
    told.language = language_of(run);
    auto const* face = typecase_.face(run.font);
    told.font = face == nullptr ? std::string(name_of(run.font))
                                : face->file().path.filename().string() + "#" + std::to_string(face->file().face);
    told.right_to_left = run.right_to_left();
    told.offset = run.begin;
    told.length = run.end - run.begin;
    told.pixels_per_em = fitted.cut.ppem_y / 64.0;
    told.baseline = fitted.baseline;
    runs.push_back(std::move(told));
  }
  for (auto const& glyph : composed_)
    runs.back().glyphs.push_back({glyph.glyph, glyph.unit, glyph.advance, glyph.x_offset, glyph.y_offset});
}

void Compositor::compose(Source const& source, Run const& run, Range piece, Fitting const& fitted) {
  composed_.clear();
  if (run.font == Font::missing)
    compose_boxes(source, piece);
  else if (is_strike(run.font))
    compose_strike(source, run, piece, fitted.cut);
  else
    compose_outlines(source, run, piece, fitted.cut);
  if (run.right_to_left() && (run.font == Font::missing || is_strike(run.font)))
    std::reverse(composed_.begin(), composed_.end());
}

Compositor::SetGlyph Compositor::box_for(char32_t character, std::size_t unit) {
  auto cut = fitting(Font::missing, style_.rows, style_.raster).cut;
  cut.plane = static_cast<int>(character >> 16U);
  SetGlyph glyph;
  glyph.unit = static_cast<std::uint32_t>(unit);
  glyph.glyph = static_cast<std::uint16_t>(character & 0xFFFFU);
  glyph.type = typecase_.type_of(cut);
  glyph.advance = missing_box_advance(character, style_.rows) * 64;
  return glyph;
}

void Compositor::compose_boxes(Source const& source, Range piece) {
  for (auto at = piece.begin; at < piece.end;) {
    auto const unit = at;
    auto const character = next_character(source.paragraph, at);
    if (!is_default_ignorable(character)) composed_.push_back(box_for(character, unit));
  }
}

// One glyph a character; a mark is laid over the middle of the character before it.
void Compositor::compose_strike(Source const& source, Run const& run, Range piece, Cut const& cut) {
  auto* const face = typecase_.face(run.font);
  assert(face != nullptr);
  auto const type = typecase_.type_of(cut);
  face->take(cut);
  int base_advance = 0;
  for (auto at = piece.begin; at < piece.end;) {
    SetGlyph set;
    set.unit = static_cast<std::uint32_t>(at);
    set.type = type;
    auto const original = next_character(source.paragraph, at);
    if (is_default_ignorable(original)) continue;
    auto const character = run.right_to_left() ? mirrored(original) : original;
    auto const glyph = face->glyph_of(character);
    if (glyph == 0) {
      composed_.push_back(box_for(character, set.unit));
      continue;
    }
    set.glyph = static_cast<std::uint16_t>(glyph);
    set.has_ink = !is_white_space(character);
    set.advance = face->strike_advance(glyph) * cut.magnified * 64;
    if (is_mark(character)) {
      auto const over = (base_advance + set.advance) / 2;
      set.x_offset = run.right_to_left() ? (base_advance - set.advance) / 2 : -over;
      set.advance = 0;
    } else {
      base_advance = set.advance;
    }
    if ((source.items.marks[set.unit] & squeezed) != 0) {
      set.x_offset -= strike_shift(character) * cut.magnified * 64;
      set.advance /= 2;
    }
    composed_.push_back(set);
  }
}

void Compositor::collect_features(Source const& source, Run const& run, Range piece) {
  features_.clear();
  auto const add = [this](std::uint32_t tag, std::size_t unit) {
    auto const at = static_cast<std::uint32_t>(unit);
    if (!features_.empty() && features_.back().tag == tag && features_.back().end == at)
      ++features_.back().end;
    else
      features_.push_back({tag, at, at + 1});
  };
  // The quotation marks of Noto Sans CJK SC are a Han wide, unless asked to be as wide as their ink.
  bool const narrow = run.font == Font::han_sans && run.script == Script::latin;
  for (auto unit = piece.begin; unit < piece.end; ++unit) {
    if ((source.items.marks[unit] & squeezed) != 0) add(feature_halt, unit);
    if (narrow && is_shared_punctuation(source.paragraph[unit])) add(feature_pwid, unit);
  }
}

void Compositor::compose_outlines(Source const& source, Run const& run, Range piece, Cut const& cut) {
  auto* const face = typecase_.face(run.font);
  assert(face != nullptr);
  auto const type = typecase_.type_of(cut);
  auto const space = face->glyph_of(U' ');
  bool const rounds = is_bilevel(cut.drawing);
  collect_features(source, run, piece);
  auto const shaped = typecase_.shaper().shape(
      *face, cut,
      {source.paragraph, piece.begin, piece.end, run.script, language_of(run), run.right_to_left(), features_});
  int drift = 0;  // what rounding added to the pen since the last base: its marks do not move with it
  for (auto const& glyph : shaped) {
    auto const character = character_at(source.paragraph, glyph.unit);
    if (glyph.glyph == 0) {
      composed_.push_back(box_for(character, glyph.unit));
      drift = 0;
      continue;
    }
    SetGlyph set;
    set.unit = glyph.unit;
    set.glyph = static_cast<std::uint16_t>(glyph.glyph);
    set.type = type;
    set.advance = glyph.x_advance;
    set.x_offset = glyph.x_offset;
    set.y_offset = glyph.y_offset;
    set.has_ink = glyph.glyph != space;  // HarfBuzz puts a space of no width where it hides a character
    bool const digit = character >= U'0' && character <= U'9';
    if (rounds || digit) set.advance = is_tibetan(run.font) ? tibetan_whole(glyph.x_advance) : whole(glyph.x_advance);
    if (glyph.x_advance == 0 && !run.right_to_left()) {
      set.x_offset -= drift;
    } else {
      drift = set.advance - glyph.x_advance;
    }
    composed_.push_back(set);
  }
}

std::string_view Compositor::language_of(Run const& run) const {
  auto const& asked = style_.language;
  auto const speaks = [&asked](std::string_view language) {
    return asked == language || (asked.starts_with(language) && asked[language.size()] == '-');
  };
  switch (run.script) {
    case Script::tibetan:
      return speaks("dz") ? std::string_view(asked) : "bo";
    case Script::arabic:
      return speaks("ar") || speaks("fa") || speaks("ur") || speaks("kk") || speaks("ky") ? std::string_view(asked)
                                                                                          : "ug";
    case Script::mongolian:
      return "mn";
    case Script::yi:
      return "ii";
    case Script::latin:
      return asked.empty() || speaks("zh") || speaks("bo") || speaks("ug") || speaks("mn") || speaks("ii")
                 ? "en"
                 : std::string_view(asked);
    default:
      return speaks("zh") || speaks("ja") || speaks("ko") ? std::string_view(asked) : "zh-Hans";
  }
}

}  // namespace signboard
