#pragma once

#include "playlists/schedule.hpp"

namespace signboard {

/// Whether a schedule covers a moment, told as its header says it: which days' windows reach the moment is tried out,
/// and nothing is laid out, joined or sorted.
bool covers_by_definition(Schedule const& schedule, WallTime now);

}  // namespace signboard
