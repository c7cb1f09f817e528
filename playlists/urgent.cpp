#include "playlists/urgent.hpp"

namespace signboard {

Result<WallTime> urgent_end(WallTime now, WallTime wanted_until, UrgentRules const& rules) {
  auto const told = [&](WallTime time) {
    return format_wall_time(std::chrono::floor<std::chrono::seconds>(time), rules.utc_offset);
  };
  if (wanted_until <= now)
    return fault(Code::invalid, "urgent.already_over", {{"until", told(wanted_until)}, {"now", told(now)}});
  auto const latest = now + rules.longest;
  if (wanted_until > latest)
    return fault(Code::invalid, "urgent.too_long", {{"until", told(wanted_until)}, {"latest", told(latest)}});
  return wanted_until;
}

}  // namespace signboard
