#include "playlists/hours.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

TEST_CASE("every day of the week is found again by its name") {
  int bit = 1;
  for (auto const name : weekday_names()) {
    CHECK(weekday_named(name) == bit);
    CHECK(names_of(*weekday_named(name)) == std::vector{name});
    bit <<= 1;
  }
  CHECK(names_of(every_day).size() == 7);
  CHECK(names_of(0).empty());
  CHECK(names_of(0b10001) == std::vector<std::string_view>{"mon", "fri"});
}

TEST_CASE("a word that is no day of the week has no bit") {
  for (auto const* word : {"", "Mon", "monday", "mon-fri", "1", "周一"}) CHECK_FALSE(weekday_named(word));
}

TEST_CASE("a window is two times of the day with a dash between them") {
  CHECK(*parse_day_window("08:30-12:00") == DayWindow{510min, 720min});
  CHECK(*parse_day_window("8:30-9:00") == DayWindow{510min, 540min});
  CHECK(*parse_day_window("22:00-02:00") == DayWindow{1'320min, 120min});
  CHECK(*parse_day_window("0:00-24:00") == DayWindow{});
  CHECK(*parse_day_window("00:00-00:00") == DayWindow{0min, 0min});
}

TEST_CASE("what is no window is refused by its words") {
  for (auto const* text : {"", "-", "08:30", "08:30-", "8-12", "08:30—12:00", "08:30 - 12:00", "24:00-02:00",
                           "23:00-24:01", "25:00-26:00", "08:60-09:00", "08:3-09:00", "008:30-09:00", "-1:30-09:00",
                           "08:30-12:00-13:00", "08:30-12:00:00", "：", "+8:30-9:00"}) {
    auto const window = parse_day_window(text);
    REQUIRE(window.has_error());
    CHECK(window.error().id == "schedule.bad_window");
    CHECK(window.error().values == Values{{"window", text}});
  }
}

TEST_CASE("a window is written with two digits, and read again as the same") {
  CHECK(format_day_window({510min, 720min}) == "08:30-12:00");
  CHECK(format_day_window({}) == "00:00-24:00");
  for (int from = 0; from < 1'440; from += 7)
    for (int until = 0; until <= 1'440; until += 15) {
      DayWindow const window{from * 1min, until * 1min};
      REQUIRE(*parse_day_window(format_day_window(window)) == window);
    }
}
