#include "controller/messages.hpp"

#include "tests/support/catch.hpp"

#include <array>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace signboard;

namespace {

std::set<std::string_view> blanks_in(std::string_view sentence) {
  std::set<std::string_view> blanks;
  for (auto open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open + 1)) {
    auto const name = sentence.substr(open + 1, sentence.find('}', open) - open - 1);
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos) blanks.insert(name);
  }
  return blanks;
}

auto tables() {
  return std::array{base_wordings(),   fonts_wordings(),      playlists_wordings(), drivers_wordings(),
                    config_wordings(), controller_wordings(), http_wordings(),      signsim_wordings()};
}

// The variables that language_of_environment reads, restored at the end of the test.
class Environment {
 public:
  Environment() {
    for (auto const* const name : names) {
      auto const* const value = std::getenv(name);
      before_.emplace_back(value == nullptr ? "" : value);
      unsetenv(name);
    }
  }
  ~Environment() {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (before_[i].empty())
        unsetenv(names.at(i));
      else
        setenv(names.at(i), before_[i].c_str(), 1);
  }
  Environment(Environment const&) = delete;
  Environment& operator=(Environment const&) = delete;

  static void set(char const* name, char const* value) { setenv(name, value, 1); }

 private:
  static constexpr std::array names{"SIGNBOARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
  std::vector<std::string> before_;
};

}  // namespace

TEST_CASE("every sentence is there in both languages, once, with the same blanks") {
  std::set<std::string_view> ids;
  for (auto const table : tables()) {
    for (auto const& [id, zh, en] : table) {
      INFO(id);
      CHECK(ids.insert(id).second);
      CHECK_FALSE(zh.empty());
      CHECK_FALSE(en.empty());
      CHECK(blanks_in(zh) == blanks_in(en));
      CHECK(find_wording(id)->zh == zh);
    }
  }
  CHECK(ids.size() > 40);
}

TEST_CASE("an error is worded in the language of the reader") {
  auto const error = fault(Code::not_found, "file.missing", {{"file", "a.toml"}});
  CHECK(worded(error, Language::en) == "There is no file \"a.toml\". Check the path and the name, or create the file.");
  CHECK(worded(error, Language::zh) == "找不到文件“a.toml”。请检查路径和文件名，或先建立该文件。");
}

TEST_CASE("an error that knows its place begins with it") {
  auto const error = fault(Code::invalid, "toml.missing_key",
                           {{"at", "signboard.toml:12:3"}, {"in", "screen \"lobby\""}, {"key", "size"}});
  CHECK(worded(error, Language::en) == "signboard.toml:12:3: screen \"lobby\": The key \"size\" is missing. Add it.");
  CHECK(worded(error, Language::zh) == "signboard.toml:12:3: screen \"lobby\": 缺少键“size”，请补上。");
}

TEST_CASE("a blank without a value stays, and a value is not filled again") {
  CHECK(worded("toml.missing_key", {}, Language::en) == "The key \"{key}\" is missing. Add it.");
  CHECK(worded("toml.missing_key", {{"key", "{key}{"}}, Language::en) == "The key \"{key}{\" is missing. Add it.");
}

TEST_CASE("an error without words is shown as it is") {
  CHECK(worded(fault(Code::io, "moon.full", {{"phase", "3"}, {"where", "sky"}}), Language::zh) ==
        "moon.full phase=3 where=sky");
}

TEST_CASE("a value cannot steer the terminal or turn the line around") {
  auto const shown = [](std::string value) { return worded("moon.full", {{"v", std::move(value)}}, Language::en); };
  CHECK(shown("a\x1B[2Jb") == "moon.full v=a\\u001B[2Jb");
  CHECK(shown("a\nb\x7F") == "moon.full v=a\\u000Ab\\u007F");
  CHECK(shown("a\u202Eb\u2066") == "moon.full v=a\\u202Eb\\u2066");
  CHECK(shown("公告 བོད་ཡིག") == "moon.full v=公告 བོད་ཡིག");
  CHECK(shown("\xFF公\xC3(\xE5\x85") == "moon.full v=\uFFFD公\uFFFD(\uFFFD\uFFFD");
}

TEST_CASE("a long value is cut between characters") {
  std::string words;
  for (int i = 0; i < 1'000; ++i) words += "告";
  auto const sentence = worded("moon.full", {{"v", words}}, Language::en);
  CHECK(sentence.size() ==
        std::string_view("moon.full v=").size() + std::size_t{400} * 3 + std::string_view("…").size());
  CHECK(sentence.ends_with("告…"));
}

TEST_CASE("the language comes from the first variable that says one") {
  Environment const environment;
  CHECK(language_of_environment() == Language::en);
  Environment::set("LANG", "zh_CN.UTF-8");
  CHECK(language_of_environment() == Language::zh);
  Environment::set("LC_MESSAGES", "en_GB.UTF-8");
  CHECK(language_of_environment() == Language::en);
  Environment::set("LC_ALL", "zh_CN");
  CHECK(language_of_environment() == Language::zh);
  Environment::set("SIGNBOARD_LANG", "en");
  CHECK(language_of_environment() == Language::en);
  Environment::set("SIGNBOARD_LANG", "");
  CHECK(language_of_environment() == Language::zh);
}
