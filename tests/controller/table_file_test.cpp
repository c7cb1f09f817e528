#include "controller/table_file.hpp"

#include "controller/picture_file.hpp"
#include "drivers/picture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/pictures.hpp"

#include <string>

using namespace signboard;

namespace {

std::string read(std::filesystem::path const& file) {
  auto const table = load_table(file);
  if (table.has_error()) return briefs({table.error()}).front();
  std::string text;
  for (auto const& name : (*table)->columns) text += "[" + name + "]";
  for (auto const& row : (*table)->rows) {
    text += " " + std::to_string(row.line) + ":";
    for (auto const& cell : row.cells) text += "[" + cell + "]";
  }
  return text;
}

}  // namespace

TEST_CASE("a table is read from a CSV file, and its errors name the file, the line and the column") {
  Folder const folder;
  CHECK(read(folder.write("duty.CSV", "姓名,电话\n扎西,1\n")) == "[姓名][电话] 2:[扎西][1]");
  auto const file = folder.write("bad.csv", "a,b\n扎西,2,3\n");
  CHECK(read(file) == "2:6 csv.too_many_cells");
  CHECK(value_of(load_table(file).error(), "at") == file.string() + ":2:6");
  CHECK(value_of(load_table(file).error(), "cells") == "3");
}

TEST_CASE("a table is read from a TOML file, whose rows may leave cells out") {
  Folder const folder;
  auto const file = folder.write("duty.toml", R"(
columns = ["姓名", "电话", "在岗"]
[[row]]
"姓名" = "扎西"
"电话" = 110
"在岗" = true
[[row]]
"电话" = 1.5
)");
  CHECK(read(file) == "[姓名][电话][在岗] 3:[扎西][110][true] 7:[][1.5][]");
}

TEST_CASE("errors of a table in TOML have their place") {
  Folder const folder;
  auto const toml = [&](std::string_view text) { return read(folder.write("table.toml", text)); };
  CHECK(toml("columns = [\"a\"]\n[[row]]\nb = 1\n") == "3:5 table.unknown_cell");
  CHECK(toml("columns = [\"a\", \"a\"]\n") == "1:17 csv.repeated_column");
  CHECK(toml("columns = [\"\"]\n") == "1:12 csv.unnamed_column");
  CHECK(toml("[[row]]\na = 1\n") == "1:1 table.no_columns");
  CHECK(toml("columns = [\"a\"]\n[[rows]]\na = 1\n") == "2:3 toml.misspelt_key");
  CHECK(toml("columns = [\"a\"]\n[[row]]\na = [1]\n") == "3:5 toml.wants_simple");
  CHECK(toml("columns = [") == "1:12 toml.syntax");
  std::string rows = "columns = [\"a\"]\n";
  for (std::size_t i = 0; i <= table_rows_max; ++i) rows += "[[row]]\n";
  CHECK(toml(rows) == "2002:1 csv.too_many_rows");
}

TEST_CASE("a file that is no table, or not there, is an error that names it") {
  Folder const folder;
  CHECK(read(folder.write("duty.xlsx", "PK")) == " table.unknown_kind");
  CHECK(read(folder.path() / "missing.csv") == " file.missing");
  CHECK(read(folder.write("large.csv", std::string(table_bytes_max + 1, 'x'))) == " file.too_large");
}

TEST_CASE("a picture is read from a PNG file, and its errors name the file") {
  Folder const folder;
  auto const emblem = frame_from_letters(".R.\nGWB");
  auto const png = *encode_png(emblem, 1);
  std::string const bytes(reinterpret_cast<char const*>(png.data()), png.size());
  auto const picture = load_picture(folder.write("logo.png", bytes));
  REQUIRE(picture.has_value());
  CHECK(**picture == emblem);
  auto const file = folder.write("cut.png", bytes.substr(0, bytes.size() / 2));
  auto const cut = load_picture(file);
  REQUIRE(cut.has_error());
  CHECK(cut.error().id == "picture.damaged");
  CHECK(value_of(cut.error(), "at") == file.string());
  CHECK(load_picture(folder.path() / "missing.png").error().id == "file.missing");
}
