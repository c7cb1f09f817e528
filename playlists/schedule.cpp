#include "playlists/schedule.hpp"

#include "playlists/timetable.hpp"

namespace signboard {

bool Schedule::covers(WallTime now) const { return Timetable(*this).at(now).open; }

std::optional<WallTime> Schedule::next_change(WallTime now) const {
  auto const spell = Timetable(*this).at(now);
  return spell.until == WallTime::max() ? std::nullopt : std::optional(spell.until);
}

std::optional<WallTime> Schedule::last_change(WallTime now) const {
  auto const spell = Timetable(*this).at(now);
  return spell.since == WallTime::min() ? std::nullopt : std::optional(spell.since);
}

}  // namespace signboard
