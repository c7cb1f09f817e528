#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <vector>

namespace signboard {

/// The ink of one glyph. `left` and `top` lead from its origin to the upper left corner of the bitmap; `top` counts
/// upwards, as fonts do.
struct GlyphImage {
  int left = 0, top = 0, width = 0, rows = 0;
  std::vector<std::uint8_t> ink;  ///< row by row
};

/// Glyphs that were drawn, the least recently used going first when the room is up.
class GlyphCache {
 public:
  explicit GlyphCache(std::size_t limit) : limit_(limit) {}

  /// Null if it is not there; good until the next call of keep().
  GlyphImage const* find(std::uint32_t key);
  /// Keeps it, if need be in place of others; one that is larger than the whole cache is kept outside, alone.
  GlyphImage const& keep(std::uint32_t key, GlyphImage image);
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::uint32_t key;
    GlyphImage image;
  };
  std::size_t limit_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::uint32_t, std::list<Entry>::iterator> index_;
  GlyphImage too_large_;
};

}  // namespace signboard
