#pragma once

#include <cstdint>
#include <thread>
#include <vector>

namespace signboard {

inline constexpr std::int64_t beat_period = 16'666'667;  ///< sixty a second, in nanoseconds
inline constexpr double beat_period_ms = beat_period / 1e6;

/// By how many milliseconds the steps from one to the next are off a sixtieth of a second. Throws if there are no two.
std::vector<double> deviations(std::vector<std::int64_t> const& at);

enum class Priority : std::uint8_t { ordinary, real_time };

/// A thread that only sleeps from beat to beat: nobody can be more regular than that here.
class Control {
 public:
  explicit Control(Priority priority);

  struct Beats {
    std::vector<std::int64_t> at;
    bool real_time = false;  ///< whether the system gave it the priority of the daemon
  };
  Beats stop();

 private:
  void run(std::stop_token const& stop, Priority priority);

  Beats beats_;
  std::jthread thread_;
};

}  // namespace signboard
