#pragma once

#include "controller/signctl/console.hpp"
#include "controller/signctl/daemon_line.hpp"

#include <string_view>

namespace signboard {

/// What the daemon answered to a change, after a word for what was done: `published`. Also what it remarks, and that
/// something could not be put on the disk.
void say_accepted(Said const& said, std::string_view done, Console const& console);

/// One announcement on one line.
void say_item(boost::json::object const& item, Console const& console);

/// `reason` as a document; null if there is none.
boost::json::value document_of_reason(std::string const& reason);

std::string path_of(std::string_view list, std::string_view id);  ///< `/api/urgent/id`
std::string tag_of(int version);                                  ///< `"3"`

}  // namespace signboard
