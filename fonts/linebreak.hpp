#pragma once

#include "fonts/breaks.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace signboard {

/// The rules every message is broken by: those of strict Chinese, which leave the other scripts as they are.
inline constexpr char const* line_locale = "zh@lb=strict";

/// Sets `mark` at each unit before which a line may end: UAX #14 and the Tibetan house rule.
void mark_line_breaks(std::u16string_view text, Breaks& breaks, std::vector<std::uint8_t>& units, std::uint8_t mark);

}  // namespace signboard
