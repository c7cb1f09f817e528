#include "drivers/pixel_path.hpp"

namespace signboard {
namespace {

// Cards have tables from 1.0 to 2.8; below 1 is for lamps behind a receiver that brightens.
constexpr double gamma_smallest = 0.25, gamma_largest = 4.0;

std::vector<std::uint32_t> lamps_if_needed(Wiring const& wiring, Size size) {
  return wiring == Wiring{} ? std::vector<std::uint32_t>{} : lamp_order(wiring, size);
}

}  // namespace

PixelPath::PixelPath(Settings& settings, Size size)
    : lamps_(lamps_if_needed(take_wiring(settings), size)),
      order_(take_colour_order(settings)),
      gamma_(settings.real("gamma", 1.0, gamma_smallest, gamma_largest)),
      curve_(gamma_, 100) {}

void PixelPath::set_brightness(int percent) { curve_ = LampCurve(gamma_, percent); }

std::span<std::byte const> PixelPath::bytes(Frame const& frame) {
  if (lamps_.empty() && order_ == order_rgb && curve_.is_identity()) return bytes_of(frame);
  pack_rgb888(frame, lamps_, order_, curve_, packed_);
  return packed_;
}

}  // namespace signboard
