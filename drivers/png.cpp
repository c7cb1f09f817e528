// A picture of what the screen shows, renewed with each frame: for a web page, a report, or a look from afar. Also the
// PNG files of `signctl render`, and those that people hand us to show. libpng's simplified API (libpng manual, section
// V), 8 bits a channel, no alpha.

#include "drivers/driver.hpp"
#include "drivers/picture.hpp"

#include <png.h>

#include <algorithm>
#include <array>

namespace signboard {
namespace {

Result<std::vector<std::byte>> encoded(Frame const& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width());
  image.height = static_cast<png_uint_32>(picture.height());
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::vector<std::byte> file(bytes);
  if (png_image_write_to_memory(&image, file.data(), &bytes, 0, picture.pixels().data(), 0, nullptr) == 0) {
    return fault(Code::io, "picture.not_encoded", {{"reason", image.message}});
  }
  file.resize(bytes);
  return file;
}

Result<std::vector<std::byte>> encode(Frame const& frame, int zoom, PixelShape shape) {
  if (zoom == 1) return encoded(frame);
  return encoded(enlarged(frame, zoom, shape));
}

bool has_signature(std::span<std::byte const> file) {
  static constexpr std::array<std::uint8_t, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};  // PNG, 5.2
  return file.size() >= signature.size() &&
         std::ranges::equal(file.first(signature.size()), std::as_bytes(std::span(signature)));
}

/// What libpng has open while it reads is let go in any case.
struct Reading {
  png_image image{};
  Reading() { image.version = PNG_IMAGE_VERSION; }
  ~Reading() { png_image_free(&image); }
  Reading(Reading const&) = delete;
  Reading& operator=(Reading const&) = delete;
};

Error damaged(png_image const& image) { return fault(Code::invalid, "picture.damaged", {{"reason", image.message}}); }

class Png final : public Driver {
 public:
  Png(int zoom, PixelShape shape) : zoom_(zoom), shape_(shape) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    auto const show = std::get_if<ShowFrame>(&command);
    if (show == nullptr) return recite({});
    auto file = encode(*show->frame, zoom_, shape_);
    if (!file) return file.error();
    Packet packet(std::move(*file));
    packet.replaces = true;
    std::vector<Packet> packets;
    packets.push_back(std::move(packet));
    return recite(std::move(packets));
  }

 private:
  int zoom_;
  PixelShape shape_;
};

Result<std::unique_ptr<Driver>> make_png(Panel const& panel, Settings& settings) {
  auto const zoom = static_cast<int>(settings.number("zoom", 1, 1, zoom_most));
  auto const shape = settings.flag("dots", false) ? PixelShape::lamps : PixelShape::squares;
  if (auto const checked = check_picture(panel.size, zoom, shape); !checked) return checked.error();
  return std::make_unique<Png>(zoom, shape);
}

constexpr std::array lines{LineKind::file, LineKind::none};
constexpr DriverKind kind{
    .name = "png",
    .summary_zh = "把当前画面存成 PNG 图片，每帧更新同一个文件。",
    .summary_en = "Keeps a PNG picture of what is showing, the same file renewed with each frame.",
    .lines = lines,
    .default_port = 0,
    .make = make_png,
};

}  // namespace

Result<std::vector<std::byte>> encode_png(Frame const& frame, int zoom) {
  if (auto const checked = check_picture(frame.size(), zoom, PixelShape::squares); !checked) return checked.error();
  return encode(frame, zoom, PixelShape::squares);
}

Result<Frame> read_png(std::span<std::byte const> file) {
  if (!has_signature(file)) return fault(Code::invalid, "picture.not_png");
  Reading reading;
  auto& image = reading.image;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) return damaged(image);
  Size const size{static_cast<int>(image.width), static_cast<int>(image.height)};
  if (std::int64_t{size.width} * size.height > read_pixels_most) {
    return fault(Code::over_limit, "picture.too_many_pixels",
                 {{"width", std::to_string(size.width)},
                  {"height", std::to_string(size.height)},
                  {"most", std::to_string(read_pixels_most)}});
  }
  image.format = PNG_FORMAT_RGB;
  Frame frame(size);
  png_color const black{0, 0, 0};
  if (png_image_finish_read(&image, &black, frame.pixels().data(), 0, nullptr) == 0) return damaged(image);
  return frame;
}

DriverKind const& png_driver() { return kind; }

}  // namespace signboard
