#pragma once

#include "base/frame.hpp"
#include "drivers/wire.hpp"
#include "drivers/wiring.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

/// What becomes of a channel's byte on its way to the lamp: first encoded for a receiver that applies `gamma` itself
/// (1: the receiver shows bytes as they are), then dimmed to `percent`.
class LampCurve {
 public:
  LampCurve() : LampCurve(1.0, 100) {}
  LampCurve(double gamma, int percent);

  std::uint8_t operator()(std::uint8_t channel) const { return table_[channel]; }
  /// The same in a channel of only `bits` bits. What is more than half lit is never put out by dimming or by the
  /// coarser steps, unless percent is 0: a thin stroke must not lose its lamps at night.
  std::uint8_t coarse(std::uint8_t channel, int bits) const;
  bool is_identity() const { return is_identity_; }

 private:
  std::array<std::uint8_t, 256> table_{};
  bool is_identity_ = true;
};

/// One bit a pixel, most significant first, each row filled up to whole bytes with 0. Lit where any channel is more
/// than half.
std::vector<std::byte> pack_mono(Frame const& frame);

/// Two such planes, one for the red lamps and one for the green.
struct RedGreenPlanes {
  std::vector<std::byte> red, green;
};
RedGreenPlanes pack_red_green(Frame const& frame);

/// Two bytes a pixel: 5 bits red, 6 green, 5 blue.
std::vector<std::byte> pack_rgb565(Frame const& frame, LampCurve const& curve, ByteOrder byte_order);

/// Three bytes a lamp in the order of `lamps` (see lamp_order; empty: the frame's own order), written into `into`,
/// which is made as large as needed.
void pack_rgb888(Frame const& frame, std::span<std::uint32_t const> lamps, ColourOrder order, LampCurve const& curve,
                 std::vector<std::byte>& into);

}  // namespace signboard
