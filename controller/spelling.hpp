#pragma once

#include "base/frame.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace signboard {

// How values are spelled in files and on the command line.

std::string_view name_of(Depth depth);                    ///< `mono`, `red_green`, `rgb`
std::optional<Depth> depth_named(std::string_view name);  ///< `red-green` will do as well
std::span<std::string_view const> depth_names();
std::string name_of(Rgb colour);                         ///< `#rrggbb`, lower case
std::optional<Rgb> colour_named(std::string_view text);  ///< `#` and six hexadecimal digits
std::string name_of(Size size);                          ///< `192x32`
/// Columns, `x`, rows: up to nine digits each, so that 0 and what is too large are still told from what is no size.
std::optional<Size> size_named(std::string_view text);

/// The word that was most likely meant, for "did you mean"; empty if none is near.
std::string_view nearest_word(std::string_view written, std::span<std::string_view const> known);

std::string joined(std::span<std::string_view const> words);  ///< with a comma and a blank between them

}  // namespace signboard
