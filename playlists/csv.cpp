// CSV as spreadsheets write it: RFC 4180, and around it what Excel and WPS do (a byte order mark, rows of nothing but
// commas, GB18030 unless asked for UTF-8).

#include "playlists/csv.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

namespace signboard {
namespace {

struct Place {
  int line = 1, column = 1;
};

struct Cell {
  std::string text;
  Place place;
};

Error fault_at(Place place, Error error) {
  error.values.emplace_back("line", std::to_string(place.line));
  error.values.emplace_back("column", std::to_string(place.column));
  return error;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == std::string_view::npos; }

std::string trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  Place place() const { return place_; }

  Result<std::vector<Cell>> row() {
    std::vector<Cell> cells;
    for (;;) {
      auto read = cell();
      if (!read) return read.error();
      cells.push_back(std::move(*read));
      if (cells.size() > table_columns_max)
        return fault_at(cells.back().place, fault(Code::over_limit, "csv.too_many_columns",
                                                  {{"limit", std::to_string(table_columns_max)}}));
      if (at_end()) return cells;
      bool const more = peek() == ',';
      step();
      if (!more) return cells;
    }
  }

 private:
  char peek() const { return text_[at_]; }
  bool ends_cell() const { return at_end() || peek() == ',' || peek() == '\n' || peek() == '\r'; }

  // Over one byte, or over a whole line end.
  void step() {
    char const byte = text_[at_++];
    if (byte == '\r' && !at_end() && peek() == '\n') ++at_;
    if (byte == '\r' || byte == '\n')
      place_ = {place_.line + 1, 1};
    else if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U)
      ++place_.column;
  }

  Result<Cell> cell() {
    Cell cell{{}, place_};
    if (!at_end() && peek() == '"') return quoted(std::move(cell));
    auto const begin = at_;
    while (!ends_cell()) step();
    cell.text = text_.substr(begin, at_ - begin);
    return cell;
  }

  Result<Cell> quoted(Cell cell) {
    step();
    for (;;) {
      if (at_end()) return fault_at(cell.place, fault(Code::invalid, "csv.open_quote"));
      auto const begin = at_;
      bool const line_end = peek() == '\r' || peek() == '\n';
      bool const quote = peek() == '"';
      step();
      if (!quote) {
        cell.text += line_end ? std::string_view("\n") : text_.substr(begin, at_ - begin);
        continue;
      }
      if (ends_cell()) return cell;
      if (peek() != '"') return fault_at(place_, fault(Code::invalid, "csv.after_quote"));
      cell.text += '"';
      step();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Place place_;
};

// GB 18030-2022: one byte below 0x80; 0x81-0xFE and 0x40-0x7E or 0x80-0xFE; or four, of which the second and the fourth
// are ASCII digits.
bool may_be_gb18030(std::string_view bytes) {
  auto const in = [&bytes](std::size_t at, unsigned low, unsigned high) {
    return at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= low &&
           static_cast<unsigned char>(bytes[at]) <= high;
  };
  for (std::size_t at = 0; at < bytes.size();) {
    bool const leads = in(at, 0x81, 0xFE);
    if (in(at, 0x00, 0x7F))
      ++at;
    else if (leads && (in(at + 1, 0x40, 0x7E) || in(at + 1, 0x80, 0xFE)))
      at += 2;
    else if (leads && in(at + 1, 0x30, 0x39) && in(at + 2, 0x81, 0xFE) && in(at + 3, 0x30, 0x39))
      at += 4;
    else
      return false;
  }
  return true;
}

Place place_of(std::string_view text, std::size_t offset) {
  Place place;
  for (std::size_t at = 0; at < offset;) {
    auto const c = next_code_point(text, at);
    if (c == U'\n' || (c == U'\r' && text.substr(at, 1) != "\n"))
      place = {place.line + 1, 1};
    else
      ++place.column;
  }
  return place;
}

Result<void> check_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return fault_at({}, fault(Code::invalid, "csv.utf16"));
  auto const bad = first_bad_utf8(bytes);
  if (!bad) return {};
  auto const place = place_of(bytes, *bad);
  if (may_be_gb18030(bytes)) return fault_at(place, fault(Code::invalid, "csv.gb18030"));
  return fault_at(place, fault(Code::invalid, "csv.not_utf8"));
}

bool says_nothing(std::vector<Cell> const& cells) {
  return std::ranges::all_of(cells, [](Cell const& cell) { return is_blank(cell.text); });
}

void drop_empty_end(std::vector<Cell>& cells, std::size_t keep) {
  while (cells.size() > keep && is_blank(cells.back().text)) cells.pop_back();
}

Result<std::vector<std::string>> columns_from(std::vector<Cell> heading) {
  drop_empty_end(heading, 0);
  std::vector<std::string> columns;
  for (auto const& cell : heading) {
    auto name = trimmed(cell.text);
    if (name.empty())
      return fault_at(cell.place,
                      fault(Code::invalid, "csv.unnamed_column", {{"number", std::to_string(columns.size() + 1)}}));
    if (std::ranges::find(columns, name) != columns.end())
      return fault_at(cell.place, fault(Code::conflict, "csv.repeated_column", {{"name", name}}));
    columns.push_back(std::move(name));
  }
  return columns;
}

Result<TableRow> row_from(std::vector<Cell> cells, std::size_t columns) {
  drop_empty_end(cells, columns);
  Values counts{{"cells", std::to_string(cells.size())}, {"columns", std::to_string(columns)}};
  if (cells.size() > columns)
    return fault_at(cells[columns].place, fault(Code::invalid, "csv.too_many_cells", std::move(counts)));
  if (cells.size() < columns)
    return fault_at(cells.front().place, fault(Code::invalid, "csv.too_few_cells", std::move(counts)));
  TableRow row{{}, cells.front().place.line};
  for (auto& cell : cells) row.cells.push_back(std::move(cell.text));
  return row;
}

}  // namespace

Result<Table> parse_csv(std::string_view bytes) {
  if (bytes.size() > table_bytes_max)
    return fault_at({}, fault(Code::over_limit, "csv.too_large",
                              {{"bytes", std::to_string(bytes.size())}, {"limit", std::to_string(table_bytes_max)}}));
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (auto const checked = check_encoding(bytes); !checked) return checked.error();
  Table table;
  for (CsvReader reader(bytes); !reader.at_end();) {
    auto cells = reader.row();
    if (!cells) return cells.error();
    if (says_nothing(*cells)) continue;
    if (table.columns.empty()) {
      auto columns = columns_from(std::move(*cells));
      if (!columns) return columns.error();
      table.columns = std::move(*columns);
      continue;
    }
    if (table.rows.size() == table_rows_max)
      return fault_at(cells->front().place,
                      fault(Code::over_limit, "csv.too_many_rows", {{"limit", std::to_string(table_rows_max)}}));
    auto row = row_from(std::move(*cells), table.columns.size());
    if (!row) return row.error();
    table.rows.push_back(std::move(*row));
  }
  if (table.columns.empty()) return fault_at({}, fault(Code::invalid, "csv.empty"));
  return table;
}

}  // namespace signboard
