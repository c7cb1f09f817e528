#pragma once

#include "base/frame.hpp"
#include "drivers/settings.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace signboard {

/// How the lamps of a panel hang on their wire. Corner, lines and path are the panel's own, seen from the front with
/// its top up, before it was turned; `rotation` says how far clockwise it then was turned to hang where it hangs.
struct Wiring {
  enum class Lines : std::uint8_t { rows, columns } lines = Lines::rows;
  enum class Path : std::uint8_t { progressive, serpentine } path = Path::progressive;
  enum class Corner : std::uint8_t { top_left, top_right, bottom_left, bottom_right } corner = Corner::top_left;
  enum class Rotation : std::uint8_t { none, quarter, half, three_quarters } rotation = Rotation::none;
  bool operator==(Wiring const&) const = default;
};

/// Where each lamp finds its pixel: entry i is the index in the frame (row by row) of the i-th lamp on the wire.
std::vector<std::uint32_t> lamp_order(Wiring const& wiring, Size frame);

/// Which of r, g, b (0, 1, 2) a lamp wants first, second and third.
using ColourOrder = std::array<std::uint8_t, 3>;
inline constexpr ColourOrder order_rgb{0, 1, 2};

/// Settings `lines`, `path`, `corner`, `rotation` (degrees).
Wiring take_wiring(Settings& settings);
/// Setting `order`: rgb, rbg, grb, gbr, brg or bgr.
ColourOrder take_colour_order(Settings& settings);

}  // namespace signboard
