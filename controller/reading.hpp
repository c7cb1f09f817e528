#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// A place in a text file; both count from 1, columns in characters.
struct Spot {
  int line = 1, column = 1;
  auto operator<=>(Spot const&) const = default;
};

/// `signboard.toml:12:3`
inline std::string name_of(std::string_view file, Spot spot) {
  return std::string(file) + ":" + std::to_string(spot.line) + ":" + std::to_string(spot.column);
}

/// What a file says as far as it could be understood, and everything that is wrong with it. It is for the caller to
/// decide whether the one is of use while the other is not empty.
template <class T>
struct Reading {
  T value;
  std::vector<Error> errors;
};

}  // namespace signboard
