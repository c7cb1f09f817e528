#pragma once

#include <string_view>

namespace signboard {

// What every way of writing an announcement asks of it, whether it comes as TOML or as JSON.

bool is_blank(std::string_view words);
/// The shape of a BCP 47 tag (RFC 5646, section 2.1): a language of two or three letters, then parts of up to eight
/// letters and digits.
bool is_language(std::string_view tag);

}  // namespace signboard
