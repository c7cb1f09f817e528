#include "controller/signsim/lamps.hpp"

#include "drivers/picture.hpp"

#include <algorithm>

namespace signboard {
namespace {

std::uint32_t packed(Rgb colour) {
  return std::uint32_t{colour.r} << 16U | std::uint32_t{colour.g} << 8U | std::uint32_t{colour.b};
}

std::uint8_t part_of(std::uint8_t channel, unsigned cover) {
  return static_cast<std::uint8_t>((channel * cover + 127) / 255);
}

Rgb part_of(Rgb colour, unsigned cover) {
  return {part_of(colour.r, cover), part_of(colour.g, cover), part_of(colour.b, cover)};
}

}  // namespace

Rgb seen(Rgb pixel, LampLook look) {
  switch (look.depth) {
    case Depth::mono:
      return part_of(look.led, std::max({pixel.r, pixel.g, pixel.b}));
    case Depth::red_green:
      return {pixel.r, pixel.g, 0};
    case Depth::rgb:
      break;
  }
  return pixel;
}

LampPicture::LampPicture(Size panel, int zoom, LampLook look)
    : zoom_(zoom),
      look_(look),
      cover_(zoom >= zoom_of_lamps ? lamp_disc(zoom) : Mask({zoom, zoom}, 255)),
      painted_(panel),
      picture_({panel.width * zoom, panel.height * zoom}) {
  for (int y = 0; y < panel.height; ++y)
    for (int x = 0; x < panel.width; ++x) paint_lamp(x, y, {});
}

std::optional<Rect> LampPicture::paint(Frame const& frame) {
  int left = frame.width(), right = -1, top = frame.height(), bottom = -1;
  for (int y = 0; y < frame.height(); ++y) {
    auto const wanted = frame.row(y);
    auto const there = painted_.row(y);
    for (int x = 0; x < frame.width(); ++x) {
      auto const at = static_cast<std::size_t>(x);
      if (wanted[at] == there[at]) continue;
      there[at] = wanted[at];
      paint_lamp(x, y, wanted[at]);
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < 0) return std::nullopt;
  return Rect{left * zoom_, top * zoom_, (right - left + 1) * zoom_, (bottom - top + 1) * zoom_};
}

void LampPicture::paint_lamp(int x, int y, Rgb colour) {
  auto light = seen(colour, look_);
  // Light weaker than what an unlit lamp throws back is not seen; drawn as it is, it would look darker than unlit.
  if (std::max({light.r, light.g, light.b}) < unlit_lamp.r) light = unlit_lamp;
  auto const full = packed(light);
  for (int row = 0; row < zoom_; ++row) {
    auto* const into = &picture_.at(x * zoom_, y * zoom_ + row);
    auto const cover = cover_.row(row);
    for (std::size_t i = 0; i < cover.size(); ++i)
      into[i] = cover[i] == 255 ? full : cover[i] == 0 ? 0 : packed(part_of(light, cover[i]));
  }
}

}  // namespace signboard
