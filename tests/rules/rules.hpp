#pragma once

#include "tests/rules/source.hpp"

#include <string>
#include <string_view>
#include <vector>

// The rules of the house, each a pure function of text. What they are for stands in ARCHITECTURE.md and
// CONTRIBUTING.md.
namespace signboard {

Findings arrows(Source const& source);                     ///< who may include whom
Findings homes(Source const& source);                      ///< each library has one home
Findings clock_reads(Source const& source);                ///< time is an argument
Findings sleeps(Source const& source);                     ///< nobody waits by doing nothing
Findings external_data(Source const& source);              ///< no data is shared by name alone
Findings bare_todos(Source const& source);                 ///< a thing to do has a number, or is done
Findings vague_type_names(Source const& source);           ///< a type has a noun of its own
Findings namesakes(std::vector<Source> const& tree);       ///< two types are not called the same
Findings coroutine_traps(Source const& source);            ///< what GCC 12 destroys twice in a co_await expression
Findings machine_paths(Source const& source);              ///< nothing knows the machine it was written on
Findings untold_drivers(std::vector<Source> const& tree);  ///< every driver has a transcript
Findings wordless(std::vector<Source> const& tree);        ///< every message has words in both languages

/// A sentence of the catalogue as it stands in controller/messages/.
struct ReadWording {
  std::string id, zh, en, path;
  int line = 0;
};
std::vector<ReadWording> read_wordings(Source const& source);

/// The names between braces, sorted.
std::vector<std::string> placeholders(std::string_view sentence);

/// What is no fault but worth a look: long files and functions, many parameters, values a message has no room for.
std::vector<std::string> long_things(Source const& source);
std::vector<std::string> unfilled_placeholders(std::vector<Source> const& tree);

}  // namespace signboard
