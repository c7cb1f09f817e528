#include "playlists/schedule.hpp"

#include "tests/playlists/definition.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <utility>
#include <vector>

using namespace signboard;

namespace {

WallTime at(int second) { return WallTime{std::chrono::seconds{second}}; }

}  // namespace

TEST_CASE("an empty schedule covers every moment and never changes") {
  Schedule const always;
  for (int const second : {-100, 0, 1'000'000}) {
    CHECK(always.covers(at(second)));
    CHECK_FALSE(always.next_change(at(second)));
    CHECK_FALSE(always.last_change(at(second)));
  }
}

TEST_CASE("a schedule begins with its first moment and ends before its last") {
  Schedule const schedule{at(10), at(20)};
  CHECK_FALSE(schedule.covers(at(10) - std::chrono::nanoseconds{1}));
  CHECK(schedule.covers(at(10)));
  CHECK(schedule.covers(at(20) - std::chrono::nanoseconds{1}));
  CHECK_FALSE(schedule.covers(at(20)));
}

TEST_CASE("the next change is always later than now, the last change never") {
  Schedule const schedule{at(10), at(20)};
  CHECK(schedule.next_change(at(9)) == at(10));
  CHECK(schedule.next_change(at(10)) == at(20));
  CHECK_FALSE(schedule.next_change(at(20)));
  CHECK_FALSE(schedule.last_change(at(9)));
  CHECK(schedule.last_change(at(10)) == at(10));
  CHECK(schedule.last_change(at(19)) == at(10));
  CHECK(schedule.last_change(at(20)) == at(20));
}

TEST_CASE("a schedule that ends before it begins covers nothing and has no changes") {
  Schedule const reversed{at(20), at(10)};
  Schedule const empty{at(10), at(10)};
  for (int const second : {5, 10, 15, 20, 25}) {
    for (auto const& schedule : {reversed, empty}) {
      CHECK_FALSE(schedule.covers(at(second)));
      CHECK_FALSE(schedule.next_change(at(second)));
      CHECK_FALSE(schedule.last_change(at(second)));
    }
  }
}

namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

constexpr auto instant = std::chrono::nanoseconds{1};

// 2026-11-23 was a Monday.
WallTime at_utc(int day, minutes time) {
  return WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::days{day} + time};
}

constexpr Weekdays monday = 1, tuesday = 2, friday = 16, saturday = 32, sunday = 64, workdays = 31;

Schedule hours(Weekdays days, std::vector<DayWindow> windows) {
  Schedule schedule;
  schedule.weekdays = days;
  schedule.windows = std::move(windows);
  schedule.utc_offset = 0min;
  return schedule;
}

}  // namespace

TEST_CASE("office hours are the windows of the working days") {
  auto const office = hours(workdays, {{510min, 720min}, {870min, 1'080min}});
  CHECK_FALSE(office.covers(at_utc(0, 510min) - instant));
  CHECK(office.covers(at_utc(0, 510min)));
  CHECK(office.covers(at_utc(0, 720min) - instant));
  CHECK_FALSE(office.covers(at_utc(0, 720min)));
  CHECK_FALSE(office.covers(at_utc(5, 600min)));
  CHECK(office.next_change(at_utc(0, 600min)) == at_utc(0, 720min));
  CHECK(office.last_change(at_utc(0, 600min)) == at_utc(0, 510min));
}

TEST_CASE("the next change skips the days that have none") {
  auto const office = hours(workdays, {{510min, 1'080min}});
  CHECK(office.next_change(at_utc(4, 1'080min)) == at_utc(7, 510min));
  CHECK(office.last_change(at_utc(7, 510min) - instant) == at_utc(4, 1'080min));
  auto const fridays = hours(friday, {});
  CHECK(fridays.next_change(at_utc(5, 0min)) == at_utc(11, 0min));
  CHECK(fridays.last_change(at_utc(4, 0min) - instant) == at_utc(-2, 0min));
}

TEST_CASE("a window that crosses midnight belongs to the day it starts on") {
  auto const night = hours(friday, {{1'320min, 120min}});
  CHECK(night.covers(at_utc(4, 1'320min)));
  CHECK(night.covers(at_utc(5, 119min)));
  CHECK_FALSE(night.covers(at_utc(5, 120min)));
  CHECK_FALSE(night.covers(at_utc(4, 60min)));
  CHECK_FALSE(night.covers(at_utc(5, 1'320min)));
  CHECK(night.next_change(at_utc(4, 1'320min)) == at_utc(5, 120min));
}

TEST_CASE("a window of Sunday night goes on in the next week") {
  auto const night = hours(sunday, {{1'320min, 120min}});
  CHECK(night.covers(at_utc(7, 60min)));
  CHECK(night.last_change(at_utc(7, 60min)) == at_utc(6, 1'320min));
  CHECK(night.next_change(at_utc(6, 1'330min)) == at_utc(7, 120min));
}

TEST_CASE("windows that touch or overlap are one, also across midnight and from Sunday to Monday") {
  auto const joined = hours(monday, {{600min, 720min}, {720min, 780min}, {700min, 900min}});
  CHECK(joined.next_change(at_utc(0, 600min)) == at_utc(0, 900min));
  CHECK(joined.last_change(at_utc(0, 899min)) == at_utc(0, 600min));
  auto const weekend = hours(saturday | sunday | monday, {});
  CHECK(weekend.next_change(at_utc(5, 0min)) == at_utc(8, 0min));
  auto const two_days = hours(monday | tuesday, {{1'200min, 1'440min}, {0min, 600min}});
  CHECK(two_days.next_change(at_utc(0, 1'200min)) == at_utc(1, 600min));
}

TEST_CASE("hours that leave nothing out never change") {
  for (auto const& always :
       {hours(every_day, {}), hours(every_day, {{0min, 1'440min}}), hours(every_day, {{480min, 480min}}),
        hours(every_day, {{0min, 720min}, {720min, 0min}})}) {
    CHECK(always.covers(at_utc(0, 0min)));
    CHECK_FALSE(always.next_change(at_utc(3, 77min)));
    CHECK_FALSE(always.last_change(at_utc(3, 77min)));
  }
}

TEST_CASE("on no day of the week there is nothing, whatever the windows") {
  for (auto const& never : {hours(0, {}), hours(0, {{0min, 1'440min}})}) {
    CHECK_FALSE(never.covers(at_utc(0, 0min)));
    CHECK_FALSE(never.next_change(at_utc(0, 0min)));
    CHECK_FALSE(never.last_change(at_utc(0, 0min)));
  }
}

TEST_CASE("hours count only while the schedule is valid") {
  auto office = hours(workdays, {{510min, 1'080min}});
  office.from = at_utc(5, 0min);      // a Saturday
  office.until = at_utc(11, 600min);  // the Friday after it
  CHECK(office.next_change(at_utc(0, 600min)) == at_utc(7, 510min));
  CHECK_FALSE(office.last_change(at_utc(6, 0min)));
  CHECK(office.next_change(at_utc(11, 510min)) == at_utc(11, 600min));
  CHECK_FALSE(office.next_change(at_utc(11, 600min)));
  CHECK(office.last_change(at_utc(40, 0min)) == at_utc(11, 600min));
  office.until = at_utc(13, 0min);  // a Sunday: it has closed before
  CHECK_FALSE(office.next_change(at_utc(12, 0min)));
  CHECK(office.last_change(at_utc(40, 0min)) == at_utc(11, 1'080min));
}

TEST_CASE("a validity without any of its hours covers nothing and has no changes") {
  auto office = hours(workdays, {{510min, 1'080min}});
  office.from = at_utc(4, 1'080min);
  office.until = at_utc(7, 510min);
  for (int day = 0; day < 14; ++day) {
    CHECK_FALSE(office.next_change(at_utc(day, 600min)));
    CHECK_FALSE(office.last_change(at_utc(day, 600min)));
  }
}

TEST_CASE("days and windows are told by the clocks of the place") {
  auto office = hours(monday, {{480min, 720min}});
  office.utc_offset = 480min;
  CHECK(office.covers(at_utc(0, 0min)));
  CHECK(office.next_change(at_utc(0, 0min)) == at_utc(0, 240min));
  auto mondays = hours(monday, {});
  mondays.utc_offset = 480min;
  CHECK(mondays.last_change(at_utc(0, 0min)) == at_utc(-1, 960min));
  mondays.utc_offset = -210min;
  CHECK(mondays.next_change(at_utc(0, 0min)) == at_utc(0, 210min));
}

TEST_CASE("at the ends of time hours do not run over") {
  auto const office = hours(workdays, {{510min, 1'080min}});
  for (auto const now : {WallTime::min(), WallTime::max()}) {
    auto const next = office.next_change(now);
    auto const last = office.last_change(now);
    CHECK((!next || *next > now));
    CHECK((!last || *last <= now));
  }
}

namespace {

bool changes_at(Schedule const& schedule, WallTime moment) {
  return covers_by_definition(schedule, moment) != covers_by_definition(schedule, moment - instant);
}

// Every moment at which it can change: the minutes, and the edges of the validity.
std::vector<WallTime> all_changes(Schedule const& schedule, WallTime first, WallTime last) {
  std::vector<WallTime> all;
  bool open = covers_by_definition(schedule, first - 1min);
  for (auto moment = first; moment <= last; moment += 1min) {
    bool const was_open = std::exchange(open, covers_by_definition(schedule, moment));
    if (open != was_open && changes_at(schedule, moment)) all.push_back(moment);
  }
  for (auto const& edge : {schedule.from, schedule.until})
    if (edge && *edge >= first && *edge <= last && changes_at(schedule, *edge)) all.push_back(*edge);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

class RandomSchedules {
 public:
  Schedule next() {
    Schedule schedule;
    schedule.weekdays = static_cast<Weekdays>(pick(0, 4) == 0 ? every_day : pick(0, 127));
    for (int count = pick(0, 3); count > 0; --count) schedule.windows.push_back({time_of_day(), time_of_day()});
    static constexpr std::array offsets{0, 480, -210, 345, 840};
    schedule.utc_offset = minutes{offsets.at(static_cast<std::size_t>(pick(0, 4)))};
    if (pick(0, 1) == 0) schedule.from = moment();
    if (pick(0, 1) == 0) schedule.until = moment();
    return schedule;
  }

  // Within the four days that validities begin and end in, on a round minute or not.
  WallTime moment() {
    auto const round = at_utc(0, minutes{pick(0, 4 * 1'440 / 30) * 30});
    return pick(0, 2) == 0 ? round + std::chrono::milliseconds{pick(-90'000, 90'000)} : round;
  }

  int pick(int low, int high) { return std::uniform_int_distribution{low, high}(random_); }

 private:
  // Round times, so that windows often touch; the ends of the day often.
  minutes time_of_day() { return minutes{std::clamp(pick(-4, 52), 0, 48) * 30}; }

  std::mt19937 random_{20'261'123};
};

}  // namespace

TEST_CASE("a schedule is what the definition says, minute by minute, for many schedules") {
  RandomSchedules random;
  // Eight days around what is asked for: a change that comes every week is among them.
  auto const first = at_utc(-9, 0min), last = at_utc(13, 0min);
  for (int round = 0; round < 80; ++round) {
    auto const schedule = random.next();
    auto const changes = all_changes(schedule, first, last);
    INFO("round " << round);
    for (int question = 0; question < 100; ++question) {
      auto now = random.moment();
      if (question % 4 == 0 && !changes.empty()) {
        now = changes[static_cast<std::size_t>(random.pick(0, static_cast<int>(changes.size()) - 1))];
        if (question % 8 == 0) now -= instant;
      }
      if (now < at_utc(-1, 0min) || now > at_utc(5, 0min)) continue;
      REQUIRE(schedule.covers(now) == covers_by_definition(schedule, now));
      auto const after = std::upper_bound(changes.begin(), changes.end(), now);
      REQUIRE(schedule.next_change(now) == (after == changes.end() ? std::nullopt : std::optional(*after)));
      REQUIRE(schedule.last_change(now) == (after == changes.begin() ? std::nullopt : std::optional(*(after - 1))));
    }
  }
}
