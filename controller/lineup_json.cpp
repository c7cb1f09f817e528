#include "controller/lineup_json.hpp"

#include "controller/link_words.hpp"
#include "controller/messages.hpp"
#include "controller/spelling.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

json::value time_or_null(std::optional<WallTime> time, std::chrono::minutes offset) {
  if (!time) return nullptr;
  return json::string(format_wall_time(*time, offset));
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
  out["valid_from"] = time_or_null(item.schedule.from, offset);
  out["valid_until"] = time_or_null(item.schedule.until, offset);
  return out;
}

json::value id_or_null(AnnouncementPtr const& item) {
  if (!item) return nullptr;
  return json::string(item->id);
}

}  // namespace

OnAir on_air(Moment const& moment) {
  OnAir air;
  auto const cue = moment.programme.at(moment.at);
  if (!cue) return air;
  air.now = cue->item;
  // The item changes at the end of its turn; a turn has few scenes but many beats, so it is found by the loop's own
  // steps.
  auto wall = moment.programme.turn_ends(moment.at);
  if (moment.lineup.until && wall >= *moment.lineup.until) return air;
  if (auto const following = moment.programme.at(wall)) {
    air.next = following->item;
    air.next_at = wall;
  }
  return air;
}

json::value to_json(Moment const& moment) {
  auto const offset = moment.utc_offset;
  auto const air = on_air(moment);
  json::array showing;
  json::array others;
  for (auto const& judged : moment.lineup.all)
    (judged.reason == Reason::showing ? showing : others).push_back(describe(judged, offset));
  json::object out;
  out["screen"] = moment.screen;
  out["at"] = format_wall_time(moment.at, offset);
  out["now"] = id_or_null(air.now);
  out["next"] = id_or_null(air.next);
  out["next_at"] = air.next ? time_or_null(air.next_at, offset) : nullptr;
  out["loop_ms"] = std::chrono::duration_cast<std::chrono::milliseconds>(moment.programme.length()).count();
  out["since"] = format_wall_time(moment.lineup.since, offset);
  out["until"] = time_or_null(moment.lineup.until, offset);
  out["showing"] = std::move(showing);
  out["others"] = std::move(others);
  return out;
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

json::value to_json(std::vector<ScreenStatus> const& screens, std::chrono::minutes utc_offset) {
  json::array all;
  for (auto const& [show, link] : screens) {
    json::object out;
    out["screen"] = show.screen;
    out["showing"] = id_or_null(show.item);
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
    if (link.trouble) {
      json::object trouble;
      trouble["id"] = link.trouble->id;
      trouble["zh"] = worded(*link.trouble, Language::zh);
      trouble["en"] = worded(*link.trouble, Language::en);
      out["trouble"] = std::move(trouble);
    } else {
      out["trouble"] = nullptr;
    }
    all.push_back(std::move(out));
  }
  json::object out;
  out["screens"] = std::move(all);
  return out;
}

}  // namespace signboard
