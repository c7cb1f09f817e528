#include "fonts/face.hpp"

#include "fonts/gb2312.hpp"
#include "fonts/inflate.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_BDF_H

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <fstream>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

namespace signboard {
namespace {

constexpr std::size_t font_file_limit = std::size_t{256} * 1'024 * 1'024;   // ten times the largest we use
constexpr std::size_t strike_file_limit = std::size_t{32} * 1'024 * 1'024;  // Unifont, the largest, is 5.2 MB unpacked

std::int32_t loading_flags(Drawing drawing) {
  switch (drawing) {
    case Drawing::strike:
      return FT_LOAD_DEFAULT;
    case Drawing::mono_hinted:
      return FT_LOAD_TARGET_MONO | FT_LOAD_NO_BITMAP;
    case Drawing::light:
      return FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP;
    case Drawing::mono:
    case Drawing::grey:
      return FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;
  }
  return FT_LOAD_DEFAULT;
}

FT_Render_Mode render_mode(Drawing drawing) {
  bool const bilevel = drawing == Drawing::mono || drawing == Drawing::mono_hinted;
  return bilevel ? FT_RENDER_MODE_MONO : drawing == Drawing::light ? FT_RENDER_MODE_LIGHT : FT_RENDER_MODE_NORMAL;
}

// The pixel mode is a property of each glyph, whatever was asked for; a negative pitch means bottom up.
std::uint8_t ink_at(FT_Bitmap const& bitmap, int x, int y) {
  auto const* row = bitmap.buffer + std::ptrdiff_t{y} * bitmap.pitch;
  if (bitmap.pixel_mode == FT_PIXEL_MODE_GRAY) return row[x];
  if (bitmap.pixel_mode == FT_PIXEL_MODE_MONO) return (row[x / 8] >> (7 - x % 8) & 1) != 0 ? 255 : 0;
  return 0;
}

GlyphImage copied(FT_GlyphSlotRec const& slot, int magnified) {
  auto const& bitmap = slot.bitmap;
  GlyphImage image;
  image.left = slot.bitmap_left * magnified;
  image.top = slot.bitmap_top * magnified;
  image.width = static_cast<int>(bitmap.width) * magnified;
  image.rows = static_cast<int>(bitmap.rows) * magnified;
  image.ink.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.rows));
  auto* out = image.ink.data();
  for (int y = 0; y < image.rows; ++y)
    for (int x = 0; x < image.width; ++x) *out++ = ink_at(bitmap, x / magnified, y / magnified);
  return image;
}

Error missing(FontFile const& file) {
  return fault(Code::not_found, "fonts.missing", {{"file", file.path.string()}, {"package", file.package}});
}

Error damaged(FontFile const& file) {
  return fault(Code::io, "fonts.damaged", {{"file", file.path.string()}, {"package", file.package}});
}

std::optional<std::vector<unsigned char>> contents(std::filesystem::path const& path) {
  // FreeType would unpack a packed file again for each glyph (6 ms each): it gets it unpacked once and for all.
  if (path.extension() == ".gz") return inflated(path, strike_file_limit);
  std::error_code trouble;
  auto const size = std::filesystem::file_size(path, trouble);
  if (trouble || size == 0 || size > font_file_limit) return std::nullopt;
  std::vector<unsigned char> bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) return std::nullopt;
  return bytes;
}

// Big-endian numbers of an OpenType file; 0 beyond its end.
std::size_t number_at(std::span<unsigned char const> bytes, std::size_t at, std::size_t size) {
  std::size_t value = 0;
  for (std::size_t i = at; i < at + size; ++i) value = value << 8U | (i < bytes.size() ? bytes[i] : 0U);
  return value;
}

// Whether all tables of an OpenType face lie inside the file. FreeType opens a face whose tables are cut off and draws
// it with the widths that are left. (OpenType 1.9, "Organization of an OpenType Font": table directory, TTC header.)
bool is_whole(std::span<unsigned char const> bytes, int face) {
  constexpr std::size_t collection = 0x74746366;  // 'ttcf'
  constexpr std::size_t true_type = 0x00010000, postscript = 0x4F54544F;
  std::size_t directory = 0;
  if (number_at(bytes, 0, 4) == collection) directory = number_at(bytes, 12 + 4 * static_cast<std::size_t>(face), 4);
  auto const kind = number_at(bytes, directory, 4);
  if (kind != true_type && kind != postscript) return true;  // a bitmap font: FreeType reads all of it at once
  auto const tables = number_at(bytes, directory + 4, 2);
  for (std::size_t i = 0; i < tables; ++i) {
    auto const record = directory + 12 + 16 * i;
    if (number_at(bytes, record + 8, 4) + number_at(bytes, record + 12, 4) > bytes.size()) return false;
  }
  return tables > 0;
}

}  // namespace

Foundry::Foundry() {
  [[maybe_unused]] auto const failed = FT_Init_FreeType(&library_);
  assert(failed == 0);  // it can only fail for want of memory
}

Foundry::~Foundry() { FT_Done_FreeType(library_); }

Result<std::unique_ptr<Face>> Foundry::open(FontFile const& file) {
  std::error_code trouble;
  if (!std::filesystem::is_regular_file(file.path, trouble)) return missing(file);
  std::unique_ptr<Face> face(new Face(file));
  auto bytes = contents(file.path);
  if (!bytes || bytes->empty()) return damaged(file);
  face->bytes_ = std::move(*bytes);
  auto const size = static_cast<FT_Long>(face->bytes_.size());
  auto const failed = FT_New_Memory_Face(library_, face->bytes_.data(), size, file.face, &face->face_);
  if (failed == FT_Err_Invalid_Argument && file.face > 0) {
    FT_Face any = nullptr;
    if (FT_New_Memory_Face(library_, face->bytes_.data(), size, -1, &any) == 0) {
      auto const faces = any->num_faces;
      FT_Done_Face(any);
      if (file.face < faces) return damaged(file);
      return fault(
          Code::invalid, "fonts.no_face",
          {{"file", file.path.string()}, {"face", std::to_string(file.face)}, {"faces", std::to_string(faces)}});
    }
  }
  if (failed != 0) {
    face->face_ = nullptr;
    return damaged(file);
  }
  if (!is_whole(face->bytes_, file.face)) return damaged(file);
  auto* opened = face->face_;
  char const* encoding = nullptr;
  char const* registry = nullptr;
  if (opened->charmap == nullptr && opened->num_charmaps > 0 &&
      FT_Get_BDF_Charset_ID(opened, &encoding, &registry) == 0 && registry != nullptr &&
      std::string_view(registry).starts_with("GB2312")) {
    face->numbered_by_gb2312_ = FT_Set_Charmap(opened, opened->charmaps[0]) == 0;
  }
  if (opened->charmap == nullptr) return damaged(file);
  return face;
}

Face::~Face() {
  if (face_ != nullptr) FT_Done_Face(face_);
}

std::uint32_t Face::glyph_of(char32_t character) const {
  if (!numbered_by_gb2312_) return FT_Get_Char_Index(face_, character);
  auto const number = gb2312_of(character);
  return number == 0 ? 0 : FT_Get_Char_Index(face_, number);
}

void Face::take(Cut const& cut) {
  if (cut.ppem_x == ppem_x_ && cut.ppem_y == ppem_y_) return;
  ppem_x_ = cut.ppem_x;
  ppem_y_ = cut.ppem_y;
  // Both succeed for every size the stack names; of a damaged font only empty glyphs follow.
  if (FT_IS_SCALABLE(face_))
    FT_Set_Char_Size(face_, ppem_x_, ppem_y_, 72, 72);
  else
    FT_Select_Size(face_, 0);
}

GlyphImage Face::draw(std::uint32_t glyph, Cut const& cut) {
  if (FT_Load_Glyph(face_, glyph, loading_flags(cut.drawing)) != 0) return {};
  auto* slot = face_->glyph;
  if (slot->format != FT_GLYPH_FORMAT_BITMAP && FT_Render_Glyph(slot, render_mode(cut.drawing)) != 0) return {};
  return copied(*slot, cut.magnified);
}

int Face::strike_advance(std::uint32_t glyph) const {
  if (FT_Load_Glyph(face_, glyph, FT_LOAD_DEFAULT) != 0) return 0;
  return static_cast<int>(face_->glyph->advance.x >> 6);
}

int Face::reach(Cut const& cut) const {
  constexpr int slack = 2;  // hinting and rounding
  if (!FT_IS_SCALABLE(face_)) {
    auto const& size = face_->available_sizes[0];
    return 2 * std::max<int>(size.width, size.height) * cut.magnified;
  }
  auto const widest = static_cast<double>(std::max(-face_->bbox.xMin, face_->bbox.xMax));
  return static_cast<int>(std::ceil(widest * cut.ppem_x / 64.0 / static_cast<double>(face_->units_per_EM))) + slack;
}

// Advances are had without hinting: the hinters used here move nothing sideways, and FreeType reads unhinted advances
// from a table instead of loading each glyph. Rounding them is left to the compositor.
int Face::load_flags(Drawing drawing) { return static_cast<int>(loading_flags(drawing) | FT_LOAD_NO_HINTING); }

}  // namespace signboard
