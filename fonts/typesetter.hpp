#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "fonts/manifest.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Whether a pixel is lit or not, or may be lit in part.
enum class Raster : std::uint8_t { bilevel, grey };

/// How a text is to be set. The rows decide which fonts are used and at what size (typography: docs/typography.md).
struct TypeStyle {
  int rows = 32;  ///< height of the line in pixels: limits::type_rows_min to type_rows_max
  Raster raster = Raster::grey;
  std::string language;  ///< BCP 47: zh-Hans, bo, ug, mn, ii, en; empty: by script, Han as zh-Hans
  bool operator==(TypeStyle const&) const = default;
};

/// One glyph where it stands in a strip. `x`, `y`: its origin, the pen and the baseline, in pixels of the strip; both
/// may lie outside it. (Not the edge of its bitmap: to know that, it would have to be drawn when the text is set.)
struct PlacedGlyph {
  std::int32_t x = 0;
  std::int16_t y = 0;
  std::uint16_t glyph = 0;
  std::uint16_t type = 0;  ///< which face at which size: an index only the typesetter understands
};

/// One line of text, laid out: as tall as the type and as wide as it needs. Immutable, and therefore shared freely
/// between threads. Its ink is made in tiles, on demand, by the typesetter that set it.
class Strip {
 public:
  Strip(Size size, TypeStyle style, std::vector<PlacedGlyph> glyphs, int reach);

  int width() const { return size_.width; }
  int height() const { return size_.height; }
  int tiles() const;  ///< how many tiles of limits::tile_columns cover it; the last one may be narrower
  TypeStyle const& style() const { return style_; }
  std::span<PlacedGlyph const> glyphs() const { return glyphs_; }  ///< ordered by x
  /// Those whose bitmap may touch the columns [left, right).
  std::span<PlacedGlyph const> glyphs_between(int left, int right) const;

 private:
  Size size_;
  TypeStyle style_;
  std::vector<PlacedGlyph> glyphs_;
  int reach_;  // how far ink may lie from the origin of its glyph, to either side
};

using StripPtr = std::shared_ptr<Strip const>;
using TilePtr = std::shared_ptr<Mask const>;

/// What a person must know about a text before it is shown. One finding a kind and character; `count` says how often.
struct Finding {
  enum class Kind : std::uint8_t {
    missing_glyph,          ///< no font has it: a box with its number is drawn
    legacy_tibetan,         ///< private-use code of an old Tibetan encoding (GB/T 20542 set A, U+F300-F8FF)
    private_use,            ///< any other private-use character
    tibetan_under_24_rows,  ///< Tibetan below 24 rows: stacks of three letters lose their middle
    han_under_16_rows,      ///< Han below 16 rows: strokes merge
    clipped,                ///< ink outside the rows after shift and shrink; `rows` says how many
    removed_control,        ///< a control character was left out
    removed_bidi_override   ///< U+202A-202E was left out
  };
  Kind kind;
  char32_t character = 0;    ///< 0 where the finding is about a whole run
  std::size_t offset = 0;    ///< first place: bytes from the start of the text as it was given
  std::size_t position = 0;  ///< the same place in user-perceived characters (graphemes), from 1
  int count = 1;
  int rows = 0;  ///< clipped: how many at worst; under_24, under_16: how many the type has
};

std::string_view name_of(Finding::Kind kind);

struct Coverage {
  std::vector<Finding> findings;
  bool complete() const { return findings.empty(); }
};

/// A text, set: one strip a line, top to bottom.
struct Setting {
  std::vector<StripPtr> lines;
  Coverage coverage;
};

/// How a text was taken apart and put together again; what `signctl explain` prints. Places count characters (code
/// points) of `text` from 0, as HarfBuzz's own tools do.
struct Explanation {
  struct Glyph {
    std::uint32_t glyph = 0;
    std::uint32_t cluster = 0;                      ///< the character it stands for, by its number in `text` from 0
    int x_advance = 0, x_offset = 0, y_offset = 0;  ///< in `units`
  };
  struct Run {
    std::string script, language, font;  ///< ISO 15924, BCP 47, file name and face: `NotoSansCJK-Regular.ttc#2`
    bool right_to_left = false;
    std::size_t offset = 0, length = 0;  ///< characters of `text`
    double pixels_per_em = 0;
    int baseline = 0;  ///< row of the baseline, from the top; 0 in font units
    std::vector<Glyph> glyphs;
  };
  std::string text;                    ///< after cleaning and NFC: the one the offsets speak of
  std::string units;                   ///< `px/64` or `font`
  std::vector<Run> runs;               ///< in visual order
  std::vector<std::size_t> breaks;     ///< characters of `text` before which a line may end, its end included
  std::vector<std::size_t> graphemes;  ///< boundaries of user-perceived characters, 0 and the end included
  int width = 0;
  int ink_top = 0, ink_bottom = 0;  ///< first row with ink and the row after the last; equal: no ink
  Coverage coverage;
};

/// Turns text into strips, and strips into ink. Owns FreeType, HarfBuzz and the break iterators, so it belongs to one
/// thread at a time. Same text, style and font files: same pixels, on every machine.
class Typesetter {
 public:
  /// Opens what the manifest names. A missing or damaged file is an error that names it and the Debian package that
  /// brings it (fonts.missing {file, package}, fonts.damaged {file, package}) if without it Han, Tibetan or Latin could
  /// not be set; another one is left out and told of by `trouble()`.
  static Result<std::unique_ptr<Typesetter>> open(Manifest const& manifest);
  virtual ~Typesetter() = default;

  /// The fonts that could not be opened although the manifest names them.
  virtual std::vector<Error> const& trouble() const = 0;

  /// One line, however long. Line ends in the text become a gap of two ems. Empty text: one strip of width 0.
  /// Errors: text.invalid_utf8 {offset}, text.too_long {bytes, limit}, text.too_wide {pixels, limit},
  /// type.impossible_rows {rows, smallest, largest}.
  virtual Result<Setting> set_line(std::string_view text, TypeStyle const& style) = 0;

  /// Broken into lines no wider than `width`, by zh-u-lb-strict and the Tibetan house rule; line ends in the text are
  /// kept. A word that is wider than a line is broken between graphemes. Errors as for set_line.
  virtual Result<Setting> set_lines(std::string_view text, TypeStyle const& style, int width) = 0;

  /// The ink of one tile (0 to tiles() - 1): height() rows, limits::tile_columns columns or what is left of the strip.
  virtual TilePtr ink(Strip const& strip, int tile) = 0;

  virtual Result<Explanation> explain(std::string_view text, TypeStyle const& style) = 0;

  /// Bytes held by the glyph cache; never more than limits::glyph_cache_bytes.
  virtual std::size_t cached_bytes() const = 0;
};

/// Whether a well-formed text has anything that leaves ink: not only blanks, controls and signs that steer.
bool has_visible(std::string_view text);

/// What HarfBuzz alone gives for a text in one face, in font units, without fallback: `signctl explain --units font`.
/// `features` in HarfBuzz's own notation ("halt", "halt[0:1]", "-kern", comma between them). Script and direction are
/// guessed from the text, as hb-shape does; breaks, graphemes and rows are left empty.
/// Errors: fonts.unreadable_file {file}, fonts.damaged_file {file}, fonts.no_face {file, face, faces},
/// fonts.bad_feature {feature}, text.invalid_utf8, text.too_long.
struct FontUnitsRequest {
  std::filesystem::path file;
  int face = 0;
  std::string text, language, features;
};
Result<Explanation> explain_in_font_units(FontUnitsRequest const& request);

}  // namespace signboard
