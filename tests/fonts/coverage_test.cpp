#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

Coverage coverage_of(std::string_view text, int rows) { return line_of(text, {rows, Raster::bilevel, ""}).coverage; }

}  // namespace

TEST_CASE("a character that no font has is a box, counted and named with its first place") {
  auto const coverage = coverage_of("松𒀀多\u0915\u0915𒀀", 32);
  REQUIRE(coverage.findings.size() == 2);
  auto const& cuneiform = coverage.findings[0];
  CHECK(cuneiform.kind == Finding::Kind::missing_glyph);
  CHECK(cuneiform.character == 0x12000);
  CHECK(cuneiform.offset == 3);
  CHECK(cuneiform.position == 2);
  CHECK(cuneiform.count == 2);
  CHECK(coverage.findings[1].character == 0x915);
  CHECK(coverage.findings[1].position == 4);
  CHECK(coverage.findings[1].count == 2);
}

TEST_CASE("a box shows the number of its character at every height") {
  auto const art = art_of(debian_typesetter(), *line_of("\uFFFF", {16, Raster::bilevel, ""}).lines[0]);
  CHECK(art ==
        "###########.\n"
        "#.........#.\n"
        "#.###.###.#.\n"
        "#.#...#...#.\n"
        "#.##..##..#.\n"
        "#.#...#...#.\n"
        "#.#...#...#.\n"
        "#.........#.\n"
        "#.###.###.#.\n"
        "#.#...#...#.\n"
        "#.##..##..#.\n"
        "#.#...#...#.\n"
        "#.#...#...#.\n"
        "#.........#.\n"
        "###########.\n"
        "............\n");
  for (int const rows : {8, 9, 11, 14, 15, 16, 24, 31, 32, 128, 512})
    for (auto const* text : {"\uFFFF", "\U0010FFFF"}) {
      auto const explanation = explained(text, {rows, Raster::grey, ""});
      CHECK(explanation.ink_bottom - explanation.ink_top >= rows / 2);
    }
}

TEST_CASE("places in the report are those of the text as it was given") {
  // A removed control, a composed letter and a family of one grapheme stand before it.
  auto const coverage = coverage_of(
      "\x01"
      "e\u0301"
      "👨‍👩‍👧"
      "\u0915",
      32);
  auto const* missing = finding(coverage, Finding::Kind::missing_glyph);
  REQUIRE(missing != nullptr);
  CHECK(missing->offset == 1 + 3 + 18);
  CHECK(missing->position == 4);
}

TEST_CASE("the first place is the first in the text, also where paragraphs follow each other from the right") {
  auto const coverage = coverage_of("ئ\u0915\nئ\u0915", 32);
  REQUIRE(coverage.findings.size() == 1);
  CHECK(coverage.findings[0].offset == 2);
  CHECK(coverage.findings[0].count == 2);
}

TEST_CASE("old Tibetan encodings are shown as far as a font knows them, and told of") {
  auto const coverage = coverage_of("\uF300\uF301", 32);
  REQUIRE(coverage.findings.size() == 2);
  CHECK(coverage.findings[0].kind == Finding::Kind::legacy_tibetan);
  CHECK(explained("\uF300", {32, Raster::grey, ""}).runs[0].font == "DDC_Uchen.ttf#0");
  auto const other = coverage_of("\uE000", 32);
  REQUIRE(other.findings.size() == 1);
  CHECK(other.findings[0].kind == Finding::Kind::private_use);
}

TEST_CASE("Tibetan below 24 rows and Han below 16 are told of, once") {
  CHECK(finding(coverage_of("བོད", 24), Finding::Kind::tibetan_under_24_rows) == nullptr);
  auto const coverage = coverage_of("松བོད 多 བོད", 16);
  REQUIRE(coverage.findings.size() == 1);
  CHECK(coverage.findings[0].kind == Finding::Kind::tibetan_under_24_rows);
  CHECK(coverage.findings[0].character == 0);
  CHECK(coverage.findings[0].offset == 3);
  CHECK(coverage.findings[0].count == 2);
  CHECK(finding(coverage_of("松多", 16), Finding::Kind::han_under_16_rows) == nullptr);
  CHECK(finding(coverage_of("松多", 15), Finding::Kind::han_under_16_rows)->count == 1);
}

TEST_CASE("a stack too tall for its rows is made to fit, and told of only if it cannot be") {
  // The tallest combinations of the language, then one that nobody writes.
  for (int const rows : {16, 24, 32, 48})
    for (auto const* text : {"བསྒྲུབས", "གྲྭུ", "རྐྱོ", "ཧཱུྃ"}) {
      auto const explanation = explained(text, {rows, Raster::bilevel, "bo"});
      CAPTURE(rows, text);
      CHECK(finding(explanation.coverage, Finding::Kind::clipped) == nullptr);
      CHECK(explanation.runs[0].pixels_per_em >= 0.4 * rows);
    }
  auto const tower = coverage_of("ཀྲྲྲྲྲྲྲྲྲིུུུ", 32);
  auto const* clipped = finding(tower, Finding::Kind::clipped);
  REQUIRE(clipped != nullptr);
  CHECK(clipped->rows > 0);
}

TEST_CASE("a run that is shifted or shrunk leaves the others where they are") {
  auto const tall = explained("松 ཀྲྲུ 多", {32, Raster::bilevel, ""});
  auto const* tibetan = &tall.runs.at(1);
  CHECK(tibetan->script == "Tibt");
  CHECK(tibetan->baseline < 20);
  CHECK(tibetan->pixels_per_em < 17);
  CHECK(tall.runs.front().baseline == 28);
  CHECK(tall.runs.back().baseline == 28);
}

TEST_CASE("tails of Latin letters are not cut off under the baseline of Han") {
  for (int const rows : {24, 32, 48, 64, 128}) {
    auto const explanation = explained("gjpqy", {rows, Raster::bilevel, ""});
    CHECK(finding(explanation.coverage, Finding::Kind::clipped) == nullptr);
    // As many rows of ink as in a line of twice the height, where there is room to spare.
    CHECK(explanation.ink_bottom - explanation.ink_top >= rows * 85 / 100);
  }
}

TEST_CASE("every kind of finding has a name") {
  for (int kind = 0; kind <= static_cast<int>(Finding::Kind::removed_bidi_override); ++kind)
    CHECK_FALSE(name_of(static_cast<Finding::Kind>(kind)).empty());
}
