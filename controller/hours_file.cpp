#include "controller/hours_file.hpp"

#include "controller/spelling.hpp"
#include "controller/toml_reader.hpp"
#include "playlists/hours.hpp"

namespace signboard {

Weekdays read_weekdays(TomlTable& table, FileFaults const& faults) {
  unsigned days = 0;
  auto const before = faults.count();
  for (auto const& [name, spot] : table.texts("weekdays")) {
    auto const day = weekday_named(name);
    if (!day)
      table.report(
          spot, fault(Code::invalid, "playlist.bad_weekday", {{"weekday", name}, {"known", joined(weekday_names())}}));
    days |= day.value_or(every_day);
  }
  if (days != 0) return static_cast<Weekdays>(days);
  if (table.has_list("weekdays") && faults.count() == before)
    table.report("weekdays", fault(Code::invalid, "playlist.no_weekdays"));
  return every_day;
}

std::vector<DayWindow> read_windows(TomlTable& table) {
  std::vector<DayWindow> windows;
  auto const words = table.texts("windows");
  for (auto const& [text, spot] : words) {
    auto const window = parse_day_window(text);
    if (window)
      windows.push_back(*window);
    else
      table.report(spot, window.error());
  }
  if (words.empty() && table.has_list("windows")) table.report("windows", fault(Code::invalid, "playlist.no_windows"));
  if (windows.size() > windows_max) {
    table.report("windows",
                 fault(Code::over_limit, "playlist.too_many_windows", {{"limit", std::to_string(windows_max)}}));
    windows.clear();
  }
  return windows;
}

}  // namespace signboard
