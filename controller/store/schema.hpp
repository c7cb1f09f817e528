#pragma once

#include <span>
#include <string_view>

namespace signboard {

/// What makes each form of the store out of the one before; the first makes it out of nothing.
std::span<std::string_view const> schema_steps();

}  // namespace signboard
