#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace signboard {

// A list that an office keeps in a spreadsheet: people, telephones, duties. What is larger was never meant for a wall.
inline constexpr std::size_t table_bytes_max = std::size_t{1'024} * 1'024;
inline constexpr std::size_t table_rows_max = 2'000;
inline constexpr std::size_t table_columns_max = 64;

struct TableRow {
  std::vector<std::string> cells;  ///< as many as the table has columns; well-formed UTF-8, may be empty
  int line = 0;                    ///< of the file, where the row begins
  bool operator==(TableRow const&) const = default;
};

struct Table {
  std::vector<std::string> columns;  ///< their names: all different, none empty
  std::vector<TableRow> rows;
  bool operator==(Table const&) const = default;
};

}  // namespace signboard
