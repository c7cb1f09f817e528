#include "controller/dark_file.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/folder.hpp"

using namespace signboard;

TEST_CASE("the mark of a blackout is set, is there for whoever looks, and is lifted") {
  Folder const folder;
  DarkFile const mark(folder.path() / "blackout");
  CHECK_FALSE(mark.is_set());
  REQUIRE(mark.set("the duty officer").has_value());
  CHECK(mark.is_set());
  CHECK(DarkFile(folder.path() / "blackout").is_set());
  REQUIRE(mark.lift().has_value());
  CHECK_FALSE(mark.is_set());
  CHECK(mark.lift().has_value());
}

TEST_CASE("a mark that cannot be written says so, and one that cannot be looked at counts as set") {
  Folder const folder;
  folder.write("file", "no folder");
  CHECK_FALSE(DarkFile(folder.path() / "nowhere" / "blackout").set("x").has_value());
  CHECK_FALSE(DarkFile(folder.path() / "nowhere" / "blackout").is_set());
  CHECK(DarkFile(folder.path() / std::string(300, 'x')).is_set());
}
