#include "controller/scene.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

TEST_CASE("steps are even: a whole number of pixels at a rate the screen can keep") {
  CHECK(pace_for(60, 60).step == 1);
  CHECK(pace_for(60, 60).period == 16'666'667ns);
  CHECK(pace_for(60, 22).step == 3);
  CHECK(pace_for(60, 22).period == 50ms);
  CHECK(pace_for(1, 240).step == 1);
  CHECK(pace_for(1, 240).period == 1s);
  for (int speed = 1; speed <= 2'000; speed += 13)
    for (int fps = 1; fps <= 240; fps += 7) {
      auto const pace = pace_for(speed, fps);
      REQUIRE(pace.step >= 1);
      REQUIRE(pace.period.count() * fps + fps >= 1'000'000'000);  // never faster than the screen
      REQUIRE(std::abs(static_cast<double>(pace.step) * 1e9 / static_cast<double>(pace.period.count()) - speed) <
              0.001);
    }
}

TEST_CASE("after its last beat a part stays as it is") {
  Part part;
  part.start = {-10, 0};
  part.step = {3, 0};
  part.beats = 5;
  CHECK(part.corner(0) == Point{-10, 0});
  CHECK(part.corner(4) == Point{2, 0});
  CHECK(part.corner(400) == Point{2, 0});
}
