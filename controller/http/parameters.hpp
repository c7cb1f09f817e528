#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/http/operations.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What an operation is asked with behind the question mark, read strictly: a parameter that is not known may have been
/// meant to matter. Each take gives what stands there, or nothing; is_fine() tells everything that is wrong at once:
/// http.bad_parameter {name, value, choices}, http.bad_time {text}, http.unknown_parameter {name}.
class Parameters {
 public:
  explicit Parameters(Call const& call) : call_(call) {}

  std::string text(std::string_view name);
  std::optional<WallTime> time(std::string_view name);
  std::uint64_t number(std::string_view name, std::uint64_t least, std::uint64_t most, std::uint64_t otherwise);
  std::size_t limit();  ///< of a page
  std::string choice(std::string_view name, std::span<std::string_view const> choices);

  /// False if there is anything wrong; then it has been answered.
  bool is_fine();

 private:
  void report(std::string_view name, std::string_view value, std::string choices);

  Call const& call_;
  std::vector<std::string_view> known_;
  std::vector<Error> errors_;
};

}  // namespace signboard
