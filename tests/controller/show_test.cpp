#include "controller/show.hpp"

#include "base/limits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/editions.hpp"

#include <random>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr WallTime morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 0h;

Announcement saying(std::string id, std::string words) {
  Announcement announcement;
  announcement.id = std::move(id);
  announcement.texts = {{"zh-Hans", std::move(words)}};
  announcement.style.motion.hold = 2s;
  return announcement;
}

Now at(std::chrono::nanoseconds passed) { return {SteadyTime{1h} + passed, morning + passed}; }

}  // namespace

TEST_CASE("the same instant shows the same beat, however the show came there") {
  CellTypesetter typesetter;
  auto const edition = Planner(typesetter)
                           .edition({saying("a", "a text that does not fit and scrolls"), saying("b", "held"),
                                     saying("c", std::string(90, 'z'))},
                                    {{64, 16}, Depth::rgb}, morning);
  Show steady;
  std::mt19937 random(3);
  for (auto passed = 0ns; passed < 60s; passed += 17ms) {
    auto const kept = steady.tick(edition, at(passed));
    if (random() % 50 != 0) continue;
    Show restarted;  // as after a power cut
    auto const& fresh = restarted.tick(edition, at(passed));
    REQUIRE(fresh.areas[0].scene == kept.areas[0].scene);
    REQUIRE(fresh.areas[0].beat == kept.areas[0].beat);
    REQUIRE(fresh.next == kept.next);
  }
}

TEST_CASE("the next beat is asked for exactly when it begins") {
  CellTypesetter typesetter;
  auto const edition =
      Planner(typesetter).edition({saying("a", std::string(90, 'z'))}, {{64, 16}, Depth::rgb}, morning);
  Show show;
  auto now = at(5ms);
  auto beat = show.tick(edition, now);
  for (int i = 0; i < 500; ++i) {
    auto const wait = beat.next - now.steady;
    Now const then{now.steady + wait, now.wall + wait};
    Now const before{then.steady - 1ns, then.wall - 1ns};
    REQUIRE(Show().tick(edition, before).areas[0].beat == beat.areas[0].beat);
    auto const& next = show.tick(edition, then);
    REQUIRE((next.areas[0].beat == beat.areas[0].beat + 1 || next.areas[0].beat == 0));
    now = then;
    beat = next;
  }
  CHECK(show.skipped_beats() == 0);
}

TEST_CASE("a late wake skips whole beats and counts them") {
  CellTypesetter typesetter;
  auto const edition =
      Planner(typesetter).edition({saying("a", std::string(90, 'z'))}, {{64, 16}, Depth::rgb}, morning);
  Show show;
  auto const period = pace_for(60, 60).period;
  auto const first = show.tick(edition, at(0ns));
  auto const on_time = first.next - at(0ns).steady;
  auto const late = show.tick(edition, at(on_time + period * 4 + 1ms));
  CHECK(late.areas[0].beat == first.areas[0].beat + 5);
  CHECK(show.skipped_beats() == 4);
  CHECK(late.next == at(on_time + period * 5).steady);
}

TEST_CASE("an urgent notice takes the screen at once and gives it back as the schedule says then") {
  CellTypesetter typesetter;
  auto urgent = saying("flood", "leave the valley");
  urgent.rank = Rank::urgent;
  urgent.schedule.from = morning + 10s;
  urgent.schedule.until = morning + 20s;
  auto const edition = Planner(typesetter).edition({saying("a", "routine"), urgent}, {{64, 16}, Depth::rgb}, morning);
  Show show;
  auto const shown = [&](std::chrono::nanoseconds passed) { return show.tick(edition, at(passed)).areas[0].item->id; };
  CHECK(shown(9'999ms) == "a");
  CHECK(show.tick(edition, at(9'999ms)).next == at(10s).steady);
  CHECK(shown(10s) == "flood");
  CHECK(shown(19'999'999'999ns) == "flood");
  CHECK(shown(20s) == "a");
}

TEST_CASE("a moment that was not planned is dark, and the show says so") {
  CellTypesetter typesetter;
  auto old = saying("old", "yesterday");
  old.schedule.until = morning;
  auto fresh = saying("new", "today");
  fresh.schedule.from = morning;
  Look const look{{64, 16}, Depth::rgb};
  Planner planner(typesetter);
  auto const planned = planner.edition({old, fresh}, look, morning - 1h);
  Show show;
  CHECK(show.tick(planned, {SteadyTime{1h}, morning - 1h}).areas[0].item->id == "old");
  CHECK(show.tick(planned, {SteadyTime{1h} + 1ms, morning + 24h}).areas[0].item->id == "new");
  CHECK_FALSE(show.lacks_chapter());
  auto const& beat = show.tick(planned, {SteadyTime{1h} + 2ms, morning - 48h});
  CHECK(beat.areas.empty());
  CHECK(show.lacks_chapter());
  CHECK(beat.next - (SteadyTime{1h} + 2ms) <= limits::resend_still);
  auto const planned_anew = planner.edition({old, fresh}, look, morning - 48h);
  CHECK(show.tick(planned_anew, {SteadyTime{1h} + 3ms, morning - 48h}).areas[0].item->id == "old");
}

TEST_CASE("with nothing to say there is nothing to show, and what cannot be set is passed over") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  Planner planner(typesetter);
  Show show;
  CHECK(show.tick(planner.edition({}, look, morning), at(0s)).areas[0].scene == nullptr);
  auto const edition = planner.edition({saying("bad", "unsettable"), saying("good", "fine")}, look, morning);
  CHECK(show.tick(edition, at(1s)).areas[0].item->id == "good");
}

namespace {

Area text_area(std::string name, Rect rect, bool is_main) {
  Area area;
  area.name = std::move(name);
  area.rect = rect;
  area.content = TextContent{is_main, Stacking::automatic};
  return area;
}

Venue divided() {
  auto venue = Planner::venue({{64, 32}, Depth::rgb});
  venue.layout.areas = {text_area("title", {0, 0, 64, 16}, false), text_area("body", {0, 16, 64, 16}, true)};
  return venue;
}

Announcement in_title(std::string words) {
  auto announcement = saying("title", std::move(words));
  announcement.areas = {"title"};
  return announcement;
}

}  // namespace

TEST_CASE("areas beside each other move at the same moments, each in even steps") {
  CellTypesetter typesetter;
  auto fast = saying("body", std::string(90, 'z'));
  fast.style.motion.speed_px_s = 60;
  auto slow = in_title(std::string(90, 'y'));
  slow.style.motion.speed_px_s = 40;
  auto venue = divided();
  auto const edition = Planner(typesetter).edition({fast, slow}, venue, morning);
  auto const grid = grid_of(venue.look.frames_per_second);
  Show show;
  auto now = at(7ms);
  std::vector<std::int64_t> ticks_of_slow;
  std::int64_t tick = 0, last_step = -1, last_slow = -1;
  for (int i = 0; i < 400; ++i) {
    auto const& beat = show.tick(edition, now);
    REQUIRE(beat.areas.size() == 2);
    if (beat.areas[0].beat != last_slow) {
      if (last_step > 0) ticks_of_slow.push_back(tick - last_step);
      last_step = tick;
      last_slow = beat.areas[0].beat;
    }
    auto const wait = beat.next - now.steady;
    now = {now.steady + wait, now.wall + wait};
    REQUIRE(now.wall.time_since_epoch() % grid == 0ns);
    ++tick;
  }
  CHECK(show.skipped_beats() == 0);
  REQUIRE(ticks_of_slow.size() > 50);
  for (auto const ticks : ticks_of_slow) CHECK(ticks == ticks_of_slow.front());
}

TEST_CASE("an urgent notice takes a divided screen as a whole, and the areas go on as if it had not been") {
  CellTypesetter typesetter;
  auto urgent = saying("flood", "leave the valley");
  urgent.rank = Rank::urgent;
  urgent.schedule.from = morning + 10s;
  urgent.schedule.until = morning + 20s;
  std::vector<Announcement> const all{saying("body", std::string(50, 'z')), in_title("title"), urgent};
  Planner planner(typesetter);
  auto const disturbed = planner.edition(all, divided(), morning);
  auto const calm = planner.edition({all[0], all[1]}, divided(), morning);
  Show show, twin;
  CHECK(show.tick(disturbed, at(9s)).areas.size() == 2);
  auto const& taken = show.tick(disturbed, at(15s));
  REQUIRE(taken.areas.size() == 1);
  CHECK(taken.areas[0].item->id == "flood");
  CHECK(taken.areas[0].area == Rect{0, 0, 64, 32});
  auto const& after = show.tick(disturbed, at(25s));
  auto const& undisturbed = twin.tick(calm, at(25s));
  REQUIRE(after.areas.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(after.areas[i].item->id == undisturbed.areas[i].item->id);
    CHECK(after.areas[i].beat == undisturbed.areas[i].beat);
  }
}

TEST_CASE("one area's change leaves the other one in mid-scroll") {
  CellTypesetter typesetter;
  auto later = in_title("another");
  later.id = "another";
  later.schedule.from = morning + 3s;
  std::vector<Announcement> const all{saying("body", std::string(50, 'z')), in_title("title"), later};
  Planner planner(typesetter);
  auto const edition = planner.edition(all, divided(), morning);
  REQUIRE(edition.chapters->size() == 2);
  Show show;
  auto const before = show.tick(edition, at(3s - 1ns));
  auto const after = show.tick(edition, at(3s + 17ms));
  CHECK(after.areas[1].scene == before.areas[1].scene);
  CHECK(after.areas[1].began == before.areas[1].began);
  CHECK(after.areas[1].beat > before.areas[1].beat);
}
