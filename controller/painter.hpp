#pragma once

#include "controller/scene.hpp"

#include <array>
#include <cstdint>
#include <functional>
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

  /// False if ink that this beat needs is not there yet; then `into`, which must be of the scene's size, is unchanged.
  bool paint(std::int64_t beat, FindTile const& find_tile, Frame& into);

 private:
  // The coloured stretch of one part's sheet: columns [left, right) of rows [top, bottom), kept in a buffer that is a
  // little wider (or higher) than the area so that a shift is needed only now and then.
  struct Window {
    Frame pixels;
    Point origin;                                  // which point of the sheet the buffer's upper left pixel is
    int left = 0, right = 0, top = 0, bottom = 0;  // what of the sheet has been coloured
    std::array<Rgb, 256> colours;                  // by coverage
    std::array<std::uint32_t, 256> padded;         // the same, to be stored four bytes at a time
  };

  bool reach(Part const& part, Window& window, Point corner, FindTile const& find_tile);
  bool begin_anew(Part const& part, Window& window, Point corner, FindTile const& find_tile);
  bool follow_right(Part const& part, Window& window, Point corner, FindTile const& find_tile);
  bool follow_down(Part const& part, Window& window, Point corner, FindTile const& find_tile);
  bool colour(Part const& part, Window& window, Rect sheet, FindTile const& find_tile);

  ScenePtr scene_;
  std::vector<Window> windows_;
};

/// The tiles a part needs to show the area at `corner`.
struct TileNeed {
  StripPtr strip;
  int first = 0, last = 0;  ///< both included
};
std::vector<TileNeed> tiles_needed(Part const& part, Point corner);

}  // namespace signboard
