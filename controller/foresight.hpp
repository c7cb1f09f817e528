#pragma once

#include "controller/bill.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace signboard {

/// What a screen will show for a while, if nothing is edited.
struct ForeseenSpan {
  WallTime from{}, until{};
  std::vector<AnnouncementPtr> showing;  ///< over all areas, in playing order; empty: nothing
  Light light;
  std::chrono::nanoseconds loop{0};  ///< of the longest area; 0 where nothing plays or lengths are not known
};

/// One announcement in the time looked at.
struct ForeseenItem {
  AnnouncementPtr item;
  /// To read all of it once at its speed; none if it cannot be set, or too many had to be.
  std::optional<std::chrono::nanoseconds> reading;
  /// Whether there is a moment at which it begins and then plays to its end.
  bool whole = false;
};

struct Foresight {
  std::vector<ForeseenSpan> spans;  ///< one after the other without gaps; each differs from the one before
  std::vector<ForeseenItem> items;  ///< in the order in which they first show
  std::optional<WallTime> cut_at;   ///< where it stops short of its end, so as not to grow too long
};

/// The bills of a screen from `from` until before `until`, at most so many; the last one ends at or after `until`
/// unless there would have been more.
std::vector<Bill> bills_between(std::function<Bill(WallTime)> const& bill_at, WallTime from, WallTime until,
                                std::size_t most);

/// Pure. `bills` as bills_between() gives them; `find` knows what has been set: nothing for what was not.
Foresight foresee(std::vector<Bill> const& bills, WallTime until, FindReady const& find);

}  // namespace signboard
