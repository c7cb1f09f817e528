#pragma once

#include "base/time.hpp"
#include "playlists/schedule.hpp"

#include <chrono>
#include <memory>

namespace signboard {

class Week;

/// The time around a moment in which an answer stays the same.
struct Spell {
  bool open = false;
  WallTime since = WallTime::min();  ///< min: it was never another
  WallTime until = WallTime::max();  ///< max: it will never be another
};

/// A schedule worked out, for who asks it often. Cheap to copy.
class Timetable {
 public:
  explicit Timetable(Schedule const& schedule);

  /// The longest time around `now` in which the schedule covers all or nothing.
  Spell at(WallTime now) const {
    if (week_) return at_in_weeks(now);
    if (now < from_) return {false, WallTime::min(), from_};
    if (now < until_) return {true, from_, until_};
    return {false, until_, WallTime::max()};
  }

 private:
  Spell at_in_weeks(WallTime now) const;
  Spell of_the_week(WallTime now) const;

  WallTime from_ = WallTime::min(), until_ = WallTime::max();
  std::shared_ptr<Week const> week_;  // null: every hour of every day
  std::chrono::minutes utc_offset_{0};
};

}  // namespace signboard
