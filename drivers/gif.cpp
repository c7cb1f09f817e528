// A film of what the screen shows: each frame is added to one animated GIF. Also the GIF files of `signctl render`.
// GIF89a; giflib does the compression. A running film has no trailer: browsers and ffmpeg play it all the same.

#include "drivers/driver.hpp"
#include "drivers/picture.hpp"

#include <gif_lib.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <unordered_map>

namespace signboard {
namespace {

constexpr int side_most = 65'535;  // 16 bits on the wire
constexpr int colours_most = 256;
constexpr std::chrono::milliseconds delay_unit{10};
// Browsers take anything shorter for a mistake and play it at 100 ms.
constexpr std::chrono::milliseconds delay_least{20};
constexpr std::chrono::milliseconds delay_most{655'350};

Error not_encoded(int giflib_error) {
  auto const words = GifErrorString(giflib_error);
  return fault(Code::io, "picture.not_encoded", {{"reason", words == nullptr ? "GIF" : words}});
}

struct MapDeleter {
  void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};
using Palette = std::unique_ptr<ColorMapObject, MapDeleter>;

struct Indexed {
  Palette palette;
  std::vector<GifByteType> indices;
};

Palette empty_palette(std::size_t colours) {
  return Palette(GifMakeMapObject(static_cast<int>(std::bit_ceil(std::max<std::size_t>(colours, 2))), nullptr));
}

/// Every colour as it is, or nothing if there are too many.
std::optional<Indexed> exact(Frame const& frame) {
  std::unordered_map<std::uint32_t, GifByteType> seen;
  std::vector<Rgb> colours;
  Indexed indexed;
  indexed.indices.reserve(frame.pixels().size());
  for (auto const pixel : frame.pixels()) {
    auto const key = static_cast<std::uint32_t>((pixel.r << 16) | (pixel.g << 8) | pixel.b);
    auto const [entry, is_new] = seen.try_emplace(key, static_cast<GifByteType>(colours.size()));
    if (is_new) {
      if (colours.size() == colours_most) return std::nullopt;
      colours.push_back(pixel);
    }
    indexed.indices.push_back(entry->second);
  }
  indexed.palette = empty_palette(colours.size());
  if (!indexed.palette) return std::nullopt;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    indexed.palette->Colors[i] = {colours[i].r, colours[i].g, colours[i].b};
  }
  return indexed;
}

/// The nearest 256 colours, by median cut.
Result<Indexed> nearest(Frame const& frame) {
  std::array<std::vector<GifByteType>, 3> planes;
  for (auto& plane : planes) plane.reserve(frame.pixels().size());
  for (auto const pixel : frame.pixels()) {
    planes[0].push_back(pixel.r);
    planes[1].push_back(pixel.g);
    planes[2].push_back(pixel.b);
  }
  Indexed indexed;
  indexed.palette = empty_palette(colours_most);
  indexed.indices.resize(frame.pixels().size());
  int colours = colours_most;
  if (!indexed.palette || GifQuantizeBuffer(static_cast<unsigned>(frame.width()), static_cast<unsigned>(frame.height()),
                                            &colours, planes[0].data(), planes[1].data(), planes[2].data(),
                                            indexed.indices.data(), indexed.palette->Colors) == GIF_ERROR) {
    return not_encoded(E_GIF_ERR_NOT_ENOUGH_MEM);
  }
  return indexed;
}

/// An animated GIF in the making, in memory.
class Film {
 public:
  /// Writes what comes before the first frame.
  static Result<std::unique_ptr<Film>> open(Size size) {
    auto film = std::make_unique<Film>();
    int error = 0;
    film->file_ = EGifOpen(&film->written_, &Film::write, &error);
    if (film->file_ == nullptr) return not_encoded(error);
    EGifSetGifVersion(film->file_, true);
    bool const is_written =
        EGifPutScreenDesc(film->file_, size.width, size.height, 8, 0, nullptr) == GIF_OK && film->put_endless_loop();
    if (!is_written) return not_encoded(film->file_->Error);
    return film;
  }

  Film() = default;
  Film(Film const&) = delete;
  Film& operator=(Film const&) = delete;
  ~Film() { close(); }

  Result<void> add(Frame const& frame, std::chrono::milliseconds delay) {
    auto indexed = exact(frame);
    if (!indexed) {
      auto approximate = nearest(frame);
      if (!approximate) return approximate.error();
      indexed = std::move(*approximate);
    }
    bool const is_begun = put_delay(delay) && EGifPutImageDesc(file_, 0, 0, frame.width(), frame.height(), false,
                                                               indexed->palette.get()) == GIF_OK;
    if (!is_begun) return not_encoded(file_->Error);
    auto row = indexed->indices.data();
    for (int y = 0; y < frame.height(); ++y, row += frame.width()) {
      if (EGifPutLine(file_, row, frame.width()) == GIF_ERROR) return not_encoded(file_->Error);
    }
    return {};
  }

  /// What was written since the last call.
  std::vector<std::byte> take() { return std::exchange(written_, {}); }

  /// Writes the trailer: the film is whole.
  void close() {
    int error = 0;
    if (file_ != nullptr) EGifCloseFile(std::exchange(file_, nullptr), &error);
  }

 private:
  static int write(GifFileType* file, GifByteType const* bytes, int count) {
    auto& written = *static_cast<std::vector<std::byte>*>(file->UserData);
    auto const from = std::as_bytes(std::span(bytes, static_cast<std::size_t>(count)));
    written.insert(written.end(), from.begin(), from.end());
    return count;
  }

  // The application extension of Netscape 2.0: sub-block 1, repeat count 0 (for ever).
  bool put_endless_loop() {
    constexpr std::string_view application = "NETSCAPE2.0";
    constexpr std::array<GifByteType, 3> repeat{1, 0, 0};
    return EGifPutExtensionLeader(file_, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
           EGifPutExtensionBlock(file_, static_cast<int>(application.size()), application.data()) == GIF_OK &&
           EGifPutExtensionBlock(file_, static_cast<int>(repeat.size()), repeat.data()) == GIF_OK &&
           EGifPutExtensionTrailer(file_) == GIF_OK;
  }

  bool put_delay(std::chrono::milliseconds delay) {
    GraphicsControlBlock control{};
    control.DisposalMode = DISPOSE_DO_NOT;
    control.DelayTime = static_cast<int>(std::clamp(delay, delay_least, delay_most) / delay_unit);
    control.TransparentColor = NO_TRANSPARENT_COLOR;
    std::array<GifByteType, 4> block{};
    auto const bytes = EGifGCBToExtension(&control, block.data());
    return EGifPutExtension(file_, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(bytes), block.data()) == GIF_OK;
  }

  GifFileType* file_ = nullptr;
  std::vector<std::byte> written_;
};

Result<void> check_film(Size size, int zoom) {
  if (size.width * zoom > side_most || size.height * zoom > side_most) {
    return fault(Code::over_limit, "picture.side_too_long",
                 {{"width", std::to_string(size.width)},
                  {"height", std::to_string(size.height)},
                  {"zoom", std::to_string(zoom)},
                  {"most", std::to_string(side_most)}});
  }
  return check_picture(size, zoom, PixelShape::squares);
}

std::unique_ptr<Dialogue> spoken(std::vector<std::byte> bytes) {
  std::vector<Packet> packets;
  packets.emplace_back(std::move(bytes));
  return recite(std::move(packets));
}

class Gif final : public Driver {
 public:
  Gif(Size size, std::chrono::milliseconds delay, int zoom) : size_(size), delay_(delay), zoom_(zoom) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    if (std::holds_alternative<Greet>(command)) return header();
    if (auto const show = std::get_if<ShowFrame>(&command)) return image(*show->frame);
    return recite({});
  }

 private:
  Result<std::unique_ptr<Dialogue>> header() {
    auto opened = Film::open({size_.width * zoom_, size_.height * zoom_});
    if (!opened) return opened.error();
    film_ = std::move(*opened);
    return spoken(film_->take());
  }

  Result<std::unique_ptr<Dialogue>> image(Frame const& frame) {
    assert(film_ != nullptr && "a film begins with Greet");
    auto const added =
        zoom_ == 1 ? film_->add(frame, delay_) : film_->add(enlarged(frame, zoom_, PixelShape::squares), delay_);
    if (!added) return added.error();
    return spoken(film_->take());
  }

  Size size_;
  std::chrono::milliseconds delay_;
  int zoom_;
  std::unique_ptr<Film> film_;
};

Result<std::unique_ptr<Driver>> make_gif(Panel const& panel, Settings& settings) {
  auto const delay =
      std::chrono::milliseconds(settings.number("delay_ms", 100, delay_least.count(), delay_most.count()));
  auto const zoom = static_cast<int>(settings.number("zoom", 1, 1, zoom_most));
  if (auto const checked = check_film(panel.size, zoom); !checked) return checked.error();
  return std::make_unique<Gif>(panel.size, delay, zoom);
}

constexpr std::array lines{LineKind::file, LineKind::standard_output, LineKind::none};
constexpr DriverKind kind{
    .name = "gif",
    .summary_zh = "把播出的画面录成一个 GIF 动画文件。",
    .summary_en = "Records what is shown as one animated GIF file.",
    .lines = lines,
    .default_port = 0,
    .make = make_gif,
};

}  // namespace

Result<std::vector<std::byte>> encode_gif(std::span<Frame const> frames, std::chrono::milliseconds delay, int zoom) {
  assert(!frames.empty());
  auto const size = frames.front().size();
  if (auto const checked = check_film(size, zoom); !checked) return checked.error();
  auto opened = Film::open({size.width * zoom, size.height * zoom});
  if (!opened) return opened.error();
  auto& film = **opened;
  for (auto const& frame : frames) {
    assert(frame.size() == size);
    auto const added = zoom == 1 ? film.add(frame, delay) : film.add(enlarged(frame, zoom, PixelShape::squares), delay);
    if (!added) return added.error();
  }
  film.close();
  return film.take();
}

DriverKind const& gif_driver() { return kind; }

}  // namespace signboard
