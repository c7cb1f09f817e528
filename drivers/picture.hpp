#pragma once

#include "base/frame.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace signboard {

/// How a pixel is drawn in a picture of a screen: as a square, or as a round lamp on dark ground (zoom 3 and more).
enum class PixelShape : std::uint8_t { squares, lamps };

inline constexpr int zoom_most = 16;
/// 100 MB a picture: twenty-fold zoom of no real screen, but a bound.
inline constexpr std::int64_t picture_pixels_most = 8 * std::int64_t{limits::screen_pixels_max};

inline constexpr int zoom_of_lamps = 3;  ///< below, a disc is a square with its corners gone
/// How much of each pixel of a zoom x zoom square the lamp's disc covers, 0 to 255.
Mask lamp_disc(int zoom);
inline constexpr Rgb unlit_lamp{24, 24, 24};  ///< can just be told from the ground

/// Errors: picture.too_large {width, height, zoom, most}; picture.lamps_too_small {zoom} below zoom 3.
Result<void> check_picture(Size size, int zoom, PixelShape shape);

/// Each pixel drawn `zoom` times as wide and as high. The picture must have been checked.
Frame enlarged(Frame const& frame, int zoom, PixelShape shape);

/// The frame as a whole PNG file, colours unchanged. Errors: picture.too_large, picture.not_encoded {reason}.
Result<std::vector<std::byte>> encode_png(Frame const& frame, int zoom);

/// What is larger is no emblem or photograph for a panel, and would keep the program busy.
inline constexpr std::int64_t read_pixels_most = limits::screen_pixels_max;
inline constexpr std::size_t read_bytes_most = std::size_t{16} * 1'024 * 1'024;

/// A whole PNG file of any kind as a frame; what is transparent lets black through, as dark lamps do.
/// Errors: picture.not_png, picture.damaged {reason}, picture.too_many_pixels {width, height, most}.
Result<Frame> read_png(std::span<std::byte const> file);

/// The frames, all of one size and at least one, as a whole GIF file that repeats for ever. Exact colours as long as a
/// frame has no more than 256. Delays are kept to 10 ms, the format's unit, and at least 20. Errors as above.
Result<std::vector<std::byte>> encode_gif(std::span<Frame const> frames, std::chrono::milliseconds delay, int zoom);

}  // namespace signboard
