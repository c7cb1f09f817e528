#include "base/frame.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

TEST_CASE("a grid keeps its pixels row by row from the top left") {
  Frame frame(Size{3, 2});
  frame.at(2, 0) = Rgb{1, 2, 3};
  frame.at(0, 1) = Rgb{4, 5, 6};
  auto const bytes = bytes_of(frame);
  REQUIRE(bytes.size() == 18);
  CHECK(std::to_integer<int>(bytes[6]) == 1);
  CHECK(std::to_integer<int>(bytes[9]) == 4);
  CHECK(frame.row(1)[0] == Rgb{4, 5, 6});
}
