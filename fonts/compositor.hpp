#pragma once

#include "fonts/itemize.hpp"
#include "fonts/typecase.hpp"
#include "fonts/typesetter.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// A line while it is being set.
struct Line {
  std::vector<PlacedGlyph> glyphs;
  std::int64_t pen = 0;  ///< 1/64 pixel from the left
  int reach = 0;
  std::vector<Explanation::Run>* explained = nullptr;  ///< where to keep what HarfBuzz said, if anyone asks

  int width() const { return static_cast<int>((pen + 63) / 64); }
  /// Whether it is longer than any strip may be.
  bool too_wide() const;
};

/// Sets type: from the runs of a paragraph to glyphs on a line.
class Compositor {
 public:
  Compositor(Typecase& typecase, TypeStyle const& style, Reporter& reporter)
      : typecase_(typecase), style_(style), reporter_(reporter) {}

  /// Appends a part of a paragraph at the pen of the line. Stops early when the line becomes too wide.
  void set(std::u16string_view paragraph, Items const& items, Range part, Line& line);
  /// The advance of each unit of the paragraph, 1/64 pixel; those of a cluster at its first unit.
  std::vector<std::int32_t> measure(std::u16string_view paragraph, Items const& items);
  /// What is left out of a wide mark when it is squeezed, 1/64 pixel.
  int squeezed_off(Font font) const;

 private:
  // A glyph that is ready to be placed; measures in 1/64 pixel.
  struct SetGlyph {
    std::uint32_t unit = 0;
    std::uint16_t glyph = 0, type = 0;
    int advance = 0, x_offset = 0, y_offset = 0;
    bool has_ink = true;
  };
  struct Source {
    std::u16string_view paragraph;
    Items const& items;
  };

  void set_run(Source const& source, Run const& run, Line& line);
  void set_run_at(Source const& source, Run const& run, Fitting const& fitting, Line& line);
  void keep_between_rows(Source const& source, Run const& run, Fitting fitting, Line& line);
  void lift_signs(Source const& source, int baseline);
  void place(Line& line, int baseline);
  void explain(Source const& source, Run const& run, Fitting const& fitting, Line& line) const;

  void compose(Source const& source, Run const& run, Range piece, Fitting const& fitting);
  void compose_strike(Source const& source, Run const& run, Range piece, Cut const& cut);
  void compose_boxes(Source const& source, Range piece);
  void compose_outlines(Source const& source, Run const& run, Range piece, Cut const& cut);
  void collect_features(Source const& source, Run const& run, Range piece);
  SetGlyph box_for(char32_t character, std::size_t unit);
  std::string_view language_of(Run const& run) const;

  Typecase& typecase_;
  TypeStyle const& style_;
  Reporter& reporter_;
  std::vector<SetGlyph> composed_;
  std::vector<Feature> features_;
};

}  // namespace signboard
