#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace signboard {

/// The daemon's log: English, one line each, to standard error. Safe from any thread.
namespace log {

void open();  ///< once, before the first line
void note(std::string const& line);
void warn(std::string const& line);
void warn(std::string_view where, Error const& error);
void error(std::string const& line);
void error(std::string_view where, Error const& error);

}  // namespace log
}  // namespace signboard
