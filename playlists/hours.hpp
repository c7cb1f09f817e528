#pragma once

#include "base/result.hpp"
#include "playlists/schedule.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

// How days of the week and windows of the day are spelled in files, in JSON and on the command line.

inline constexpr std::size_t windows_max = 24;  // of one schedule: no day of ours has more parts than hours

std::span<std::string_view const> weekday_names();             ///< `mon`, `tue`, ... `sun`
std::optional<Weekdays> weekday_named(std::string_view name);  ///< that day alone
std::vector<std::string_view> names_of(Weekdays days);         ///< Monday first

/// `08:30-12:00`; `22:00-02:00` crosses midnight. Times from 0:00 to 24:00, a window does not begin at 24:00.
/// Error: schedule.bad_window {window}.
Result<DayWindow> parse_day_window(std::string_view text);
std::string format_day_window(DayWindow const& window);  ///< two digits everywhere

}  // namespace signboard
