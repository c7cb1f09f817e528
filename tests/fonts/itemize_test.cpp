#include "fonts/itemize.hpp"

#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

// The fonts and scripts of a text's runs from left to right, `tibetan:Tibt punctuation:Hani`.
std::string runs_of(std::string_view text, TypeStyle const& style = {16, Raster::bilevel, ""}) {
  std::string runs;
  for (auto const& run : explained(text, style).runs)
    runs += (runs.empty() ? "" : " ") + run.font.substr(0, run.font.find_first_of("-.#")) + ":" + run.script + "[" +
            std::to_string(run.offset) + "," + std::to_string(run.offset + run.length) + ")";
  return runs;
}

std::string scripts_of(std::u16string_view text) {
  std::string scripts;
  for (auto const script : resolved_scripts(text)) scripts += iso15924_of(script).substr(0, 1);
  return scripts;
}

}  // namespace

TEST_CASE("space and tsheg between Han and Tibetan belong to the Tibetan") {
  CHECK(scripts_of(u"汉 བོད 字") == "HTTTTTH");
  CHECK(scripts_of(u"汉་བོད་字") == "HTTTTTH");
  CHECK(runs_of("汉 བོད 字") == "unifont:Hani[0,1) NotoSerifTibetan:Tibt[1,6) unifont:Hani[6,7)");
}

TEST_CASE("common characters take the script before them, and the first ones the script behind") {
  CHECK(scripts_of(u"12汉, 3") == "HHHHHH");
  CHECK(scripts_of(u"a, 汉") == "LLLH");
  CHECK(scripts_of(u"12") == "LL");
}

TEST_CASE("a closing bracket has the script of its opening one") {
  CHECK(scripts_of(u"汉(abc)x") == "HHLLLHL");
  CHECK(scripts_of(u"汉“abc”x") == "HHLLLHL");
  CHECK(scripts_of(u"བོད“一”") == "TTTHHH");
}

TEST_CASE("wide punctuation never goes to the Tibetan font") {
  CHECK(scripts_of(u"བ，བ。") == "THTH");
  CHECK(runs_of("བ，") == "NotoSerifTibetan:Tibt[0,1) gb16fs:Hani[1,2)");
}

TEST_CASE("digits inside Tibetan go to the font of Latin") {
  CHECK(runs_of("ལོ2021ལོ") == "NotoSerifTibetan:Tibt[0,2) spleen:Latn[2,6) NotoSerifTibetan:Tibt[6,8)");
  CHECK(runs_of("ལོ2021ལོ", {32, Raster::grey, ""}) ==
        "NotoSerifTibetan:Tibt[0,2) NotoSansCJK:Latn[2,6) NotoSerifTibetan:Tibt[6,8)");
}

TEST_CASE("at 16 rows Han, punctuation and Latin are bitmaps and rare Han is an outline") {
  CHECK(runs_of("松，A") == "unifont:Hani[0,1) gb16fs:Hani[1,2) spleen:Latn[2,3)");
  CHECK(runs_of("\U00020BB7") == "NotoSansCJK:Hani[0,1)");
  CHECK(runs_of("\u4DB6", {32, Raster::grey, ""}) == "unifont:Hani[0,1)");
}

TEST_CASE("quotation marks are wide among Han and narrow among Latin") {
  CHECK(runs_of("“好”") == "gb16fs:Hani[0,1) unifont:Hani[1,2) gb16fs:Hani[2,3)");
  CHECK(runs_of("don’t").find("gb16fs") == std::string::npos);
  TypeStyle const large{32, Raster::grey, ""};
  CHECK(line_of("“", large).lines[0]->width() * 2 <= 33);
  CHECK(line_of("好“", large).lines[0]->width() == 64);
}

TEST_CASE("Unifont never stands in for Tibetan, Arabic or Mongolian") {
  auto manifest = debian_manifest();
  std::erase_if(manifest, [](FontFile const& file) {
    return file.name == "arabic" || file.name == "mongolian" || file.name == "tibetan_legacy";
  });
  auto const typesetter = Typesetter::open(manifest);
  REQUIRE(typesetter.has_value());
  for (auto const* text : {"ئۇيغۇر", "ᠮᠣᠩᠭᠣᠯ"}) {
    auto const result = (*typesetter)->explain(text, {16, Raster::bilevel, ""});
    REQUIRE(result.has_value());
    auto const explanation = result.value();
    for (auto const& run : explanation.runs) CHECK(run.font == "missing");
    CHECK(finding(explanation.coverage, Finding::Kind::missing_glyph) != nullptr);
  }
}

TEST_CASE("a cluster is set from one font that has all of it") {
  // Spleen has the letter and not the mark below it; Unifont has both.
  CHECK(runs_of("a\u0332") == "unifont:Latn[0,2)");
  CHECK(runs_of("a") == "spleen:Latn[0,1)");
}

TEST_CASE("emoji are drawn from bitmaps at any height") {
  CHECK(runs_of("😀") == "unifont_upper:Latn[0,1)");
  CHECK(runs_of("❤️", {32, Raster::grey, ""}) == "unifont:Latn[0,2)");
  CHECK(line_of("😀", {32, Raster::grey, ""}).lines[0]->width() == 32);
  CHECK(line_of("😀", {48, Raster::grey, ""}).lines[0]->width() == 48);
  CHECK(art_of(debian_typesetter(), *line_of("😀", {32, Raster::grey, ""}).lines[0]).find('+') == std::string::npos);
}

TEST_CASE("phone numbers keep their order in Uyghur") {
  auto const explanation = explained("تېلېفون 0972-8321234", {32, Raster::bilevel, "ug"});
  std::string seen;
  for (auto const& run : explanation.runs)
    for (auto const& glyph : run.glyphs)
      if (glyph.cluster >= 8) seen += explanation.text[glyph.cluster - 8 + std::string_view("تېلېفون ").size()];
  CHECK(seen == "0972-8321234");
}

TEST_CASE("a text that begins on the right runs to the left, unless its language is Chinese or Tibetan") {
  std::string const text = "ئۇيغۇر 汉";
  CHECK(explained(text, {32, Raster::grey, ""}).runs.front().script == "Hani");
  CHECK(explained(text, {32, Raster::grey, "zh-Hans"}).runs.front().script == "Arab");
  CHECK(explained(text, {32, Raster::grey, "bo"}).runs.front().right_to_left);
}

TEST_CASE("brackets are mirrored where the text runs to the left, also in bitmaps") {
  auto const small = TypeStyle{16, Raster::bilevel, "ug"};
  auto const art = [&](std::string_view text) { return art_of(debian_typesetter(), *line_of(text, small).lines[0]); };
  // `(` in front of a Uyghur letter is seen on its right, as `)`.
  auto const mirrored = art("(ئ");
  auto const alone = art("ئ");
  auto const width = alone.find('\n');
  auto const row = [](std::string const& picture, std::size_t y) {
    return picture.substr(y * (picture.find('\n') + 1), picture.find('\n'));
  };
  TypeStyle const latin{16, Raster::bilevel, "en"};
  auto const closing = art_of(debian_typesetter(), *line_of(")", latin).lines[0]);
  for (std::size_t y = 0; y < 16; ++y) CHECK(row(mirrored, y).substr(width) == row(closing, y));
}

TEST_CASE("each script is shaped in its own language") {
  std::string languages;
  for (auto const& run : explained("汉བུئۇᠮᠣꆈa", {32, Raster::grey, "zh-Hans"}).runs) languages += run.language + " ";
  CHECK(languages == "zh-Hans bo ug mn ii en ");
  CHECK(explained("汉", {32, Raster::grey, "ja"}).runs[0].language == "ja");
}
