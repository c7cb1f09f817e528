#pragma once

#include "fonts/typesetter.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What tests of type share: the typesetter of Debian's fonts, and ink as ASCII art.
namespace signboard {

/// One for the whole test program: opening Unifont takes longer than most tests.
Typesetter& debian_typesetter();

/// A whole strip: `#` lit, `.` dark, `+` in between.
std::string art_of(Typesetter& typesetter, Strip const& strip);

/// One line; the test fails if it cannot be set.
Setting line_of(std::string_view text, TypeStyle const& style);
Setting lines_of(std::string_view text, TypeStyle const& style, int width);
Explanation explained(std::string_view text, TypeStyle const& style);

/// The first finding of that kind; null if there is none.
Finding const* finding(Coverage const& coverage, Finding::Kind kind);

}  // namespace signboard
