#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

struct Rgb {
  std::uint8_t r = 0, g = 0, b = 0;
  bool operator==(Rgb const&) const = default;
};
static_assert(sizeof(Rgb) == 3, "drivers send the pixels of a frame as they lie in memory");

struct Size {
  int width = 0, height = 0;
  bool operator==(Size const&) const = default;
};

/// A part of a screen; x and y may be negative for what lies partly outside.
struct Rect {
  int x = 0, y = 0, width = 0, height = 0;
  bool operator==(Rect const&) const = default;
};

/// What light a panel can make: one colour, red and green (and both: yellow), or any.
enum class Depth : std::uint8_t { mono, red_green, rgb };

/// A rectangle of pixels, row by row from the top left. Always owns them, never resizes.
template <class Pixel>
class Grid {
 public:
  explicit Grid(Size size, Pixel fill = {})
      : size_(size), pixels_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height), fill) {
    assert(size.width >= 0 && size.height >= 0);
  }

  Size size() const { return size_; }
  int width() const { return size_.width; }
  int height() const { return size_.height; }

  Pixel& at(int x, int y) { return pixels_[index(x, y)]; }
  Pixel const& at(int x, int y) const { return pixels_[index(x, y)]; }

  std::span<Pixel> row(int y) { return {&pixels_[index(0, y)], static_cast<std::size_t>(size_.width)}; }
  std::span<Pixel const> row(int y) const { return {&pixels_[index(0, y)], static_cast<std::size_t>(size_.width)}; }

  /// All pixels, row by row, without gaps.
  std::span<Pixel> pixels() { return pixels_; }
  std::span<Pixel const> pixels() const { return pixels_; }

  bool operator==(Grid const&) const = default;

 private:
  std::size_t index(int x, int y) const {
    assert(x >= 0 && x < size_.width && y >= 0 && y < size_.height);
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) + static_cast<std::size_t>(x);
  }

  Size size_;
  std::vector<Pixel> pixels_;
};

using Mask = Grid<std::uint8_t>;  ///< how much ink lies on each pixel, 0 to 255; knows no colour
using Frame = Grid<Rgb>;          ///< what a screen shows, exactly its size

/// The bytes of a frame as they lie in memory: r g b, row by row.
inline std::span<std::byte const> bytes_of(Frame const& frame) { return std::as_bytes(frame.pixels()); }

}  // namespace signboard
