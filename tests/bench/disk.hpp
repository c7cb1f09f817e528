#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace signboard {

/// Whether the file becomes longer each time, which is more to write down, or is written over as SQLite does with a log
/// that has begun anew.
enum class FileSize : std::uint8_t { grows, stays };

/// So many times 4 KiB in a file in that folder: how long each takes until it is known to be on the disk, in
/// milliseconds. Throws if the disk does not take them.
std::vector<double> fdatasyncs(std::filesystem::path const& folder, int times, FileSize size);

}  // namespace signboard
