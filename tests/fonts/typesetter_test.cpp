#include "fonts/typesetter.hpp"

#include "base/limits.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace signboard;

namespace {

TypeStyle const small{16, Raster::bilevel, "zh-Hans"};
TypeStyle const large{32, Raster::grey, "zh-Hans"};

bool has_ink(std::string_view art) { return art.find_first_of("#+") != std::string_view::npos; }

}  // namespace

TEST_CASE("a line of Han is as wide as its characters") {
  auto const setting = line_of("松多", small);
  REQUIRE(setting.lines.size() == 1);
  CHECK(setting.lines[0]->width() == 32);
  CHECK(setting.lines[0]->height() == 16);
  CHECK(setting.coverage.complete());
  CHECK(line_of("松多", large).lines[0]->width() == 64);
}

TEST_CASE("empty text is one strip of width 0") {
  for (auto const* text : {"", "\n", "\xEF\xBB\xBF", "\xE2\x80\x8D"}) {
    auto const setting = line_of(text, small);
    REQUIRE(setting.lines.size() == 1);
    CHECK(setting.lines[0]->width() == 0);
    CHECK(setting.lines[0]->tiles() == 0);
  }
}

TEST_CASE("line ends become a gap of two ems on one line") {
  auto const gap = line_of("松\n多", small).lines[0]->width() - line_of("松多", small).lines[0]->width();
  CHECK(gap == 32);
  CHECK(line_of("松\r\n\r\n多\n", small).lines[0]->width() == line_of("松\n多", small).lines[0]->width());
}

TEST_CASE("text that is not UTF-8 is refused with the place where it goes wrong") {
  auto const setting = debian_typesetter().set_line("松\xFF", small);
  REQUIRE(setting.has_error());
  CHECK(setting.error().id == "text.invalid_utf8");
  CHECK(setting.error().values[0].second == "3");
}

TEST_CASE("a text is accepted up to its limit and refused beyond") {
  std::string const longest(limits::text_accepted, '1');
  CHECK(line_of(longest, small).lines[0]->width() == static_cast<int>(limits::text_accepted) * 8);
  auto const refused = debian_typesetter().set_line(longest + "1", small);
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "text.too_long");
  CHECK(refused.error().code == Code::over_limit);
}

TEST_CASE("a line wider than any strip is refused") {
  auto const refused = debian_typesetter().set_line(std::string(200'000, 'm'), {128, Raster::grey, "en"});
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "text.too_wide");
}

TEST_CASE("type has a smallest and a largest height") {
  for (int const rows : {-1, 0, 7, 513}) {
    auto const refused = debian_typesetter().set_line("松", {rows, Raster::grey, ""});
    REQUIRE(refused.has_error());
    CHECK(refused.error().id == "type.impossible_rows");
  }
  for (int const rows : {8, 512}) CHECK(line_of("松", {rows, Raster::grey, ""}).lines[0]->height() == rows);
}

TEST_CASE("every height and raster sets Han, Tibetan and Latin with ink") {
  for (int const rows : {8, 12, 15, 16, 17, 23, 24, 25, 32, 40, 48, 49, 64, 96, 128, 200})
    for (auto const raster : {Raster::bilevel, Raster::grey})
      for (auto const* text : {"藏", "བོད", "Ag"}) {
        CAPTURE(rows, text);
        auto const setting = line_of(text, {rows, raster, ""});
        CHECK(has_ink(art_of(debian_typesetter(), *setting.lines[0])));
        CHECK(finding(setting.coverage, Finding::Kind::missing_glyph) == nullptr);
      }
}

TEST_CASE("bilevel ink is lit or dark, and so is any ink at 16 rows") {
  std::string const text = "松多 བོད་ཡིག Songduo ئۇيغۇر 1";
  CHECK(art_of(debian_typesetter(), *line_of(text, {32, Raster::bilevel, ""}).lines[0]).find('+') == std::string::npos);
  CHECK(art_of(debian_typesetter(), *line_of(text, {16, Raster::grey, ""}).lines[0]).find('+') == std::string::npos);
  CHECK(art_of(debian_typesetter(), *line_of(text, {32, Raster::grey, ""}).lines[0]).find('+') != std::string::npos);
}

TEST_CASE("a missing required font is an error that names the file and its package") {
  auto manifest = debian_manifest();
  auto const tibetan =
      std::find_if(manifest.begin(), manifest.end(), [](auto& file) { return file.name == "tibetan"; });
  REQUIRE(tibetan != manifest.end());
  tibetan->path = "/nowhere/NotoSerifTibetan-Regular.ttf";
  auto const opened = Typesetter::open(manifest);
  REQUIRE(opened.has_error());
  CHECK(opened.error().id == "fonts.missing");
  CHECK(opened.error().values ==
        Values{{"file", "/nowhere/NotoSerifTibetan-Regular.ttf"}, {"package", "fonts-noto-core"}});
}

TEST_CASE("a missing optional font is told of, and its text set from the next one") {
  auto manifest = debian_manifest();
  for (auto& file : manifest)
    if (file.name == "han_bitmap" || file.name == "arabic") file.path = "/nowhere/" + file.name;
  auto const opened = Typesetter::open(manifest);
  REQUIRE(opened.has_value());
  CHECK((*opened)->trouble().size() == 2);
  auto const han = (*opened)->set_line("松", small);
  REQUIRE(han.has_value());
  CHECK(han->coverage.complete());
  auto const arabic = (*opened)->set_line("ئۇيغۇر", small);
  REQUIRE(arabic.has_value());
  CHECK(finding(arabic->coverage, Finding::Kind::missing_glyph) != nullptr);
}

TEST_CASE("a damaged font is an error if required and told of if not") {
  auto const file = std::filesystem::temp_directory_path() / "signboard-damaged-font.pcf.gz";
  std::ofstream(file) << "no font";
  auto manifest = debian_manifest();
  for (auto& entry : manifest)
    if (entry.name == "han_bitmap") entry.path = file;
  auto const opened = Typesetter::open(manifest);
  REQUIRE(opened.has_value());
  CHECK((*opened)->set_line("松", small).has_value());
  REQUIRE((*opened)->trouble().size() == 1);
  CHECK((*opened)->trouble()[0].id == "fonts.damaged");
  manifest[0].path = file;
  auto const refused = Typesetter::open(manifest);
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "fonts.damaged");
  std::filesystem::remove(file);
}

TEST_CASE("the ink of tiles side by side is the ink of the whole strip") {
  // Drawn again by brute force: every tile from all glyphs of a strip that claims to reach everywhere.
  std::string text;
  for (int i = 0; i < 60; ++i) text += "松多，བསྒྲུབས་ Songduo! ئۇيغۇرچە ";
  for (int const rows : {16, 32, 64}) {
    auto const setting = line_of(text, {rows, Raster::grey, ""});
    auto const& strip = *setting.lines[0];
    REQUIRE(strip.tiles() > 2);
    Strip const slow({strip.width(), strip.height()}, strip.style(),
                     std::vector<PlacedGlyph>(strip.glyphs().begin(), strip.glyphs().end()), limits::strip_width);
    CHECK(art_of(debian_typesetter(), strip) == art_of(debian_typesetter(), slow));
  }
}

TEST_CASE("the glyph cache stays within its bound and changes nothing") {
  TypeStyle const tall{256, Raster::grey, "zh-Hans"};
  std::string text;
  for (char32_t c = 0x4E00; c < 0x4E00 + 80; ++c)
    text += {static_cast<char>(0xE4), static_cast<char>(0xB8 + ((c >> 6) & 3)), static_cast<char>(0x80 + (c & 63))};
  auto const setting = line_of(text, tall);
  auto const first = debian_typesetter().ink(*setting.lines[0], 0);
  for (int tile = 0; tile < setting.lines[0]->tiles(); ++tile) {
    debian_typesetter().ink(*setting.lines[0], tile);
    CHECK(debian_typesetter().cached_bytes() <= limits::glyph_cache_bytes);
  }
  CHECK(*debian_typesetter().ink(*setting.lines[0], 0) == *first);
}
