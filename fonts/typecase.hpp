#pragma once

#include "fonts/face.hpp"
#include "fonts/shaper.hpp"
#include "fonts/stack.hpp"

#include <array>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace signboard {

/// The rows in which a glyph has ink, counted downwards from its baseline; equal: none.
struct InkRows {
  int top = 0, bottom = 0;
};

/// All that type is set from: the faces of the manifest, opened when they are first needed, the cuts they were used in,
/// and the glyphs that were drawn.
class Typecase {
 public:
  /// Opens what is required and looks whether the rest is there. Errors as of Typesetter::open.
  static Result<std::unique_ptr<Typecase>> open(Manifest const& manifest);

  /// Null if the manifest does not name it or it cannot be opened.
  Face* face(Font font);
  bool covers(Font font, char32_t character);

  /// The number of a cut that fitting() named (a box's plane aside), for PlacedGlyph::type.
  std::uint16_t type_of(Cut const& cut);
  /// The number of one at another size; nothing when there are too many already.
  std::optional<std::uint16_t> type_of_shrunk(Cut const& cut);
  Cut const& cut_of(std::uint16_t type) const { return cuts_[type]; }

  /// Good until the next call.
  GlyphImage const& image(std::uint16_t type, std::uint16_t glyph);
  InkRows ink_rows(std::uint16_t type, std::uint16_t glyph);
  int reach(std::uint16_t type);
  std::size_t cached_bytes() const { return images_.bytes(); }

  Shaper& shaper() { return shaper_; }
  std::vector<Error> const& trouble() const { return trouble_; }

 private:
  struct Slot {
    std::optional<FontFile> file;
    std::unique_ptr<Face> face;
    bool tried = false;
  };

  Typecase();
  std::optional<std::uint16_t> known_type(Cut const& cut) const;
  std::uint16_t new_type(Cut const& cut);

  Foundry foundry_;
  std::array<Slot, font_count> slots_;
  Shaper shaper_;  // goes before the faces it works on
  std::vector<Cut> cuts_;
  std::size_t shrunk_cuts_ = 0;
  std::unordered_map<std::uint64_t, std::vector<std::uint16_t>> types_;
  GlyphCache images_;
  std::unordered_map<std::uint32_t, InkRows> ink_rows_;
  std::vector<Error> trouble_;
};

}  // namespace signboard
