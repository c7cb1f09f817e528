// The Chinese calendar by table: it follows from the true places of sun and moon over Beijing, and the libraries that
// compute it on this system are wrong where a new moon falls close to midnight (lunar_table.mjs).

#include "playlists/lunar.hpp"

#include "playlists/lunar_table.hpp"

#include <array>
#include <cassert>

namespace signboard {
namespace {

using std::chrono::local_days;

constexpr int last_year = 2100;

std::size_t row_of(int year) { return static_cast<std::size_t>(year - first_lunar_row); }

std::chrono::year_month_day civil(local_days day) { return std::chrono::year_month_day{day}; }

bool is_covered(local_days day) {
  int const year = static_cast<int>(civil(day).year());
  return year > first_lunar_row && year <= last_year;
}

local_days start_of_lunar_year(int year) {
  auto const row = lunar_year_rows()[row_of(year)];
  return local_days{std::chrono::year{year} / 1 / 21} + std::chrono::days{row.months >> 17U};
}

}  // namespace

std::optional<LunarDay> lunar_day(local_days day) {
  if (!is_covered(day)) return std::nullopt;
  LunarDay lunar;
  lunar.year = static_cast<int>(civil(day).year());
  if (day < start_of_lunar_year(lunar.year)) --lunar.year;
  auto const months = lunar_year_rows()[row_of(lunar.year)].months;
  auto const leap = static_cast<int>(months & 15U);
  auto left = static_cast<int>((day - start_of_lunar_year(lunar.year)).count());
  for (unsigned bit = 4;; ++bit) {
    assert(bit < 17);
    int const length = 29 + static_cast<int>((months >> bit) & 1U);
    if (left < length) break;
    left -= length;
    if (lunar.month == leap && !lunar.is_leap) {
      lunar.is_leap = true;
    } else {
      ++lunar.month;
      lunar.is_leap = false;
    }
  }
  lunar.day = left + 1;
  return lunar;
}

std::string year_word(LunarDay const& day) {
  static constexpr std::array<std::string_view, 10> stems{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
  static constexpr std::array<std::string_view, 12> branches{"子", "丑", "寅", "卯", "辰", "巳",
                                                             "午", "未", "申", "酉", "戌", "亥"};
  auto const since = static_cast<std::size_t>(day.year - 4);  // the year 4 was a 甲子
  return std::string(stems.at(since % 10)) + std::string(branches.at(since % 12));
}

std::string_view zodiac_word(LunarDay const& day) {
  static constexpr std::array<std::string_view, 12> animals{"鼠", "牛", "虎", "兔", "龙", "蛇",
                                                            "马", "羊", "猴", "鸡", "狗", "猪"};
  return animals.at(static_cast<std::size_t>(day.year - 4) % 12);
}

std::string month_word(LunarDay const& day) {
  static constexpr std::array<std::string_view, 12> months{"正月", "二月", "三月", "四月", "五月", "六月",
                                                           "七月", "八月", "九月", "十月", "冬月", "腊月"};
  return (day.is_leap ? "闰" : "") + std::string(months.at(static_cast<std::size_t>(day.month - 1)));
}

std::string_view lunar_day_word(LunarDay const& day) {
  static constexpr std::array<std::string_view, 30> days{"初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八",
                                                         "初九", "初十", "十一", "十二", "十三", "十四", "十五", "十六",
                                                         "十七", "十八", "十九", "二十", "廿一", "廿二", "廿三", "廿四",
                                                         "廿五", "廿六", "廿七", "廿八", "廿九", "三十"};
  return days.at(static_cast<std::size_t>(day.day - 1));
}

std::string_view solar_term(local_days day) {
  static constexpr std::array<std::string_view, 24> terms{
      "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
      "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"};
  if (!is_covered(day)) return {};
  auto const date = civil(day);
  auto const late = lunar_year_rows()[row_of(static_cast<int>(date.year()))].terms;
  auto const month = static_cast<std::size_t>(static_cast<unsigned>(date.month()) - 1);
  for (auto const term : {2 * month, 2 * month + 1})
    if (earliest_solar_terms()[term] + ((late >> (2 * term)) & 3U) == static_cast<unsigned>(date.day()))
      return terms.at(term);
  return {};
}

}  // namespace signboard
