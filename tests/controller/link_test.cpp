#include "controller/link.hpp"

#include "tests/controller/scripted_line.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace signboard;
using namespace std::chrono_literals;

using Bench = LinkBench;
using Manner = PlainDriver::Manner;
using Confirms = LinkStatus::Confirms;

TEST_CASE("a new line is greeted and told the newest wish") {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.link.offer(shade('b'));
  bench.settle();
  CHECK(bench.said() == "Gb");
  CHECK(bench.link.status().up);
  CHECK(bench.link.status().replaced == 1);
}

TEST_CASE("a slow line drops frames, it does not queue them") {
  Bench bench;
  bench.settle();
  bench.script.slow = true;
  for (char const c : std::string("abcdef")) {
    bench.link.offer(shade(c));
    bench.settle();
  }
  CHECK(bench.said() == "Ga");
  bench.script.let_go();
  bench.settle();
  CHECK(bench.said() == "Gaf");
  CHECK(bench.link.status().replaced == 4);
  bench.script.let_go();
  bench.settle();
}

TEST_CASE("a line that was lost is opened again, greeted, and told the newest wish") {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.settle();
  bench.script.send_fails_after = 0;
  bench.link.offer(shade('b'));
  bench.settle();
  CHECK_FALSE(bench.link.status().up);
  CHECK(bench.told.size() == 1);
  CHECK(bench.told.front().id == "line.unplugged");
  bench.link.offer(shade('c'));
  bench.link.offer(shade('d'));
  bench.pass(600ms);
  CHECK(bench.said() == "GaGd");
  CHECK(bench.link.status().up);
  CHECK_FALSE(bench.link.status().trouble);
}

TEST_CASE("a line that cannot be opened is tried again ever more slowly, and its trouble is told once") {
  Bench bench;
  bench.script.opens = {false, false, false, false, false, false, false, false};
  bench.link.offer(shade('a'));
  bench.pass(1'000ms);
  CHECK(bench.script.opened >= 2);
  CHECK(bench.script.opened <= 3);  // at 0, about 0.25 and about 0.75 s
  CHECK(bench.told.size() == 1);
  CHECK(bench.script.sent.empty());
}

TEST_CASE("the last wish is said before the line is closed") {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.settle();
  bench.link.finish(shade('z'));
  bench.settle();
  CHECK(bench.said() == "Gaz");
  CHECK(bench.script.closed == 1);
  bench.link.offer(shade('x'));
  bench.settle();
  CHECK(bench.said() == "Gaz");
}

TEST_CASE("a line that is down when the programme ends is not waited for") {
  Bench bench;
  bench.script.opens = {false, false, false};
  bench.settle();
  bench.link.finish(shade('z'));
  bench.settle();
  CHECK(bench.io.stopped() == false);
  CHECK(bench.script.sent.empty());
  CHECK(bench.script.closed >= 1);
}

TEST_CASE("power is told before brightness, and brightness before the frame") {
  Bench bench(Manner::talkative);
  bench.link.offer(shade('a'));
  bench.link.set_brightness(40);
  bench.settle();
  CHECK(bench.said() == "GPBa");
  bench.link.offer(shade('b'));
  bench.settle();
  CHECK(bench.said() == "GPBab");  // what was told is not told again
}

TEST_CASE("of each kind of wish the newest counts") {
  Bench bench(Manner::talkative);
  bench.settle();
  bench.script.slow = true;
  bench.link.offer(shade('a'));
  bench.settle();
  for (int percent = 10; percent < 60; percent += 10) bench.link.set_brightness(percent);
  bench.link.set_power(false);
  bench.link.set_power(true);
  bench.link.offer(shade('b'));
  bench.link.offer(shade('c'));
  bench.script.slow = false;
  bench.script.let_go();
  bench.settle();
  CHECK(bench.said() == "GPaBc");
}

TEST_CASE("a brightness that changes under a still picture says the picture again") {
  Bench bench(Manner::talkative);
  bench.link.offer(shade('a'));
  bench.settle();
  bench.link.set_brightness(20);
  bench.settle();
  CHECK(bench.said() == "GPaBa");
}

TEST_CASE("a screen that is switched off is black first, then off, and hears no frame until it is on again") {
  Bench bench(Manner::talkative);
  bench.link.offer(shade('a'));
  bench.settle();
  bench.link.set_power(false);
  bench.settle();
  CHECK(bench.said() == "GPa.p");
  CHECK_FALSE(bench.link.status().on);
  bench.link.offer(shade('b'));
  bench.link.offer(shade('c'));
  bench.settle();
  CHECK(bench.said() == "GPa.p");
  CHECK(bench.link.status().frames == 1);
  bench.link.set_power(true);
  bench.settle();
  CHECK(bench.said() == "GPa.pPc");
}

TEST_CASE("the black of a screen that is off is said again and again, for cards that forget it") {
  Bench bench(Manner::talkative);
  bench.link.offer(shade('a'));
  bench.settle();
  bench.link.set_power(false);
  CHECK(bench.until([&bench] { return bench.said() == "GPa.p.."; }));
}

TEST_CASE("a screen that was shown nothing yet is switched off without a frame") {
  Bench bench(Manner::talkative);
  bench.link.set_power(false);
  bench.settle();
  CHECK(bench.said() == "Gp");
}

TEST_CASE("a line that is back is told power, brightness and the newest frame, though nothing was offered since") {
  Bench bench(Manner::talkative);
  bench.script.watches = true;
  bench.link.set_brightness(30);
  bench.link.offer(shade('a'));
  bench.settle();
  bench.script.unplug();
  bench.settle();
  CHECK_FALSE(bench.link.status().up);
  CHECK(bench.until([&bench] { return bench.link.status().up; }));
  bench.settle();
  CHECK(bench.said() == "GPBaGPBa");
  CHECK(bench.link.status().losses == 1);
}

TEST_CASE("a screen that is off stays so when its line is back") {
  Bench bench(Manner::talkative);
  bench.script.watches = true;
  bench.link.offer(shade('a'));
  bench.link.set_power(false);
  bench.settle();
  bench.script.unplug();
  CHECK(bench.until([&bench] { return bench.script.opened == 2 && bench.link.status().up; }));
  bench.settle();
  CHECK(bench.said() == "G.pG.p");
}

TEST_CASE("after a loss comes black where that is asked for, and never on the first connection") {
  LinkHabits habits;
  habits.after_loss = AfterLoss::blank;
  Bench bench(Manner::terse, habits);
  bench.script.watches = true;
  bench.link.offer(shade('a'));
  bench.settle();
  CHECK(bench.said() == "Ga");
  bench.script.unplug();
  CHECK(bench.until([&bench] { return bench.script.opened == 2 && bench.link.status().up; }));
  bench.settle();
  CHECK(bench.said() == "GaG.a");
}

TEST_CASE("frames that are said long after they were offered are counted") {
  LinkHabits habits;
  habits.frame_period = 5ms;
  Bench bench(Manner::terse, habits);
  bench.settle();
  bench.script.slow = true;
  bench.link.offer(shade('a'));
  bench.pass(40ms);
  bench.script.slow = false;
  bench.script.let_go();
  bench.settle();
  CHECK(bench.link.status().late == 1);
  bench.link.offer(shade('b'));
  bench.settle();
  CHECK(bench.said() == "Gab");
}

TEST_CASE("a line that speaks longer than a frame stands keeps a copy of it") {
  LinkHabits habits;
  habits.frames = LinkHabits::Frames::kept;
  Bench bench(Manner::careful, habits);
  bench.script.hears = true;
  auto const buffer = std::make_shared<Frame>(Size{1, 1}, Rgb{'a', 0, 0});
  bench.link.offer(buffer);
  bench.settle();
  buffer->at(0, 0).r = 'b';  // the painter goes on; the first frame is still waiting for its answer
  bench.link.offer(buffer);
  bench.script.answers = {'+', '+'};
  bench.script.let_go();
  bench.settle();
  CHECK(bench.said() == "Gab");
}

TEST_CASE("an answer that may be missing is waited for and done without") {
  Bench bench(Manner::patient);
  bench.script.hears = true;
  bench.link.offer(shade('a'));
  CHECK(bench.until([&bench] { return bench.link.status().frames == 1; }));
  CHECK(bench.told.empty());
  Bench deaf(Manner::patient);
  deaf.link.offer(shade('a'));
  deaf.settle();
  CHECK(deaf.link.status().frames == 1);
}

TEST_CASE("a card that never answers confirms nothing, and that is known once a frame was said") {
  Bench bench;
  bench.settle();
  CHECK(bench.link.status().confirms == Confirms::unknown);
  bench.link.offer(shade('a'));
  bench.settle();
  CHECK(bench.link.status().frames == 1);
  CHECK(bench.link.status().confirms == Confirms::nothing);
  CHECK(bench.link.status().confirmed == 0);
  CHECK(bench.link.status().unanswered == 0);
}

TEST_CASE("what a card accepts is counted with its time, what it refuses is not") {
  Bench bench(Manner::careful);
  bench.script.hears = true;
  bench.script.answers = {'+', '+', '-'};
  auto const before = bench.clock.now().wall;
  for (char const c : std::string("ab")) {
    bench.link.offer(shade(c));
    bench.settle();
  }
  CHECK(bench.link.status().confirms == Confirms::frames);
  CHECK(bench.link.status().confirmed == 2);
  auto const last = bench.link.status().confirmed_at;
  CHECK(last >= before);
  bench.link.offer(shade('c'));
  bench.settle();
  REQUIRE(bench.link.status().trouble);
  CHECK(bench.link.status().trouble->id == "link.rejected");
  CHECK(bench.link.status().confirmed == 2);
  CHECK(bench.link.status().confirmed_at == last);
}

TEST_CASE("a card that may answer and is silent is counted as silent; a line that cannot hear confirms nothing") {
  Bench silent(Manner::patient);
  silent.script.hears = true;
  silent.link.offer(shade('a'));
  CHECK(silent.until([&silent] { return silent.link.status().frames == 1; }));
  CHECK(silent.link.status().confirms == Confirms::frames);
  CHECK(silent.link.status().confirmed == 0);
  CHECK(silent.link.status().unanswered == 1);
  Bench deaf(Manner::patient);
  deaf.link.offer(shade('a'));
  deaf.settle();
  CHECK(deaf.link.status().confirms == Confirms::nothing);
  CHECK(deaf.link.status().unanswered == 0);
}

TEST_CASE("a card that answers its greeting alone confirms no picture") {
  Bench bench(Manner::polite);
  bench.script.hears = true;
  bench.script.answers = {'+'};
  bench.link.offer(shade('a'));
  bench.settle();
  CHECK(bench.link.status().frames == 1);
  CHECK(bench.link.status().confirms == Confirms::greeting);
  CHECK(bench.link.status().confirmed == 1);
}

TEST_CASE("a line that was given up is down, with its trouble and since when") {
  Bench bench;
  bench.settle();
  auto const before = bench.clock.now().wall;
  bench.link.give_up(fault(Code::io, "link.broken", {{"what", "a slip"}}));
  CHECK_FALSE(bench.link.status().up);
  REQUIRE(bench.link.status().trouble);
  CHECK(bench.link.status().trouble->id == "link.broken");
  CHECK(bench.link.status().trouble_since >= before);
  CHECK(bench.told.size() == 1);
}

TEST_CASE("trouble that stays keeps the time it began") {
  Bench bench;
  bench.script.opens = {false, false, false, false};
  bench.settle();
  REQUIRE(bench.link.status().trouble);
  auto const began = bench.link.status().trouble_since;
  CHECK(bench.until([&bench] { return bench.script.opened == 3; }));
  CHECK(bench.link.status().trouble_since == began);
  CHECK(bench.link.status().last_trouble_at > began);
}

TEST_CASE("two screens that lose their lines together do not try again in step, and the same one always alike") {
  std::set<std::chrono::nanoseconds> rests;
  for (int screen = 0; screen < 100; ++screen) {
    for (std::uint64_t attempt = 0; attempt < 10; ++attempt) {
      auto const rest = rest_before(attempt, "screen-" + std::to_string(screen), 1'000ms);
      CHECK(rest >= 800ms);
      CHECK(rest <= 1'200ms);
      CHECK(rest == rest_before(attempt, "screen-" + std::to_string(screen), 1'000ms));
      if (attempt == 0) rests.insert(rest);
    }
  }
  CHECK(rests.size() > 70);
}
