#pragma once

#include "base/frame.hpp"
#include "base/motion.hpp"
#include "fonts/typesetter.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <variant>
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

/// What moves beside something else must keep its time, or the screen would have to change more often than it can: the
/// steps of both fall on the same moments. `grid_of` is the time between two of them, and the pace on it is the nearest
/// whole number of pixels every few of them.
std::chrono::nanoseconds grid_of(int frames_per_second);
Pace pace_on_grid(int speed_px_s, int frames_per_second);

/// How ink is coloured. A gradient lies on the sheet, so it moves with the text and costs nothing to scroll: `down`
/// goes from `ink` to `far` over `span` rows and begins anew, `across` goes there and back over `span` columns each
/// way.
struct Tone {
  enum class Gradient : std::uint8_t { none, down, across };
  Rgb ink;
  Rgb far{};
  Gradient gradient = Gradient::none;
  int span = 1;
  Depth depth = Depth::rgb;  ///< red_green: of a gradient only the steps that such a panel can show

  /// The colour of full ink at a point of the sheet.
  Rgb at(Point sheet) const;
  bool operator==(Tone const&) const = default;
};

/// Of red, green and yellow the one nearest in hue; what has neither red nor green is yellow, so that it is seen.
Rgb nearest_red_green(Rgb colour);

/// A strip where it lies on its sheet, and which of the part's tones colours it. Of the strip only the columns
/// [from, until) are shown: a line in two tones is placed twice, so that it stays one line for the typesetter.
struct PlacedStrip {
  Point at;
  StripPtr strip;
  int tone = 0;
  int from = 0;
  int until = std::numeric_limits<int>::max();

  Rect extent() const;  ///< what of the sheet the shown columns cover
};

/// A coloured picture on the sheet; strips lie over it.
struct PlacedPicture {
  Point at;
  std::shared_ptr<Frame const> picture;
};

/// The sheet moves by `step` each beat and stays after the last.
struct Travel {
  Point start;  ///< which point of the sheet lies in the upper left corner of the area at beat 0
  Point step;
  std::int64_t beats = 1;
};

/// Pages as high as the area under each other. Each stands for `hold` beats, then the next one comes within `turn`
/// beats, in even steps of whole pixels: by `roll` the sheet moves up, by `wipe` it is uncovered from the left. The
/// last one stays.
struct PageTurns {
  int pages = 1;
  std::int64_t hold = 1, turn = 0;  ///< cut: turn is 0
  Transition transition = Transition::cut;
};

/// A dial of a clock: page `(first + beat / beats_a_step) % steps` of the sheet, each as high as the area.
struct Dial {
  int steps = 1;
  std::int64_t beats_a_step = 1;
  std::int64_t first = 0;
};

/// What of a sheet is seen at a beat: the area at `corner`; in a wipe the columns from `split` on still show the page
/// at `covered`.
struct View {
  Point corner, covered;
  int split = 0;  ///< 0: no wipe is on its way
  bool operator==(View const&) const = default;
};

/// One rectangle of the screen, and the sheet that moves behind it.
struct Part {
  Rect area;
  std::vector<PlacedPicture> pictures;
  std::vector<PlacedStrip> strips;  ///< none over another; ordered by y where the sheet is taller than the area
  std::vector<Tone> tones{1};       ///< at least one
  std::variant<Travel, PageTurns, Dial> movement;
  std::int64_t blink = 0;  ///< so many beats lit, then as many dark; 0: always lit
  double contrast = 1.0;   ///< exponent on coverage; above 1 keeps small grey type from growing fat in linear light

  View view(std::int64_t beat) const;
  bool lit(std::int64_t beat) const { return blink == 0 || (beat / blink) % 2 == 0; }
};

/// What an area of a screen shows while one text has its turn. Immutable: `paint(scene, beat)` is a function of the
/// two.
struct Scene {
  Size size;
  std::vector<Part> parts;
  std::chrono::nanoseconds period{1};  ///< of a beat
  std::int64_t beats = 1;

  std::chrono::nanoseconds length() const { return period * beats; }
  /// Whether the same is seen at both beats: a page that stands need not be sent at every beat.
  bool looks_alike(std::int64_t one, std::int64_t other) const;
};

using ScenePtr = std::shared_ptr<Scene const>;

}  // namespace signboard
