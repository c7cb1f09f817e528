#include "controller/announcement_json.hpp"

#include "base/limits.hpp"
#include "base/time.hpp"
#include "controller/json_reader.hpp"
#include "controller/spelling.hpp"
#include "playlists/hours.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace signboard {
namespace {

namespace json = boost::json;

class AnnouncementReader {
 public:
  AnnouncementReader(PlaylistRules const& rules, Marks marks, JsonFaults& faults)
      : rules_(rules), marks_(marks), faults_(faults) {}

  Announcement read(json::value const& document) {
    JsonTable table(document, {}, faults_);
    Announcement item;
    item.id = read_id(table);
    item.title = table.text("title").value_or("");
    if (auto const rank = table.choice("rank", rank_named, rank_names())) item.rank = *rank;
    item.style = read_style(table);
    item.texts = read_texts(table);
    item.schedule = read_schedule(table, item.rank);
    item.screens = read_names(table, "screens");
    item.areas = read_names(table, "areas");
    if (marks_ == Marks::read) item.published = table.moment("published", JsonTable::Edge::start, rules_.utc_offset);
    table.finish();
    return item;
  }

 private:
  static Id read_id(JsonTable& table) {
    table.require("id");
    auto id = table.text("id");
    if (!id) return {};
    if (!is_slug(*id)) table.report("id", fault(Code::invalid, "playlist.bad_id", {{"id", *id}}));
    return *id;
  }

  static Style read_style(JsonTable& table) {
    Style style;
    auto& motion = style.motion;
    if (auto const effect = table.choice("effect", effect_named, effect_names())) motion.effect = *effect;
    if (auto const speed = table.number("speed_px_s", 1, limits::speed_px_s_max))
      motion.speed_px_s = static_cast<int>(*speed);
    if (auto const hold = table.number("hold_ms", limits::hold_min.count(), limits::hold_max.count()))
      motion.hold = std::chrono::milliseconds{*hold};
    if (auto const repeats = table.number("repeats", 1, limits::repeats_max))
      motion.repeats = static_cast<int>(*repeats);
    if (auto const transition = table.choice("transition", transition_named, transition_names()))
      motion.transition = *transition;
    style.ink = table.colour("ink");
    style.second_ink = table.colour("second_ink");
    if (auto const colouring = table.choice("colouring", colouring_named, colouring_names()))
      style.colouring = *colouring;
    style.blinks = table.flag("blinks").value_or(false);
    if (auto const lines = table.number("lines", 1, lines_max)) style.lines = static_cast<int>(*lines);
    return style;
  }

  static std::vector<Text> read_texts(JsonTable& table) {
    table.require("text");
    if (table.has_list("text")) return read_pair(table);
    auto words = table.text("text");
    auto language = read_language(table);
    if (!words) return {};
    require_words(table, "text", *words);
    return {{std::move(language), std::move(*words)}};
  }

  static std::vector<Text> read_pair(JsonTable& table) {
    if (table.has("language")) table.report("language", fault(Code::invalid, "playlist.stray_language"));
    auto entries = table.tables("text");
    if (entries.empty()) require_words(table, "text", {});
    if (entries.size() > texts_max) {
      table.report("text", fault(Code::over_limit, "playlist.too_many_texts", {{"limit", std::to_string(texts_max)}}));
      return {};
    }
    std::vector<Text> texts;
    for (auto& entry : entries) {
      auto text = read_text(entry);
      auto const repeats = [&text](Text const& other) { return other.language == text.language; };
      if (!text.language.empty() && std::any_of(texts.begin(), texts.end(), repeats))
        entry.report("language", fault(Code::invalid, "playlist.repeated_language", {{"language", text.language}}));
      texts.push_back(std::move(text));
    }
    return texts;
  }

  static Text read_text(JsonTable& entry) {
    entry.require("language");
    entry.require("words");
    auto language = read_language(entry);
    auto const words = entry.text("words");
    if (words) require_words(entry, "words", *words);
    entry.finish();
    return {std::move(language), words.value_or("")};
  }

  static std::string read_language(JsonTable& table) {
    auto const language = table.text("language");
    if (language && !is_language(*language))
      table.report("language", fault(Code::invalid, "playlist.bad_language", {{"language", *language}}));
    return language.value_or("");
  }

  static void require_words(JsonTable& table, std::string_view key, std::string_view words) {
    if (is_blank(words)) table.report(key, fault(Code::invalid, "playlist.no_words"));
  }

  Schedule read_schedule(JsonTable& table, Rank rank) const {
    Schedule schedule;
    schedule.utc_offset = rules_.utc_offset;
    schedule.from = table.moment("valid_from", JsonTable::Edge::start, rules_.utc_offset);
    schedule.until = table.moment("valid_until", JsonTable::Edge::end, rules_.utc_offset);
    if (schedule.from && schedule.until && *schedule.from >= *schedule.until)
      table.report("valid_until", fault(Code::invalid, "playlist.never_valid",
                                        {{"from", format_wall_time(*schedule.from, rules_.utc_offset)},
                                         {"until", format_wall_time(*schedule.until, rules_.utc_offset)}}));
    if (rank >= Rank::urgent && !table.has("valid_until"))
      table.report("rank", fault(Code::invalid, "playlist.needs_end", {{"rank", std::string(name_of(rank))}}));
    schedule.weekdays = read_weekdays(table);
    schedule.windows = read_windows(table);
    require_hours(table, schedule);
    return schedule;
  }

  // Days and hours that all lie outside the validity: a slip that nobody would see but by the empty screen.
  void require_hours(JsonTable& table, Schedule const& schedule) const {
    if (is_ever_open(schedule)) return;
    table.report("valid_until",
                 fault(Code::invalid, "playlist.never_open",
                       {{"from", format_wall_time(schedule.from.value_or(WallTime{}), rules_.utc_offset)},
                        {"until", format_wall_time(*schedule.until, rules_.utc_offset)}}));
  }

  static Weekdays read_weekdays(JsonTable& table) {
    auto const names = table.texts("weekdays");
    if (names.empty() && table.has_list("weekdays"))
      table.report("weekdays", fault(Code::invalid, "playlist.no_weekdays"));
    unsigned days = 0;
    for (auto const& [name, pointer] : names) {
      auto const day = weekday_named(name);
      if (!day)
        table.report_at(pointer, fault(Code::invalid, "playlist.bad_weekday",
                                       {{"weekday", name}, {"known", joined(weekday_names())}}));
      days |= day.value_or(every_day);
    }
    return days == 0 ? every_day : static_cast<Weekdays>(days);
  }

  static std::vector<DayWindow> read_windows(JsonTable& table) {
    auto const words = table.texts("windows");
    if (words.empty() && table.has_list("windows"))
      table.report("windows", fault(Code::invalid, "playlist.no_windows"));
    if (words.size() > windows_max) {
      table.report("windows",
                   fault(Code::over_limit, "playlist.too_many_windows", {{"limit", std::to_string(windows_max)}}));
      return {};
    }
    std::vector<DayWindow> windows;
    for (auto const& [word, pointer] : words) {
      if (auto const window = parse_day_window(word))
        windows.push_back(*window);
      else
        table.report_at(pointer, window.error());
    }
    return windows;
  }

  std::vector<std::string> read_names(JsonTable& table, std::string_view key) const {
    std::vector<std::string> names;
    for (auto& [name, pointer] : table.texts(key)) {
      if (key == "screens")
        require_screen(table, pointer, name);
      else
        require_area(table, pointer, name);
      names.push_back(std::move(name));
    }
    if (names.empty() && table.has_list(key)) {
      if (key == "screens")
        table.report(key, fault(Code::invalid, "playlist.no_screens"));
      else
        table.report(key, fault(Code::invalid, "playlist.no_areas"));
    }
    return names;
  }

  void require_screen(JsonTable& table, std::string const& pointer, std::string const& name) const {
    if (!rules_.screens || rules_.screens->contains(name)) return;
    std::vector<std::string_view> const names(rules_.screens->begin(), rules_.screens->end());
    table.report_at(pointer,
                    fault(Code::not_found, "playlist.unknown_screen", {{"screen", name}, {"known", joined(names)}}));
  }

  void require_area(JsonTable& table, std::string const& pointer, std::string const& name) const {
    if (!rules_.areas || rules_.areas->contains(name)) return;
    if (rules_.areas->empty()) {
      table.report_at(pointer, fault(Code::not_found, "playlist.undivided", {{"area", name}}));
      return;
    }
    std::vector<std::string_view> const names(rules_.areas->begin(), rules_.areas->end());
    table.report_at(pointer,
                    fault(Code::not_found, "playlist.unknown_area", {{"area", name}, {"known", joined(names)}}));
  }

  PlaylistRules const& rules_;
  Marks marks_;
  JsonFaults& faults_;
};

constexpr std::size_t members_at_most = 21;

json::value text_of(std::vector<Text> const& texts) {
  if (texts.size() == 1 && texts.front().language.empty()) return json::value(texts.front().words);
  json::array list;
  for (auto const& text : texts) list.push_back({{"language", text.language}, {"words", text.words}});
  return list;
}

json::array list_of(std::vector<std::string> const& words) { return json::array(words.begin(), words.end()); }

void write_schedule(json::object& object, Schedule const& schedule) {
  if (schedule.from) object["valid_from"] = format_wall_time(*schedule.from, schedule.utc_offset);
  if (schedule.until) object["valid_until"] = format_wall_time(*schedule.until, schedule.utc_offset);
  if (schedule.weekdays != every_day) {
    json::array days;
    for (auto const name : names_of(schedule.weekdays)) days.emplace_back(name);
    object["weekdays"] = std::move(days);
  }
  if (!schedule.windows.empty()) {
    json::array windows;
    for (auto const& window : schedule.windows) windows.emplace_back(format_day_window(window));
    object["windows"] = std::move(windows);
  }
}

}  // namespace

json::object to_json(Announcement const& item, json::storage_ptr const& place) {
  auto const& motion = item.style.motion;
  json::object object(place);
  object.reserve(members_at_most);
  object["id"] = item.id;
  if (!item.title.empty()) object["title"] = item.title;
  object["text"] = text_of(item.texts);
  object["rank"] = name_of(item.rank);
  object["effect"] = name_of(motion.effect);
  object["speed_px_s"] = motion.speed_px_s;
  object["hold_ms"] = motion.hold.count();
  object["repeats"] = motion.repeats;
  object["transition"] = name_of(motion.transition);
  if (item.style.ink) object["ink"] = name_of(*item.style.ink);
  if (item.style.second_ink) object["second_ink"] = name_of(*item.style.second_ink);
  object["colouring"] = name_of(item.style.colouring);
  object["blinks"] = item.style.blinks;
  object["lines"] = item.style.lines;
  write_schedule(object, item.schedule);
  if (!item.screens.empty()) object["screens"] = list_of(item.screens);
  if (!item.areas.empty()) object["areas"] = list_of(item.areas);
  if (item.published) object["published"] = format_wall_time(*item.published, item.schedule.utc_offset);
  return object;
}

Reading<Announcement> read_announcement(json::value const& document, PlaylistRules const& rules, Marks marks) {
  JsonFaults faults;
  auto item = AnnouncementReader(rules, marks, faults).read(document);
  return {std::move(item), faults.take()};
}

}  // namespace signboard
