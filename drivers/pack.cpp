#include "drivers/pack.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace signboard {
namespace {

constexpr std::uint8_t more_than_half = 128;

/// One bit a pixel, most significant first, rows filled up to whole bytes.
template <class IsLit>
std::vector<std::byte> pack_bits(Frame const& frame, IsLit is_lit) {
  auto const row_bytes = (static_cast<std::size_t>(frame.width()) + 7) / 8;
  std::vector<std::byte> plane(row_bytes * static_cast<std::size_t>(frame.height()));
  auto const pixels = frame.pixels();
  auto const width = static_cast<std::size_t>(frame.width());
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    auto const x = i % width;
    if (is_lit(pixels[i])) plane[i / width * row_bytes + x / 8] |= std::byte{0x80} >> (x % 8);
  }
  return plane;
}

}  // namespace

LampCurve::LampCurve(double gamma, int percent) {
  assert(gamma > 0 && percent >= 0 && percent <= 100);
  for (std::size_t channel = 0; channel < table_.size(); ++channel) {
    auto const encoded = 255.0 * std::pow(static_cast<double>(channel) / 255.0, 1.0 / gamma);
    auto level = static_cast<std::uint8_t>(std::lround(encoded * percent / 100.0));
    if (channel >= more_than_half && percent > 0) level = std::max<std::uint8_t>(level, 1);
    table_[channel] = level;
    is_identity_ = is_identity_ && level == channel;
  }
}

std::uint8_t LampCurve::coarse(std::uint8_t channel, int bits) const {
  auto const level = table_[channel];
  auto const kept = static_cast<std::uint8_t>(level >> (8 - bits));
  return kept == 0 && channel >= more_than_half && level > 0 ? std::uint8_t{1} : kept;
}

std::vector<std::byte> pack_mono(Frame const& frame) {
  return pack_bits(frame, [](Rgb pixel) { return std::max({pixel.r, pixel.g, pixel.b}) >= more_than_half; });
}

RedGreenPlanes pack_red_green(Frame const& frame) {
  return {pack_bits(frame, [](Rgb pixel) { return pixel.r >= more_than_half; }),
          pack_bits(frame, [](Rgb pixel) { return pixel.g >= more_than_half; })};
}

std::vector<std::byte> pack_rgb565(Frame const& frame, LampCurve const& curve, ByteOrder byte_order) {
  std::vector<std::byte> packed(frame.pixels().size() * 2);
  WireWriter writer(packed);
  for (auto const pixel : frame.pixels()) {
    auto const word = (curve.coarse(pixel.r, 5) << 11) | (curve.coarse(pixel.g, 6) << 5) | curve.coarse(pixel.b, 5);
    writer.u16(static_cast<std::uint16_t>(word), byte_order);
  }
  return packed;
}

void pack_rgb888(Frame const& frame, std::span<std::uint32_t const> lamps, ColourOrder order, LampCurve const& curve,
                 std::vector<std::byte>& into) {
  auto const pixels = frame.pixels();
  assert(lamps.empty() || lamps.size() == pixels.size());
  into.resize(pixels.size() * 3);
  for (std::size_t lamp = 0; lamp < pixels.size(); ++lamp) {
    auto const pixel = pixels[lamps.empty() ? lamp : lamps[lamp]];
    std::array const channels{pixel.r, pixel.g, pixel.b};
    for (std::size_t i = 0; i < 3; ++i) into[lamp * 3 + i] = std::byte{curve(channels[order[i]])};
  }
}

}  // namespace signboard
