#pragma once

#include "playlists/announcement.hpp"

#include <string>
#include <vector>

namespace signboard {

inline constexpr int large_office_size = 10'000;
inline constexpr int large_office_screens = 100;

std::string large_office_screen(int number);

/// The announcements of an office that never tidies up, in the year that begins then: nine of ten have a validity of an
/// hour to two weeks somewhere in it, every tenth has hours on days of the week, at least one span a day on average. A
/// third names two of the screens, the others none. The same at every call.
std::vector<Announcement> large_office(WallTime year_begins);

}  // namespace signboard
