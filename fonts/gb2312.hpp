#pragma once

#include <cstdint>

namespace signboard {

/// Where GB 2312-80 has the punctuation that Unicode writes as U+3000-303F, U+FF01-FF5E, “”‘’…—·: row and cell, each
/// plus 0x20, as X11 fonts number them; 0 for any other character.
std::uint16_t gb2312_of(char32_t character);

}  // namespace signboard
