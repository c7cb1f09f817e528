#pragma once

#include "base/result.hpp"
#include "playlists/announcement.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signboard {

// Words about a day, from a format with placeholders: {year} {month} {day} {weekday} {lunar_year} {lunar_month}
// {lunar_day} {zodiac} {solar_term} {days}. The weekday is named in the language of the text, what belongs to the
// Chinese calendar in Chinese. Numbers are written in European digits, and in Tibetan ones where the placeholder says
// so: {year_bo} {month_bo} {day_bo} {days_bo}.

/// Whether the format can be filled, on any day. Errors: day.unknown_placeholder {name, known}, with their braces;
/// day.open_brace {column}, in characters from 1; day.no_weekday {language, known}; day.no_target: {days} without a
/// target day.
Result<void> check_day_format(Text const& format, std::optional<std::chrono::local_days> target);

/// The words for a day. {days}: how many days lie between it and the target, before or after. Empty for a solar term on
/// the days that have none, and for the lunar calendar outside 1900 to 2100. The format must have been checked.
std::string day_words(Text const& format, std::chrono::local_days day, std::optional<std::chrono::local_days> target);

}  // namespace signboard
