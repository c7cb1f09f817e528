#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

// How a picture travels to a watcher: one binary WebSocket message, little-endian throughout.
//
//   0  u8   version, 1
//   1  u8   form: 0 rgb888, 1 palette, 2 unchanged
//   2  u16  index of the screen in the introduction that opened the conversation
//   4  u16  width in pixels
//   6  u16  height
//   8  u64  wall time the picture belongs to, nanoseconds since 1970-01-01T00:00Z
//   16      rgb888:    r g b a pixel, row by row from the top left
//           palette:   u8 bits a pixel (1, 2, 4 or 8), u8 number of colours less one, the colours as r g b, then the
//                      pixels without gaps between rows, the first pixel of a byte in its highest bits
//           unchanged: nothing; the last picture of this screen still stands at this time
//
// A sign has few colours, so the palette makes 1920x128 in one ink 31 kB instead of 737 kB.
// web/picture.js reads the same form.

enum class PictureForm : std::uint8_t { rgb888, palette, unchanged };

struct PictureHead {
  PictureForm form = PictureForm::rgb888;
  std::size_t screen = 0;
  Size size;
  WallTime at{};
};

inline constexpr std::size_t picture_head_bytes = 16;

/// Sides and index must fit 16 bits; limits::screen_side_max and limits::screens see to it.
std::array<std::uint8_t, picture_head_bytes> written(PictureHead const& head);

/// The pixels as a palette, or nothing if the frame has more than 256 colours and is better sent as it lies in memory.
std::vector<std::uint8_t> packed(Frame const& frame);

/// Errors: client.bad_picture {what}, for a message that does not follow the form above.
Result<PictureHead> read_picture_head(std::span<std::uint8_t const> message);

/// The pixels of a message whose head was read; the form must not be `unchanged`. Error: client.bad_picture {what}.
Result<Frame> read_picture(PictureHead const& head, std::span<std::uint8_t const> message);

}  // namespace signboard
