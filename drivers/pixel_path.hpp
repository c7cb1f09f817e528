#pragma once

#include "base/frame.hpp"
#include "drivers/pack.hpp"
#include "drivers/settings.hpp"
#include "drivers/wiring.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

/// The way from a frame to three bytes a lamp, as formats that carry plain pixels want them: wiring, colour order,
/// gamma and brightness. Where there is nothing to change, nothing is copied.
class PixelPath {
 public:
  /// Takes the settings of take_wiring and take_colour_order, and `gamma`.
  PixelPath(Settings& settings, Size size);

  void set_brightness(int percent);

  /// The frame's own bytes, or bytes kept here until the next call.
  std::span<std::byte const> bytes(Frame const& frame);

 private:
  std::vector<std::uint32_t> lamps_;  ///< empty where the wire runs as the frame does
  ColourOrder order_;
  double gamma_;
  LampCurve curve_;
  std::vector<std::byte> packed_;
};

}  // namespace signboard
