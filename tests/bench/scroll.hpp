#pragma once

#include "tests/bench/bench.hpp"
#include "tests/bench/scenes.hpp"

#include <functional>
#include <vector>

namespace signboard {

/// Nanoseconds of CPU a frame, one for each chunk.
struct FrameCosts {
  std::vector<double> product, rival;
};

/// `frames` runs of the product with numbers from 0, then as many of the rival, 240 times: so that both meet the same
/// disturbances, and the median chunk counts.
FrameCosts compare_frames(std::function<void(int frame)> const& product, std::function<void(int frame)> const& rival);

/// A rival that copies so many bytes.
std::function<void(int frame)> copying(std::size_t bytes);

/// Chunks of 50 frames of the product, scrolling zh2000 over a screen of that size, alternate with 50 turns of a rival.
FrameCosts compare_scroll(Setup const& setup, Size screen, std::function<void(int turn)> const& rival);

}  // namespace signboard
