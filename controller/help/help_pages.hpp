#pragma once

#include "controller/messages.hpp"

#include <span>
#include <string>
#include <string_view>

namespace signboard {

/// A page of docs/faults/ as it was when the program was built. Pages are written in a few forms only: headings `#` and
/// `##`, paragraphs, lists that begin with `1. ` or `* `, indented commands, and within a line `code`, **bold** and
/// [links](F101.md) to each other.
struct HelpPage {
  std::string_view name;  ///< `F101`; `README` is the list of them
  Language language;
  std::string_view markdown;
};

/// Written by controller/help/CMakeLists.txt; the content is put into the program by the assembler.
std::span<HelpPage const> help_pages();

/// By a number as people write it (`F101`, `f101`, `101`); an empty one asks for the list. Null if there is none.
HelpPage const* find_help(std::string_view number, Language language);

std::string_view heading_of(HelpPage const& page);  ///< `F101 ...`, without its #

/// The page as a document for a browser, with links that work there (`/help/F101`).
std::string help_html(HelpPage const& page);
/// The page as it is read in a terminal.
std::string help_text(HelpPage const& page);

}  // namespace signboard
