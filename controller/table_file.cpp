#include "controller/table_file.hpp"

#include "controller/spelling.hpp"
#include "controller/text_file.hpp"
#include "controller/toml_reader.hpp"
#include "playlists/csv.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace signboard {
namespace {

std::string spelled(TomlTable::Scalar const& value) {
  if (auto const* const text = std::get_if<std::string>(&value)) return *text;
  if (auto const* const number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* const real = std::get_if<double>(&value)) {
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *real).ptr};
  }
  return std::get<bool>(value) ? "true" : "false";
}

std::vector<std::string> read_columns(TomlTable& top) {
  std::vector<std::string> columns;
  for (auto& [name, spot] : top.texts("columns")) {
    if (name.empty())
      top.report(spot, fault(Code::invalid, "csv.unnamed_column", {{"number", std::to_string(columns.size() + 1)}}));
    if (std::ranges::find(columns, name) != columns.end())
      top.report(spot, fault(Code::conflict, "csv.repeated_column", {{"name", name}}));
    columns.push_back(std::move(name));
  }
  if (columns.empty()) top.report("columns", fault(Code::invalid, "table.no_columns"));
  if (columns.size() > table_columns_max)
    top.report("columns",
               fault(Code::over_limit, "csv.too_many_columns", {{"limit", std::to_string(table_columns_max)}}));
  return columns;
}

TableRow read_row(TomlTable& table, std::vector<std::string> const& columns) {
  TableRow row{{}, table.spot().line};
  auto values = table.scalars();
  for (auto const& column : columns) {
    auto const value = values.extract(column);
    row.cells.push_back(value ? spelled(value.mapped()) : std::string());
  }
  std::vector<std::string_view> const known(columns.begin(), columns.end());
  for (auto const& [name, value] : values)
    table.report(table.spot(name),
                 fault(Code::not_found, "table.unknown_cell", {{"column", name}, {"known", joined(known)}}));
  return row;
}

Table read_rows(toml::table const& root, FileFaults& faults) {
  TomlTable top(root, {}, faults);
  Table table{read_columns(top), {}};
  auto rows = top.tables("row");
  if (rows.size() > table_rows_max)
    top.report(rows[table_rows_max].spot(),
               fault(Code::over_limit, "csv.too_many_rows", {{"limit", std::to_string(table_rows_max)}}));
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), table_rows_max)), rows.end());
  for (auto& row : rows) table.rows.push_back(read_row(row, table.columns));
  top.finish();
  return table;
}

// A leaf says the line and the column; people are told the file too, as in every other message.
Error placed(Error error, std::string const& file) {
  Spot spot;
  Values rest;
  for (auto& [name, value] : error.values) {
    if (name == "line")
      spot.line = std::stoi(value);
    else if (name == "column")
      spot.column = std::stoi(value);
    else
      rest.emplace_back(std::move(name), std::move(value));
  }
  rest.emplace_back("at", name_of(file, spot));
  error.values = std::move(rest);
  return error;
}

std::string kind_of(std::filesystem::path const& file) {
  auto kind = file.extension().string();
  std::ranges::transform(kind, kind.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return kind;
}

std::shared_ptr<Table const> shared(Table table) { return std::make_shared<Table const>(std::move(table)); }

}  // namespace

Result<Table> parse_table_toml(std::string_view text, std::string_view file) {
  FileFaults faults{std::string(file)};
  Table table;
  if (auto const root = parse_toml(text, faults)) table = read_rows(*root, faults);
  if (auto errors = faults.take(); !errors.empty()) return std::move(errors.front());
  return table;
}

Result<std::shared_ptr<Table const>> load_table(std::filesystem::path const& file) {
  auto const kind = kind_of(file);
  if (kind != ".csv" && kind != ".toml")
    return fault(Code::unsupported, "table.unknown_kind", {{"file", file.string()}});
  auto const text = read_text_file(file, table_bytes_max);
  if (!text) return text.error();
  if (kind == ".toml") {
    auto table = parse_table_toml(*text, file.string());
    if (!table) return table.error();
    return shared(std::move(*table));
  }
  auto table = parse_csv(*text);
  if (!table) return placed(table.error(), file.string());
  return shared(std::move(*table));
}

}  // namespace signboard
