#include "fonts/typecase.hpp"

#include "base/limits.hpp"
#include "fonts/missing.hpp"

#include <algorithm>
#include <cassert>
#include <fstream>

namespace signboard {
namespace {

// A stack at every height, bilevel and grey, with boxes of all 17 planes, is 27,000 cuts; the rest is for shrunk ones.
constexpr std::size_t shrunk_cuts_end = 36'000;
constexpr std::size_t ink_rows_kept = 8'192;
constexpr std::uint8_t faint = 64;  // of 255: a row with less in every pixel looks empty on a panel

std::optional<Font> font_named(std::string_view name) {
  for (std::size_t i = 0; i < font_count; ++i)
    if (auto const font = static_cast<Font>(i); font != Font::missing && name_of(font) == name) return font;
  return std::nullopt;
}

std::uint32_t key_of(std::uint16_t type, std::uint16_t glyph) { return std::uint32_t{type} << 16U | glyph; }

std::uint64_t hash_of(Cut const& cut) {
  std::uint64_t hash = 0;
  for (int const part : {static_cast<int>(cut.font), static_cast<int>(cut.drawing), cut.ppem_x, cut.ppem_y,
                         cut.magnified, cut.plane, cut.rows})
    hash = hash * 1'000'003 + static_cast<std::uint64_t>(part);
  return hash;
}

bool readable(std::filesystem::path const& path) { return std::ifstream(path, std::ios::binary).get() >= 0; }

}  // namespace

Typecase::Typecase() : images_(limits::glyph_cache_bytes) {}

Result<std::unique_ptr<Typecase>> Typecase::open(Manifest const& manifest) {
  std::unique_ptr<Typecase> typecase(new Typecase);
  for (auto const& file : manifest) {
    auto const font = font_named(file.name);
    if (!font) {
      typecase->trouble_.push_back(fault(Code::invalid, "fonts.unknown_name", {{"name", file.name}}));
      continue;
    }
    auto& slot = typecase->slots_[static_cast<std::size_t>(*font)];
    slot.file = file;
    if (file.required) {
      auto opened = typecase->foundry_.open(file);
      if (!opened) return opened.error();
      slot.face = std::move(*opened);
      slot.tried = true;
    } else if (!readable(file.path)) {
      slot.tried = true;
      typecase->trouble_.push_back(
          fault(Code::not_found, "fonts.missing", {{"file", file.path.string()}, {"package", file.package}}));
    }
  }
  for (auto const font : {Font::han_sans, Font::tibetan})
    if (typecase->face(font) == nullptr)
      return typecase->trouble_.empty()
                 ? fault(Code::invalid, "fonts.not_in_manifest", {{"name", std::string(name_of(font))}})
                 : typecase->trouble_.back();
  return typecase;
}

Face* Typecase::face(Font font) {
  auto& slot = slots_[static_cast<std::size_t>(font)];
  if (!slot.tried && slot.file) {
    slot.tried = true;
    if (auto opened = foundry_.open(*slot.file))
      slot.face = std::move(*opened);
    else
      trouble_.push_back(opened.error());
  }
  return slot.face.get();
}

bool Typecase::covers(Font font, char32_t character) {
  auto* const found = face(font);
  return found != nullptr && found->glyph_of(character) != 0;
}

std::optional<std::uint16_t> Typecase::known_type(Cut const& cut) const {
  auto const types = types_.find(hash_of(cut));
  if (types == types_.end()) return std::nullopt;
  for (auto const type : types->second)
    if (cuts_[type] == cut) return type;
  return std::nullopt;
}

std::uint16_t Typecase::new_type(Cut const& cut) {
  assert(cuts_.size() <= 0xFFFF);
  auto const type = static_cast<std::uint16_t>(cuts_.size());
  cuts_.push_back(cut);
  types_[hash_of(cut)].push_back(type);
  return type;
}

std::uint16_t Typecase::type_of(Cut const& cut) {
  auto const known = known_type(cut);
  return known ? *known : new_type(cut);
}

std::optional<std::uint16_t> Typecase::type_of_shrunk(Cut const& cut) {
  if (auto const known = known_type(cut)) return known;
  if (shrunk_cuts_ >= shrunk_cuts_end) return std::nullopt;
  ++shrunk_cuts_;
  return new_type(cut);
}

GlyphImage const& Typecase::image(std::uint16_t type, std::uint16_t glyph) {
  auto const key = key_of(type, glyph);
  if (auto const* kept = images_.find(key)) return *kept;
  auto const& cut = cuts_[type];
  if (cut.font == Font::missing)
    return images_.keep(key, missing_box(static_cast<char32_t>(cut.plane) << 16U | glyph, cut.rows));
  auto* const found = face(cut.font);
  assert(found != nullptr);
  found->take(cut);
  return images_.keep(key, found->draw(glyph, cut));
}

InkRows Typecase::ink_rows(std::uint16_t type, std::uint16_t glyph) {
  auto const key = key_of(type, glyph);
  if (auto const known = ink_rows_.find(key); known != ink_rows_.end()) return known->second;
  auto const& drawn = image(type, glyph);
  InkRows rows;
  for (int y = 0; y < drawn.rows; ++y) {
    auto const begin = drawn.ink.begin() + std::ptrdiff_t{y} * drawn.width;
    if (std::none_of(begin, begin + drawn.width, [](std::uint8_t ink) { return ink >= faint; })) continue;
    if (rows.top == rows.bottom) rows.top = y - drawn.top;
    rows.bottom = y - drawn.top + 1;
  }
  if (ink_rows_.size() >= ink_rows_kept) ink_rows_.clear();
  ink_rows_.emplace(key, rows);
  return rows;
}

int Typecase::reach(std::uint16_t type) {
  auto const& cut = cuts_[type];
  if (cut.font == Font::missing) return missing_box_advance(0x10FFFF, cut.rows);
  return face(cut.font)->reach(cut);
}

}  // namespace signboard
