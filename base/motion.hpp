#pragma once

#include <chrono>
#include <cstdint>

namespace signboard {

/// How a text comes and goes. `automatic` is spelled `auto` outside: it holds what fits and scrolls what does not.
enum class Effect : std::uint8_t { automatic, hold, scroll_left, scroll_up, page };

/// How one page of a text gives way to the next: at once, uncovered from the left, or rolled up from below.
enum class Transition : std::uint8_t { cut, wipe, roll };

/// How an announcement moves, in the units people use; a screen turns it into whole pixels per beat.
struct Motion {
  Effect effect = Effect::automatic;
  int speed_px_s = 60;                    ///< 1 to 2,000
  std::chrono::milliseconds hold{5'000};  ///< how long a still text or a page stays
  int repeats = 1;                        ///< how often it plays before the next one has its turn; 1 to 1,000
  Transition transition = Transition::cut;
  bool operator==(Motion const&) const = default;
};

}  // namespace signboard
