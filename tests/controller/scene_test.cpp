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

TEST_CASE("a sheet that travels goes on by a step each beat and stays after the last") {
  Part part;
  part.movement = Travel{{-10, 0}, {3, 0}, 5};
  CHECK(part.view(-1).corner == Point{-10, 0});
  CHECK(part.view(0).corner == Point{-10, 0});
  CHECK(part.view(4).corner == Point{2, 0});
  CHECK(part.view(400).corner == Point{2, 0});
  CHECK(part.view(std::int64_t{1} << 40U).corner == Point{2, 0});
}

TEST_CASE("pages stand and turn by turns, in even steps, and the last one stays") {
  Part part;
  part.area = {0, 0, 10, 8};
  auto const at = [&part](std::int64_t beat) { return part.view(beat); };

  part.movement = PageTurns{3, 2, 0, Transition::cut};
  CHECK(at(1) == View{{0, 0}, {}, 0});
  CHECK(at(2) == View{{0, 8}, {}, 0});
  CHECK(at(4) == View{{0, 16}, {}, 0});
  CHECK(at(100) == View{{0, 16}, {}, 0});

  part.movement = PageTurns{3, 2, 3, Transition::wipe};  // 4 columns a beat
  CHECK(at(1) == View{{0, 0}, {}, 0});
  CHECK(at(2) == View{{0, 8}, {0, 0}, 4});
  CHECK(at(3) == View{{0, 8}, {0, 0}, 8});
  CHECK(at(4) == View{{0, 8}, {}, 0});
  CHECK(at(6) == View{{0, 8}, {}, 0});
  CHECK(at(7) == View{{0, 16}, {0, 8}, 4});
  CHECK(at(9) == View{{0, 16}, {}, 0});
  CHECK(at(12) == View{{0, 16}, {}, 0});

  part.movement = PageTurns{2, 2, 4, Transition::roll};  // 2 rows a beat
  CHECK(at(1) == View{{0, 0}, {}, 0});
  CHECK(at(2) == View{{0, 2}, {}, 0});
  CHECK(at(4) == View{{0, 6}, {}, 0});
  CHECK(at(5) == View{{0, 8}, {}, 0});
  CHECK(at(50) == View{{0, 8}, {}, 0});
}

TEST_CASE("a dial goes round for ever, from the page that it begins with") {
  Part part;
  part.area = {0, 0, 10, 8};
  part.movement = Dial{60, 2, 59};
  CHECK(part.view(0).corner == Point{0, 59 * 8});
  CHECK(part.view(1).corner == Point{0, 59 * 8});
  CHECK(part.view(2).corner == Point{0, 0});
  CHECK(part.view(2 * 60 * 1'000'000'000LL).corner == Point{0, 59 * 8});
}

TEST_CASE("what blinks is lit first and dark for as long") {
  Part part;
  CHECK(part.lit(7));
  part.blink = 3;
  CHECK(part.lit(2));
  CHECK_FALSE(part.lit(3));
  CHECK_FALSE(part.lit(5));
  CHECK(part.lit(6));
}

TEST_CASE("two beats look alike while pages stand and while all is dark, but not from one page to the next") {
  Part part;
  part.area = {0, 0, 10, 8};
  part.movement = PageTurns{3, 4, 2, Transition::roll};
  Scene scene;
  scene.parts = {part};
  CHECK(scene.looks_alike(0, 3));
  CHECK_FALSE(scene.looks_alike(3, 4));
  CHECK_FALSE(scene.looks_alike(0, 6));
  CHECK(scene.looks_alike(16, 400));
  scene.parts[0].blink = 2;
  CHECK(scene.looks_alike(0, 1));
  CHECK_FALSE(scene.looks_alike(1, 2));
  CHECK(scene.looks_alike(2, 7));  // another page, but both dark
  scene.parts.push_back(scene.parts[0]);
  scene.parts[1].blink = 0;
  CHECK_FALSE(scene.looks_alike(2, 7));
}
