#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Something that is wrong and stays wrong until somebody does something about it, or it passes.
struct StandingFault {
  Error error;
  std::string screen;               ///< empty: the program itself
  std::string_view number{};        ///< empty: the one of the error's id
  std::optional<WallTime> since{};  ///< none: not known
};

/// What is wrong now, and since when.
class FaultBook {
 public:
  /// All that is wrong at this moment, from whoever knows. What stood before keeps its time; what does not know its own
  /// is new now. Of faults about the clock no time is told: it would be by the clock that is in doubt.
  void look(std::vector<StandingFault> now, WallTime wall);

  std::vector<StandingFault> const& standing() const { return standing_; }

 private:
  std::vector<StandingFault> standing_;
};

/// By its id; never empty.
std::string_view number_of(Error const& error);

/// Where the daemon serves the page of a fault: `/help/F101`.
std::string help_path(std::string_view number);

}  // namespace signboard
