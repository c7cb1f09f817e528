#include "controller/compose.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <optional>

namespace signboard {
namespace {

// Grey type below 32 rows is mostly half-lit pixels; in linear light they make it fat (docs/typography.md, light).
constexpr int rows_without_contrast = 32;
constexpr double small_type_contrast = 1.5;

TypeStyle type_for(Size area, Text const& text, Style const& style, Depth depth) {
  int const rows = std::min(area.height / style.lines, limits::type_rows_max);
  return {rows, depth == Depth::rgb ? Raster::grey : Raster::bilevel, text.language};
}

// Thin Tibetan strokes, less than half lit at these heights, must not lose light on top of it.
double contrast_for(Text const& text, TypeStyle const& type) {
  if (type.raster != Raster::grey || type.rows >= rows_without_contrast || first_bad_utf8(text.words)) return 1.0;
  for (std::size_t at = 0; at < text.words.size();)
    if (auto const c = next_code_point(text.words, at); c >= 0x0F00 && c <= 0x0FFF) return 1.0;
  return small_type_contrast;
}

int area_of_lines(int lines, TypeStyle const& type) { return lines * type.rows; }

// Text set for one area, before it is known how it moves.
struct Sheet {
  std::vector<PlacedStrip> strips;
  Size size;
};

enum class Across : std::uint8_t { left, centred };

// Lines under each other, in pages of `lines_a_page`, each page as high as the area and its lines centred in the rows.
Sheet stack(std::vector<StripPtr> const& lines, Rect area, TypeStyle const& type, int lines_a_page, Across across) {
  Sheet sheet;
  auto const count = static_cast<int>(lines.size());
  int const pages = std::max(1, (count + lines_a_page - 1) / lines_a_page);
  sheet.size = {area.width, pages * area.height};
  for (int i = 0; i < count; ++i) {
    int const page = i / lines_a_page;
    int const on_page = std::min(lines_a_page, count - page * lines_a_page);
    int const top = (area.height - area_of_lines(on_page, type)) / 2;
    auto const& strip = lines[static_cast<std::size_t>(i)];
    int const left = across == Across::centred ? std::max(0, (area.width - strip->width()) / 2) : 0;
    sheet.strips.push_back({{left, page * area.height + top + (i % lines_a_page) * type.rows}, strip});
  }
  return sheet;
}

// Lines under each other without gaps, for scrolling up.
Sheet roll(std::vector<StripPtr> const& lines, Rect area, TypeStyle const& type) {
  Sheet sheet;
  int y = 0;
  for (auto const& strip : lines) {
    sheet.strips.push_back({{std::max(0, (area.width - strip->width()) / 2), y}, strip});
    y += type.rows;
  }
  sheet.size = {area.width, y};
  return sheet;
}

std::int64_t steps_through(int distance, int step) { return (distance + step - 1) / step; }

// One text in one area: everything but the common clock of the scene.
struct Act {
  Part part;
  std::chrono::nanoseconds period{};
  int overflow_pages = 0;
  Coverage coverage;
};

class Composer {
 public:
  Composer(Announcement const& announcement, Look const& look, Typesetter& typesetter)
      : announcement_(announcement), look_(look), typesetter_(typesetter) {}

  Result<Act> act(Text const& text, Rect area, Effect effect) {
    auto const& style = announcement_.style;
    if (area.height / style.lines < limits::type_rows_min)
      return fault(Code::invalid, "type.impossible_rows",
                   {{"rows", std::to_string(area.height / style.lines)},
                    {"smallest", std::to_string(limits::type_rows_min)},
                    {"largest", std::to_string(limits::type_rows_max)}});
    auto const type = type_for({area.width, area.height}, text, style, look_.depth);
    Act act;
    act.part.area = area;
    act.part.ink = shown_ink(style.ink.value_or(look_.ink), look_);
    act.part.contrast = contrast_for(text, type);
    int const lines_a_page = std::max(1, area.height / type.rows);

    if (effect == Effect::automatic || effect == Effect::hold || effect == Effect::page) {
      auto set = typesetter_.set_lines(text.words, type, area.width);
      if (!set) return set.error();
      auto const count = static_cast<int>(set->lines.size());
      bool const wide = std::ranges::any_of(set->lines, [&](auto const& line) { return line->width() > area.width; });
      if (effect != Effect::automatic || (count <= lines_a_page && !wide)) {
        act.coverage = std::move(set->coverage);
        auto const across = effect == Effect::page && count > 1 ? Across::left : Across::centred;
        auto sheet = stack(set->lines, area, type, lines_a_page, across);
        act.part.strips = std::move(sheet.strips);
        act.period = style.motion.hold;
        int const pages = sheet.size.height / std::max(1, area.height);
        act.part.beats = pages;
        if (pages > 1) act.part.step = {0, area.height};
        if (effect == Effect::hold) act.overflow_pages = pages - 1;
        return act;
      }
    }
    return effect == Effect::scroll_up ? rolled(std::move(act), text, type) : scrolled(std::move(act), text, type);
  }

  bool scrolls(Text const& text, Rect area) {
    auto const got = act(text, area, Effect::automatic);
    return got.has_value() && got->part.step.x != 0;
  }

 private:
  Result<Act> scrolled(Act act, Text const& text, TypeStyle const& type) {
    auto set = typesetter_.set_line(text.words, type);
    if (!set) return set.error();
    auto const pace = pace_for(announcement_.style.motion.speed_px_s, look_.frames_per_second);
    auto const area = act.part.area;
    int const width = set->lines.front()->width();
    act.coverage = std::move(set->coverage);
    act.part.strips = {{{0, (area.height - type.rows) / 2}, set->lines.front()}};
    act.part.start = {-area.width, 0};
    act.part.step = {pace.step, 0};
    act.part.beats = steps_through(area.width + width, pace.step) + 1;
    act.period = pace.period;
    return act;
  }

  Result<Act> rolled(Act act, Text const& text, TypeStyle const& type) {
    auto set = typesetter_.set_lines(text.words, type, act.part.area.width);
    if (!set) return set.error();
    auto const pace = pace_for(announcement_.style.motion.speed_px_s, look_.frames_per_second);
    auto const area = act.part.area;
    auto sheet = roll(set->lines, area, type);
    act.coverage = std::move(set->coverage);
    act.part.strips = std::move(sheet.strips);
    act.part.start = {0, -area.height};
    act.part.step = {0, pace.step};
    act.part.beats = steps_through(area.height + sheet.size.height, pace.step) + 1;
    act.period = pace.period;
    return act;
  }

  Announcement const& announcement_;
  Look const& look_;
  Typesetter& typesetter_;
};

// Acts that play together. A held text beside a scrolling one simply stays.
ScenePtr together(std::vector<Act> acts, Size size, std::chrono::nanoseconds hold) {
  auto scene = std::make_shared<Scene>();
  scene->size = size;
  scene->period = hold;
  bool scrolls = false;
  for (auto& act : acts) {
    if (act.period != hold || act.part.step != Point{}) {
      scrolls = true;
      scene->period = act.period;
    }
  }
  for (auto& act : acts) {
    if (scrolls || act.part.step != Point{}) scene->beats = std::max(scene->beats, act.part.beats);
    scene->parts.push_back(std::move(act.part));
  }
  return scene;
}

// Counted in a way that cannot overflow: each scene against what is left of the bound.
bool lasts_too_long(Composed const& composed) {
  auto left = std::chrono::nanoseconds(limits::turn_max) / composed.repeats;
  for (auto const& scene : composed.scenes) {
    if (scene->beats > left / scene->period) return true;
    left -= scene->length();
  }
  return false;
}

}  // namespace

std::chrono::nanoseconds Composed::length() const {
  std::chrono::nanoseconds total{0};
  for (auto const& scene : scenes) total += scene->length();
  return total * repeats;
}

Rgb shown_ink(Rgb ink, Look const& look) {
  if (look.depth == Depth::mono) return look.led;
  if (look.depth == Depth::rgb) return ink;
  bool const red = ink.r >= 128 || (ink.r >= ink.g && ink.r >= ink.b);
  bool const green = ink.g >= 128 || (ink.g > ink.r && ink.g >= ink.b);
  if (!red && !green) return {255, 255, 0};  // blue alone: a panel without blue shows it in both, so that it is seen
  return {static_cast<std::uint8_t>(red ? 255 : 0), static_cast<std::uint8_t>(green ? 255 : 0), 0};
}

Result<Composed> compose(Announcement const& announcement, Look const& look, Typesetter& typesetter) {
  for (auto const& text : announcement.texts)
    if (!first_bad_utf8(text.words) && !has_visible(text.words)) return fault(Code::invalid, "text.nothing_visible");
  Composer composer(announcement, look, typesetter);
  Composed composed;
  composed.repeats = announcement.style.motion.repeats;
  auto const& texts = announcement.texts;
  bool const stacked = texts.size() > 1 && look.size.height >= rows_for_stacked_pair;
  auto const count = static_cast<int>(texts.size());

  auto effect = announcement.style.motion.effect;
  std::vector<Rect> areas;
  for (int i = 0; i < count; ++i) {
    int const top = stacked ? look.size.height * i / count : 0;
    int const bottom = stacked ? look.size.height * (i + 1) / count : look.size.height;
    areas.push_back({0, top, look.size.width, bottom - top});
  }
  if (stacked && effect == Effect::automatic)  // one that scrolls takes its partner along
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (composer.scrolls(texts[i], areas[i])) effect = Effect::scroll_left;

  std::vector<Act> acts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto act = composer.act(texts[i], areas[i], effect);
    if (!act) return act.error();
    composed.overflow_pages = std::max(composed.overflow_pages, act->overflow_pages);
    for (auto const& finding : act->coverage.findings) composed.remarks.push_back({texts[i].language, finding});
    acts.push_back(std::move(*act));
    if (stacked && i + 1 < texts.size()) continue;
    composed.scenes.push_back(together(std::exchange(acts, {}), look.size, announcement.style.motion.hold));
  }
  if (lasts_too_long(composed)) {
    auto const hours = std::chrono::duration_cast<std::chrono::hours>(limits::turn_max).count();
    return fault(Code::over_limit, "announcement.turn_too_long", {{"hours", std::to_string(hours)}});
  }
  return composed;
}

}  // namespace signboard
