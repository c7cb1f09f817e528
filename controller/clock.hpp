#pragma once

#include "base/time.hpp"

namespace signboard {

/// Where time comes from. Read once at the top of a turn; what lies below is handed the reading.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Now now() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock {
 public:
  Now now() const override;
};

}  // namespace signboard
