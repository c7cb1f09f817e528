#include "fonts/typesetter.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace signboard;

namespace {

std::vector<std::string> golden_lines(std::string const& name) {
  std::ifstream in(std::string(SIGNBOARD_SOURCE_DIR) + "/tests/fonts/goldens/" + name);
  REQUIRE(in.is_open());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

FontFile debian_font(std::string const& name) {
  auto const manifest = debian_manifest();
  auto const found = std::find_if(manifest.begin(), manifest.end(), [&](auto& file) { return file.name == name; });
  REQUIRE(found != manifest.end());
  return *found;
}

// In the notation of hb-shape.
std::string shaped(FontUnitsRequest const& request) {
  auto const result = explain_in_font_units(request);
  REQUIRE(result.has_value());
  auto const explanation = result.value();
  REQUIRE(explanation.runs.size() == 1);
  CHECK(explanation.units == "font");
  std::ostringstream out;
  for (auto const& glyph : explanation.runs[0].glyphs) {
    out << (out.tellp() == 0 ? '[' : '|') << glyph.glyph << '=' << glyph.cluster;
    if (glyph.x_offset != 0 || glyph.y_offset != 0) out << '@' << glyph.x_offset << ',' << glyph.y_offset;
    out << '+' << glyph.x_advance;
  }
  out << ']';
  return out.str();
}

}  // namespace

TEST_CASE("official Tibetan words are shaped exactly as hb-shape does it") {
  auto const font = debian_font("tibetan");
  auto const words = golden_lines("tib_off.txt");
  auto const expected = golden_lines("tib_off.NotoSerifTibetan-Regular.hbshape.txt");
  REQUIRE(words.size() == 44);
  REQUIRE(words.size() == expected.size());
  for (std::size_t i = 0; i < words.size(); ++i) CHECK(shaped({font.path, font.face, words[i], "", ""}) == expected[i]);
}

TEST_CASE("half-width features of punctuation are what hb-shape makes of them") {
  auto const font = debian_font("han_sans");
  auto const text = golden_lines("punct.txt").at(0);
  for (auto const& line : golden_lines("punct.hbshape.txt")) {
    auto const feature = line.substr(0, line.find('\t'));
    CHECK(shaped({font.path, font.face, text, "zh-Hans", feature == "none" ? "" : feature}) ==
          line.substr(line.find('\t') + 1));
  }
}

TEST_CASE("the language chooses the national form of a Han character") {
  auto const font = debian_font("han_sans");
  auto const text = golden_lines("han_locl.txt").at(0);
  for (auto const& line : golden_lines("han_locl.NotoSansCJK-face0.hbshape.txt"))
    CHECK(shaped({font.path, 0, text, line.substr(0, line.find('\t')), ""}) == line.substr(line.find('\t') + 1));
}

TEST_CASE("a request in font units is refused with what is wrong about it") {
  auto const font = debian_font("han_sans");
  auto const id = [](FontUnitsRequest const& request) {
    auto const refused = explain_in_font_units(request);
    REQUIRE(refused.has_error());
    return std::string(refused.error().id);
  };
  CHECK(id({"/nowhere.ttf", 0, "a", "", ""}) == "fonts.unreadable_file");
  CHECK(id({std::string(SIGNBOARD_SOURCE_DIR) + "/tests/fonts/goldens/README.md", 0, "a", "", ""}) ==
        "fonts.damaged_file");
  CHECK(id({font.path, 99, "a", "", ""}) == "fonts.no_face");
  CHECK(id({font.path, -1, "a", "", ""}) == "fonts.no_face");
  CHECK(id({font.path, 2, "a", "", "halt,[["}) == "fonts.bad_feature");
  CHECK(id({font.path, 2, "a\x80", "", ""}) == "text.invalid_utf8");
}

TEST_CASE("an explanation counts characters, whatever their length in bytes") {
  auto const explanation = explained("𠮷藏 བོད 1", {32, Raster::grey, "zh-Hans"});
  CHECK(explanation.units == "px/64");
  CHECK(explanation.text == "𠮷藏 བོད 1");
  REQUIRE(explanation.runs.size() == 3);
  CHECK(explanation.runs[0].script == "Hani");
  CHECK(explanation.runs[0].language == "zh-Hans");
  CHECK(explanation.runs[0].font == "NotoSansCJK-Regular.ttc#2");
  CHECK(explanation.runs[0].baseline == 28);
  CHECK(explanation.runs[0].pixels_per_em == 32);
  CHECK(explanation.runs[0].offset == 0);
  CHECK(explanation.runs[0].length == 2);
  CHECK(explanation.runs[1].script == "Tibt");
  CHECK(explanation.runs[1].language == "bo");
  CHECK(explanation.runs[1].font == "NotoSerifTibetan-Regular.ttf#0");
  CHECK(explanation.runs[1].offset == 2);
  CHECK(explanation.runs[1].length == 5);
  CHECK(explanation.runs[1].baseline == 20);
  CHECK(explanation.runs[1].pixels_per_em == Approx(17.2).margin(0.01));
  CHECK(explanation.runs[2].font == "NotoSansCJK-Regular.ttc#2");
  CHECK(explanation.runs[2].glyphs.at(0).cluster == 7);
  CHECK(explanation.graphemes == std::vector<std::size_t>{0, 1, 2, 3, 5, 6, 7, 8});
  CHECK(explanation.breaks == std::vector<std::size_t>{1, 3, 7, 8});
}

TEST_CASE("the advances of an explanation add up to its width, and its ink is inside") {
  for (auto const raster : {Raster::bilevel, Raster::grey})
    for (int const rows : {16, 24, 32, 128}) {
      auto const explanation = explained("松多（好），བསྒྲགས་ Songduo ئۇيغۇر", {rows, raster, ""});
      long long sum = 0;
      for (auto const& run : explanation.runs)
        for (auto const& glyph : run.glyphs) sum += glyph.x_advance;
      CHECK((sum + 63) / 64 == explanation.width);
      CHECK(explanation.width == line_of(explanation.text, {rows, raster, ""}).lines[0]->width());
      CHECK(explanation.ink_top >= 0);
      CHECK(explanation.ink_top < explanation.ink_bottom);
      CHECK(explanation.ink_bottom <= rows);
    }
}

TEST_CASE("an explanation of nothing is empty") {
  auto const explanation = explained("", {32, Raster::grey, ""});
  CHECK(explanation.runs.empty());
  CHECK(explanation.breaks.empty());
  CHECK(explanation.width == 0);
  CHECK(explanation.ink_top == explanation.ink_bottom);
}
