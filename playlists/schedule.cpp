#include "playlists/schedule.hpp"

namespace signboard {
namespace {

// A schedule that ends before it begins never covers anything, so it has no changes either.
bool never(Schedule const& schedule) { return schedule.from && schedule.until && *schedule.from >= *schedule.until; }

}  // namespace

bool Schedule::covers(WallTime now) const { return (!from || now >= *from) && (!until || now < *until); }

std::optional<WallTime> Schedule::next_change(WallTime now) const {
  if (never(*this)) return std::nullopt;
  if (from && now < *from) return from;
  if (until && now < *until) return until;
  return std::nullopt;
}

std::optional<WallTime> Schedule::last_change(WallTime now) const {
  if (never(*this)) return std::nullopt;
  if (until && *until <= now) return until;
  if (from && *from <= now) return from;
  return std::nullopt;
}

}  // namespace signboard
