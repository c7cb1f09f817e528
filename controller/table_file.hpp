#pragma once

#include "base/result.hpp"
#include "playlists/table.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace signboard {

/// The table in the text of a TOML file: `columns`, a list of names, and a `[[row]]` for each row; what a row does not
/// name is empty. Errors, with `at`: those of any TOML file, table.no_columns, table.unknown_cell {column, known}, and
/// the bounds of csv.hpp.
Result<Table> parse_table_toml(std::string_view text, std::string_view file);

/// The table in a .csv or .toml file. Errors, all naming the file: those of read_text_file, parse_csv (its line and
/// column as `at`) and parse_table_toml; table.unknown_kind {file}.
Result<std::shared_ptr<Table const>> load_table(std::filesystem::path const& file);

}  // namespace signboard
