#pragma once

#include "tests/bench/bench.hpp"

#include <functional>
#include <vector>

namespace signboard {

/// Nanoseconds of CPU a frame, one for each chunk.
struct FrameCosts {
  std::vector<double> product, rival;
};

/// Chunks of 50 frames of the product, scrolling zh2000 over a screen of that size, alternate with 50 turns of a rival.
FrameCosts compare_scroll(Setup const& setup, Size screen, std::function<void(int turn)> const& rival);

}  // namespace signboard
