// A picture of what the screen shows, renewed with each frame: for a web page, a report, or a look from afar. Also the
// PNG files of `signctl render`. libpng's simplified API (libpng manual, section V), 8 bits a channel, no alpha.

#include "drivers/driver.hpp"
#include "drivers/picture.hpp"

#include <png.h>

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

DriverKind const& png_driver() { return kind; }

}  // namespace signboard
