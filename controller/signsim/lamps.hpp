#pragma once

#include "base/frame.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace signboard {

/// What light the lamps of a panel make.
struct LampLook {
  Depth depth = Depth::rgb;
  Rgb led{255, 0, 0};  ///< of mono lamps
  bool operator==(LampLook const&) const = default;
};

/// The colour a lamp of such a panel has when it is told `pixel`: on mono panels all light is the lamp's, on red and
/// green ones blue is not there.
Rgb seen(Rgb pixel, LampLook look);

/// A panel as it is drawn in a window: round lamps on dark ground from zoom 3 on, squares below. Only what changed is
/// drawn anew.
class LampPicture {
 public:
  LampPicture(Size panel, int zoom, LampLook look);

  /// The part of the picture that changed, in whole lamps; nothing if none did.
  std::optional<Rect> paint(Frame const& frame);

  Size size() const { return picture_.size(); }
  /// 0x00RRGGBB, row by row.
  std::span<std::uint32_t> pixels() { return picture_.pixels(); }

 private:
  void paint_lamp(int x, int y, Rgb colour);

  int zoom_;
  LampLook look_;
  Mask cover_;
  Frame painted_;
  Grid<std::uint32_t> picture_;
};

}  // namespace signboard
