#include "drivers/picture.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace signboard {
namespace {

constexpr int samples = 8;  // per side: 64 steps of coverage at a lamp's rim

std::uint8_t part_of(std::uint8_t channel, std::uint8_t cover) {
  return static_cast<std::uint8_t>((channel * cover + 127) / 255);
}

Rgb lamp(Rgb pixel, std::uint8_t cover) {
  if (pixel == Rgb{}) pixel = unlit_lamp;
  return {part_of(pixel.r, cover), part_of(pixel.g, cover), part_of(pixel.b, cover)};
}

}  // namespace

Mask lamp_disc(int zoom) {
  Mask cover({zoom, zoom});
  double const centre = zoom / 2.0, radius = zoom * 0.45;
  for (int y = 0; y < zoom; ++y) {
    for (int x = 0; x < zoom; ++x) {
      int inside = 0;
      for (int i = 0; i < samples * samples; ++i) {
        int const column = i % samples, row = i / samples;
        double const dx = x + (column + 0.5) / samples - centre;
        double const dy = y + (row + 0.5) / samples - centre;
        if (dx * dx + dy * dy <= radius * radius) ++inside;
      }
      cover.at(x, y) = static_cast<std::uint8_t>(inside * 255 / (samples * samples));
    }
  }
  return cover;
}

Result<void> check_picture(Size size, int zoom, PixelShape shape) {
  auto const pixels = static_cast<std::int64_t>(size.width) * size.height * zoom * zoom;
  if (pixels > picture_pixels_most) {
    return fault(Code::over_limit, "picture.too_large",
                 {{"width", std::to_string(size.width)},
                  {"height", std::to_string(size.height)},
                  {"zoom", std::to_string(zoom)},
                  {"most", std::to_string(picture_pixels_most)}});
  }
  if (shape == PixelShape::lamps && zoom < zoom_of_lamps) {
    return fault(Code::invalid, "picture.lamps_too_small", {{"zoom", std::to_string(zoom)}});
  }
  return {};
}

Frame enlarged(Frame const& frame, int zoom, PixelShape shape) {
  assert(zoom >= 1 && zoom <= zoom_most);
  Frame picture({frame.width() * zoom, frame.height() * zoom});
  auto const cover = shape == PixelShape::lamps ? lamp_disc(zoom) : Mask({zoom, zoom}, 255);
  for (int y = 0; y < picture.height(); ++y) {
    auto const from = frame.row(y / zoom);
    auto const into = picture.row(y);
    for (int x = 0; x < picture.width(); ++x) {
      auto const pixel = from[static_cast<std::size_t>(x / zoom)];
      into[static_cast<std::size_t>(x)] =
          shape == PixelShape::lamps ? lamp(pixel, cover.at(x % zoom, y % zoom)) : pixel;
    }
  }
  return picture;
}

}  // namespace signboard
