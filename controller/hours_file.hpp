#pragma once

#include "playlists/schedule.hpp"

#include <vector>

namespace signboard {

class FileFaults;
class TomlTable;

/// The keys `weekdays` and `windows`, wherever they stand: of an announcement, or of a screen's hours. What is wrong is
/// reported to the table (and so to its `faults`); what is absent is every day, and the whole day.
Weekdays read_weekdays(TomlTable& table, FileFaults const& faults);
std::vector<DayWindow> read_windows(TomlTable& table);

}  // namespace signboard
