#pragma once

#include "base/frame.hpp"
#include "fonts/typesetter.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace signboard {

struct Point {
  int x = 0, y = 0;
  bool operator==(Point const&) const = default;
};

/// Even steps for a speed on a screen: a whole number of pixels every `period`, never faster than the screen can go.
/// 60 px/s at 22 frames a second is 3 px every 50 ms, never 2-3-3.
struct Pace {
  int step = 1;
  std::chrono::nanoseconds period{16'666'667};
};

Pace pace_for(int speed_px_s, int frames_per_second);

/// A strip where it lies on its sheet.
struct PlacedStrip {
  Point at;
  StripPtr strip;
};

/// One rectangle of the screen, and the sheet that moves behind it. All effects are this one movement: a still text has
/// one beat, a scroll steps a few pixels a beat, a page turn steps the whole height.
struct Part {
  Rect area;
  std::vector<PlacedStrip> strips;
  Point start;             ///< which point of the sheet lies in the upper left corner of the area at beat 0
  Point step;              ///< how far the corner moves over the sheet each beat
  std::int64_t beats = 1;  ///< after the last one the part stays as it is until the scene is over
  Rgb ink;
  double contrast = 1.0;  ///< exponent on coverage; above 1 keeps small grey type from growing fat in linear light

  Point corner(std::int64_t beat) const;
};

/// What a screen shows while one text has its turn. Immutable: `paint(scene, beat)` is a function of the two.
struct Scene {
  Size size;
  std::vector<Part> parts;
  std::chrono::nanoseconds period{1};  ///< of a beat
  std::int64_t beats = 1;

  std::chrono::nanoseconds length() const { return period * beats; }
};

using ScenePtr = std::shared_ptr<Scene const>;

}  // namespace signboard
