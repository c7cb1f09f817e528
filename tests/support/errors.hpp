#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// The value an error carries under that name; empty if there is none.
inline std::string value_of(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.values)
    if (key == name) return value;
  return {};
}

/// Errors as a test can compare them: where and what, `12:3 toml.unknown_key`; the name of the file is left out.
inline std::vector<std::string> briefs(std::vector<Error> const& errors) {
  std::vector<std::string> lines;
  for (auto const& error : errors) {
    auto const at = value_of(error, "at");
    auto const column = at.rfind(':');
    auto const line = column == std::string::npos ? column : at.rfind(':', column - 1);
    lines.push_back((line == std::string::npos ? at : at.substr(line + 1)) + " " + std::string(error.id));
  }
  return lines;
}

}  // namespace signboard
