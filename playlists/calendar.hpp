#pragma once

#include "base/time.hpp"

#include <chrono>

namespace signboard {

/// The day it is where the clocks are `utc_offset` ahead of UTC.
std::chrono::local_days day_of(WallTime time, std::chrono::minutes utc_offset);

/// The moment that day begins there.
WallTime start_of(std::chrono::local_days day, std::chrono::minutes utc_offset);

}  // namespace signboard
