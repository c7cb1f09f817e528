#pragma once

#include "controller/messages.hpp"
#include "fonts/typesetter.hpp"

#include <string>

namespace signboard {

/// What a finding means and what to do about it, as a sentence.
std::string worded(Finding const& finding, Language language);

/// `字 U+5B57`; the number alone for what cannot be printed.
std::string character_name(char32_t character);

}  // namespace signboard
