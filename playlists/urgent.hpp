#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <chrono>

namespace signboard {

/// What the office allows for its urgent notices.
struct UrgentRules {
  std::chrono::minutes longest = std::chrono::hours{24};  ///< what goes on longer is no longer urgent, and forgotten
  std::chrono::minutes utc_offset{480};                   ///< for messages
};

/// The end of an urgent notice that is accepted now. Errors: urgent.already_over {until, now},
/// urgent.too_long {until, latest}.
Result<WallTime> urgent_end(WallTime now, WallTime wanted_until, UrgentRules const& rules);

}  // namespace signboard
