#include "playlists/schedule.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

WallTime at(int second) { return WallTime{std::chrono::seconds{second}}; }

}  // namespace

TEST_CASE("an empty schedule covers every moment and never changes") {
  Schedule const always;
  for (int const second : {-100, 0, 1'000'000}) {
    CHECK(always.covers(at(second)));
    CHECK_FALSE(always.next_change(at(second)));
    CHECK_FALSE(always.last_change(at(second)));
  }
}

TEST_CASE("a schedule begins with its first moment and ends before its last") {
  Schedule const schedule{at(10), at(20)};
  CHECK_FALSE(schedule.covers(at(10) - std::chrono::nanoseconds{1}));
  CHECK(schedule.covers(at(10)));
  CHECK(schedule.covers(at(20) - std::chrono::nanoseconds{1}));
  CHECK_FALSE(schedule.covers(at(20)));
}

TEST_CASE("the next change is always later than now, the last change never") {
  Schedule const schedule{at(10), at(20)};
  CHECK(schedule.next_change(at(9)) == at(10));
  CHECK(schedule.next_change(at(10)) == at(20));
  CHECK_FALSE(schedule.next_change(at(20)));
  CHECK_FALSE(schedule.last_change(at(9)));
  CHECK(schedule.last_change(at(10)) == at(10));
  CHECK(schedule.last_change(at(19)) == at(10));
  CHECK(schedule.last_change(at(20)) == at(20));
}

TEST_CASE("a schedule that ends before it begins covers nothing and has no changes") {
  Schedule const reversed{at(20), at(10)};
  Schedule const empty{at(10), at(10)};
  for (int const second : {5, 10, 15, 20, 25}) {
    for (auto const& schedule : {reversed, empty}) {
      CHECK_FALSE(schedule.covers(at(second)));
      CHECK_FALSE(schedule.next_change(at(second)));
      CHECK_FALSE(schedule.last_change(at(second)));
    }
  }
}
