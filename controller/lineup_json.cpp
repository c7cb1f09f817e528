#include "controller/lineup_json.hpp"

#include "controller/link_words.hpp"
#include "controller/messages.hpp"
#include "controller/spelling.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace signboard {
namespace {

namespace json = boost::json;

json::value time_or_null(std::optional<WallTime> time, std::chrono::minutes offset) {
  if (!time) return nullptr;
  return json::string(format_wall_time(*time, offset));
}

// What people read and write down.
std::string to_the_second(WallTime time, std::chrono::minutes offset) {
  return format_wall_time(std::chrono::floor<std::chrono::seconds>(time), offset);
}

json::object describe(Judged const& judged, std::chrono::minutes offset) {
  auto const& item = *judged.item;
  json::array languages;
  json::array words;
  for (auto const& text : item.texts) {
    languages.emplace_back(text.language);
    words.emplace_back(text.words);
  }
  json::object out;
  out["id"] = item.id;
  out["title"] = item.title;
  out["rank"] = name_of(item.rank);
  out["effect"] = name_of(item.style.motion.effect);
  out["reason"] = name_of(judged.reason);
  out["languages"] = std::move(languages);
  out["words"] = std::move(words);
  json::array areas;
  for (auto const& area : item.areas) areas.emplace_back(area);
  out["areas"] = std::move(areas);
  out["valid_from"] = time_or_null(item.schedule.from, offset);
  out["valid_until"] = time_or_null(item.schedule.until, offset);
  return out;
}

std::string_view name_of(LinkStatus::Confirms confirms) {
  static constexpr std::array<std::string_view, 4> names{"unknown", "nothing", "greeting", "frames"};
  return names.at(static_cast<std::size_t>(confirms));
}

// Null where nothing can be confirmed: 0 would say that the card ought to have answered.
json::value confirmed_of(LinkStatus const& link, std::chrono::minutes offset) {
  if (link.confirms < LinkStatus::Confirms::greeting) return nullptr;
  json::object out;
  out["count"] = link.confirmed;
  out["unanswered"] = link.unanswered;
  out["last"] = nullptr;
  if (link.confirmed > 0) out["last"] = to_the_second(link.confirmed_at, offset);
  return out;
}

json::value trouble_of(LinkStatus const& link, std::chrono::minutes offset) {
  if (!link.trouble) return nullptr;
  auto const number = number_of(*link.trouble);
  json::object out;
  out["number"] = number;
  out["help"] = help_path(number);
  out["id"] = link.trouble->id;
  out["since"] = to_the_second(link.trouble_since, offset);
  out["zh"] = worded(*link.trouble, Language::zh);
  out["en"] = worded(*link.trouble, Language::en);
  return out;
}

json::value id_or_null(AnnouncementPtr const& item) {
  if (!item) return nullptr;
  return json::string(item->id);
}

}  // namespace

namespace {

std::string_view name_of(Content const& content) {
  static constexpr std::array<std::string_view, 5> names{"text", "clock", "day", "table", "picture"};
  return names.at(content.index());
}

AreaMoment const* main_area(Moment const& moment) {
  auto const is_main = [](AreaMoment const& area) { return area.bill.channel.share != Channel::Share::named; };
  auto const found = std::ranges::find_if(moment.areas, is_main);
  return found == moment.areas.end() ? nullptr : &*found;
}

// What is said of an area and of a whole screen alike.
void put_on_air(json::object& out, AreaMoment const& area, Moment const& moment) {
  auto const air = on_air(area, moment.at, moment.until);
  out["now"] = id_or_null(air.now);
  out["next"] = id_or_null(air.next);
  out["next_at"] = air.next ? time_or_null(air.next_at, moment.utc_offset) : nullptr;
  out["loop_ms"] = std::chrono::duration_cast<std::chrono::milliseconds>(area.programme.length()).count();
  out["since"] = format_wall_time(area.bill.lineup.since, moment.utc_offset);
}

json::object describe(AreaMoment const& area, Moment const& moment) {
  json::object out;
  out["area"] = area.bill.channel.area;
  out["content"] = area.bill.content ? name_of(area.bill.content->content) : "text";
  put_on_air(out, area, moment);
  json::array showing;
  for (auto const& item : area.bill.lineup.showing) showing.emplace_back(item->id);
  out["showing"] = std::move(showing);
  return out;
}

}  // namespace

OnAir on_air(AreaMoment const& area, WallTime at, WallTime until) {
  OnAir air;
  auto const cue = area.programme.at(at);
  if (!cue) return air;
  air.now = cue->item;
  // The item changes at the end of its turn; a turn has few scenes but many beats, so it is found by the loop's own
  // steps.
  auto wall = area.programme.turn_ends(at);
  if (wall >= until) return air;
  if (auto const following = area.programme.at(wall)) {
    air.next = following->item;
    air.next_at = wall;
  }
  return air;
}

json::value to_json(Moment const& moment) {
  auto const offset = moment.utc_offset;
  json::array showing;
  json::array others;
  for (auto const& judged : moment.judged)
    (judged.reason == Reason::showing ? showing : others).push_back(describe(judged, offset));
  for (auto const& item : moment.withheld) {
    auto described = describe(Judged{item, Reason::not_yet}, offset);
    described["reason"] = "clock_doubted";
    others.push_back(std::move(described));
  }
  json::object out;
  out["screen"] = moment.screen;
  out["at"] = format_wall_time(moment.at, offset);
  if (auto const* const main = main_area(moment)) put_on_air(out, *main, moment);
  out["on"] = moment.light.on;
  out["blackout"] = moment.blackout;
  out["brightness"] = moment.light.percent ? json::value(*moment.light.percent) : nullptr;
  out["until"] = moment.until == WallTime::max() ? nullptr : time_or_null(moment.until, offset);
  bool const divided = moment.areas.size() > 1 || (!moment.areas.empty() && !moment.areas[0].bill.channel.area.empty());
  out["takeover"] = !moment.areas.empty() && moment.areas.front().bill.channel.share == Channel::Share::takeover;
  out["showing"] = std::move(showing);
  out["others"] = std::move(others);
  if (divided) {
    json::array areas;
    for (auto const& area : moment.areas) areas.push_back(describe(area, moment));
    out["areas"] = std::move(areas);
  }
  return out;
}

json::value to_json(Foresight const& foresight, ForecastFrame const& frame) {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  auto const offset = frame.utc_offset;
  json::array spans;
  for (auto const& span : foresight.spans) {
    json::array showing;
    for (auto const& item : span.showing) showing.emplace_back(item->id);
    spans.push_back(json::object{{"from", format_wall_time(span.from, offset)},
                                 {"until", format_wall_time(span.until, offset)},
                                 {"showing", std::move(showing)},
                                 {"on", span.light.on},
                                 {"brightness", span.light.percent ? json::value(*span.light.percent) : nullptr},
                                 {"loop_ms", duration_cast<milliseconds>(span.loop).count()}});
  }
  json::array items;
  for (auto const& [item, reading, whole] : foresight.items)
    items.push_back(
        json::object{{"id", item->id},
                     {"title", item->title},
                     {"rank", name_of(item->rank)},
                     {"reading_ms", reading ? json::value(duration_cast<milliseconds>(*reading).count()) : nullptr},
                     {"whole", reading ? json::value(whole) : nullptr}});
  return json::object{{"screen", frame.screen},
                      {"from", format_wall_time(frame.from, offset)},
                      {"to", format_wall_time(frame.until, offset)},
                      {"cut_at", time_or_null(foresight.cut_at, offset)},
                      {"blackout", frame.blackout},
                      {"spans", std::move(spans)},
                      {"announcements", std::move(items)}};
}

json::value to_json(Screen const& screen) {
  json::object out;
  out["name"] = screen.name;
  out["width"] = screen.size.width;
  out["height"] = screen.size.height;
  out["depth"] = name_of(screen.depth);
  out["driver"] = screen.driver;
  out["fps"] = screen.fps;
  return out;
}

json::object to_json(StandingFault const& fault, Language language, std::chrono::minutes utc_offset) {
  json::object out;
  out["number"] = fault.number;
  out["help"] = help_path(fault.number);
  out["id"] = fault.error.id;
  out["title"] = worded(fault.error, language);
  out["screen"] = nullptr;
  if (!fault.screen.empty()) out["screen"] = fault.screen;
  out["since"] = nullptr;
  if (fault.since) out["since"] = to_the_second(*fault.since, utc_offset);
  return out;
}

json::value to_json(std::vector<ScreenStatus> const& screens, IsDark const& is_dark, std::chrono::minutes utc_offset) {
  json::array all;
  for (auto const& [show, link] : screens) {
    json::object out;
    out["screen"] = show.screen;
    bool const dark = is_dark(show.screen);
    json::array items;
    for (auto const& item : show.items) items.push_back(id_or_null(dark ? nullptr : item));
    auto const shown = std::ranges::find_if(show.items, [](AnnouncementPtr const& item) { return item != nullptr; });
    out["showing"] = id_or_null(dark || shown == show.items.end() ? nullptr : *shown);
    out["blackout"] = dark;
    if (items.size() > 1) out["areas"] = std::move(items);
    out["line"] = link.up ? "up" : "down";
    out["since"] = format_wall_time(link.since, utc_offset);
    out["on"] = link.on;
    out["words"] = json::object{{"zh", link_words(link, utc_offset, Language::zh)},
                                {"en", link_words(link, utc_offset, Language::en)}};
    out["frames"] = show.frames;
    out["skipped_beats"] = show.skipped_beats;
    out["late_ink"] = show.late_ink;
    out["sent"] = link.frames;
    out["replaced"] = link.replaced;
    out["late"] = link.late;
    out["losses"] = link.losses;
    out["dropped_packets"] = link.dropped_packets;
    out["bytes"] = link.bytes;
    out["confirms"] = name_of(link.confirms);
    out["confirmed"] = confirmed_of(link, utc_offset);
    out["trouble"] = trouble_of(link, utc_offset);
    all.push_back(std::move(out));
  }
  json::object out;
  out["screens"] = std::move(all);
  return out;
}

std::string json_text(std::vector<ScreenStatus> const& screens, IsDark const& is_dark,
                      std::chrono::minutes utc_offset) {
  return json::serialize(to_json(screens, is_dark, utc_offset));
}

}  // namespace signboard
