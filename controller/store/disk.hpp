#pragma once

#include <filesystem>
#include <system_error>

namespace signboard {

/// Makes what was written to a file, or what a folder holds, outlive a power cut. An empty path is the current folder.
std::error_code sync_to_disk(std::filesystem::path const& path);

/// Gives a file the owner, group and mode of another one, as far as we may: a technician restores as root, the daemon
/// is somebody else.
void give_to_owner_of(std::filesystem::path const& model, std::filesystem::path const& file);

}  // namespace signboard
