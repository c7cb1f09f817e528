#include "controller/help/help_pages.hpp"

#include "controller/help/fault_numbers.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace signboard;

namespace {

constexpr Language both[] = {Language::zh, Language::en};

std::string page_text(std::string_view markdown) { return help_text({"F101", Language::en, markdown}); }
std::string page_html(std::string_view markdown) { return help_html({"F101", Language::en, markdown}); }

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool has_chinese(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

}  // namespace

TEST_CASE("every number has a page in both languages, and every page a number") {
  std::set<std::string> numbers;
  for (auto const& kind : numbered_faults()) numbers.emplace(kind.number);
  std::size_t pages = 0;
  for (auto const& page : help_pages()) {
    CAPTURE(page.name);
    if (page.name == "README") continue;
    ++pages;
    CHECK(numbers.contains(std::string(page.name)));
  }
  CHECK(pages == 2 * numbers.size());
  for (auto const& number : numbers)
    for (auto const language : both) {
      CAPTURE(number, language);
      auto const* const page = find_help(number, language);
      REQUIRE(page != nullptr);
      CHECK(heading_of(*page).starts_with(number + " "));
      CHECK(has_chinese(heading_of(*page)) == (language == Language::zh));
      auto const lines = std::ranges::count(page->markdown, '\n');
      CHECK(lines >= 12);
      CHECK(lines <= 40);
    }
}

TEST_CASE(
    "every page says what is seen, what it means, what the screen shows, what to do, whom to call, when it is over") {
  for (auto const& kind : numbered_faults()) {
    CAPTURE(kind.number);
    auto const zh = find_help(kind.number, Language::zh)->markdown, en = find_help(kind.number, Language::en)->markdown;
    for (auto const* const part : {"**您看到**", "**意思是**", "**屏幕现在**", "## 先做什么\n", "\n1. ", "\n2. ",
                                   "## 还不行\n", "## 怎样算好了\n"}) {
      CAPTURE(part);
      CHECK(has(zh, part));
    }
    for (auto const* const part : {"**You see**", "**It means**", "**The screen now**", "## What to do first\n",
                                   "\n1. ", "\n2. ", "## If that does not help\n", "## How you know it is over\n"}) {
      CAPTURE(part);
      CHECK(has(en, part));
    }
  }
}

TEST_CASE("the list of faults names each of them, with its heading") {
  for (auto const language : both) {
    auto const* const list = find_help("", language);
    REQUIRE(list != nullptr);
    for (auto const& kind : numbered_faults()) {
      CAPTURE(kind.number);
      auto const heading = heading_of(*find_help(kind.number, language)).substr(kind.number.size() + 1);
      auto const file = std::string(kind.number) + (language == Language::zh ? ".zh.md" : ".md");
      CHECK(has(list->markdown, "[" + std::string(kind.number) + "](" + file + ") " + std::string(heading) + "\n"));
    }
  }
}

TEST_CASE("links between pages lead to pages") {
  for (auto const& page : help_pages()) {
    CAPTURE(page.name, page.language);
    auto const html = help_html(page);
    for (auto at = html.find("href=\"/help/"); at != std::string::npos; at = html.find("href=\"/help/", at + 1)) {
      auto const begin = at + 12;
      auto const number = html.substr(begin, html.find('?', begin) - begin);
      CAPTURE(number);
      CHECK(find_help(number, page.language) != nullptr);
    }
    // A link that is not to a page would be left without its address.
    CHECK_FALSE(has(page.markdown, "](http"));
    CHECK_FALSE(has(html, "]("));
    CHECK_FALSE(has(html, "**"));
    CHECK_FALSE(has(html, "`"));
  }
}

TEST_CASE("a number is found however it is written") {
  for (auto const* const number : {"F101", "f101", "101"}) {
    auto const* const page = find_help(number, Language::zh);
    REQUIRE(page != nullptr);
    CHECK(page->name == "F101");
    CHECK(page->language == Language::zh);
  }
  for (auto const* const number : {"F999", "../F101", "F101.zh", "x"})
    CHECK(find_help(number, Language::zh) == nullptr);
}

TEST_CASE("a page becomes a document with nothing in it that a browser would run") {
  auto const html = page_html(
      "# F101 <b>\n\n[中文](F101.zh.md)\n\nSee `a < b` and\n**bold `c`** [F102](F102.md), [out](../api.md).\n\n1. "
      "one\n   goes "
      "on\n2. two\n\n* point\n\n    signctl ports\n    signctl status\n");
  CHECK(has(html, "<title>F101 &lt;b&gt;</title>"));
  CHECK(has(html, "<h1>F101 &lt;b&gt;</h1>"));
  CHECK(has(
      html,
      "<p>See <code>a &lt; b</code> and <b>bold <code>c</code></b> <a href=\"/help/F102?lang=en\">F102</a>, out.</p>"));
  CHECK(has(html, "<ol><li>one goes on<li>two</ol>"));
  CHECK(has(html, "<ul><li>point</ul>"));
  CHECK(has(html, "<pre>signctl ports\nsignctl status</pre>"));
  CHECK(has(html, "<a href=\"/help/F101?lang=zh\" lang=\"zh-Hans\">"));
}

TEST_CASE("a page in a terminal has its words without the marks") {
  CHECK(page_text("# F101 Gone\n\n[中文](F101.zh.md)\n\n**It means** see [F102](F102.md).\n\n## First\n\n1. `signctl "
                  "ports`\n") == "F101 Gone\n\nIt means see F102.\n\nFirst\n\n1. `signctl ports`\n");
}
