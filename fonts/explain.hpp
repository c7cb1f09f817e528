#pragma once

#include "fonts/itemize.hpp"
#include "fonts/typesetter.hpp"

#include <string_view>
#include <vector>

namespace signboard {

/// Adds what became of a paragraph. All places count UTF-16 units until number_characters() is called.
void note_paragraph(Range const& paragraph, Items const& items, std::vector<Explanation::Run> runs,
                    Explanation& explanation);

/// Sets the text and turns all places in it from units to characters.
void number_characters(std::u16string_view text, Explanation& explanation);

}  // namespace signboard
