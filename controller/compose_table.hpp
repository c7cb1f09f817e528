#pragma once

#include "controller/compose.hpp"
#include "controller/layout.hpp"
#include "playlists/table.hpp"

namespace signboard {

/// The rows of a table as pages of whole rows under a heading that stands still. Columns are as wide as what they hold;
/// where that is too wide for the area, cells are broken into lines, but words and numbers never.
/// Errors as for a content (compose_content.hpp).
Result<Composed> compose_table(TableContent const& content, Table const& table, Look const& look,
                               Typesetter& typesetter);

}  // namespace signboard
