// Strips that were looked at, kept dot by dot. SIGNBOARD_RECORD=1 writes them anew; then look at the difference.

#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace signboard;

namespace {

void check_art(std::string const& name, std::string_view text, TypeStyle const& style) {
  auto const art = art_of(debian_typesetter(), *line_of(text, style).lines[0]);
  auto const file = std::string(SIGNBOARD_SOURCE_DIR) + "/tests/fonts/goldens/" + name + ".art.txt";
  if (std::getenv("SIGNBOARD_RECORD") != nullptr) std::ofstream(file) << art;
  std::ifstream in(file);
  REQUIRE(in.is_open());
  std::stringstream golden;
  golden << in.rdbuf();
  CHECK(art == golden.str());
}

}  // namespace

TEST_CASE("Han and its punctuation at 16 rows") {
  check_art("han-16", "松多：“藏”。", {16, Raster::bilevel, "zh-Hans"});
}

TEST_CASE("digits and Latin at 16 rows stand in the middle of the Han") {
  check_art("latin-16", "松2021gA", {16, Raster::bilevel, "zh-Hans"});
}

TEST_CASE("Tibetan at 16 rows is stretched, its tsheg visible") {
  check_art("tibetan-16", "བོད་ཡིག", {16, Raster::bilevel, "bo"});
}

TEST_CASE("Tibetan at 24 rows") { check_art("tibetan-24", "བོད་ཡིག་བསྒྲགས", {24, Raster::bilevel, "bo"}); }

TEST_CASE("Tibetan at 32 rows") { check_art("tibetan-32", "བོད་ཡིག་བསྒྲགས", {32, Raster::bilevel, "bo"}); }

TEST_CASE("Han, Tibetan and Latin on one line of 32 rows in grey") {
  check_art("mixed-32", "松བོདg", {32, Raster::grey, "zh-Hans"});
}

TEST_CASE("Uyghur at 16 rows is joined") { check_art("uyghur-16", "ئۇيغۇر", {16, Raster::bilevel, "ug"}); }
