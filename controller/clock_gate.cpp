#include "controller/clock_gate.hpp"

namespace signboard {

bool ClockGate::look(Now now) {
  auto const before = doubt_;
  if (seen_) {
    auto const step = (now.wall - last_.wall) - (now.steady - last_.steady);
    bool const is_far = step > limit_ || step < -limit_;
    // A clock that was plainly wrong and comes right has been set by a time server or a person: that is no new doubt.
    bool const was_early = doubt_ == Doubt::before_build || doubt_ == Doubt::before_record;
    bool const comes_right = was_early && now.wall >= earliest_;
    if (is_far && !comes_right) {
      doubt_ = Doubt::stepped;
      vouched_ = false;
    }
  }
  if (now.wall < earliest_) {
    if (!vouched_) doubt_ = now.wall < built_ ? Doubt::before_build : Doubt::before_record;
  } else if (doubt_ == Doubt::before_build || doubt_ == Doubt::before_record) {
    doubt_ = Doubt::none;
  }
  last_ = now;
  seen_ = true;
  return doubt_ != before;
}

void ClockGate::confirm(Now now) {
  doubt_ = Doubt::none;
  vouched_ = true;
  last_ = now;
  seen_ = true;
}

WallTime build_time() { return WallTime{std::chrono::seconds{SIGNBOARD_BUILT}}; }

}  // namespace signboard
