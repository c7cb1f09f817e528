#include "playlists/screen_plan.hpp"

#include "playlists/timetable.hpp"

#include <algorithm>

namespace signboard {
namespace {

// Where one schedule takes over from another the wish may stay the same; of such seams so many are passed over.
constexpr int seams_max = 64;

ScreenWish wish_at(ScreenPlan const& plan, WallTime time) {
  ScreenWish wish{plan.on.empty(), plan.percent, std::nullopt};
  auto until = WallTime::max();
  for (auto const& hours : plan.on) {
    auto const spell = Timetable(hours).at(time);
    wish.on = wish.on || spell.open;
    until = std::min(until, spell.until);
  }
  for (auto const& [hours, percent] : plan.dimmings) {
    auto const spell = Timetable(hours).at(time);
    if (spell.open) wish.percent = percent;
    until = std::min(until, spell.until);
  }
  if (until != WallTime::max()) wish.until = until;
  return wish;
}

}  // namespace

ScreenWish ScreenPlan::at(WallTime time) const {
  auto wish = wish_at(*this, time);
  for (int seam = 0; wish.until && seam < seams_max; ++seam) {
    auto const next = wish_at(*this, *wish.until);
    if (next.on != wish.on || next.percent != wish.percent) break;
    wish.until = next.until;
  }
  return wish;
}

ScreenWish lit_for(std::optional<Rank> showing, ScreenWish wish) {
  if (showing == Rank::urgent || showing == Rank::warning) wish.on = true;
  return wish;
}

}  // namespace signboard
