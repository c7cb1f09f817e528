#pragma once

#include "base/result.hpp"
#include "fonts/glyph_cache.hpp"
#include "fonts/manifest.hpp"
#include "fonts/stack.hpp"

#include <cstdint>
#include <memory>
#include <vector>

struct FT_FaceRec_;
struct FT_LibraryRec_;

namespace signboard {

class Foundry;

/// One opened font file. Has one size at a time, set by `take()`.
class Face {
 public:
  ~Face();
  Face(Face const&) = delete;
  Face& operator=(Face const&) = delete;

  /// 0 if it has none.
  std::uint32_t glyph_of(char32_t character) const;
  /// Sets the size.
  void take(Cut const& cut);
  /// The ink of a glyph at the size that was taken; empty where the font is damaged.
  GlyphImage draw(std::uint32_t glyph, Cut const& cut);
  /// Of a strike's glyph, before magnifying.
  int strike_advance(std::uint32_t glyph) const;
  /// How far ink may lie from the origin to either side, in pixels at that cut.
  int reach(Cut const& cut) const;
  /// How the outline's advances are to be had; for HarfBuzz.
  static int load_flags(Drawing drawing);

  FT_FaceRec_* handle() const { return face_; }
  FontFile const& file() const { return file_; }

 private:
  friend class Foundry;
  explicit Face(FontFile file) : file_(std::move(file)) {}

  FontFile file_;
  // What face_ reads from. Never the file itself: a font that is replaced in place under a running daemon would take
  // it down (SIGBUS), and with it every screen.
  std::vector<unsigned char> bytes_;
  FT_FaceRec_* face_ = nullptr;
  int ppem_x_ = 0, ppem_y_ = 0;
  bool numbered_by_gb2312_ = false;
};

/// Opens faces. Must outlive them.
class Foundry {
 public:
  Foundry();
  ~Foundry();
  Foundry(Foundry const&) = delete;
  Foundry& operator=(Foundry const&) = delete;

  /// Errors: fonts.missing {file, package}, fonts.damaged {file, package}, fonts.no_face {file, face, faces}.
  Result<std::unique_ptr<Face>> open(FontFile const& file);

 private:
  FT_LibraryRec_* library_ = nullptr;
};

}  // namespace signboard
