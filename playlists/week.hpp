#pragma once

#include "playlists/schedule.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

/// The hours of any one week in which something may be seen, in minutes after Monday's midnight: the windows of its
/// days laid out one after the other and joined where they touch or overlap.
class Week {
 public:
  static constexpr int minutes_long = 7 * 24 * 60;

  /// Without windows each of the days is open from midnight to midnight.
  Week(Weekdays days, std::span<DayWindow const> windows);

  /// The part of the round of weeks around a minute in which the answer is the same.
  struct Stretch {
    bool open = false;
    int ago = 0;    ///< since how many minutes, 0 to minutes_long - 1; meaningless if the answer never changes
    int ahead = 0;  ///< for how many more, 1 to minutes_long; meaningless if the answer never changes
  };
  Stretch at(int minute) const;  ///< of a minute from 0 to minutes_long - 1

  bool changes() const { return !edges_.empty(); }  ///< not always the same answer

 private:
  std::vector<std::int16_t> edges_;  // minutes at which the answer turns round, ascending; an even number of them
  bool open_at_the_turn_ = false;    // the answer before the first edge, and after the last one
};

}  // namespace signboard
