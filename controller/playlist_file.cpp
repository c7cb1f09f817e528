#include "controller/playlist_file.hpp"

#include "base/limits.hpp"
#include "base/time.hpp"
#include "controller/announcement_rules.hpp"
#include "controller/hours_file.hpp"
#include "controller/spelling.hpp"
#include "controller/text_file.hpp"
#include "controller/toml_reader.hpp"
#include "playlists/hours.hpp"
#include "playlists/urgent.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace signboard {
namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

Error too_many() {
  return fault(Code::over_limit, "playlist.too_many", {{"limit", std::to_string(limits::announcements)}});
}

class PlaylistReader {
 public:
  PlaylistReader(PlaylistRules const& rules, FileFaults& faults) : rules_(rules), faults_(faults) {}

  PlaylistFile read(toml::table const& root) {
    TomlTable top(root, {}, faults_);
    if (auto head = top.table("playlist", "[playlist]")) {
      file_.title = head->text("title").value_or("");
      head->finish();
    }
    if (auto defaults = top.table("defaults", "[defaults]")) {
      defaults_ = read_style(*defaults, defaults_);
      defaults->finish();
    }
    auto tables = top.tables("announcement");
    if (tables.size() > limits::announcements) {
      top.report(tables[limits::announcements].spot(), too_many());
      tables.erase(tables.begin() + static_cast<std::ptrdiff_t>(limits::announcements), tables.end());
    }
    for (auto& table : tables) {
      auto const before = faults_.count();
      auto announcement = read_announcement(table);
      if (faults_.count() != before) continue;
      file_.announcements.push_back(std::move(announcement));
    }
    top.finish();
    return std::move(file_);
  }

 private:
  Announcement read_announcement(TomlTable& table) {
    Announcement item;
    item.id = read_id(table);
    item.title = table.text("title").value_or("");
    if (auto const rank = table.choice("rank", rank_named, rank_names())) item.rank = *rank;
    if (item.rank == Rank::blackout) table.report("rank", fault(Code::invalid, "playlist.no_blackout"));
    item.style = read_style(table, defaults_);
    item.texts = read_texts(table);
    item.schedule = read_schedule(table, item.rank);
    item.screens = read_screens(table);
    item.areas = read_areas(table);
    table.finish();
    return item;
  }

  Id read_id(TomlTable& table) {
    table.require("id");
    auto id = table.text("id");
    if (!id) return {};
    auto const spot = table.spot("id");
    if (!is_slug(*id)) {
      table.report(spot, fault(Code::invalid, "playlist.bad_id", {{"id", *id}}));
      return {};
    }
    table.rename("announcement \"" + *id + "\"");
    auto const [first, is_new] = file_.places.try_emplace(*id, spot);
    if (!is_new)
      table.report(spot,
                   fault(Code::conflict, "playlist.duplicate_id", {{"id", *id}, {"first", faults_.at(first->second)}}));
    return *id;
  }

  std::vector<Text> read_texts(TomlTable& table) {
    table.require("text");
    if (table.has_list("text")) return read_pair(table);
    auto words = table.text("text");
    auto language = read_language(table);
    if (!words) return {};
    require_words(table, table.spot("text"), *words);
    return {{std::move(language), std::move(*words)}};
  }

  std::vector<Text> read_pair(TomlTable& table) {
    if (table.has("language")) table.report("language", fault(Code::invalid, "playlist.stray_language"));
    std::vector<Text> texts;
    auto const before = faults_.count();
    auto tables = table.tables("text");
    if (tables.empty() && faults_.count() == before) require_words(table, table.spot("text"), {});
    if (tables.size() > texts_max) {
      table.report(tables[texts_max].spot(),
                   fault(Code::over_limit, "playlist.too_many_texts", {{"limit", std::to_string(texts_max)}}));
      return {};
    }
    for (auto& each : tables) {
      each.rename(table.place());
      auto text = read_text(each);
      auto const repeats = [&text](Text const& other) { return other.language == text.language; };
      if (!text.language.empty() && std::any_of(texts.begin(), texts.end(), repeats))
        each.report("language", fault(Code::invalid, "playlist.repeated_language", {{"language", text.language}}));
      texts.push_back(std::move(text));
    }
    return texts;
  }

  Text read_text(TomlTable& table) {
    table.require("language");
    table.require("words");
    Text text{read_language(table), table.text("words").value_or("")};
    if (table.has("words")) require_words(table, table.spot("words"), text.words);
    table.finish();
    return text;
  }

  static std::string read_language(TomlTable& table) {
    auto const language = table.text("language");
    if (language && !is_language(*language))
      table.report("language", fault(Code::invalid, "playlist.bad_language", {{"language", *language}}));
    return language.value_or("");
  }

  static void require_words(TomlTable& table, Spot spot, std::string_view words) {
    if (is_blank(words)) table.report(spot, fault(Code::invalid, "playlist.no_words"));
  }

  Schedule read_schedule(TomlTable& table, Rank rank) {
    Schedule schedule;
    schedule.from = table.moment("valid_from", DayEdge::start, rules_.utc_offset);
    schedule.until = table.moment("valid_until", DayEdge::end, rules_.utc_offset);
    if (schedule.from && schedule.until && *schedule.from >= *schedule.until)
      table.report("valid_until", fault(Code::invalid, "playlist.never_valid",
                                        {{"from", format_wall_time(*schedule.from, rules_.utc_offset)},
                                         {"until", format_wall_time(*schedule.until, rules_.utc_offset)}}));
    if (rank >= Rank::urgent && !table.has("valid_until"))
      table.report("rank", fault(Code::invalid, "playlist.needs_end", {{"rank", std::string(name_of(rank))}}));
    if (rank >= Rank::urgent) require_end(table, schedule);
    schedule.utc_offset = rules_.utc_offset;
    schedule.weekdays = read_weekdays(table, faults_);
    schedule.windows = read_windows(table);
    require_hours(table, schedule);
    return schedule;
  }

  // As at the desk, where an urgent notice begins when it is raised; in a file that moment must be written down.
  void require_end(TomlTable& table, Schedule const& schedule) const {
    if (!rules_.urgent_longest || !schedule.until) return;
    if (!schedule.from) return table.report("valid_until", fault(Code::invalid, "playlist.urgent_needs_start"));
    auto const end = urgent_end(*schedule.from, *schedule.until, {*rules_.urgent_longest, rules_.utc_offset});
    if (!end && *schedule.from < *schedule.until) table.report("valid_until", end.error());
  }

  // Days and hours that all lie outside the validity: a slip that nobody would see but by the empty screen.
  void require_hours(TomlTable& table, Schedule const& schedule) const {
    if (is_ever_open(schedule)) return;
    table.report("valid_until",
                 fault(Code::invalid, "playlist.never_open",
                       {{"from", format_wall_time(schedule.from.value_or(WallTime{}), rules_.utc_offset)},
                        {"until", format_wall_time(*schedule.until, rules_.utc_offset)}}));
  }

  std::vector<std::string> read_screens(TomlTable& table) {
    std::vector<std::string> screens;
    for (auto& [name, spot] : table.texts("screens")) {
      require_screen(table, spot, name);
      screens.push_back(std::move(name));
    }
    if (screens.empty() && table.has_list("screens"))
      table.report("screens", fault(Code::invalid, "playlist.no_screens"));
    return screens;
  }

  void require_screen(TomlTable& table, Spot spot, std::string const& name) {
    if (!rules_.screens) return;
    if (rules_.screens->contains(name) || faults_.skip()) return;
    std::vector<std::string_view> const names(rules_.screens->begin(), rules_.screens->end());
    table.report(spot, fault(Code::not_found, "playlist.unknown_screen", {{"screen", name}, {"known", joined(names)}}));
  }

  std::vector<std::string> read_areas(TomlTable& table) {
    std::vector<std::string> areas;
    for (auto& [name, spot] : table.texts("areas")) {
      require_area(table, spot, name);
      areas.push_back(std::move(name));
    }
    if (areas.empty() && table.has_list("areas")) table.report("areas", fault(Code::invalid, "playlist.no_areas"));
    return areas;
  }

  void require_area(TomlTable& table, Spot spot, std::string const& name) {
    if (!rules_.areas || rules_.areas->contains(name) || faults_.skip()) return;
    if (rules_.areas->empty())
      return table.report(spot, fault(Code::not_found, "playlist.undivided", {{"area", name}}));
    std::vector<std::string_view> const names(rules_.areas->begin(), rules_.areas->end());
    table.report(spot, fault(Code::not_found, "playlist.unknown_area", {{"area", name}, {"known", joined(names)}}));
  }

  PlaylistRules const& rules_;
  FileFaults& faults_;
  PlaylistFile file_;
  Style defaults_;
};

}  // namespace

Style read_style(TomlTable& table, Style style) {
  auto& motion = style.motion;
  if (auto const effect = table.choice("effect", effect_named, effect_names())) motion.effect = *effect;
  if (auto const speed = table.number("speed_px_s", 1, limits::speed_px_s_max))
    motion.speed_px_s = static_cast<int>(*speed);
  if (auto const hold = table.number("hold_ms", limits::hold_min.count(), limits::hold_max.count()))
    motion.hold = std::chrono::milliseconds{*hold};
  if (auto const repeats = table.number("repeats", 1, limits::repeats_max)) motion.repeats = static_cast<int>(*repeats);
  if (auto const transition = table.choice("transition", transition_named, transition_names()))
    motion.transition = *transition;
  if (auto const ink = table.colour("ink")) style.ink = *ink;
  if (auto const second = table.colour("second_ink")) style.second_ink = *second;
  if (auto const colouring = table.choice("colouring", colouring_named, colouring_names()))
    style.colouring = *colouring;
  if (auto const blinks = table.flag("blinks")) style.blinks = *blinks;
  if (auto const lines = table.number("lines", 1, lines_max)) style.lines = static_cast<int>(*lines);
  return style;
}

PlaylistRules rules_of(Config const& config) {
  std::set<std::string, std::less<>> names;
  std::set<std::string, std::less<>> areas;
  for (auto const& screen : config.screens) {
    names.insert(screen.name);
    for (auto const& area : screen.layout.areas)
      if (std::holds_alternative<TextContent>(area.content)) areas.insert(area.name);
  }
  return {config.utc_offset, std::move(names), std::move(areas), config.urgent_longest};
}

Reading<PlaylistFile> read_playlist(std::string_view text, std::string const& name, PlaylistRules const& rules) {
  FileFaults faults(name);
  PlaylistFile file;
  if (auto const root = parse_toml(text, faults)) file = PlaylistReader(rules, faults).read(*root);
  return {std::move(file), faults.take()};
}

Reading<PlaylistFile> load_playlist(std::filesystem::path const& file, PlaylistRules const& rules) {
  auto const text = read_text_file(file, limits::playlist_file);
  if (!text) return {{}, {text.error()}};
  return read_playlist(*text, file.string(), rules);
}

Reading<std::vector<std::filesystem::path>> playlist_files(Config const& config) {
  namespace fs = std::filesystem;
  Reading<std::vector<fs::path>> files;
  for (auto const& path : config.playlists) {
    std::error_code trouble;
    if (!fs::is_directory(path, trouble)) {
      files.value.push_back(path);  // whether it is there shows when it is read
      continue;
    }
    std::vector<fs::path> found;
    fs::directory_iterator entry(path, trouble);
    for (; !trouble && entry != fs::directory_iterator{}; entry.increment(trouble)) {
      auto const& name = entry->path();
      if (name.extension() == ".toml" && !name.filename().string().starts_with('.')) found.push_back(name);
    }
    if (trouble)
      files.errors.push_back(
          fault(Code::io, "file.unreadable", {{"file", path.string()}, {"reason", trouble.message()}}));
    std::sort(found.begin(), found.end());
    append(files.value, std::move(found));
  }
  return files;
}

Reading<std::vector<Announcement>> load_playlists(Config const& config) {
  AcceptedFiles none;
  return load_playlists(config, none);
}

Reading<std::vector<Announcement>> load_playlists(Config const& config, AcceptedFiles& accepted) {
  auto const rules = rules_of(config);
  auto files = playlist_files(config);
  Reading<std::vector<Announcement>> all{{}, std::move(files.errors)};
  std::map<Id, std::string> first_places;
  // A folder that is gone, as a share may be for a while, stands for what was read from it.
  for (std::size_t i = 0; i < files.value.size(); ++i) {
    std::error_code trouble;
    if (std::filesystem::exists(files.value[i], trouble)) continue;
    std::vector<std::filesystem::path> were_there;
    for (auto const& [file, read] : accepted)
      if (file.parent_path() == files.value[i]) were_there.push_back(file);
    files.value.insert(files.value.begin() + static_cast<std::ptrdiff_t>(i) + 1, were_there.begin(), were_there.end());
    i += were_there.size();
  }
  for (auto const& file : files.value) {
    auto read = load_playlist(file, rules);
    if (read.errors.empty())
      accepted[file] = read.value;
    else if (auto const before = accepted.find(file); before != accepted.end())
      read.value = before->second;
    append(all.errors, std::move(read.errors));
    FileFaults faults(file.string());
    std::set<Id> taken;
    for (auto const& [id, spot] : read.value.places) {
      auto const [first, is_new] = first_places.try_emplace(id, faults.at(spot));
      if (is_new) continue;
      taken.insert(id);
      faults.add(spot, {}, fault(Code::conflict, "playlist.duplicate_id", {{"id", id}, {"first", first->second}}));
    }
    auto& items = read.value.announcements;
    std::erase_if(items, [&taken](Announcement const& item) { return taken.contains(item.id); });
    if (auto const room = limits::announcements - all.value.size(); items.size() > room) {
      faults.add(read.value.places.at(items[room].id), {}, too_many());
      items.resize(room);
    }
    append(all.value, std::move(items));
    append(all.errors, faults.take());
  }
  return all;
}

std::vector<Error> check(std::filesystem::path const& config_file) {
  auto config = load_config(config_file);
  append(config.errors, load_playlists(config.value).errors);
  return std::move(config.errors);
}

}  // namespace signboard
