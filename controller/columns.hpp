#pragma once

#include "base/result.hpp"
#include "playlists/table.hpp"

#include <span>
#include <string>

namespace signboard {

/// Those columns of a table, in the order asked for; all of them if none is named. Errors: table.misspelt_column
/// {column, nearest}, or table.unknown_column {column, known} where no name is near.
Result<Table> with_columns(Table const& table, std::span<std::string const> columns);

}  // namespace signboard
