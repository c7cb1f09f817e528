#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signboard {

/// What kind of trouble it is. Exit codes and HTTP statuses follow from it at the rim.
enum class Code : std::uint8_t {
  invalid,
  not_found,
  unsupported,
  conflict,
  stale,
  denied,
  io,
  timeout,
  rejected,
  over_limit,
  unavailable,
  no_space
};

/// The named values a sentence is filled with: {"file", "signboard.toml"}, {"line", "12"}.
using Values = std::vector<std::pair<std::string, std::string>>;

/// Trouble that came from outside. It is worded only at the rim, by the catalogue (controller/messages.hpp).
struct Error {
  Code code = Code::invalid;
  std::string_view id;  ///< names a sentence of the catalogue; always a string literal, `room.what`
  Values values;
};

/// The one way to make an Error; the rules test looks for these calls to find a sentence without words.
inline Error fault(Code code, std::string_view id, Values values = {}) { return {code, id, std::move(values)}; }

/// Asked for the value of a result that holds an error: a mistake of ours, never of the outside world.
[[noreturn]] inline void throw_exception_from_error(Error const& error, boost::source_location const& spot) {
  throw std::logic_error(std::string(spot.file_name()) + ":" + std::to_string(spot.line()) +
                         ": a result was used without looking: " + std::string(error.id));
}

template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace signboard
