#pragma once

#include "base/result.hpp"
#include "controller/messages.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// How signctl and signsim end; documented in docs/manual.md.
enum class Exit : int { fine = 0, trouble = 1, asked_wrong = 2, found_faults = 3 };

/// Where a program of ours speaks: answers to standard output, trouble to standard error; as JSON where that was asked
/// for.
struct Console {
  std::string_view program = "signctl";  ///< stands before each complaint
  Language language = Language::en;
  bool json = false;

  void say(std::string_view line) const;
  void say(boost::json::value const& value) const;
  Exit complain(Error const& error) const;  ///< words it, and gives the exit code that follows from its code
  Exit complain(std::vector<Error> const& errors) const;
};

boost::json::value to_json(Error const& error, Language language);

/// Chinese or English, whichever the console speaks.
std::string_view choose(Console const& console, std::string_view zh, std::string_view en);

}  // namespace signboard
