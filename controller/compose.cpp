#include "controller/compose.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "controller/field_names.hpp"
#include "controller/tones.hpp"
#include "controller/type_choice.hpp"

#include <algorithm>
#include <optional>

namespace signboard {
namespace {

TypeStyle type_for(Size area, Text const& text, Style const& style, Depth depth) {
  int const rows = std::min(area.height / style.lines, limits::type_rows_max);
  return {rows, raster_for(depth), text.language};
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

// Strips are in the order of the lines. One with names in it is placed once for each stretch of a tone.
std::vector<PlacedStrip> in_two_tones(std::vector<PlacedStrip> const& strips, std::vector<FieldName> const& names) {
  constexpr int tone_of_names = 1;
  std::vector<PlacedStrip> split;
  auto name = names.begin();
  for (std::size_t line = 0; line < strips.size(); ++line) {
    auto rest = strips[line];
    auto const stretch = [&](int until, int tone) {
      auto piece = rest;
      piece.until = until;
      piece.tone = tone;
      if (until > rest.from) split.push_back(piece);
      rest.from = until;
    };
    for (; name != names.end() && name->line == line; ++name) {
      stretch(name->from, 0);
      stretch(name->until, tone_of_names);
    }
    split.push_back(rest);
  }
  return split;
}

std::int64_t steps_through(int distance, int step) { return (distance + step - 1) / step; }

// One text in one area: everything but the common clock of the scene. One that does not travel has pages, whose beats
// are counted when that clock is known.
struct Act {
  Part part;
  bool travels = false;
  int pages = 1;
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
    int const down = effect == Effect::scroll_up ? type.rows : area.height;
    act.part.tones = tones_for(style, look_, down, area.width / 2);
    act.part.contrast = contrast_for(text.words, type);
    int const lines_a_page = std::max(1, area.height / type.rows);

    if (effect == Effect::automatic || effect == Effect::hold || effect == Effect::page) {
      auto set = typesetter_.set_lines(text.words, type, area.width);
      if (!set) return set.error();
      auto const count = static_cast<int>(set->lines.size());
      bool const wide = std::ranges::any_of(set->lines, [&](auto const& line) { return line->width() > area.width; });
      if (effect != Effect::automatic || (count <= lines_a_page && !wide)) {
        auto const across = effect == Effect::page && count > 1 ? Across::left : Across::centred;
        auto sheet = stack(set->lines, area, type, lines_a_page, across);
        act.part.strips = std::move(sheet.strips);
        mark_names(act, [&] { return names_in_lines(text.words, type, *set, area.width, typesetter_); });
        act.coverage = std::move(set->coverage);
        act.pages = sheet.size.height / area.height;
        if (effect == Effect::hold) act.overflow_pages = act.pages - 1;
        return act;
      }
    }
    return effect == Effect::scroll_up ? rolled(std::move(act), text, type) : scrolled(std::move(act), text, type);
  }

  bool scrolls(Text const& text, Rect area) {
    auto const got = act(text, area, Effect::automatic);
    return got.has_value() && got->travels;
  }

 private:
  Result<Act> scrolled(Act act, Text const& text, TypeStyle const& type) {
    auto set = typesetter_.set_line(text.words, type);
    if (!set) return set.error();
    auto const area = act.part.area;
    int const step = pace_of(announcement_.style.motion, look_).step;
    int const width = set->lines.front()->width();
    act.part.strips = {{{0, (area.height - type.rows) / 2}, set->lines.front()}};
    mark_names(act, [&] { return names_in_line(text.words, type, *set, typesetter_); });
    act.coverage = std::move(set->coverage);
    act.part.movement = Travel{{-area.width, 0}, {step, 0}, steps_through(area.width + width, step) + 1};
    act.travels = true;
    return act;
  }

  Result<Act> rolled(Act act, Text const& text, TypeStyle const& type) {
    auto set = typesetter_.set_lines(text.words, type, act.part.area.width);
    if (!set) return set.error();
    auto const area = act.part.area;
    int const step = pace_of(announcement_.style.motion, look_).step;
    auto sheet = roll(set->lines, area, type);
    act.part.strips = std::move(sheet.strips);
    mark_names(act, [&] { return names_in_lines(text.words, type, *set, area.width, typesetter_); });
    act.coverage = std::move(set->coverage);
    act.part.movement = Travel{{0, -area.height}, {0, step}, steps_through(area.height + sheet.size.height, step) + 1};
    act.travels = true;
    return act;
  }

  template <class Find>
  static void mark_names(Act& act, Find const& find) {
    if (act.part.tones.size() > 1) act.part.strips = in_two_tones(act.part.strips, find());
  }

  Announcement const& announcement_;
  Look const& look_;
  Typesetter& typesetter_;
};

// The one clock of acts that play together, and what is counted by it.
struct Clock {
  std::chrono::nanoseconds period;
  std::int64_t hold = 1;   // beats that a page stands
  int step = 0;            // pixels a beat
  std::int64_t blink = 0;  // beats lit, and dark
};

// Flicker harms people with photosensitive epilepsy from three flashes a second; this is one.
constexpr std::chrono::nanoseconds half_a_blink = std::chrono::milliseconds{500};

std::int64_t times_up(std::chrono::nanoseconds length, std::chrono::nanoseconds unit) {
  return (length + unit - std::chrono::nanoseconds{1}) / unit;
}

// Only what moves needs short beats.
Clock clock_for(std::vector<Act> const& acts, Announcement const& announcement, Look const& look) {
  auto const& motion = announcement.style.motion;
  bool const blinks = announcement.style.blinks;
  auto const pace = pace_of(motion, look);
  bool const travels = std::ranges::any_of(acts, &Act::travels);
  bool const turns =
      motion.transition != Transition::cut && std::ranges::any_of(acts, [](Act const& act) { return act.pages > 1; });
  if (travels || turns) {
    auto const blink = blinks ? times_up(half_a_blink, pace.period) : 0;
    return {pace.period, times_up(motion.hold, pace.period), pace.step, blink};
  }
  if (!blinks) return {motion.hold};
  auto const beat = std::max<std::chrono::nanoseconds>(half_a_blink, grid_of(look.frames_per_second));
  return {beat, times_up(motion.hold, beat), 0, 1};
}

PageTurns page_turns(Act const& act, Clock const& clock, Transition transition) {
  auto const& area = act.part.area;
  int const way = transition == Transition::wipe ? area.width : area.height;
  bool const moves = transition != Transition::cut && act.pages > 1;
  return {act.pages, clock.hold, moves ? steps_through(way, clock.step) : 0, transition};
}

std::int64_t beats_of(Part const& part) {
  if (auto const* travel = std::get_if<Travel>(&part.movement)) return travel->beats;
  auto const& pages = std::get<PageTurns>(part.movement);
  return pages.pages * (pages.hold + pages.turn) - pages.turn;
}

// Acts that play together: the longest decides, the others stay as they are at their end.
ScenePtr together(std::vector<Act> acts, Announcement const& announcement, Look const& look) {
  auto scene = std::make_shared<Scene>();
  scene->size = look.size;
  auto const clock = clock_for(acts, announcement, look);
  scene->period = clock.period;
  for (auto& act : acts) {
    if (!act.travels) act.part.movement = page_turns(act, clock, announcement.style.motion.transition);
    act.part.blink = clock.blink;
    scene->beats = std::max(scene->beats, beats_of(act.part));
    scene->parts.push_back(std::move(act.part));
  }
  return scene;
}

// As the site wants it: the languages it names first, in its order, then the others as written.
std::vector<Text> in_order(std::vector<Text> texts, PairPolicy const& policy) {
  auto const rank = [&policy](Text const& text) {
    return std::ranges::find(policy.order, text.language) - policy.order.begin();
  };
  std::ranges::stable_sort(texts, {}, rank);
  return texts;
}

bool are_stacked(std::vector<Text> const& texts, Look const& look) {
  if (texts.size() < 2 || look.pair.stacking == Stacking::in_turn) return false;
  return look.pair.stacking == Stacking::stacked || look.size.height >= rows_for_stacked_pair;
}

// Where each of several texts above each other begins: two by the site's policy, more in equal parts.
int top_of(std::size_t text, std::size_t count, Look const& look) {
  int const rows = look.size.height;
  if (count == 2 && text == 1) return rows * look.pair.first_percent / 100;
  return rows * static_cast<int>(text) / static_cast<int>(count);
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

Pace pace_of(Motion const& motion, Look const& look) {
  return look.on_grid ? pace_on_grid(motion.speed_px_s, look.frames_per_second)
                      : pace_for(motion.speed_px_s, look.frames_per_second);
}

Rgb shown_ink(Rgb ink, Look const& look) {
  if (look.depth == Depth::mono) return look.led;
  if (look.depth == Depth::rgb) return ink;
  return nearest_red_green(ink);
}

Result<Composed> compose(Announcement const& announcement, Look const& look, Typesetter& typesetter) {
  for (auto const& text : announcement.texts)
    if (!first_bad_utf8(text.words) && !has_visible(text.words)) return fault(Code::invalid, "text.nothing_visible");
  Composer composer(announcement, look, typesetter);
  Composed composed;
  composed.repeats = announcement.style.motion.repeats;
  auto const texts = in_order(announcement.texts, look.pair);
  bool const stacked = are_stacked(texts, look);
  auto effect = announcement.style.motion.effect;
  std::vector<Rect> areas;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    int const top = stacked ? top_of(i, texts.size(), look) : 0;
    int const bottom = stacked ? top_of(i + 1, texts.size(), look) : look.size.height;
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
    composed.scenes.push_back(together(std::exchange(acts, {}), announcement, look));
  }
  if (lasts_too_long(composed)) {
    auto const hours = std::chrono::duration_cast<std::chrono::hours>(limits::turn_max).count();
    return fault(Code::over_limit, "announcement.turn_too_long", {{"hours", std::to_string(hours)}});
  }
  return composed;
}

}  // namespace signboard
