#include "controller/columns.hpp"

#include "controller/spelling.hpp"

#include <algorithm>

namespace signboard {

Result<Table> with_columns(Table const& table, std::span<std::string const> columns) {
  if (columns.empty()) return table;
  Table picked;
  std::vector<std::size_t> places;
  for (auto const& column : columns) {
    auto const found = std::ranges::find(table.columns, column);
    if (found == table.columns.end()) {
      std::vector<std::string_view> const known(table.columns.begin(), table.columns.end());
      auto const nearest = nearest_word(column, known);
      if (nearest.empty())
        return fault(Code::not_found, "table.unknown_column", {{"column", column}, {"known", joined(known)}});
      return fault(Code::not_found, "table.misspelt_column", {{"column", column}, {"nearest", std::string(nearest)}});
    }
    places.push_back(static_cast<std::size_t>(found - table.columns.begin()));
    picked.columns.push_back(column);
  }
  for (auto const& row : table.rows) {
    picked.rows.push_back({{}, row.line});
    for (auto const place : places) picked.rows.back().cells.push_back(row.cells[place]);
  }
  return picked;
}

}  // namespace signboard
