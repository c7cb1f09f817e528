#pragma once

#include "base/time.hpp"

namespace signboard {

/// Where time comes from. Read once at the top of a turn; what lies below is handed the reading.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Now now() const = 0;
  /// How long the machine has been up, sleep included: for spans that must not grow. Not to be mixed with `steady`.
  virtual SteadyTime uptime() const { return now().steady; }
};

/// The machine's own clocks.
class SystemClock final : public Clock {
 public:
  Now now() const override;
  SteadyTime uptime() const override;
};

}  // namespace signboard
