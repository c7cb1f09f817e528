#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace signboard {

/// What time it is in the office, by whoever keeps it.
struct OfficeTime {
  WallTime now{};
  std::chrono::minutes utc_offset{480};
};

/// `90s`, `90m`, `3h`, `1d`, `2w`, or several in this manner: `1h30m`. More than nothing, at most a year.
/// Error: cli.bad_value {option, value, wanted}.
Result<std::chrono::seconds> parse_duration(std::string_view option, std::string_view text);

/// Which end of a day a mere date means.
enum class DayEnd : std::uint8_t { first, last };

/// `2026-11-22T19:40`, with or without seconds and an offset; `19:40`: today; `2026-11-22`: that day's first moment, or
/// the one after its last. Error: cli.bad_value {option, value, wanted}.
Result<WallTime> parse_moment(std::string_view option, std::string_view text, OfficeTime const& office, DayEnd end);

}  // namespace signboard
