#pragma once

#include "base/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace signboard {

using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;
using WallTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// One reading of both clocks. Read once at the top of a turn and passed down; nothing below reads a clock.
struct Now {
  SteadyTime steady{};
  WallTime wall{};
};

/// RFC 3339 with an offset or Z, up to nanoseconds; without an offset it is taken to be at `offset` from UTC.
/// Years 1970 to 2200. Error: time.unreadable {text}.
Result<WallTime> parse_wall_time(std::string_view text, std::chrono::minutes offset);

/// `2026-11-22T08:30:00+08:00`, with a fraction only where there is one.
std::string format_wall_time(WallTime time, std::chrono::minutes offset);

/// `+08:00`, `-03:30` or `Z`. Error: time.unreadable_offset {text}.
Result<std::chrono::minutes> parse_utc_offset(std::string_view text);

}  // namespace signboard
