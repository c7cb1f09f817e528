#pragma once

#include <cstdint>
#include <span>

namespace signboard {

/// The first lunar year of the table. It is begun one before the first year people may ask for: the first days of 1900
/// belong to 1899.
inline constexpr int first_lunar_row = 1899;

/// One year, written by lunar_table.mjs.
struct LunarYearRow {
  /// Lunar year. Bits 0 to 3: the leap month, 0 if there is none; bit 4 + i: the month i (from 0, leap month counted
  /// where it stands) has 30 days, not 29; from bit 17: how many days after 21 January it begins.
  std::uint32_t months;
  /// Solar year. Two bits for each term from xiaohan (early January): days after `earliest_solar_terms`.
  std::uint64_t terms;
};

std::span<LunarYearRow const> lunar_year_rows();
/// The earliest day of its month on which each term falls; two terms in each month from January.
std::span<std::uint8_t const, 24> earliest_solar_terms();

}  // namespace signboard
