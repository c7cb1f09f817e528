#include "playlists/week.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace signboard {
namespace {

constexpr int day_long = 24 * 60;
constexpr int days_of_week = 7;
constexpr std::array whole_day{DayWindow{}};

using Interval = std::pair<int, int>;  // half-open

// Ascending and apart from each other; what crosses the end of the week goes on at its beginning.
std::vector<Interval> laid_out(Weekdays days, std::span<DayWindow const> windows) {
  std::vector<Interval> all;
  for (int day = 0; day < days_of_week; ++day) {
    if ((days >> day & 1) == 0) continue;
    for (auto const& window : windows) {
      assert(window.from.count() >= 0 && window.from.count() <= day_long);
      assert(window.until.count() >= 0 && window.until.count() <= day_long);
      int const crosses = window.until > window.from ? 0 : day_long;
      int const from = day * day_long + static_cast<int>(window.from.count());
      int const until = day * day_long + static_cast<int>(window.until.count()) + crosses;
      if (from == until) continue;  // 24:00 to 0:00
      if (from < Week::minutes_long) all.emplace_back(from, std::min(until, Week::minutes_long));
      if (until > Week::minutes_long)
        all.emplace_back(std::max(from, Week::minutes_long) - Week::minutes_long, until - Week::minutes_long);
    }
  }
  std::sort(all.begin(), all.end());
  std::vector<Interval> joined;
  for (auto const& next : all) {
    if (!joined.empty() && next.first <= joined.back().second)
      joined.back().second = std::max(joined.back().second, next.second);
    else
      joined.push_back(next);
  }
  return joined;
}

}  // namespace

Week::Week(Weekdays days, std::span<DayWindow const> windows) {
  auto const open = laid_out(days, windows.empty() ? std::span<DayWindow const>(whole_day) : windows);
  if (open.empty()) return;
  open_at_the_turn_ = open.front().first == 0 && open.back().second == minutes_long;
  for (auto const& [from, until] : open) {
    edges_.push_back(static_cast<std::int16_t>(from));
    edges_.push_back(static_cast<std::int16_t>(until));
  }
  if (open_at_the_turn_) {
    edges_.erase(edges_.begin());
    edges_.pop_back();
  } else if (edges_.back() == minutes_long) {
    // It closes as the next week begins.
    edges_.pop_back();
    edges_.insert(edges_.begin(), 0);
    open_at_the_turn_ = true;
  }
}

Week::Stretch Week::at(int minute) const {
  if (edges_.empty()) return {open_at_the_turn_, 0, 0};
  auto const after = std::upper_bound(edges_.begin(), edges_.end(), minute);
  auto const passed = after - edges_.begin();
  int const last = passed != 0 ? *(after - 1) : edges_.back() - minutes_long;
  int const next = after != edges_.end() ? *after : edges_.front() + minutes_long;
  return {open_at_the_turn_ != (passed % 2 != 0), minute - last, next - minute};
}

}  // namespace signboard
