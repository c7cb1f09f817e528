#include "controller/signctl/moments.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

OfficeTime office() { return {*parse_wall_time("2026-11-22T16:40:00+08:00", {}), 480min}; }

std::string told(std::string_view text, DayEnd end = DayEnd::first) {
  auto const moment = parse_moment("--until", text, office(), end);
  return moment ? format_wall_time(*moment, 480min) : std::string(moment.error().id);
}

}  // namespace

TEST_CASE("a duration is counted in minutes, hours, days and weeks, or several of them") {
  CHECK(*parse_duration("--for", "90m") == 90min);
  CHECK(*parse_duration("--for", "3h") == 3h);
  CHECK(*parse_duration("--for", "1d") == 24h);
  CHECK(*parse_duration("--for", "1h30m") == 90min);
  CHECK(*parse_duration("--for", "2w") == 336h);
}

TEST_CASE("what is no duration is refused") {
  for (auto const* const text : {"", "3", "h", "0m", "-3h", "3 h", "3x", "400d", "99999999999999999999h", "1.5h"}) {
    INFO(text);
    auto const refused = parse_duration("--for", text);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().id == "cli.bad_value");
  }
}

TEST_CASE("a time of day is today's, in the office") {
  CHECK(told("19:40") == "2026-11-22T19:40:00+08:00");
  CHECK(told("9:05") == "2026-11-22T09:05:00+08:00");
}

TEST_CASE("a moment is in the time of the office unless it says otherwise") {
  CHECK(told("2026-11-23T07:00") == "2026-11-23T07:00:00+08:00");
  CHECK(told("2026-11-23T07:00:30") == "2026-11-23T07:00:30+08:00");
  CHECK(told("2026-11-23T07:00:00Z") == "2026-11-23T15:00:00+08:00");
}

TEST_CASE("a date is the first moment of its day, or the one after its last") {
  CHECK(told("2026-11-30") == "2026-11-30T00:00:00+08:00");
  CHECK(told("2026-11-30", DayEnd::last) == "2026-12-01T00:00:00+08:00");
}

TEST_CASE("what is no moment is refused") {
  for (auto const* const text : {"", "noon", "25:00", "19.40", "2026-11-31", "2026-11-22T", "19:4", "3h"}) {
    INFO(text);
    CHECK(told(text) == "cli.bad_value");
  }
}
