#include "fonts/fit.hpp"

#include <algorithm>

namespace signboard {

Fit fit_between(InkRows ink, int rows) {
  if (ink.top >= ink.bottom || (ink.top >= 0 && ink.bottom <= rows)) return {};
  int const furthest = rows / 8;
  int const wanted = ink.top < 0 ? -ink.top : rows - ink.bottom;
  Fit fit;
  fit.shift = std::clamp(wanted, -furthest, furthest);
  // Ink that leaves on both sides cannot be helped by moving it: what is pushed out there counts as well.
  auto const outside = [&](int shift) {
    return std::max(0, -(ink.top + shift)) + std::max(0, ink.bottom + shift - rows);
  };
  if (outside(fit.shift) >= outside(0)) fit.shift = 0;
  fit.clipped = outside(fit.shift);
  return fit;
}

std::optional<Cut> smaller_cut(Cut const& cut, InkRows ink, int rows) {
  constexpr int step = 32;  // half a pixel
  auto const floor = rows * 64 * 2 / 5;
  // No size larger than this can fit; a row is given, for rounding may be kinder.
  auto const at_most = static_cast<long long>(cut.ppem_y) * (rows + 1) / std::max(1, ink.bottom - ink.top);
  auto const next = std::min<long long>(cut.ppem_y - step, at_most / step * step);
  auto const ppem = std::max<long long>(next, floor);
  if (ppem >= cut.ppem_y) return std::nullopt;
  return shrunk(cut, static_cast<int>(ppem));
}

}  // namespace signboard
