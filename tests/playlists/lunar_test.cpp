#include "playlists/lunar.hpp"

#include "tests/support/catch.hpp"

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

using namespace signboard;
using namespace std::chrono_literals;
using std::chrono::local_days;

namespace {

local_days on(int year, unsigned month, unsigned day) {
  return local_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

std::string words(local_days day) {
  auto const lunar = lunar_day(day);
  if (!lunar) return "nothing";
  return year_word(*lunar) + " " + month_word(*lunar) + " " + std::string(lunar_day_word(*lunar)) + " " +
         std::string(zodiac_word(*lunar)) + " " + std::string(solar_term(day));
}

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string digest_of(int year) {
  std::uint64_t digest = 0xcbf29ce484222325U;
  for (auto day = on(year, 1, 1); day < on(year + 1, 1, 1); day += std::chrono::days{1}) {
    std::chrono::year_month_day const date{day};
    auto const line = std::to_string(year) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
                      two(static_cast<unsigned>(date.day())) + " " + words(day) + "\n";
    for (char const byte : line) digest = (digest ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(digest >> static_cast<unsigned>(shift)) & 15U];
  return text;
}

}  // namespace

TEST_CASE("a day has its lunar year, month, day and animal, and a solar term if one falls on it") {
  CHECK(words(on(2026, 10, 1)) == "丙午 八月 廿一 马 ");
  CHECK(words(on(2026, 2, 17)) == "丙午 正月 初一 马 ");
  CHECK(words(on(2026, 2, 16)) == "乙巳 腊月 廿九 蛇 ");
  CHECK(words(on(2026, 2, 4)) == "乙巳 腊月 十七 蛇 立春");
  CHECK(words(on(2024, 2, 10)) == "甲辰 正月 初一 龙 ");
  CHECK(words(on(2026, 12, 22)) == "丙午 冬月 十四 马 冬至");
}

TEST_CASE("Spring Festival falls on these days") {  // 2027: Hong Kong Observatory, cited in tc39/test262 #4769
  for (auto const day : {on(1999, 2, 16), on(2012, 1, 23), on(2018, 2, 16), on(2027, 2, 6), on(2030, 2, 3),
                         on(2033, 1, 31), on(2034, 2, 19), on(2050, 1, 23)}) {
    auto const lunar = lunar_day(day);
    REQUIRE(lunar.has_value());
    CHECK(*lunar == LunarDay{static_cast<int>(std::chrono::year_month_day{day}.year()), 1, false, 1});
  }
}

TEST_CASE("where a new moon is close to midnight, the month begins on the right day") {
  CHECK(words(on(1999, 1, 17)).starts_with("戊寅 腊月 初一"));
  CHECK(words(on(2012, 8, 17)).starts_with("壬辰 七月 初一"));
  CHECK(words(on(2018, 11, 7)).starts_with("戊戌 九月 三十"));
  CHECK(words(on(2018, 11, 8)).starts_with("戊戌 十月 初一"));
  CHECK(words(on(2027, 2, 5)).starts_with("丙午 腊月 廿九"));
  CHECK(words(on(2030, 2, 2)).starts_with("己酉 腊月 三十"));
}

TEST_CASE("a leap month follows the month whose number it has") {
  CHECK(words(on(2025, 7, 24)).starts_with("乙巳 六月 三十"));
  CHECK(words(on(2025, 7, 25)).starts_with("乙巳 闰六月 初一"));
  CHECK(words(on(2025, 8, 22)).starts_with("乙巳 闰六月 廿九"));
  CHECK(words(on(2025, 8, 23)).starts_with("乙巳 七月 初一"));
  CHECK(words(on(2033, 12, 22)).starts_with("癸丑 闰冬月 初一"));  // not after the seventh month, as others have it
  CHECK(words(on(2034, 1, 20)).starts_with("癸丑 腊月 初一"));
}

TEST_CASE("before 1900 and after 2100 there is no answer rather than a wrong one") {
  CHECK(words(on(1900, 1, 1)) == "己亥 腊月 初一 猪 ");
  CHECK(words(on(2100, 12, 31)) == "庚申 腊月 初一 猴 ");
  for (auto const day : {on(1899, 12, 31), on(2101, 1, 1), on(-4000, 6, 6), on(9999, 12, 31)}) {
    CHECK(!lunar_day(day));
    CHECK(solar_term(day).empty());
  }
}

TEST_CASE("every day from 1900 to 2100 is as another library has it") {  // vectors/lunar_digests.mjs
  std::ifstream file(SIGNBOARD_SOURCE_DIR "/tests/playlists/vectors/lunar_digests.txt");
  std::string comment;
  REQUIRE(std::getline(file, comment));
  std::map<int, std::string> expected;
  int year = 0;
  for (std::string digest; file >> year >> digest;) expected[year] = digest;
  REQUIRE(expected.size() == 201);
  for (auto const& [each, digest] : expected) {
    INFO(each);
    CHECK(digest_of(each) == digest);
  }
}

TEST_CASE("each day follows the one before it") {
  for (auto day = on(1900, 1, 1); day < on(2100, 12, 31); day += std::chrono::days{1}) {
    auto const today = *lunar_day(day);
    auto const next = *lunar_day(day + std::chrono::days{1});
    if (next.day == 1)
      CHECK((today.day == 29 || today.day == 30));
    else
      CHECK(next == LunarDay{today.year, today.month, today.is_leap, today.day + 1});
  }
}
