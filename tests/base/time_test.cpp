#include "base/time.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using std::chrono::minutes;

TEST_CASE("a time is read with its offset, or with the office's where it has none") {
  auto const zulu = parse_wall_time("2026-11-22T00:30:00Z", minutes{0});
  REQUIRE(zulu.has_value());
  CHECK(parse_wall_time("2026-11-22T08:30:00+08:00", minutes{0}).value() == zulu.value());
  CHECK(parse_wall_time("2026-11-22 08:30", minutes{480}).value() == zulu.value());
  CHECK(parse_wall_time("2026-11-21T20:00:00-04:30", minutes{0}).value() == zulu.value());
  CHECK(parse_wall_time("2026-11-22T00:30:00.25Z", minutes{0}).value() - zulu.value() ==
        std::chrono::milliseconds{250});
}

TEST_CASE("a time is written so that it is read back as the same") {
  for (auto const* const text :
       {"2026-11-22T08:30:00+08:00", "1970-01-01T00:00:00+00:00", "2024-02-29T23:59:59.000000001-03:30"}) {
    auto const offset = parse_utc_offset(std::string_view(text).substr(std::string_view(text).size() - 6)).value();
    CHECK(format_wall_time(parse_wall_time(text, minutes{0}).value(), offset) == text);
  }
}

TEST_CASE("what is no time is refused with the text itself") {
  auto const* const text =
      GENERATE("", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T08:30:00+08:00x", "2026-11-22",
               "26-11-22T08:30:00Z", "1969-12-31T23:59:59Z", "2026-11-22T08:30:00.Z");
  auto const time = parse_wall_time(text, minutes{0});
  REQUIRE(time.has_error());
  CHECK(time.error().id == "time.unreadable");
  CHECK(time.error().values.front().second == text);
}
