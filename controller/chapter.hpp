#pragma once

#include "base/frame.hpp"
#include "base/time.hpp"
#include "controller/programme.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace signboard {

using FramePtr = std::shared_ptr<Frame const>;

/// How bright a screen is by its hours; without a percentage the card keeps its own.
struct Light {
  bool on = true;
  std::optional<int> percent;
  bool operator==(Light const&) const = default;
};

/// What one area of a screen plays while a chapter lasts.
struct AreaProgramme {
  Rect area;  ///< on the screen
  Programme programme;
};

/// What a screen plays during a span of time in which nothing begins or ends. Immutable and ready to be painted.
struct Chapter {
  WallTime from{}, until{};  ///< [from, until)
  FramePtr backdrop;         ///< borders of a divided screen; null: dark
  std::vector<AreaProgramme> areas;
  /// Areas with paces of their own are moved together, at whole multiples of this; 0: one area, at its own pace.
  std::chrono::nanoseconds tick{0};
  Light light{};

  bool covers(WallTime wall) const { return wall >= from && wall < until; }
};

/// What a screen plays from. Immutable; a newer one has a higher number.
struct Edition {
  std::uint64_t number = 0;
  std::shared_ptr<std::vector<Chapter> const> chapters;  ///< the present one and what follows, without gaps
};

}  // namespace signboard
