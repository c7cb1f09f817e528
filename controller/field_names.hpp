#pragma once

#include "fonts/typesetter.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace signboard {

/// The columns [from, until) of a line that the name of a field takes.
struct FieldName {
  std::size_t line = 0;
  int from = 0, until = 0;
};

/// The names of fields in a text that was set as one line: in each line of the text what stands before the first colon.
/// A colon between digits is part of a time and opens no field. None in texts that run to the left.
std::vector<FieldName> names_in_line(std::string_view words, TypeStyle const& type, Setting const& set,
                                     Typesetter& typesetter);

/// The same for a text that was broken into lines of `width`. A name that does not fit into its line is left out.
std::vector<FieldName> names_in_lines(std::string_view words, TypeStyle const& type, Setting const& set, int width,
                                      Typesetter& typesetter);

}  // namespace signboard
