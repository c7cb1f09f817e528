#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace signboard {

/// The bytes of an ordinary file, if there are at most `limit`. Errors: file.missing {file}, file.not_a_file {file},
/// file.denied {file}, file.unreadable {file, reason}, file.too_large {file, limit}.
Result<std::string> read_text_file(std::filesystem::path const& path, std::size_t limit);

}  // namespace signboard
