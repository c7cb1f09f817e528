#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signboard {

/// Percent-decoded; nothing for a broken escape, or bytes that are not UTF-8. A plus stays one: times have it.
std::optional<std::string> decoded(std::string_view text);

/// A request's target cut into its parts, still encoded. Views into the text it was made from.
struct Target {
  explicit Target(std::string_view text);

  std::string_view path;
  std::vector<std::pair<std::string_view, std::string_view>> query;

  std::optional<std::string_view> asked(std::string_view name) const;  ///< the first of that name
};

}  // namespace signboard
