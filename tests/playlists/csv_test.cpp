#include "playlists/csv.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"

#include <string>

using namespace signboard;

namespace {

/// The cells in brackets, the rows with the lines they begin on; or the error with its place.
std::string read(std::string_view bytes) {
  auto const table = parse_csv(bytes);
  if (table.has_error())
    return value_of(table.error(), "line") + ":" + value_of(table.error(), "column") + " " +
           std::string(table.error().id);
  std::string text;
  for (auto const& name : table->columns) text += "[" + name + "]";
  for (auto const& row : table->rows) {
    text += " " + std::to_string(row.line) + ":";
    for (auto const& cell : row.cells) text += "[" + cell + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("a table has the columns of its first line and the rows below") {
  CHECK(read("姓名,电话\r\n扎西,0972-0000001\r\n卓玛,0972-0000002\r\n") ==
        "[姓名][电话] 2:[扎西][0972-0000001] 3:[卓玛][0972-0000002]");
  CHECK(read("a,b\n1,2") == "[a][b] 2:[1][2]");
  CHECK(read("a\r1\r2") == "[a] 2:[1] 3:[2]");
  CHECK(read("a,b\n,\n1,\n,2\n") == "[a][b] 3:[1][] 4:[][2]");
}

TEST_CASE("quotes hold commas, quotes and line ends together") {
  CHECK(read("a,b\n\"1,5\",\"say \"\"yes\"\"\"\n") == "[a][b] 2:[1,5][say \"yes\"]");
  CHECK(read("a,b\n\"one\r\ntwo\",3\n4,5\n") == "[a][b] 2:[one\ntwo][3] 4:[4][5]");
  CHECK(read("a\n\"\"\nx\n") == "[a] 3:[x]");
  CHECK(read("a\n5\" pipe\n") == "[a] 2:[5\" pipe]");
}

TEST_CASE("what spreadsheets leave behind is no part of the table") {
  CHECK(read("\xEF\xBB\xBF姓名, 电话 ,,\r\n扎西,1,,\r\n,,,\r\n\r\n卓玛,2,,\r\n\r\n") ==
        "[姓名][电话] 2:[扎西][1] 5:[卓玛][2]");
}

TEST_CASE("errors of a table name the line and the column") {
  CHECK(read("a,b\n1,\"open\nfor ever") == "2:3 csv.open_quote");
  CHECK(read("姓名,b\n\"扎西\"x,2\n") == "2:5 csv.after_quote");
  CHECK(read("a,b\n1,2\n扎西\n") == "3:1 csv.too_few_cells");
  CHECK(read("a,b\n扎西,2,3\n") == "2:6 csv.too_many_cells");
  CHECK(read("a,,b\n") == "1:3 csv.unnamed_column");
  CHECK(read("a,b,a\n") == "1:5 csv.repeated_column");
  CHECK(read("") == "1:1 csv.empty");
  CHECK(read("\xEF\xBB\xBF\r\n,,\r\n") == "1:1 csv.empty");
  auto const ragged = parse_csv("a,b\n1,2,3,4\n");
  REQUIRE(ragged.has_error());
  CHECK(value_of(ragged.error(), "cells") == "4");
  CHECK(value_of(ragged.error(), "columns") == "2");
}

TEST_CASE("a file that is no UTF-8 is told apart, with its line") {
  CHECK(read("a,b\r\n1,2\r\n\xD4\xFA\xCE\xF7,3\r\n") == "3:1 csv.gb18030");      // 扎西
  CHECK(read("\xD0\xD5\xC3\xFB,b\n\x81\x30\x81\x30,2\n") == "1:1 csv.gb18030");  // with a code of four bytes
  CHECK(read("a,b\n1,\xFF\n") == "2:3 csv.not_utf8");                            // in no code at all
  CHECK(read("a,b\n1,\x81\x30\x81") == "2:3 csv.not_utf8");                      // cut off
  CHECK(read(std::string_view("\xFF\xFE"
                              "a\0,\0b\0\n\0",
                              10)) == "1:1 csv.utf16");
}

TEST_CASE("a table has bounds") {
  CHECK(read(std::string(table_bytes_max + 1, 'x')) == "1:1 csv.too_large");
  CHECK(read(std::string(table_columns_max, ',')) == "1:65 csv.too_many_columns");
  std::string long_table = "a\n";
  for (std::size_t i = 0; i < table_rows_max; ++i) long_table += "1\n";
  CHECK(parse_csv(long_table)->rows.size() == table_rows_max);
  CHECK(read(long_table + "1\n") == "2002:1 csv.too_many_rows");
}

TEST_CASE("no prefix and no damaged byte of a table does harm") {
  std::string const file = "\xEF\xBB\xBF姓名,电话\r\n\"扎\"\"西\n\",\"1\r\n2\"\r\n,,\r\n卓玛,3\r\n";
  for (std::size_t size = 0; size <= file.size(); ++size) {
    auto const table = parse_csv(std::string_view(file).substr(0, size));
    if (!table.has_value()) continue;
    for (auto const& row : table->rows) CHECK(row.cells.size() == table->columns.size());
  }
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    auto damaged = file;
    damaged[bit / 8] = static_cast<char>(static_cast<unsigned char>(damaged[bit / 8]) ^ (1U << (bit % 8)));
    auto const table = parse_csv(damaged);
    if (!table.has_value()) continue;
    for (auto const& row : table->rows) CHECK(row.cells.size() == table->columns.size());
  }
}
