#pragma once

#include <cstdint>
#include <ctime>

namespace signboard {

inline std::int64_t nanoseconds_of(timespec const& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

inline std::int64_t read_clock(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return nanoseconds_of(time);
}

inline std::int64_t cpu_time() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }  ///< of this thread, nanoseconds
inline std::int64_t steady_time() { return read_clock(CLOCK_MONOTONIC); }       ///< nanoseconds
inline std::int64_t wall_time() { return read_clock(CLOCK_REALTIME); }  ///< nanoseconds, as kernels stamp packets

/// Milliseconds between two readings.
inline double milliseconds(std::int64_t from, std::int64_t to) { return static_cast<double>(to - from) / 1e6; }

}  // namespace signboard
