#pragma once

#include "fonts/typecase.hpp"

#include <optional>

namespace signboard {

/// How ink is brought between the rows of a line.
struct Fit {
  int shift = 0;    ///< rows down, at most an eighth of the line either way
  int clipped = 0;  ///< rows of ink that stay outside
};
/// `ink`: the rows that a run covers. No ink: top is not above bottom.
Fit fit_between(InkRows ink, int rows);

/// The next cut to be tried for a run that covers `ink`: half a pixel per em smaller, or as much as it takes at least;
/// nothing below 0.4 of the rows, where strokes would merge.
std::optional<Cut> smaller_cut(Cut const& cut, InkRows ink, int rows);

}  // namespace signboard
