#pragma once

#include "base/time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace signboard {

/// A span of the local day, half-open, in minutes after midnight: [from, until). Where `until` is not after `from` it
/// crosses midnight; it belongs to the day it starts on. 0 to 1,440 each; 0-1,440 is the whole day,
/// and so is from a time to the same time, which ends a day later.
struct DayWindow {
  std::chrono::minutes from{0}, until{1'440};
  bool operator==(DayWindow const&) const = default;
};

/// Days of the week as bits, Monday the lowest.
using Weekdays = std::uint8_t;
inline constexpr Weekdays every_day = 0x7F;

/// When something may be seen: from `from` until before `until`, and in that time on these days of the week in these
/// windows. Empty means always.
struct Schedule {
  std::optional<WallTime> from, until;
  Weekdays weekdays = every_day;
  std::vector<DayWindow> windows{};      ///< none: the whole day
  std::chrono::minutes utc_offset{480};  ///< what the days and windows are told by
  bool operator==(Schedule const&) const = default;

  bool covers(WallTime now) const;
  /// The first moment after `now` at which covers() changes its answer, if there is one.
  std::optional<WallTime> next_change(WallTime now) const;
  /// The last moment at or before `now` at which covers() changed its answer, if there was one.
  std::optional<WallTime> last_change(WallTime now) const;
};

}  // namespace signboard
