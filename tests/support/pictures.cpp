#include "tests/support/pictures.hpp"

#include <gif_lib.h>
#include <png.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace signboard {
namespace {

int read_bytes(GifFileType* gif, GifByteType* into, int count) {
  auto& rest = *static_cast<std::span<std::byte const>*>(gif->UserData);
  auto const taken = std::min(static_cast<std::size_t>(count), rest.size());
  if (taken > 0) std::memcpy(into, rest.data(), taken);
  rest = rest.subspan(taken);
  return static_cast<int>(taken);
}

struct Closer {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};

void read_extension(GifFileType* gif, GifFilm& film) {
  int code = 0;
  GifByteType* block = nullptr;
  if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) throw std::runtime_error("a broken extension");
  if (code == GRAPHICS_EXT_FUNC_CODE && block != nullptr) {
    GraphicsControlBlock control{};
    DGifExtensionToGCB(block[0], block + 1, &control);
    film.delays.emplace_back(control.DelayTime * 10);
  }
  if (code == APPLICATION_EXT_FUNC_CODE && block != nullptr && std::memcmp(block + 1, "NETSCAPE2.0", 11) == 0) {
    film.repeats_for_ever = true;
  }
  while (block != nullptr) {
    if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) throw std::runtime_error("a broken extension");
  }
}

void read_image(GifFileType* gif, GifFilm& film) {
  if (DGifGetImageDesc(gif) == GIF_ERROR) throw std::runtime_error("a broken image");
  Frame frame({gif->Image.Width, gif->Image.Height});
  auto const palette = gif->Image.ColorMap != nullptr ? gif->Image.ColorMap : gif->SColorMap;
  std::vector<GifByteType> row(static_cast<std::size_t>(frame.width()));
  for (int y = 0; y < frame.height(); ++y) {
    if (DGifGetLine(gif, row.data(), frame.width()) == GIF_ERROR) throw std::runtime_error("a broken row");
    std::ranges::transform(row, frame.row(y).begin(), [palette](GifByteType index) {
      auto const& colour = palette->Colors[index];
      return Rgb{colour.Red, colour.Green, colour.Blue};
    });
  }
  film.frames.push_back(std::move(frame));
}

Rgb colour_of(char letter) {
  switch (letter) {
    case '.':
      return {0, 0, 0};
    case '#':
    case 'W':
      return {255, 255, 255};
    case 'R':
      return {255, 0, 0};
    case 'G':
      return {0, 255, 0};
    case 'B':
      return {0, 0, 255};
    case 'Y':
      return {255, 255, 0};
    case 'C':
      return {0, 255, 255};
    case 'M':
      return {255, 0, 255};
    default:
      throw std::runtime_error(std::string("no colour has the letter ") + letter);
  }
}

}  // namespace

Frame decode_png(std::span<std::byte const> file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) throw std::runtime_error(image.message);
  image.format = PNG_FORMAT_RGB;
  Frame frame({static_cast<int>(image.width), static_cast<int>(image.height)});
  if (png_image_finish_read(&image, nullptr, frame.pixels().data(), 0, nullptr) == 0) {
    throw std::runtime_error(image.message);
  }
  return frame;
}

GifFilm decode_gif(std::span<std::byte const> file) {
  int error = 0;
  std::unique_ptr<GifFileType, Closer> gif(DGifOpen(&file, read_bytes, &error));
  if (!gif) throw std::runtime_error("no GIF");
  GifFilm film;
  GifRecordType record = UNDEFINED_RECORD_TYPE;
  while (!film.has_trailer && DGifGetRecordType(gif.get(), &record) == GIF_OK) {
    if (record == IMAGE_DESC_RECORD_TYPE) read_image(gif.get(), film);
    if (record == EXTENSION_RECORD_TYPE) read_extension(gif.get(), film);
    film.has_trailer = record == TERMINATE_RECORD_TYPE;
  }
  return film;
}

Frame frame_from_letters(std::string_view art) {
  std::vector<std::string_view> rows;
  while (!art.empty()) {
    auto const end = std::min(art.find('\n'), art.size());
    if (end > 0) rows.push_back(art.substr(0, end));
    art.remove_prefix(std::min(end + 1, art.size()));
  }
  auto const width = rows.empty() ? 0 : rows.front().size();
  Frame frame({static_cast<int>(width), static_cast<int>(rows.size())});
  for (int y = 0; y < frame.height(); ++y) {
    auto const row = rows[static_cast<std::size_t>(y)];
    if (row.size() != width) throw std::runtime_error("the rows of a frame are of one length");
    std::ranges::transform(row, frame.row(y).begin(), colour_of);
  }
  return frame;
}

}  // namespace signboard
