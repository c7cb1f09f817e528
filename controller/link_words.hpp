#pragma once

#include "controller/link.hpp"
#include "controller/messages.hpp"

#include <chrono>
#include <string>

namespace signboard {

/// The state of a line in a sentence: since when it is up or down, what it has said, and its last trouble.
std::string link_words(LinkStatus const& status, std::chrono::minutes utc_offset, Language language);

}  // namespace signboard
