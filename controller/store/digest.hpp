#pragma once

#include <string>
#include <string_view>

namespace signboard {

/// SHA-256 in 64 hexadecimal digits.
std::string sha256(std::string_view text);

}  // namespace signboard
