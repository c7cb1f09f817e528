#include "controller/remarks.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

TEST_CASE("every finding has words in both languages, with everything filled in") {
  for (auto const kind :
       {Finding::Kind::missing_glyph, Finding::Kind::legacy_tibetan, Finding::Kind::private_use,
        Finding::Kind::tibetan_under_24_rows, Finding::Kind::han_under_16_rows, Finding::Kind::clipped,
        Finding::Kind::removed_control, Finding::Kind::removed_bidi_override}) {
    Finding finding;
    finding.kind = kind;
    finding.character = U'字';
    for (auto const language : {Language::zh, Language::en}) {
      auto const words = worded(finding, language);
      CHECK(words.find("finding.") == std::string::npos);
      CHECK(words.find('{') == std::string::npos);
    }
  }
}

TEST_CASE("a character that cannot be printed is named by its number alone") {
  CHECK(character_name(U'\u202E') == "U+202E");
  CHECK(character_name(U'\uF300') == "U+F300");
  CHECK(character_name(U'藏') == "藏 U+85CF");
}
