#include "fonts/clean.hpp"

#include "base/utf8.hpp"
#include "tests/fonts/setting.hpp"
#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

CleanText clean_text(std::string_view utf8) {
  Findings findings;
  auto const clean = CleanText::from(utf8, findings);
  REQUIRE(clean.has_value());
  return clean.value();
}

struct Cleaned {
  std::u16string text;
  Coverage coverage;
};

Cleaned cleaned(std::string_view utf8) {
  Findings findings;
  auto const clean = CleanText::from(utf8, findings);
  REQUIRE(clean.has_value());
  auto breaks = Breaks::open("zh");
  REQUIRE(breaks.has_value());
  return {clean.value().text(), std::move(findings).report(utf8, breaks.value())};
}

}  // namespace

TEST_CASE("controls are removed and told of, with their place in the text as it was given") {
  auto const result = cleaned("松\x01多\x07\x01");
  CHECK(result.text == u"松多");
  REQUIRE(result.coverage.findings.size() == 2);
  auto const& first = result.coverage.findings[0];
  CHECK(first.kind == Finding::Kind::removed_control);
  CHECK(first.character == 1);
  CHECK(first.offset == 3);
  CHECK(first.position == 2);
  CHECK(first.count == 2);
  CHECK(result.coverage.findings[1].offset == 7);
  CHECK(result.coverage.findings[1].position == 4);
}

TEST_CASE("bidi overrides and embeddings are removed and told of, isolates are kept") {
  auto const result = cleaned("a\u202Eb\u202Cc\u2067d\u2069");
  CHECK(result.text == u"abc\u2067d\u2069");
  CHECK(result.coverage.findings.size() == 2);
  CHECK(finding(result.coverage, Finding::Kind::removed_bidi_override)->character == 0x202E);
}

TEST_CASE("a byte order mark is dropped without a word") {
  auto const result = cleaned("\xEF\xBB\xBF松");
  CHECK(result.text == u"松");
  CHECK(result.coverage.complete());
}

TEST_CASE("every kind of line end is one line end") {
  CHECK(cleaned("a\nb\r\nc\rd\u2028e\u2029f").text == u"a\nb\nc\nd\ne\nf");
  auto const old = cleaned("a\vb\fc\u0085d");
  CHECK(old.text == u"a\nb\nc\nd");
  CHECK(old.coverage.findings.size() == 3);
}

TEST_CASE("a tab is a space") { CHECK(cleaned("a\tb").text == u"a b"); }

TEST_CASE("text is brought to NFC and never to NFKC") {
  CHECK(cleaned("e\u0301").text == u"\u00E9");
  CHECK(cleaned("\u0F43").text == u"\u0F42\u0FB7");
  CHECK(cleaned("①℃Ａ").text == u"①℃Ａ");
}

TEST_CASE("places are those of the original even behind what was composed, decomposed or removed") {
  // e + acute (3 bytes) become one unit, U+0F43 (3 bytes) becomes two, U+0001 goes, CRLF is one.
  std::string const text = "e\u0301\u0F43\x01\r\n𠮷X";
  auto const clean = clean_text(text);
  CHECK(clean.text() == u"\u00E9\u0F42\u0FB7\n𠮷X");
  auto const at = [&](char16_t unit) { return clean.original_offset(clean.text().find(unit)); };
  CHECK(at(u'\u00E9') == 0);
  CHECK(at(u'\u0F42') == 3);
  CHECK(at(u'\u0FB7') == 3);
  CHECK(at(u'\n') == 8);
  CHECK(at(u'X') == text.find('X'));
}

TEST_CASE("every unit of a long mixed text leads back to a character it came from") {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += i % 7 == 0 ? "e\u0301" : i % 5 == 0 ? "\x02" : i % 3 == 0 ? "𠮷" : "藏";
  auto const clean = clean_text(text);
  for (std::size_t unit = 0; unit < clean.text().size();) {
    auto offset = clean.original_offset(unit);
    auto const original = next_code_point(text, offset);
    auto const character = next_character(clean.text(), unit);
    if (character == 0xE9)
      CHECK(original == 'e');
    else if (original != character)
      FAIL("unit " << unit);
  }
}

TEST_CASE("paragraphs are what stands between line ends") {
  auto const clean = clean_text("ab\n\nc\n");
  CHECK(clean.paragraphs() == std::vector<Range>{{0, 2}, {3, 3}, {4, 5}, {6, 6}});
}

TEST_CASE("digit groups with separators are phone numbers, plain numbers are not") {
  CHECK(phone_numbers(u"电话0972-8321234。") == std::vector<Range>{{2, 14}});
  CHECK(phone_numbers(u"+86 139 0972 1234 x") == std::vector<Range>{{1, 17}});
  CHECK(phone_numbers(u"2021 a 5").empty());
  CHECK(phone_numbers(u"12-").empty());
  CHECK(phone_numbers(u"1-2 x 3-4") == std::vector<Range>{{0, 3}, {6, 9}});
}

TEST_CASE("a base with a hundred thousand marks is left as it is") {
  std::string text = "a";
  for (int i = 0; i < 60'000; ++i) text += i % 2 == 0 ? "\u0301" : "\u0323";
  CHECK(cleaned(text).text.size() == 60'001);
}
