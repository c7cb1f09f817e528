#pragma once

#include "base/time.hpp"

#include <optional>

namespace signboard {

/// When an announcement may be seen: half-open, [from, until). Empty means always.
struct Schedule {
  std::optional<WallTime> from, until;
  bool operator==(Schedule const&) const = default;

  bool covers(WallTime now) const;
  /// The first moment after `now` at which covers() changes its answer, if there is one.
  std::optional<WallTime> next_change(WallTime now) const;
  /// The last moment at or before `now` at which covers() changed its answer, if there was one.
  std::optional<WallTime> last_change(WallTime now) const;
};

}  // namespace signboard
