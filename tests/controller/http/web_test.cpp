#include "controller/http/pages.hpp"
#include "controller/messages.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <set>

using namespace signboard;

namespace {

std::string page(std::string_view path) {
  auto const found = Pages().find(path);
  REQUIRE(found);
  return found->content;
}

/// Whatever stands between `before` and the next `after`, everywhere in `text`.
std::set<std::string> all_between(std::string_view text, std::string_view before, std::string_view after) {
  std::set<std::string> found;
  for (auto at = text.find(before); at != std::string_view::npos; at = text.find(before, at + 1)) {
    auto const begin = at + before.size();
    found.insert(std::string(text.substr(begin, text.find(after, begin) - begin)));
  }
  return found;
}

std::set<std::string> keys_of(std::string const& path) { return all_between(page(path), "\n  \"", "\":"); }

}  // namespace

TEST_CASE("the page says the same things in Chinese and in English") {
  auto const zh = keys_of("/zh.js");
  CHECK(zh.size() > 20);
  CHECK(zh == keys_of("/en.js"));
}

TEST_CASE("every word the page asks for exists") {
  auto const zh = keys_of("/zh.js");
  std::set<std::string> asked = all_between(page("/index.html"), "data-word=\"", "\"");
  for (auto const& file : embedded_pages())
    if (file.path.ends_with(".js")) asked.merge(all_between(page(file.path), "word(\"", "\""));
  CHECK(asked.size() > 10);
  for (auto const& key : asked) {
    CAPTURE(key);
    CHECK(zh.contains(key));
  }
}

TEST_CASE("words may be asked for by a name made up on the way only where every such name exists") {
  auto const zh = keys_of("/zh.js");
  for (auto const* const day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
    CHECK(zh.contains("day." + std::string(day)));
  for (auto const* const origin : {"desk", "file", "import"}) CHECK(zh.contains("origin." + std::string(origin)));
  for (auto const* const reason :
       {"showing", "outranked", "not_yet", "outside_hours", "expired", "other_screens", "other_areas"})
    CHECK(zh.contains("reason." + std::string(reason)));
  for (auto const* const confirms : {"greeting", "greeting.none", "frames", "frames.none"})
    CHECK(zh.contains("confirms." + std::string(confirms)));
  for (auto const* const content : {"text", "clock", "day", "table", "picture"})
    CHECK(zh.contains("content." + std::string(content)));
}

TEST_CASE("nothing on the page needs script or style inside the document") {
  auto const index = page("/index.html");
  for (auto const* const inside : {" style=", "<style", " onclick=", " onsubmit=", "<script>"}) {
    CAPTURE(inside);
    CHECK(index.find(inside) == std::string::npos);
  }
}

TEST_CASE("every field of the page has an id of its own and a label") {
  auto const index = page("/index.html");
  auto const labels = all_between(index, "<label for=\"", "\"");
  CHECK(labels.size() > 5);
  for (auto const& label : labels) {
    CAPTURE(label);
    auto const id = " id=\"" + label + '"';
    CHECK(index.find(id) != std::string::npos);
    CHECK(index.find(id) == index.rfind(id));
  }
}

TEST_CASE("every file of the page is in the program, and asks for no other") {
  std::set<std::string> embedded;
  for (auto const& one : embedded_pages()) embedded.insert(std::string(one.path));
  for (auto const& entry : std::filesystem::directory_iterator(std::filesystem::path(SIGNBOARD_SOURCE_DIR) / "web")) {
    CAPTURE(entry.path());
    CHECK(embedded.contains("/" + entry.path().filename().string()));
  }
  auto const index = page("/index.html");
  for (auto const* const attribute : {" src=\"", " href=\""})
    for (auto const& asked : all_between(index, attribute, "\"")) {
      if (asked.starts_with('#')) continue;  // a view of this page
      CAPTURE(asked);
      CHECK(embedded.contains("/" + asked));
    }
  for (auto const& name : embedded) {
    if (!name.ends_with(".js")) continue;
    for (auto const& asked : all_between(page(name), "from \".", "\"")) CHECK(embedded.contains(asked));
  }
  for (auto const& name : embedded) {
    CAPTURE(name);
    CHECK(page(name).find("https://") == std::string::npos);
  }
}

TEST_CASE("every sentence of this room has words in both languages, with the same holes") {
  for (auto const& wording : http_wordings()) {
    CAPTURE(wording.id);
    CHECK_FALSE(wording.zh.empty());
    CHECK_FALSE(wording.en.empty());
    CHECK(all_between(wording.zh, "{", "}") == all_between(wording.en, "{", "}"));
  }
}
