#pragma once

#include "base/frame.hpp"

#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace signboard {

/// Throws std::runtime_error if it is no PNG.
Frame decode_png(std::span<std::byte const> file);

struct GifFilm {
  std::vector<Frame> frames;
  std::vector<std::chrono::milliseconds> delays;
  bool repeats_for_ever = false;
  bool has_trailer = false;
};
/// Throws std::runtime_error if it is no GIF. A film that is still being recorded has no trailer.
GifFilm decode_gif(std::span<std::byte const> file);

/// A frame from letters, one a pixel, one line a row: . black, # or W white, R G B Y C M the colours.
Frame frame_from_letters(std::string_view art);

}  // namespace signboard
