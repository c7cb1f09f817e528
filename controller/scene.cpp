#include "controller/scene.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {

Pace pace_for(int speed_px_s, int frames_per_second) {
  assert(speed_px_s > 0 && frames_per_second > 0);
  int const step = (speed_px_s + frames_per_second - 1) / frames_per_second;
  std::int64_t const nanoseconds_of_a_second = 1'000'000'000;
  auto const period = (step * nanoseconds_of_a_second + speed_px_s / 2) / speed_px_s;
  return {step, std::chrono::nanoseconds{period}};
}

Point Part::corner(std::int64_t beat) const {
  auto const n = static_cast<int>(std::clamp<std::int64_t>(beat, 0, beats - 1));
  return {start.x + n * step.x, start.y + n * step.y};
}

}  // namespace signboard
