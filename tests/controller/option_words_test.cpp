#include "controller/option_words.hpp"

#include "tests/support/catch.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

using namespace signboard;

namespace {

// What a program with options of every kind says to a command line, and what it ends with.
std::string answer_to(std::string const& line, Language language) {
  CLI::App app("x");
  speak(app, language);
  std::string place, colour, file;
  int speed = 0, zoom = 0;
  std::pair<std::string, int> pair;
  app.require_subcommand(1);
  auto& show = *app.add_subcommand("show", "x");
  show.add_option("place", place, "x")->required();
  show.add_option("--zoom", zoom, "x")->check(CLI::Range(1, 16));
  show.add_option("--pair", pair, "x");
  show.add_option("--colour", colour, "x")->check(CLI::IsMember({"red", "green"}));
  auto* const speeds = show.add_option("--speed", speed, "x");
  auto* const files = show.add_option("--file", file, "x")->needs(speeds);
  show.add_flag("--dark")->excludes(files);
  std::ostringstream out, complaint;
  try {
    app.parse(line);
  } catch (CLI::ParseError const& wrong) {
    app.exit(wrong, out, complaint);
  }
  return out.str() + complaint.str();
}

bool has_letters_but_of_options(std::string const& text) {
  static constexpr std::string_view own[] = {"help", "show", "place", "colour", "speed", "file", "zoom",
                                             "pair", "dark", "red",   "green",  "fast",  "blue", "x"};
  std::string word;
  for (char const c : text + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      word += c;
      continue;
    }
    if (word.size() > 1 && std::ranges::find(own, word) == std::end(own)) return true;
    word.clear();
  }
  return false;
}

}  // namespace

TEST_CASE("whose system speaks Chinese reads Chinese of options, in help and in what is refused") {
  for (auto const& [line, words] : {std::pair<std::string, std::string>{"--help", "子命令:"},
                                    {"show --help", "选项:"},
                                    {"show --help", "--zoom 整数：[1 - 16]       x"},
                                    {"show --help", "--pair [文字,整数]          x"},
                                    {"", "缺少子命令"},
                                    {"show", "缺少 place"},
                                    {"show a --fast", "不认识 --fast"},
                                    {"show a --fast --blue", "--blue"},
                                    {"show a --speed fast", "不是数：--speed = fast"},
                                    {"show a --colour blue", "值不能用：--colour: blue，只能是 {red,green}"},
                                    {"show a --speed", "--speed 后面的值太少或太多"},
                                    {"show a --file x", "--file 要和 --speed 一起用"},
                                    {"show a --dark --speed 3 --file x", " 不能和 "}}) {
    auto const said = answer_to(line, Language::zh);
    CAPTURE(line, said);
    CHECK(said.find(words) != std::string::npos);
    CHECK_FALSE(has_letters_but_of_options(said));
    if (line.find("--help") == std::string::npos) CHECK(said.find("用 --help 查看用法。") != std::string::npos);
  }
  CHECK(answer_to("show a --fast", Language::en).find("not expected") != std::string::npos);
}
