#include "base/utf8.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

using namespace signboard;

namespace {

TypeStyle const small{16, Raster::bilevel, "zh-Hans"};

std::vector<int> widths(std::string_view text, int width, TypeStyle const& style = small) {
  std::vector<int> found;
  for (auto const& line : lines_of(text, style, width).lines) found.push_back(line->width());
  return found;
}

std::set<std::size_t> breaks_in(std::string const& text) {
  auto const found = explained(text, {32, Raster::grey, "zh-Hans"}).breaks;
  return {found.begin(), found.end()};
}

}  // namespace

TEST_CASE("Han is broken anywhere, and no line is wider than asked for") {
  CHECK(widths("松多藏族乡", 64) == std::vector<int>{64, 16});
  CHECK(widths("松多藏族乡", 63) == std::vector<int>{48, 32});
}

TEST_CASE("a closing mark never starts a line; at the end of one it is half as wide") {
  // Four characters and the full stop fit into 72 pixels only because it ends the line.
  CHECK(widths("松多藏族。乡", 72) == std::vector<int>{72, 16});
  CHECK(widths("松多藏族。乡", 71) == std::vector<int>{48, 48});
}

TEST_CASE("an opening bracket never ends a line; at the start of one it is half as wide") {
  CHECK(widths("松多（藏族", 48) == std::vector<int>{32, 40});
  CHECK(widths("（藏族", 48) == std::vector<int>{40});
}

TEST_CASE("quotation marks next to Han do not forbid all breaks") {
  auto const lines = widths("说：“好！”（完）", 64);
  CHECK(lines.size() >= 2);
  CHECK(*std::max_element(lines.begin(), lines.end()) <= 64);
}

TEST_CASE("words of Latin stay whole, and the space they end with hangs") {
  CHECK(widths("abc def", 24) == std::vector<int>{24, 24});
  CHECK(widths("abc   def", 24) == std::vector<int>{24, 24});
  CHECK(widths("ab cdef", 40) == std::vector<int>{16, 32});
}

TEST_CASE("a word wider than the line is broken between graphemes") {
  CHECK(widths("abcdefgh", 32) == std::vector<int>{32, 32});
  CHECK(widths("xx abcdefgh", 32) == std::vector<int>{16, 32, 32});
  CHECK(widths("藏", 5) == std::vector<int>{5});
}

TEST_CASE("line ends of the text are kept, also around empty lines") {
  CHECK(widths("松\n\n多", 64) == std::vector<int>{16, 0, 16});
  CHECK(widths("松\n", 64) == std::vector<int>{16});
  CHECK(widths("", 64) == std::vector<int>{0});
}

TEST_CASE("lines of any script keep within the width at any height") {
  std::string const text =
      "松多藏族乡人民政府：“一卡通”（《通知》）。 Songduo Township notice, AVATAR To Ta. "
      "བོད་ཡིག་གི་གསལ་བསྒྲགས། མི་དམངས་སྲིད་གཞུང་གི་བརྡ་ཐོ། ئۇيغۇر ئاپتونوم رايونى 0972-8321234";
  for (int const rows : {12, 16, 24, 32, 48, 64})
    for (auto const raster : {Raster::bilevel, Raster::grey})
      for (int const width : {rows * 2, 100, 192, 333}) {
        auto const found = widths(text, width, {rows, raster, "zh-Hans"});
        CHECK(*std::max_element(found.begin(), found.end()) <= width);
      }
}

TEST_CASE("nothing is lost when lines are broken") {
  std::string const text = "松多藏族乡人民政府2021年工作的通告abc བོད་ཡིག་གི་གསལ་བསྒྲགས།";
  auto const whole = line_of(text, {32, Raster::bilevel, "zh-Hans"}).lines[0]->glyphs().size();
  std::size_t broken = 0;
  for (auto const& line : lines_of(text, {32, Raster::bilevel, "zh-Hans"}, 100).lines) broken += line->glyphs().size();
  CHECK(broken == whole);
}

TEST_CASE("characters that strict Chinese forbids to start a line never do") {
  std::ifstream in(std::string(SIGNBOARD_SOURCE_DIR) + "/tests/fonts/goldens/zh-strict-no-break-before.txt");
  REQUIRE(in.is_open());
  int cases = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("group")) continue;
    std::string text = "文文文文文文";
    auto const character = static_cast<char32_t>(std::stoul(line.substr(line.find(';') + 1), nullptr, 16));
    append_utf8(text, character);
    text += "字字";
    CAPTURE(line);
    CHECK(breaks_in(text).count(6) == 0);
    CHECK(breaks_in(text).count(5) == 1);
    ++cases;
  }
  CHECK(cases == 36);
}

TEST_CASE("Tibetan is broken after a tsheg and never before a shad") {
  CHECK(breaks_in("ཀ་ཁ") == std::set<std::size_t>{2, 3});
  CHECK(breaks_in("ང་།") == std::set<std::size_t>{3});
  CHECK(breaks_in("ང༌།") == std::set<std::size_t>{3});
  CHECK(breaks_in("ཀ༌ཁ") == std::set<std::size_t>{3});
  CHECK(breaks_in("ང། །ཀ") == std::set<std::size_t>{4, 5});
  CHECK(breaks_in("ང། ཀ") == std::set<std::size_t>{3, 4});
  for (auto const* mark : {"།", "༎", "༔", "༑"}) CHECK(breaks_in("ང་" + std::string(mark)) == std::set<std::size_t>{3});
  CHECK(breaks_in("ཿཀ") == std::set<std::size_t>{1, 2});
  CHECK(breaks_in("བསྒྲུབས") == std::set<std::size_t>{7});
  CHECK(breaks_in("༄༅།") == std::set<std::size_t>{3});
}

TEST_CASE("a space that stands for the shad after KA or GA ends no line") {
  CHECK(breaks_in("ཀ ཀ") == std::set<std::size_t>{3});
  CHECK(breaks_in("ག ཀ") == std::set<std::size_t>{3});
  CHECK(breaks_in("གི ཀ") == std::set<std::size_t>{4});
  CHECK(breaks_in("ད ཀ") == std::set<std::size_t>{2, 3});
}

TEST_CASE("quotation marks without Han beside them stay with their words") {
  CHECK(breaks_in("“a”b") == std::set<std::size_t>{4});
  CHECK(breaks_in("ལ་“ཞེས”ང་") == std::set<std::size_t>{9});
  CHECK(breaks_in("a “b”") == std::set<std::size_t>{2, 5});
  CHECK(breaks_in("说“好”完") == std::set<std::size_t>{1, 4, 5});
  CHECK(breaks_in("说“a”完") == std::set<std::size_t>{1, 4, 5});
}
