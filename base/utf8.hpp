#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signboard {

/// The offset of the first byte that is not well-formed UTF-8 (no overlong forms, surrogates or values over U+10FFFF).
std::optional<std::size_t> first_bad_utf8(std::string_view text);

/// The character at `offset`, which is moved past it. The text must be well-formed there.
char32_t next_code_point(std::string_view text, std::size_t& offset);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace signboard
