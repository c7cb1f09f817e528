#pragma once

#include "controller/scene.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

/// What one tone makes of ink: a table by coverage, and for a gradient one of its colours by place.
class Palette {
 public:
  Palette(Tone const& tone, double contrast);

  /// Whether the colour is the same everywhere, so that `cover` may be used.
  bool plain() const { return tone_.gradient == Tone::Gradient::none; }

  /// Replaces the pixels at `out` by ink on dark ground; plain tones only.
  void cover(std::span<std::uint8_t const> ink, Rgb* out) const;

  /// Lays ink over the pixels at `out`, the first of which is at `sheet`.
  void blend(std::span<std::uint8_t const> ink, Point sheet, Rgb* out) const;

 private:
  Tone tone_;
  std::array<std::int64_t, 256> light_;    // by coverage, in fractions of 2^40
  std::array<Rgb, 256> colours_;           // by coverage; plain tones
  std::array<std::uint32_t, 256> padded_;  // the same, to be stored four bytes at a time
  std::vector<Rgb> along_;                 // full ink, once through the gradient
};

}  // namespace signboard
