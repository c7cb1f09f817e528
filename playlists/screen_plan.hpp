#pragma once

#include "base/time.hpp"
#include "playlists/announcement.hpp"
#include "playlists/schedule.hpp"

#include <optional>
#include <vector>

namespace signboard {

/// Days and hours that come back every week; with from and until only in that time.
using Hours = Schedule;

struct Dimming {
  Hours hours;
  int percent = 100;
  bool operator==(Dimming const&) const = default;
};

/// How a screen should be at a moment. The same at every moment before `until`; none: for good.
struct ScreenWish {
  bool on = true;
  int percent = 100;
  std::optional<WallTime> until;
  bool operator==(ScreenWish const&) const = default;
};

/// When a screen is on, and how bright.
struct ScreenPlan {
  std::vector<Hours> on;  ///< on in any of these; none: always
  std::vector<Dimming> dimmings;
  int percent = 100;  ///< outside all dimmings; of those that apply the last one counts
  bool operator==(ScreenPlan const&) const = default;

  ScreenWish at(WallTime time) const;
};

/// The wish of a plan where something of that rank is showing: an urgent notice and a relayed warning light a screen
/// that would be off, no brighter than the plan has it. `until` stays that of the plan.
ScreenWish lit_for(std::optional<Rank> showing, ScreenWish wish);

}  // namespace signboard
