#include "controller/clock.hpp"

#include <ctime>

namespace signboard {

Now SystemClock::now() const {
  // The wall clock is read between two readings of the steady one; their middle belongs to it. A thread put aside
  // between the two would otherwise shift the phase of every screen by as long as it slept.
  auto const before = std::chrono::steady_clock::now();
  auto const wall = std::chrono::system_clock::now();
  auto const after = std::chrono::steady_clock::now();
  return {before + (after - before) / 2, wall};
}

SteadyTime SystemClock::uptime() const {
  timespec up{};
  if (::clock_gettime(CLOCK_BOOTTIME, &up) != 0) return now().steady;
  return SteadyTime{std::chrono::seconds{up.tv_sec} + std::chrono::nanoseconds{up.tv_nsec}};
}

}  // namespace signboard
