#pragma once

#include "controller/palette.hpp"
#include "controller/scene.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace signboard {

/// Where a painter finds the ink of a strip; null where it has not been made yet.
using FindTile = std::function<TilePtr(StripPtr const& strip, int tile)>;

/// Paints one scene. The picture at a beat depends on scene and beat alone; what the painter keeps between two beats
/// (the columns it has already coloured) only saves work: an unbroken scroll colours each column once and copies rows.
class Painter {
 public:
  explicit Painter(ScenePtr scene);

  Scene const& scene() const { return *scene_; }

  /// Paints the scene with its upper left corner at `at` of `into`, which must have room for it there; no other pixel
  /// is touched. False if ink that this beat needs is not there yet; then nothing is.
  bool paint(std::int64_t beat, FindTile const& find_tile, Frame& into, Point at = {});

 private:
  enum class Growth : std::uint8_t { none, right, down };

  // The coloured stretch of a sheet: columns [left, right) of rows [top, bottom), kept in a buffer that may be a little
  // wider (or higher) than the area so that a shift is needed only now and then.
  struct Window {
    Frame pixels;
    Growth growth = Growth::none;
    Point origin{};                                // which point of the sheet the buffer's upper left pixel is
    int left = 0, right = 0, top = 0, bottom = 0;  // what of the sheet has been coloured
  };

  // What a part is painted with. Two windows where a wipe shows two pages at a time, the even ones in the first.
  struct Easel {
    std::vector<Palette> palettes;
    bool covers = true;  // ink may replace what is under it: no pictures, no gradients
    std::vector<Window> windows;
  };

  // A rectangle of the sheet that is seen, and the window that holds it.
  struct Pane {
    Rect seen;
    std::size_t window = 0;
  };
  using Panes = std::array<Pane, 2>;  // from left to right; the second one is empty but in a wipe

  static Easel easel_for(Part const& part);
  static Panes panes(Part const& part, View const& view);
  static bool reach(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile);
  static bool begin_anew(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile);
  static bool follow_right(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile);
  static bool follow_down(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile);
  static bool colour(Part const& part, Easel const& easel, Window& window, Rect sheet, FindTile const& find_tile);

  ScenePtr scene_;
  bool bare_ = false;  // some of the scene is in no part
  std::vector<Easel> easels_;
};

/// The tiles a part needs to be shown at a beat, those of both pages while one wipes the other away.
struct TileNeed {
  StripPtr strip;
  int first = 0, last = 0;  ///< both included
};
std::vector<TileNeed> tiles_needed(Part const& part, std::int64_t beat);

}  // namespace signboard
