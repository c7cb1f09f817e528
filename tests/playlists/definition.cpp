#include "tests/playlists/definition.hpp"

namespace signboard {

bool covers_by_definition(Schedule const& schedule, WallTime now) {
  using std::chrono::days, std::chrono::minutes;
  if (schedule.from && now < *schedule.from) return false;
  if (schedule.until && now >= *schedule.until) return false;
  auto const local = now + schedule.utc_offset;
  auto const today = std::chrono::floor<days>(local);
  for (auto day = today - days{2}; day <= today; day += days{1}) {
    auto const weekday = std::chrono::weekday{day}.iso_encoding() - 1;
    if ((schedule.weekdays & (1U << weekday)) == 0) continue;
    if (schedule.windows.empty() && day == today) return true;
    for (auto const& [from, until] : schedule.windows)
      if (local >= day + from && local < day + until + (until > from ? minutes{0} : minutes{1'440})) return true;
  }
  return false;
}

}  // namespace signboard
