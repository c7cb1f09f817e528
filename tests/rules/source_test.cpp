#include "tests/rules/source.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

TEST_CASE("comments and literals become blanks, and every line keeps its place") {
  std::string const text = "int a = 1'000; // now()\nauto s = \"//\\\" {\"; /* x\ny */ char c = '\\'';\n";
  auto const bare = without_comments(text);
  CHECK(bare.size() == text.size());
  CHECK(bare.find("now") == std::string::npos);
  CHECK(bare.find("\"//\\\" {\"") != std::string::npos);
  auto const code = code_only(text);
  CHECK(code.size() == text.size());
  CHECK(code.find('{') == std::string::npos);
  CHECK(code.find("1'000;") != std::string::npos);
  CHECK(code.find("char c =") != std::string::npos);
  CHECK(line_of(code, code.find("char")) == 3);
}

TEST_CASE("a quote between digits opens nothing, one behind a letter does") {
  CHECK(code_only("a = 1'000'000; b = u' '; c = L'{'; {").find('{') == 35);
  CHECK(code_only("0x1F'ff; f();").ends_with("f();"));
}

TEST_CASE("a raw literal ends at its own mark") {
  auto const code = code_only("f(R\"x(a \" ) {)x\", b);");
  CHECK(code.find('{') == std::string::npos);
  CHECK(code.ends_with(", b);"));
}

TEST_CASE("a star in a pattern stands for anything") {
  CHECK(matches("drivers/transport/udp.cpp", "drivers/transport*"));
  CHECK(matches("controller/http/json_text.cpp", "controller/*json*"));
  CHECK(matches("controller/log.cpp", "controller/log.cpp"));
  CHECK_FALSE(matches("controller/log.hpp", "controller/log.cpp"));
  CHECK_FALSE(matches("drivers/ddp.cpp", "drivers/transport*"));
}

TEST_CASE("a word is found only where it stands by itself") {
  CHECK(find_word("snow now_ now", "now") == 10);
  CHECK(find_word("snow", "now") == std::string_view::npos);
}

TEST_CASE("brackets close in order") {
  CHECK(closing("(a[b]{c})d", 0) == 8);
  CHECK(closing("(a", 0) == std::string_view::npos);
}
