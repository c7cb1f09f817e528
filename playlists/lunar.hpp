#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signboard {

/// A day of the Chinese calendar (GB/T 33661-2017).
struct LunarDay {
  int year = 0;   ///< the solar year in which this lunar year begins
  int month = 1;  ///< 1 to 12; a leap month has the number of the one before it
  bool is_leap = false;
  int day = 1;  ///< 1 to 30
  bool operator==(LunarDay const&) const = default;
};

/// From 1 January 1900 to 31 December 2100; nothing outside.
std::optional<LunarDay> lunar_day(std::chrono::local_days day);

std::string year_word(LunarDay const& day);            ///< 丙午
std::string_view zodiac_word(LunarDay const& day);     ///< 马
std::string month_word(LunarDay const& day);           ///< 正月, 闰六月, 冬月, 腊月
std::string_view lunar_day_word(LunarDay const& day);  ///< 初一, 二十, 廿九, 三十

/// 立春, 清明, 冬至 on the day it falls on; empty on all others, and before 1900 and after 2100.
std::string_view solar_term(std::chrono::local_days day);

}  // namespace signboard
