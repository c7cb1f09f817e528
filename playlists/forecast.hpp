#pragma once

#include "playlists/bulletin.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace signboard {

/// What a channel shows from `from` until before `until`.
struct ForecastSpan {
  WallTime from{}, until{};
  std::vector<AnnouncementPtr> showing;  ///< in playing order; empty: nothing
};

struct Forecast {
  std::vector<ForecastSpan> spans;  ///< one after the other without gaps; each shows something else than the one before
  std::optional<WallTime> cut_at;   ///< where it stops short of its end, so as not to grow too long
};

/// How long a forecast may become; one span is always told.
struct ForecastLimits {
  std::size_t spans = 1'000;     ///< more than a week of changes every ten minutes is not read by anybody
  std::size_t entries = 50'000;  ///< announcements in all spans together: a few MB as JSON
};

/// What a channel will show in the time from `from` until before `until`, if nothing is edited.
Forecast forecast(Bulletin const& bulletin, Channel const& channel, WallTime from, WallTime until,
                  ForecastLimits limits = {});

}  // namespace signboard
