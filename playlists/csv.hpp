#pragma once

#include "playlists/table.hpp"

#include <string_view>

namespace signboard {

/// A table from the bytes of a CSV file (RFC 4180), the first row its heading: commas, quotes, line ends within quotes;
/// CR LF, LF or CR; a byte order mark and empty lines are skipped, and so are the empty cells that spreadsheets leave
/// behind the last column. Errors, all with {line, column}, the column in characters: csv.open_quote, csv.after_quote,
/// csv.not_utf8, csv.gb18030, csv.utf16, csv.empty, csv.unnamed_column {number}, csv.repeated_column {name},
/// csv.too_few_cells and csv.too_many_cells {cells, columns}, csv.too_large {bytes, limit}, csv.too_many_rows {limit},
/// csv.too_many_columns {limit}.
Result<Table> parse_csv(std::string_view bytes);

}  // namespace signboard
