// The conformance files of Unicode 15.0 (Debian: unicode-data), through the functions that text is taken apart with.

#include "fonts/unicode.hpp"

#include "base/utf8.hpp"
#include "fonts/breaks.hpp"
#include "fonts/clean.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

using namespace signboard;

namespace {

std::string const folder = "/usr/share/unicode/";

// Calls `judge` with each line that holds a case, without its comment. Answers how many there were; 0: no such file.
template <class Judge>
int for_each_case(std::string const& file, Judge judge) {
  std::ifstream in(folder + file);
  if (!in.is_open()) WARN(folder + file << " is not there (package unicode-data): skipped");
  int cases = 0;
  for (std::string line; std::getline(in, line);) {
    line.resize(std::min(line.size(), line.find('#')));
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    judge(line);
    ++cases;
  }
  return cases;
}

std::u16string units_of(std::string const& numbers) {
  std::istringstream in(numbers);
  std::u16string text;
  for (std::string number; in >> number;) append_utf16(text, static_cast<char32_t>(std::stoul(number, nullptr, 16)));
  return text;
}

std::vector<std::string> fields_of(std::string const& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ';');) fields.push_back(field);
  return fields;
}

// A line such as `÷ 0020 × 0308 ÷`.
struct BreakCase {
  std::u16string text;
  std::vector<std::size_t> breaks;  // units, without start and end
};

BreakCase break_case(std::string const& line) {
  BreakCase result;
  std::istringstream in(line);
  bool may_break = false;
  for (std::string word; in >> word;) {
    if (word == "÷" || word == "×") {
      may_break = word == "÷";
      continue;
    }
    if (may_break && !result.text.empty()) result.breaks.push_back(result.text.size());
    append_utf16(result.text, static_cast<char32_t>(std::stoul(word, nullptr, 16)));
  }
  return result;
}

std::vector<std::size_t> marked(std::vector<std::uint8_t> const& units) {
  std::vector<std::size_t> found;
  for (std::size_t unit = 1; unit < units.size(); ++unit)
    if (units[unit] != 0) found.push_back(unit);
  return found;
}

Breaks breaks_of(std::string const& locale) {
  auto opened = Breaks::open(locale);
  REQUIRE(opened.has_value());
  return std::move(opened.value());
}

// The characters that are left by rule X9, from left to right.
std::string visual(Levels const& levels, std::vector<bool> const& removed) {
  std::vector<std::uint8_t> kept;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < removed.size(); ++i) {
    if (removed[i]) continue;
    kept.push_back(levels.units[i]);
    places.push_back(i);
  }
  std::string order;
  for (auto const index : visual_order(kept)) order += std::to_string(places[index]) + ' ';
  return order;
}

}  // namespace

TEST_CASE("graphemes are found as GraphemeBreakTest has them") {
  auto breaks = breaks_of("root");
  int wrong = 0;
  auto const cases = for_each_case("auxiliary/GraphemeBreakTest.txt", [&](std::string const& line) {
    auto const expected = break_case(line);
    std::vector<std::uint8_t> units(expected.text.size());
    breaks.mark_graphemes(expected.text, units, 1);
    if (marked(units) != expected.breaks) ++wrong;
  });
  CHECK(wrong == 0);
  CHECK((cases == 0 || cases == 602));
}

TEST_CASE("lines are broken as LineBreakTest has it, but for ICU's rules for hyphens and decimal points") {
  // ICU keeps a hyphen with the letter behind it (LB20a of later versions of UAX #14), and a number with the full stop
  // or comma inside and before it (LB25 as a regular expression): 22 lines of the test.
  auto breaks = breaks_of("root");
  int deviating = 0;
  int wrong = 0;
  auto const cases = for_each_case("auxiliary/LineBreakTest.txt", [&](std::string const& line) {
    auto const expected = break_case(line);
    std::vector<std::uint8_t> units(expected.text.size());
    breaks.mark_lines(expected.text, units, 1);
    auto const found = marked(units);
    if (found == expected.breaks) return;
    ++deviating;
    std::vector<std::size_t> different;
    std::set_symmetric_difference(found.begin(), found.end(), expected.breaks.begin(), expected.breaks.end(),
                                  std::back_inserter(different));
    for (auto place : different) {
      bool const before_point = expected.text[place] == u'.';
      while (expected.text[place - 1] == 0x0308 || expected.text[place - 1] == 0x200D) --place;
      bool const behind = std::u16string_view(u"-\u2010.,").find(expected.text[place - 1]) != std::u16string_view::npos;
      if (!before_point && !behind) ++wrong;
    }
  });
  CHECK(wrong == 0);
  CHECK((cases == 0 || (cases == 7'654 && deviating == 22)));
}

TEST_CASE("text is ordered as BidiCharacterTest has it, but for overrides, which are stripped") {
  // ICU gives brackets and isolates right behind an embedding the level inside it: 30 lines. U+202A-202E never get
  // here.
  int deviating = 0;
  int wrong = 0;
  auto const cases = for_each_case("BidiCharacterTest.txt", [&](std::string const& line) {
    auto const fields = fields_of(line);
    auto const text = units_of(fields[0]);
    auto const base = fields[1] == "0"   ? ParagraphDirection::left_to_right
                      : fields[1] == "1" ? ParagraphDirection::right_to_left
                                         : ParagraphDirection::first_strong;
    auto const levels = bidi_levels(text, base);
    std::vector<bool> removed;
    std::istringstream in(fields[3]);
    for (std::string level; in >> level;) removed.push_back(level == "x");
    std::string order;
    std::istringstream expected(fields[4]);
    for (std::string place; expected >> place;) order += place + ' ';
    if (removed.size() == levels.units.size() && levels.paragraph == std::stoi(fields[2]) &&
        visual(levels, removed) == order)
      return;
    bool const embeds = std::any_of(text.begin(), text.end(), [](char16_t c) { return c >= 0x202A && c <= 0x202E; });
    bool const marks = std::any_of(text.begin(), text.end(), [](char16_t c) { return is_mark(c); });
    bool const deep = std::count(text.begin(), text.end(), u'(') > 63;
    ++(embeds || marks || deep ? deviating : wrong);
  });
  CHECK(wrong == 0);
  CHECK((cases == 0 || (cases == 91'707 && deviating == 30)));
}

TEST_CASE("text is ordered as BidiTest has it") {
  std::map<std::string, char16_t> const characters{
      {"L", u'a'},     {"R", 0x05D0},   {"AL", 0x0627},  {"EN", u'1'},    {"ES", u'-'},    {"ET", u'%'},
      {"AN", 0x0660},  {"CS", u':'},    {"B", 0x2029},   {"S", u'\t'},    {"WS", u' '},    {"ON", u'!'},
      {"BN", 0x200B},  {"NSM", 0x0300}, {"LRE", 0x202A}, {"RLE", 0x202B}, {"PDF", 0x202C}, {"LRO", 0x202D},
      {"RLO", 0x202E}, {"LRI", 0x2066}, {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069}};
  int wrong = 0;
  int tried = 0;
  std::vector<bool> removed;
  std::string order;
  for_each_case("BidiTest.txt", [&](std::string const& line) {
    if (line.starts_with("@")) {
      std::istringstream in(line.substr(line.find(':') + 1));
      if (line.starts_with("@Levels")) removed.clear();
      if (line.starts_with("@Reorder")) order.clear();
      for (std::string word; in >> word;) {
        if (line.starts_with("@Levels")) removed.push_back(word == "x");
        if (line.starts_with("@Reorder")) order += word + ' ';
      }
      return;
    }
    auto const fields = fields_of(line);
    std::u16string text;
    std::istringstream in(fields[0]);
    for (std::string word; in >> word;) text += characters.at(word);
    auto const directions = std::stoi(fields[1]);
    for (auto const& [bit, base] : {std::pair{1, ParagraphDirection::first_strong},
                                    {2, ParagraphDirection::left_to_right},
                                    {4, ParagraphDirection::right_to_left}}) {
      if ((directions & bit) == 0) continue;
      ++tried;
      if (visual(bidi_levels(text, base), removed) != order) ++wrong;
    }
  });
  CHECK(wrong == 0);
  CHECK((tried == 0 || tried == 770'241));
}

TEST_CASE("text is composed as NormalizationTest has it, also piece by piece while it is cleaned") {
  // The package has this file packed; bzip2 is part of every Debian.
  std::unique_ptr<FILE, decltype(&pclose)> const in{
      popen(("bzip2 -dc " + folder + "NormalizationTest.txt.bz2 2>/dev/null").c_str(), "r"), pclose};
  REQUIRE(in != nullptr);
  std::string all;
  char buffer[65'536];
  for (std::size_t read = 0; (read = fread(buffer, 1, sizeof buffer, in.get())) > 0;) all.append(buffer, read);
  if (all.empty()) {
    WARN("NormalizationTest.txt.bz2 cannot be read (packages unicode-data, bzip2): skipped");
    return;
  }
  auto const cleaned = [](std::u16string const& text) {
    std::string utf8 = "x";
    for (std::size_t at = 0; at < text.size();) append_utf8(utf8, next_character(text, at));
    Findings findings;
    auto const clean = CleanText::from(utf8 + "y", findings);
    return clean.value().text();
  };
  int wrong = 0;
  int cases = 0;
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    auto const fields = fields_of(line);
    ++cases;
    for (int const column : {0, 1, 2, 3, 4}) {
      auto const text = units_of(fields[static_cast<std::size_t>(column)]);
      auto const expected = units_of(fields[column < 3 ? 1 : 3]);
      if (to_nfc(text) != expected) ++wrong;
      if (cleaned(text) != to_nfc(u"x" + expected + u"y")) ++wrong;
    }
  }
  CHECK(wrong == 0);
  CHECK(cases == 19'074);
}

TEST_CASE("strict Chinese breaks next to quotation marks, and keeps what Unicode keeps") {
  auto breaks = breaks_of("zh@lb=strict");
  std::u16string const text = u"说：“好！”（完）";
  std::vector<std::uint8_t> units(text.size());
  breaks.mark_lines(text, units, 1);
  CHECK(marked(units) == std::vector<std::size_t>{2, 6});
}

TEST_CASE("isolated digits keep their order behind Arabic letters") {
  std::u16string const text = u"\u0627 0972-83";
  auto const order = [&](std::span<Range const> isolated) {
    std::u16string seen;
    for (auto const index : visual_order(bidi_levels(text, ParagraphDirection::first_strong, isolated).units))
      seen += text[index];
    return seen;
  };
  CHECK(order({}) == u"83-0972 \u0627");
  std::vector<Range> const isolated{{2, 9}};
  CHECK(order(isolated) == u"0972-83 \u0627");
}
