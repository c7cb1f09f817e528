#include "drivers/wiring.hpp"

namespace signboard {
namespace {

struct Spot {
  int x = 0, y = 0;
};

bool is_sideways(Wiring::Rotation rotation) {
  return rotation == Wiring::Rotation::quarter || rotation == Wiring::Rotation::three_quarters;
}

/// The lamp `along` steps down line number `line`, on the panel before it was turned.
Spot spot_on_panel(Wiring const& wiring, Size panel, int line, int along) {
  bool const by_rows = wiring.lines == Wiring::Lines::rows;
  auto const steps = by_rows ? panel.width : panel.height;
  if (wiring.path == Wiring::Path::serpentine && line % 2 == 1) along = steps - 1 - along;
  Spot spot = by_rows ? Spot{along, line} : Spot{line, along};
  using enum Wiring::Corner;
  if (wiring.corner == top_right || wiring.corner == bottom_right) spot.x = panel.width - 1 - spot.x;
  if (wiring.corner == bottom_left || wiring.corner == bottom_right) spot.y = panel.height - 1 - spot.y;
  return spot;
}

/// Where a lamp of the panel is seen once the panel is turned clockwise.
Spot spot_on_frame(Wiring::Rotation rotation, Size frame, Spot lamp) {
  switch (rotation) {
    case Wiring::Rotation::none:
      return lamp;
    case Wiring::Rotation::quarter:
      return {frame.width - 1 - lamp.y, lamp.x};
    case Wiring::Rotation::half:
      return {frame.width - 1 - lamp.x, frame.height - 1 - lamp.y};
    case Wiring::Rotation::three_quarters:
      return {lamp.y, frame.height - 1 - lamp.x};
  }
  return lamp;
}

}  // namespace

std::vector<std::uint32_t> lamp_order(Wiring const& wiring, Size frame) {
  auto const panel = is_sideways(wiring.rotation) ? Size{frame.height, frame.width} : frame;
  bool const by_rows = wiring.lines == Wiring::Lines::rows;
  auto const lines = by_rows ? panel.height : panel.width;
  auto const steps = by_rows ? panel.width : panel.height;
  std::vector<std::uint32_t> order;
  order.reserve(static_cast<std::size_t>(lines) * static_cast<std::size_t>(steps));
  for (int line = 0; line < lines; ++line) {
    for (int along = 0; along < steps; ++along) {
      auto const seen = spot_on_frame(wiring.rotation, frame, spot_on_panel(wiring, panel, line, along));
      order.push_back(static_cast<std::uint32_t>(seen.y * frame.width + seen.x));
    }
  }
  return order;
}

Wiring take_wiring(Settings& settings) {
  Wiring wiring;
  wiring.lines = static_cast<Wiring::Lines>(settings.choice("lines", 0, {"rows", "columns"}));
  wiring.path = static_cast<Wiring::Path>(settings.choice("path", 0, {"progressive", "serpentine"}));
  wiring.corner = static_cast<Wiring::Corner>(
      settings.choice("corner", 0, {"top_left", "top_right", "bottom_left", "bottom_right"}));
  wiring.rotation = static_cast<Wiring::Rotation>(settings.choice("rotation", 0, {"0", "90", "180", "270"}));
  return wiring;
}

ColourOrder take_colour_order(Settings& settings) {
  constexpr std::array<ColourOrder, 6> orders{{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}};
  return orders[settings.choice("order", 0, {"rgb", "rbg", "grb", "gbr", "brg", "bgr"})];
}

}  // namespace signboard
