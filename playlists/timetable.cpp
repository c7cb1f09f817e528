// Two rules make a schedule: its validity, once in time, and its hours, the same in every week. The hours are kept as a
// round of weeks; the answer around a moment is the stretch of that round, cut to the validity.

#include "playlists/timetable.hpp"

#include "playlists/week.hpp"

#include <algorithm>

namespace signboard {
namespace {

using std::chrono::minutes;

constexpr minutes monday_before_1970 = -std::chrono::days{3};  // 1970-01-01 was a Thursday

WallTime moment(minutes since_1970) {
  if (since_1970 > std::chrono::floor<minutes>(WallTime::max().time_since_epoch())) return WallTime::max();
  if (since_1970 < std::chrono::ceil<minutes>(WallTime::min().time_since_epoch())) return WallTime::min();
  return WallTime{since_1970};
}

}  // namespace

Timetable::Timetable(Schedule const& schedule) : utc_offset_(schedule.utc_offset) {
  if (schedule.from && schedule.until && *schedule.from >= *schedule.until) {
    week_ = std::make_shared<Week const>(Weekdays{0}, schedule.windows);
    return;
  }
  from_ = schedule.from.value_or(from_);
  until_ = schedule.until.value_or(until_);
  if ((schedule.weekdays & every_day) == every_day && schedule.windows.empty()) return;
  Week week(schedule.weekdays, schedule.windows);
  if (week.changes() || !week.at(0).open) week_ = std::make_shared<Week const>(std::move(week));
}

Spell Timetable::of_the_week(WallTime now) const {
  auto const local = std::chrono::floor<minutes>(now.time_since_epoch()) + utc_offset_;
  auto const into = (local - monday_before_1970).count() % Week::minutes_long;
  auto const stretch = week_->at(static_cast<int>(into < 0 ? into + Week::minutes_long : into));
  if (!week_->changes()) return {stretch.open};
  auto const minute = local - utc_offset_;
  return {stretch.open, moment(minute - minutes{stretch.ago}), moment(minute + minutes{stretch.ahead})};
}

Spell Timetable::at_in_weeks(WallTime now) const {
  if (now < from_) {
    auto const first = of_the_week(from_);
    auto const opens = first.open ? from_ : first.until;
    return {false, WallTime::min(), opens < until_ ? opens : WallTime::max()};
  }
  if (now >= until_) {
    auto const last = of_the_week(until_ - std::chrono::nanoseconds{1});
    auto const closed = last.open ? until_ : last.since;
    return {false, closed > from_ ? closed : WallTime::min(), WallTime::max()};
  }
  auto const hours = of_the_week(now);
  if (hours.open) return {true, std::max(hours.since, from_), std::min(hours.until, until_)};
  return {false, hours.since > from_ ? hours.since : WallTime::min(),
          hours.until < until_ ? hours.until : WallTime::max()};
}

}  // namespace signboard
