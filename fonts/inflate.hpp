#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace signboard {

/// The whole of a gzip file, unpacked; nothing if it cannot be read, is damaged or is larger than `limit`.
std::optional<std::vector<unsigned char>> inflated(std::filesystem::path const& file, std::size_t limit);

}  // namespace signboard
