#pragma once

#include "playlists/schedule.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace signboard {

// What every way of writing an announcement asks of it, whether it comes as TOML or as JSON.

bool is_blank(std::string_view words);
/// The shape of a BCP 47 tag (RFC 5646, section 2.1): a language of two or three letters, then parts of up to eight
/// letters and digits.
bool is_language(std::string_view tag);

inline constexpr std::size_t windows_max = 48;  // one for every half hour

std::span<std::string_view const> weekday_names();  ///< `mon` to `sun`
std::optional<Weekdays> weekday_named(std::string_view name);
std::optional<DayWindow> day_window_named(std::string_view text);  ///< `08:30-12:00`; the day ends at `24:00`
std::string name_of(DayWindow window);

}  // namespace signboard
