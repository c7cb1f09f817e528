#include "controller/columns.hpp"
#include "controller/compose_table.hpp"
#include "tests/controller/shown.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/errors.hpp"

#include <string>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

Table table_of(std::vector<std::string> columns, std::vector<std::vector<std::string>> rows) {
  Table table{std::move(columns), {}};
  for (auto& cells : rows) table.rows.push_back({std::move(cells), static_cast<int>(table.rows.size()) + 2});
  return table;
}

Table telephones() { return table_of({"Name", "Tel"}, {{"Tashi", "111"}, {"Dolma", "2222"}, {"Li", "3"}}); }

TableContent content_for(int row_height = 16) {
  TableContent content;
  content.row_height = row_height;
  return content;
}

Result<Composed> composed(TableContent const& content, Table const& table, Size size) {
  CellTypesetter typesetter;
  Look look;
  look.size = size;
  return compose_table(content, table, look, typesetter);
}

/// All pages, each as it stands; or the error.
std::string pages(TableContent const& content, Table const& table, Size size) {
  auto const made = composed(content, table, size);
  if (made.has_error()) return std::string(made.error().id);
  std::string text;
  auto const& scene = *made->scenes.front();
  auto const& turns = std::get<PageTurns>(scene.parts.back().movement);
  for (int page = 0; page < turns.pages; ++page)
    text += "\n" + shown(scene, page * (turns.hold + turns.turn), content.row_height) + "\n";
  return text;
}

}  // namespace

TEST_CASE("columns are as wide as what they hold, and the heading stands above every page") {
  CHECK(pages(content_for(), telephones(), {80, 48}) == R"(
Name..Tel.
Tashi.111.
Dolma.2222

Name..Tel.
Li....3...
..........
)");
}

TEST_CASE("a table in a wide area stands in its middle, and its columns no further apart than the eye follows") {
  CHECK(pages(content_for(), telephones(), {23 * 8, 64}) == R"(
.....Name.....Tel......
.....Tashi....111......
.....Dolma....2222.....
.....Li.......3........
)");
}

TEST_CASE("without a heading all rows of an area are used") {
  auto content = content_for();
  content.heading = false;
  CHECK(pages(content, telephones(), {80, 32}) == R"(
Tashi.111.
Dolma.2222

Li....3...
..........
)");
}

TEST_CASE("a table shows the columns it is asked for, in that order") {
  auto content = content_for();
  content.columns = {"Tel", "Name"};
  CHECK(pages(content, telephones(), {80, 64}) == R"(
Tel..Name.
111..Tashi
2222.Dolma
3....Li...
)");
  content.columns = {"Tle"};
  auto const refused = composed(content, telephones(), {80, 64});
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "table.misspelt_column");
  CHECK(value_of(refused.error(), "nearest") == "Tel");
  content.columns = {"whereabouts"};
  auto const unknown = composed(content, telephones(), {80, 64});
  REQUIRE(unknown.has_error());
  CHECK(unknown.error().id == "table.unknown_column");
  CHECK(value_of(unknown.error(), "known") == "Name, Tel");
}

TEST_CASE("cells are broken into lines where the columns are too wide together, but never numbers") {
  auto const table = table_of({"姓名", "Tel"}, {{"扎西顿珠才让", "0972-1"}, {"卓玛", "0972-22"}});
  CHECK(pages(content_for(), table, {11 * 8, 64}) == R"(
姓名..Tel....
扎西顿.0972-1.
珠才让........
卓玛..0972-22
)");
}

TEST_CASE("short columns stay whole where a long one can be broken") {
  auto const table = table_of({"A", "B"}, {{"扎西", "一二三四五六"}});
  CHECK(pages(content_for(), table, {56, 48}) == R"(
A..B...
扎西.一二三四
...五六..
)");
}

TEST_CASE("a page holds whole rows") {
  auto const table = table_of({"A"}, {{"一二三四"}, {"五"}, {"六"}});
  CHECK(pages(content_for(), table, {16, 64}) == R"(
A.
一二
三四
五.

A.
六.
..
..
)");
  CHECK(pages(content_for(), table, {16, 48}) == R"(
A.
一二
三四

A.
五.
六.
)");
}

TEST_CASE("a table that does not fit says how much is missing, and in which row") {
  auto const wide = composed(content_for(), telephones(), {6 * 8, 64});  // Tashi and 2222 need 5 + 1 + 4 cells of 8
  REQUIRE(wide.has_error());
  CHECK(wide.error().id == "content.table_too_wide");
  CHECK(value_of(wide.error(), "columns") == "32");
  auto const low = composed(content_for(), telephones(), {80, 30});
  REQUIRE(low.has_error());
  CHECK(low.error().id == "content.table_too_low");
  CHECK(value_of(low.error(), "rows") == "2");
  auto const tall = composed(content_for(), table_of({"A", "B"}, {{"x", "y"}, {"扎西", "一二三四五六"}}), {40, 48});
  REQUIRE(tall.has_error());
  CHECK(tall.error().id == "content.row_too_tall");
  CHECK(value_of(tall.error(), "row") == "扎西");
  CHECK(value_of(tall.error(), "line") == "3");
  CHECK(value_of(tall.error(), "rows") == "16");
}

TEST_CASE("a table without rows shows its heading, and nothing without one") {
  CHECK(pages(content_for(), table_of({"Name", "Tel"}, {}), {184, 32}) == R"(
......Name....Tel......
.......................
)");
  auto content = content_for();
  content.heading = false;
  CHECK(composed(content, table_of({"Name", "Tel"}, {}), {80, 32})->scenes.empty());
}

TEST_CASE("the heading has its own ink, and pages stand and turn as the style says") {
  auto content = content_for();
  content.style.ink = Rgb{0, 255, 0};
  content.style.second_ink = Rgb{1, 2, 3};
  content.style.motion.hold = 4s;
  auto const cut = composed(content, telephones(), {80, 32});
  CHECK(cut->length() == 12s);
  auto const& parts = cut->scenes.front()->parts;
  CHECK(parts[0].tones.front().ink == Rgb{1, 2, 3});
  CHECK(parts[1].tones.front().ink == Rgb{0, 255, 0});
  content.style.motion.transition = Transition::roll;
  content.style.motion.speed_px_s = 16;
  auto const rolled = composed(content, telephones(), {80, 32});
  auto const& scene = *rolled->scenes.front();
  CHECK(rolled->length() > 13s);  // two turns of 16 rows at 16 rows a second
  CHECK(rolled->length() < 15s);
  auto const& body = scene.parts.back();
  CHECK(body.view(0).corner == Point{0, 0});
  CHECK(body.view(scene.beats - 1).corner == Point{0, 2 * body.area.height});
  CHECK(scene.parts.front().view(scene.beats - 1).corner == Point{});
}

TEST_CASE("a table whose pages take longer than a day is refused") {
  auto content = content_for();
  content.style.motion.hold = 3'600s;
  Table table{{"A"}, std::vector<TableRow>(25, TableRow{{"x"}, 2})};
  CHECK(pages(content, table, {16, 32}) == "content.turn_too_long");
  table.rows.pop_back();
  CHECK(composed(content, table, {16, 32})->length() == 24h);
}

TEST_CASE("what cannot be set is an error of its table") {
  CHECK(pages(content_for(), table_of({"A"}, {{"unsettable"}}), {160, 32}) == "text.invalid_utf8");
}
