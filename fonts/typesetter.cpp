#include "fonts/typesetter.hpp"

#include "base/limits.hpp"
#include "fonts/compositor.hpp"
#include "fonts/explain.hpp"
#include "fonts/linebreak.hpp"
#include "fonts/pages.hpp"
#include "fonts/tiles.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace signboard {
namespace {

class Press final : public Typesetter {
 public:
  Press(std::unique_ptr<Typecase> typecase, Breaks breaks)
      : typecase_(std::move(typecase)), breaks_(std::move(breaks)) {}

  std::vector<Error> const& trouble() const override { return typecase_->trouble(); }
  Result<Setting> set_line(std::string_view text, TypeStyle const& style) override;
  Result<Setting> set_lines(std::string_view text, TypeStyle const& style, int width) override;
  TilePtr ink(Strip const& strip, int tile) override { return ink_tile(*typecase_, strip, tile); }
  Result<Explanation> explain(std::string_view text, TypeStyle const& style) override;
  std::size_t cached_bytes() const override { return typecase_->cached_bytes(); }

 private:
  void set_in_one(CleanText const& clean, TypeStyle const& style, Findings& findings, Line& line,
                  Explanation* explanation);
  void note_ink(Strip const& strip, Explanation& explanation);

  std::unique_ptr<Typecase> typecase_;
  Breaks breaks_;
};

std::optional<Error> impossible(TypeStyle const& style) {
  if (style.rows >= limits::type_rows_min && style.rows <= limits::type_rows_max) return std::nullopt;
  return fault(Code::invalid, "type.impossible_rows",
               {{"rows", std::to_string(style.rows)},
                {"smallest", std::to_string(limits::type_rows_min)},
                {"largest", std::to_string(limits::type_rows_max)}});
}

Error too_wide(Line const& line) {
  return fault(Code::over_limit, "text.too_wide",
               {{"pixels", std::to_string(line.width())}, {"limit", std::to_string(limits::strip_width)}});
}

StripPtr strip_of(Line&& line, TypeStyle const& style, int width) {
  auto const by_place = [](PlacedGlyph const& a, PlacedGlyph const& b) { return a.x < b.x; };
  if (!std::is_sorted(line.glyphs.begin(), line.glyphs.end(), by_place))
    std::sort(line.glyphs.begin(), line.glyphs.end(), by_place);
  line.glyphs.shrink_to_fit();
  return std::make_shared<Strip const>(Size{width, style.rows}, style, std::move(line.glyphs), line.reach);
}

// Paragraphs as they follow each other on one line: empty ones leave no gap of their own.
std::vector<Range> filled(std::vector<Range> paragraphs) {
  std::erase_if(paragraphs, [](Range const& range) { return range.begin == range.end; });
  return paragraphs;
}

std::u16string_view text_of(CleanText const& clean, Range const& paragraph) {
  return std::u16string_view(clean.text()).substr(paragraph.begin, paragraph.end - paragraph.begin);
}

std::int64_t gap_of(TypeStyle const& style) { return std::int64_t{style.rows} * 2 * 64; }

Result<Setting> Press::set_line(std::string_view text, TypeStyle const& style) {
  if (auto const error = impossible(style)) return *error;
  Findings findings;
  auto const clean = CleanText::from(text, findings);
  if (!clean) return clean.error();
  Line line;
  set_in_one(*clean, style, findings, line, nullptr);
  if (line.too_wide()) return too_wide(line);
  Setting setting;
  auto const width = line.width();
  setting.lines.push_back(strip_of(std::move(line), style, width));
  setting.coverage = std::move(findings).report(text, breaks_);
  return setting;
}

void Press::set_in_one(CleanText const& clean, TypeStyle const& style, Findings& findings, Line& line,
                       Explanation* explanation) {
  Reporter reporter(findings, clean);
  Compositor compositor(*typecase_, style, reporter);
  auto paragraphs = filled(clean.paragraphs());
  if (paragraphs.empty()) return;
  auto const first = text_of(clean, paragraphs.front());
  // A text that begins on the right has its paragraphs follow each other from the right.
  if (bidi_levels(first, paragraph_direction(style.language)).paragraph != 0)
    std::reverse(paragraphs.begin(), paragraphs.end());
  for (auto const& paragraph : paragraphs) {
    if (line.pen > 0) line.pen = (line.pen + 63) / 64 * 64 + gap_of(style);
    auto const part = text_of(clean, paragraph);
    reporter.begin_paragraph(paragraph);
    auto items = itemize(part, style, *typecase_, breaks_, reporter);
    std::vector<Explanation::Run> runs;
    if (explanation != nullptr) line.explained = &runs;
    compositor.set(part, items, {0, part.size()}, line);
    if (explanation != nullptr) {
      mark_line_breaks(part, breaks_, items.marks, line_may_end_before);
      note_paragraph(paragraph, items, std::move(runs), *explanation);
      line.explained = nullptr;
    }
    if (line.too_wide()) return;
  }
}

Result<Setting> Press::set_lines(std::string_view text, TypeStyle const& style, int width) {
  if (auto const error = impossible(style)) return *error;
  Findings findings;
  auto const clean = CleanText::from(text, findings);
  if (!clean) return clean.error();
  Reporter reporter(findings, *clean);
  Compositor compositor(*typecase_, style, reporter);
  auto paragraphs = clean->paragraphs();
  // The line end that closes a text opens no line.
  if (paragraphs.size() > 1 && paragraphs.back().begin == paragraphs.back().end) paragraphs.pop_back();
  Setting setting;
  for (auto const& paragraph : paragraphs) {
    auto const part = text_of(*clean, paragraph);
    reporter.begin_paragraph(paragraph);
    auto items = itemize(part, style, *typecase_, breaks_, reporter);
    mark_line_breaks(part, breaks_, items.marks, line_may_end_before);
    PageSetter setter(part, items, compositor, width);
    while (!setter.done()) {
      auto line = setter.next();
      if (line.too_wide()) return too_wide(line);
      auto const columns = std::min(line.width(), std::max(1, width));
      setting.lines.push_back(strip_of(std::move(line), style, columns));
    }
  }
  setting.coverage = std::move(findings).report(text, breaks_);
  return setting;
}

Result<Explanation> Press::explain(std::string_view text, TypeStyle const& style) {
  if (auto const error = impossible(style)) return *error;
  Findings findings;
  auto const clean = CleanText::from(text, findings);
  if (!clean) return clean.error();
  Explanation explanation;
  explanation.units = "px/64";
  Line line;
  set_in_one(*clean, style, findings, line, &explanation);
  if (line.too_wide()) return too_wide(line);
  explanation.width = line.width();
  auto const strip = strip_of(std::move(line), style, explanation.width);
  note_ink(*strip, explanation);
  number_characters(clean->text(), explanation);
  explanation.coverage = std::move(findings).report(text, breaks_);
  return explanation;
}

// The rows that have ink between the edges of the line.
void Press::note_ink(Strip const& strip, Explanation& explanation) {
  explanation.ink_top = strip.height();
  for (int tile = 0; tile < strip.tiles(); ++tile) {
    auto const mask = ink(strip, tile);
    for (int y = 0; y < mask->height(); ++y) {
      auto const row = std::as_const(*mask).row(y);
      if (std::all_of(row.begin(), row.end(), [](auto value) { return value == 0; })) continue;
      explanation.ink_top = std::min(explanation.ink_top, y);
      explanation.ink_bottom = std::max(explanation.ink_bottom, y + 1);
    }
  }
  explanation.ink_top = std::min(explanation.ink_top, explanation.ink_bottom);
}

}  // namespace

Result<std::unique_ptr<Typesetter>> Typesetter::open(Manifest const& manifest) {
  auto typecase = Typecase::open(manifest);
  if (!typecase) return typecase.error();
  auto breaks = Breaks::open(line_locale);
  if (!breaks) return breaks.error();
  return std::unique_ptr<Typesetter>(std::make_unique<Press>(std::move(*typecase), std::move(*breaks)));
}

}  // namespace signboard
