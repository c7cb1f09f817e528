#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace signboard {

/// What an error gives for a placeholder of its sentence; "(none)" if it gives nothing.
inline std::string value_of(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.values) {
    if (key == name) return value;
  }
  return "(none)";
}

}  // namespace signboard
