#pragma once

#include "base/result.hpp"
#include "controller/config.hpp"
#include "drivers/driver.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace signboard {

/// What a frame costs on a line that carries a known number of bits a second.
struct LineBudget {
  std::size_t bytes = 0;  ///< of a whole frame, as the driver says it
  int bits_per_byte = 10;
  int baud = 0;
  std::chrono::milliseconds settle{0};  ///< that the card takes for itself

  std::chrono::nanoseconds frame_time() const;
  int fps_most() const;  ///< whole frames a second; 0 where a frame takes longer than that
};

/// Asks the driver for a black frame and counts. Nothing where the line has no rate of its own, or where screen, line
/// or settings are wrong, which others report.
std::optional<LineBudget> line_budget(Screen const& screen, DriverKind const& kind);

/// `wanted` if the line carries it; where it is only the `usual` rate, what fits instead. A wish for 1 is always
/// granted: pictures then come as fast as the line can. Errors: config.fps_too_high {fps, most, ...} and
/// config.line_too_slow {seconds, ...}, both with the arithmetic {bytes, bits, baud, rest, ms}.
enum class Rate : std::uint8_t { usual, wanted };
Result<int> affordable_fps(LineBudget const& budget, int fps, Rate rate);

}  // namespace signboard
