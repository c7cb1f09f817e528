#include "base/utf8.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

TEST_CASE("well-formed text of every length of sequence is accepted") {
  CHECK_FALSE(first_bad_utf8(""));
  CHECK_FALSE(first_bad_utf8("a\u00e9\u4e2d\u0f56\U00020bb7"));
}

TEST_CASE("the first byte that is wrong is named") {
  auto const [text, offset] = GENERATE(table<std::string, std::size_t>({
      {"\xe5\x81\xff\xe6\xb0\xb4", 0},  // a broken third byte
      {"ab\x80", 2},                    // a trailing byte alone
      {"a\xc0\xaf", 1},                 // overlong
      {"a\xe0\x80\xaf", 1},             // overlong in three
      {"\xed\xa0\x80", 0},              // a surrogate
      {"\xf4\x90\x80\x80", 0},          // over U+10FFFF
      {"\xe4\xb8\xad\xe4\xb8", 3},      // cut off
      {"\xff", 0},
  }));
  CHECK(first_bad_utf8(text) == offset);
}

TEST_CASE("characters come out as they were put in") {
  for (char32_t const c : {U'a', U'\u07ff', U'\u0800', U'\uffff', U'\U00010000', U'\U0010ffff'}) {
    std::string text;
    append_utf8(text, c);
    std::size_t offset = 0;
    CHECK(next_code_point(text, offset) == c);
    CHECK(offset == text.size());
  }
}
