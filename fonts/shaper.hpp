#pragma once

#include "fonts/face.hpp"
#include "fonts/unicode.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signboard {

/// A glyph as HarfBuzz hands it out; measures in 1/64 pixel, `unit` is where its cluster begins.
struct ShapedGlyph {
  std::uint32_t glyph = 0;
  std::uint32_t unit = 0;
  int x_advance = 0, x_offset = 0, y_offset = 0;
};

/// An OpenType feature for the units [begin, end).
struct Feature {
  std::uint32_t tag = 0;
  std::uint32_t begin = 0, end = 0;
};
inline constexpr std::uint32_t feature_halt = 0x68616C74;  // `halt`: half-width punctuation
inline constexpr std::uint32_t feature_pwid = 0x70776964;  // `pwid`: as wide as its ink

/// What is to be shaped: a part of a paragraph, of which HarfBuzz also sees the neighbours.
struct ShapeRequest {
  std::u16string_view paragraph;
  std::size_t begin = 0, end = 0;
  Script script = Script::common;
  std::string_view language;
  bool right_to_left = false;
  std::span<Feature const> features;
};

/// Runs HarfBuzz on faces of FreeType. The faces must outlive it.
class Shaper {
 public:
  Shaper();
  ~Shaper();
  Shaper(Shaper const&) = delete;
  Shaper& operator=(Shaper const&) = delete;

  /// Left to right, whatever the direction; good until the next call.
  std::span<ShapedGlyph const> shape(Face& face, Cut const& cut, ShapeRequest const& request);

 private:
  struct Tools;
  std::unique_ptr<Tools> tools_;
  std::vector<ShapedGlyph> glyphs_;
};

}  // namespace signboard
