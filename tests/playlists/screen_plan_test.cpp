#include "playlists/screen_plan.hpp"

#include "tests/support/catch.hpp"

#include <chrono>
#include <random>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

// 2026-11-23 was a Monday.
WallTime at(int day, std::chrono::minutes time) {
  return WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::days{day} + time};
}

Hours hours(std::vector<DayWindow> windows, Weekdays days = every_day) {
  Hours hours;
  hours.weekdays = days;
  hours.windows = std::move(windows);
  hours.utc_offset = 0min;
  return hours;
}

constexpr Weekdays workdays = 0x1F, weekend = 0x60;

}  // namespace

TEST_CASE("a screen without a plan is on for good, as bright as it can be") {
  CHECK(ScreenPlan{}.at(at(0, 0min)) == ScreenWish{true, 100, std::nullopt});
}

TEST_CASE("a screen is on in its hours and off outside them") {
  ScreenPlan const plan{{hours({{480min, 1'320min}})}, {}, 80};
  CHECK(plan.at(at(0, 479min)) == ScreenWish{false, 80, at(0, 480min)});
  CHECK(plan.at(at(0, 480min)) == ScreenWish{true, 80, at(0, 1'320min)});
  CHECK(plan.at(at(0, 1'320min)) == ScreenWish{false, 80, at(1, 480min)});
}

TEST_CASE("working days and weekends may have hours of their own") {
  ScreenPlan const plan{{hours({{480min, 1'080min}}, workdays), hours({{540min, 720min}}, weekend)}, {}, 100};
  CHECK(plan.at(at(4, 1'080min)) == ScreenWish{false, 100, at(5, 540min)});
  CHECK(plan.at(at(6, 720min)) == ScreenWish{false, 100, at(7, 480min)});
}

TEST_CASE("of the dimmings that apply the last one counts") {
  ScreenPlan const plan{{}, {{hours({{1'140min, 420min}}), 40}, {hours({{1'320min, 360min}}), 15}}, 90};
  CHECK(plan.at(at(0, 720min)) == ScreenWish{true, 90, at(0, 1'140min)});
  CHECK(plan.at(at(0, 1'140min)) == ScreenWish{true, 40, at(0, 1'320min)});
  CHECK(plan.at(at(0, 1'320min)) == ScreenWish{true, 15, at(1, 360min)});
  CHECK(plan.at(at(1, 360min)) == ScreenWish{true, 40, at(1, 420min)});
}

TEST_CASE("where one schedule takes over from another nothing changes") {
  ScreenPlan const plan{{hours({{480min, 720min}}), hours({{720min, 1'080min}}), hours({{600min, 1'000min}})}, {}, 100};
  CHECK(plan.at(at(0, 480min)) == ScreenWish{true, 100, at(0, 1'080min)});
}

TEST_CASE("a wish that hours put together never change has no early end") {
  ScreenPlan const plan{{hours({}, workdays), hours({}, weekend)}, {}, 100};
  auto const wish = plan.at(at(0, 0min));
  CHECK(wish.on);
  CHECK((!wish.until || *wish.until >= at(50, 0min)));
}

TEST_CASE("an urgent notice or a warning lights a screen that would be off, no brighter than planned") {
  ScreenWish const off{false, 30, at(0, 480min)};
  CHECK(lit_for(Rank::urgent, off) == ScreenWish{true, 30, at(0, 480min)});
  CHECK(lit_for(Rank::warning, off).on);
  CHECK(lit_for(Rank::insert, off) == off);
  CHECK(lit_for(Rank::blackout, off) == off);
  CHECK(lit_for(std::nullopt, off) == off);
  CHECK(lit_for(std::nullopt, ScreenWish{}).on);
}

TEST_CASE("a wish is the same at every moment before its end") {
  std::mt19937 random(5);
  auto const pick = [&](int low, int high) { return std::uniform_int_distribution{low, high}(random); };
  auto const some_hours = [&] {
    return hours({{pick(0, 24) * 60min, pick(0, 24) * 60min}}, static_cast<Weekdays>(pick(1, 127)));
  };
  int ends = 0;
  for (int round = 0; round < 300; ++round) {
    ScreenPlan plan;
    for (int count = pick(0, 2); count > 0; --count) plan.on.push_back(some_hours());
    for (int count = pick(0, 2); count > 0; --count) plan.dimmings.push_back({some_hours(), pick(1, 3) * 30});
    auto const now = at(pick(0, 6), pick(0, 1'439) * 1min);
    auto const wish = plan.at(now);
    auto const end = std::min(wish.until.value_or(at(20, 0min)), at(20, 0min));
    for (auto moment = now; moment < end; moment += 30min) {
      auto const then = plan.at(moment);
      REQUIRE(then.on == wish.on);
      REQUIRE(then.percent == wish.percent);
      REQUIRE(then.until == wish.until);
    }
    if (end == wish.until) {
      auto const then = plan.at(end);
      REQUIRE((then.on != wish.on || then.percent != wish.percent));
      ++ends;
    }
  }
  CHECK(ends > 100);
}
