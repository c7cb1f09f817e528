#include "controller/type_choice.hpp"

#include "base/utf8.hpp"

namespace signboard {
namespace {

// Grey type below 32 rows is mostly half-lit pixels; in linear light they make it fat (docs/typography.md, light).
constexpr int rows_without_contrast = 32;
constexpr double small_type_contrast = 1.5;

}  // namespace

Raster raster_for(Depth depth) { return depth == Depth::rgb ? Raster::grey : Raster::bilevel; }

// Thin Tibetan strokes, less than half lit at these heights, must not lose light on top of it.
double contrast_for(std::string_view words, TypeStyle const& type) {
  if (type.raster != Raster::grey || type.rows >= rows_without_contrast || first_bad_utf8(words)) return 1.0;
  for (std::size_t at = 0; at < words.size();)
    if (auto const c = next_code_point(words, at); c >= 0x0F00 && c <= 0x0FFF) return 1.0;
  return small_type_contrast;
}

}  // namespace signboard
