// Whatever valid UTF-8 comes: it is set, quickly, and nothing falls over.

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>

using namespace signboard;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// Sets a text in every way and looks at its ink.
void put_through(std::string_view text, TypeStyle const& style) {
  auto& typesetter = debian_typesetter();
  auto const line = line_of(text, style);
  auto const& strip = *line.lines.at(0);
  CHECK(strip.width() >= 0);
  auto const glyphs = strip.glyphs();
  CHECK(std::is_sorted(glyphs.begin(), glyphs.end(), [](auto const& a, auto const& b) { return a.x < b.x; }));
  for (int tile = 0; tile < std::min(strip.tiles(), 3); ++tile)
    CHECK(typesetter.ink(strip, tile)->height() == style.rows);
  for (auto const& each : lines_of(text, style, style.rows * 6).lines) {
    if (each->width() > style.rows * 6) FAIL("a line is too wide");
    if (each->tiles() > 0) typesetter.ink(*each, 0);
  }
  auto const explanation = explained(text, style);
  CHECK_FALSE(first_bad_utf8(explanation.text).has_value());
  CHECK(explanation.width == strip.width());
}

char32_t random_character(std::mt19937& random) {
  // Each pool once in a while: all planes, and what texts are hostile with.
  struct Pool {
    char32_t first, last;
  };
  static constexpr Pool pools[]{
      {0, 0x10FFFF},      {0x20, 0x7E},     {0x4E00, 0x9FFF}, {0x0F00, 0x0FFF}, {0x0600, 0x06FF},   {0x1800, 0x18AF},
      {0x0300, 0x036F},   {0x2000, 0x206F}, {0x3000, 0x30FF}, {0xFE00, 0xFE0F}, {0x1F1E6, 0x1F64F}, {0xE0000, 0xE007F},
      {0xF300, 0xF8FF},   {0xAC00, 0xD7A3}, {0x1100, 0x11FF}, {0x0900, 0x0DFF}, {0xFFF0, 0xFFFF},   {0x00, 0x1F},
      {0x1E900, 0x1E95F}, {0xFF00, 0xFFEF}, {0x20D0, 0x20F0}, {0x0590, 0x05FF}, {0x0E00, 0x0E7F},   {0xA000, 0xA4CF}};
  auto const& pool = pools[random() % std::size(pools)];
  auto const character = pool.first + random() % (pool.last - pool.first + 1);
  return character >= 0xD800 && character <= 0xDFFF ? U'\uFFFD' : static_cast<char32_t>(character);
}

}  // namespace

TEST_CASE("any text of random characters is set at any height") {
  std::mt19937 random(20'261'122);
  for (int round = 0; round < 150; ++round) {
    std::string text;
    for (auto left = 1 + random() % 120; left > 0; --left) append_utf8(text, random_character(random));
    int const rows[]{8, 12, 16, 20, 24, 32, 48};
    char const* languages[]{"", "zh-Hans", "bo", "ug", "en", "x", "zh-", "\xFF"};
    TypeStyle const style{rows[random() % std::size(rows)], random() % 2 == 0 ? Raster::bilevel : Raster::grey,
                          languages[random() % std::size(languages)]};
    CAPTURE(round, style.rows);
    put_through(text, style);
  }
}

TEST_CASE("texts made to hurt are set like any other") {
  for (auto const& style : {TypeStyle{16, Raster::bilevel, ""}, TypeStyle{32, Raster::grey, "ug"}}) {
    put_through("a" + repeated("\u0301", 1'000), style);
    put_through("ཀ" + repeated("ྐ", 1'000), style);
    put_through("ཀ" + repeated("ི", 1'000), style);
    put_through(repeated("\u200D", 1'000), style);
    put_through(repeated("\u2067", 500) + "a" + repeated("\u2069", 10), style);
    put_through(repeated("\u2069", 500) + "ئ" + repeated("\u2068", 300), style);
    put_through(repeated("(", 500) + "汉" + repeated(")", 600), style);
    put_through(repeated("\u0378", 200), style);
    put_through(repeated("\uFDD0\U0001FFFE", 100), style);
    put_through(repeated("🇨", 301), style);
    put_through(repeated("👨‍", 300), style);
    put_through(repeated("\n", 300), style);
    put_through(repeated(" ", 3'000), style);
    put_through(repeated("\uFE0F", 300) + repeated("1\uFE0F\u20E3", 100), style);
    put_through(repeated("0-", 2'000) + "0 ئ", style);
  }
}

TEST_CASE("the longest texts that are accepted are set in pieces") {
  for (std::string_view const text : {"藏", "བསྒྲུབས་", "ئۇيغۇر", "a", "ཀི ", "e\u0301", "。", "“", "\u0301", "\uE000"}) {
    auto const times = static_cast<int>(limits::text_accepted / text.size());
    auto const setting = line_of(repeated(text, times), {16, Raster::bilevel, ""});
    auto const& strip = *setting.lines[0];
    CAPTURE(text);
    CHECK(strip.glyphs().size() * sizeof(PlacedGlyph) <= 4 * 1'024 * 1'024);
    if (strip.tiles() > 0) debian_typesetter().ink(strip, strip.tiles() - 1);
  }
}

TEST_CASE("a text set in pieces is the text set in one") {
  // The same sentence, alone and far into a text of many pieces.
  for (std::string_view const sentence : {"藏族乡：“一卡通”，", "བོད་ཡིག་གི་གསལ་བསྒྲགས། ", "Songduo AVATAR To, "}) {
    TypeStyle const style{32, Raster::bilevel, "zh-Hans"};
    auto const one =
        line_of(repeated(sentence, 2), style).lines[0]->width() - line_of(sentence, style).lines[0]->width();
    auto const many = line_of(repeated(sentence, 1'001), style).lines[0]->width();
    CHECK(many - line_of(sentence, style).lines[0]->width() == 1'000 * one);
  }
}
