#include "playlists/day_words.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"

using namespace signboard;
using std::chrono::local_days;
using std::chrono::year;

namespace {

local_days const national_day{year{2026} / 10 / 1};

std::string words(std::string language, std::string format, local_days day = national_day,
                  std::optional<local_days> target = {}) {
  Text const text{std::move(language), std::move(format)};
  auto const checked = check_day_format(text, target);
  if (checked.has_error()) return std::string(checked.error().id);
  return day_words(text, day, target);
}

}  // namespace

TEST_CASE("a format says the day in words, in the language of the text") {
  CHECK(words("zh-Hans", "{year}年{month}月{day}日 {weekday}") == "2026年10月1日 星期四");
  CHECK(words("", "{weekday}") == "星期四");
  CHECK(words("en", "{weekday}, {year}-{month}-{day}") == "Thursday, 2026-10-1");
  CHECK(words("bo", "{weekday}།") == "གཟའ་ཕུར་བུ།");
  CHECK(words("bo-CN", "ཟླ་{month}ཚེས་{day}") == "ཟླ་10ཚེས་1");
  CHECK(words("zh-Hans", "今天") == "今天");
}

TEST_CASE("all seven days of the week have their names") {
  std::string chinese, tibetan, english;
  for (int i = 0; i < 7; ++i) {
    auto const day = local_days{year{2026} / 10 / 4} + std::chrono::days{i};
    chinese += words("zh", "{weekday} ", day);
    tibetan += words("bo", "{weekday} ", day);
    english += words("en", "{weekday} ", day);
  }
  CHECK(chinese == "星期日 星期一 星期二 星期三 星期四 星期五 星期六 ");
  CHECK(tibetan == "གཟའ་ཉི་མ གཟའ་ཟླ་བ གཟའ་མིག་དམར གཟའ་ལྷག་པ གཟའ་ཕུར་བུ གཟའ་པ་སངས གཟའ་སྤེན་པ ");
  CHECK(english == "Sunday Monday Tuesday Wednesday Thursday Friday Saturday ");
}

TEST_CASE("the Chinese calendar is told in Chinese, whatever the language") {
  CHECK(words("zh-Hans", "农历{lunar_year}{zodiac}年{lunar_month}{lunar_day}") == "农历丙午马年八月廿一");
  CHECK(words("en", "{lunar_month}{lunar_day}", local_days{year{2025} / 7 / 25}) == "闰六月初一");
  CHECK(words("zh-Hans", "今日{solar_term}", local_days{year{2026} / 10 / 8}) == "今日寒露");
  CHECK(words("zh-Hans", "{solar_term}").empty());
  CHECK(words("zh-Hans", "[{lunar_year}{lunar_day}]", local_days{year{2101} / 1 / 1}) == "[]");
}

TEST_CASE("digits are European, and Tibetan where the format asks for them") {
  CHECK(words("bo", "{year_bo}་{month_bo}་{day_bo}") == "༢༠༢༦་༡༠་༡");
  CHECK(words("bo", "{days_bo}", national_day, local_days{year{2027} / 2 / 6}) == "༡༢༨");
}

TEST_CASE("a countdown counts days to its target, and from there on the days since") {
  auto const to = [](local_days day) { return words("zh-Hans", "{days}", day, national_day); };
  CHECK(to(local_days{year{2026} / 1 / 1}) == "273");
  CHECK(to(national_day - std::chrono::days{1}) == "1");
  CHECK(to(national_day) == "0");
  CHECK(to(national_day + std::chrono::days{100}) == "100");
}

TEST_CASE("what a format asks for and nobody knows is found before it is shown") {
  auto const unknown = check_day_format({"zh-Hans", "{year}年{mouth}月"}, {});
  REQUIRE(unknown.has_error());
  CHECK(unknown.error().id == "day.unknown_placeholder");
  CHECK(value_of(unknown.error(), "name") == "{mouth}");
  CHECK(value_of(unknown.error(), "known") ==
        "{year} {month} {day} {weekday} {lunar_year} {lunar_month} {lunar_day} {zodiac} {solar_term} {days} {year_bo} "
        "{month_bo} {day_bo} {days_bo}");
  auto const open = check_day_format({"zh-Hans", "今年{year年"}, {});
  REQUIRE(open.has_error());
  CHECK(open.error().id == "day.open_brace");
  CHECK(value_of(open.error(), "column") == "3");
  CHECK(words("zh-Hans", "还有{days}天") == "day.no_target");
  CHECK(words("zh-Hans", "{}") == "day.unknown_placeholder");
  CHECK(words("zh-Hans", "{{year}}") == "day.unknown_placeholder");
  CHECK(words("ug", "{weekday}") == "day.no_weekday");
  CHECK(words("ug", "{year}}") == "2026}");
}
