// Writes playlists/lunar_table.cpp. The build does not need this script; run it only to check or to extend the table:
//
//   npm install tyme4ts@1.5.2        (MIT; in a scratch folder, with this script beside node_modules)
//   node lunar_table.mjs > lunar_table.cpp
//
// Why a table: ICU 72 puts 150 of the days between 1990 and 2059 into the wrong lunar month (Spring Festival 2027 on
// the 7th instead of the 6th of February). tests/playlists/lunar_test.cpp holds the table against another library.

import { LunarYear, SolarTerm } from 'tyme4ts';

const first = 1899, last = 2100; // the first days of 1900 belong to the lunar year 1899

function dayOfYear(date) {
  return Math.round((Date.UTC(date.getYear(), date.getMonth() - 1, date.getDay()) - Date.UTC(date.getYear(), 0, 1)) / 864e5);
}

function lunarWord(year) {
  const lunar = LunarYear.fromYear(year);
  const months = lunar.getMonths();
  let word = lunar.getLeapMonth();
  months.forEach((month, i) => {
    const days = month.getDayCount();
    if (days !== 29 && days !== 30) throw new Error(`a month of ${days} days in ${year}`);
    if (days === 30) word |= 1 << (4 + i);
  });
  const start = dayOfYear(months[0].getFirstJulianDay().getSolarDay());
  if (start < 20 || start > 51) throw new Error(`the year ${year} begins on day ${start}`);
  return (word | ((start - 20) << 17)) >>> 0;
}

// Term 0 is xiaohan (early January), term 23 dongzhi (late December); two in each month.
function termDay(year, term) {
  // The library counts from dongzhi of the year before.
  const day = SolarTerm.fromIndex(year, term + 1).getJulianDay().getSolarDay();
  const month = Math.floor(term / 2) + 1;
  if (day.getYear() !== year || day.getMonth() !== month) throw new Error(`term ${term} of ${year}: ${day}`);
  return day.getDay();
}

const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
const days = years.map((year) => Array.from({ length: 24 }, (_, term) => termDay(year, term)));
const earliest = Array.from({ length: 24 }, (_, term) => Math.min(...days.map((year) => year[term])));

function termWord(year) {
  let word = 0n;
  days[year - first].forEach((day, term) => {
    const late = day - earliest[term];
    if (late > 3) throw new Error(`term ${term} of ${year} is ${late} days late`);
    word |= BigInt(late) << BigInt(2 * term);
  });
  return word;
}

const rows = years.map((year) =>
  `    {0x${lunarWord(year).toString(16).padStart(6, '0')}, 0x${termWord(year).toString(16).padStart(12, '0')}},  // ${year}`);

console.log(`// Written by playlists/lunar_table.mjs from tyme4ts 1.5.2 (MIT, https://github.com/6tail/tyme4ts); not to be edited.

#include "playlists/lunar_table.hpp"

#include <array>

namespace signboard {
namespace {

constexpr std::array<LunarYearRow, ${years.length}> rows{{
${rows.join('\n')}
}};

constexpr std::array<std::uint8_t, 24> earliest{${earliest.slice(0, 12).join(', ')},
                                                ${earliest.slice(12).join(', ')}};

}  // namespace

std::span<LunarYearRow const> lunar_year_rows() { return rows; }
std::span<std::uint8_t const, 24> earliest_solar_terms() { return earliest; }

}  // namespace signboard`);
