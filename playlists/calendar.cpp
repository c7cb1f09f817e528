#include "playlists/calendar.hpp"

namespace signboard {

std::chrono::local_days day_of(WallTime time, std::chrono::minutes utc_offset) {
  auto const local = std::chrono::floor<std::chrono::days>(time.time_since_epoch() + utc_offset);
  return std::chrono::local_days{local};
}

WallTime start_of(std::chrono::local_days day, std::chrono::minutes utc_offset) {
  return WallTime{day.time_since_epoch() - utc_offset};
}

}  // namespace signboard
