#include "controller/show.hpp"

#include "controller/stage.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"

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

// A bulletin with everything set for one look, as the desk would release it.
Edition edition_of(std::vector<Announcement> announcements, Look const& look, Typesetter& typesetter,
                   std::uint64_t number) {
  auto bulletin = std::make_shared<Bulletin>();
  auto cast = std::make_shared<Cast>();
  for (auto& announcement : announcements) {
    auto composed = compose(announcement, look, typesetter);
    bulletin->put(std::move(announcement));
    auto const& item = bulletin->all().back();
    cast->emplace(item.get(), composed ? std::make_shared<Composed const>(std::move(*composed)) : nullptr);
  }
  return {number, std::move(bulletin), std::move(cast)};
}

Now at(std::chrono::nanoseconds passed) { return {SteadyTime{1h} + passed, morning + passed}; }

}  // namespace

TEST_CASE("the same instant shows the same beat, however the show came there") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  auto const edition = edition_of(
      {saying("a", "a text that does not fit and scrolls"), saying("b", "held"), saying("c", std::string(90, 'z'))},
      look, typesetter, 1);
  Show steady("lobby");
  std::mt19937 random(3);
  for (auto passed = 0ns; passed < 60s; passed += 17ms) {
    auto const kept = steady.tick(edition, at(passed));
    if (random() % 50 != 0) continue;
    Show restarted("lobby");  // as after a power cut
    auto const fresh = restarted.tick(edition, at(passed));
    REQUIRE(fresh.scene == kept.scene);
    REQUIRE(fresh.beat == kept.beat);
    REQUIRE(fresh.next == kept.next);
  }
}

TEST_CASE("the next beat is asked for exactly when it begins") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  auto const edition = edition_of({saying("a", std::string(90, 'z'))}, look, typesetter, 1);
  Show show("lobby");
  auto now = at(5ms);
  auto beat = show.tick(edition, now);
  for (int i = 0; i < 500; ++i) {
    auto const wait = beat.next - now.steady;
    Now const then{now.steady + wait, now.wall + wait};
    Now const before{then.steady - 1ns, then.wall - 1ns};
    REQUIRE(Show("lobby").tick(edition, before).beat == beat.beat);
    auto const next = show.tick(edition, then);
    REQUIRE((next.beat == beat.beat + 1 || next.beat == 0));
    now = then;
    beat = next;
  }
  CHECK(show.skipped_beats() == 0);
}

TEST_CASE("a late wake skips whole beats and counts them") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  auto const edition = edition_of({saying("a", std::string(90, 'z'))}, look, typesetter, 1);
  Show show("lobby");
  auto const period = pace_for(60, 60).period;
  auto const first = show.tick(edition, at(0ns));
  auto const on_time = first.next - at(0ns).steady;
  auto const late = show.tick(edition, at(on_time + period * 4 + 1ms));
  CHECK(late.beat == first.beat + 5);
  CHECK(show.skipped_beats() == 4);
  CHECK(late.next == at(on_time + period * 5).steady);
}

TEST_CASE("an urgent notice takes the screen at once and gives it back as the schedule says then") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  auto urgent = saying("flood", "leave the valley");
  urgent.rank = Rank::urgent;
  urgent.schedule = {morning + 10s, morning + 20s};
  auto const edition = edition_of({saying("a", "routine"), urgent}, look, typesetter, 1);
  Show show("lobby");
  auto const shown = [&](std::chrono::nanoseconds passed) { return show.tick(edition, at(passed)).item->id; };
  CHECK(shown(9'999ms) == "a");
  CHECK(show.tick(edition, at(9'999ms)).next == at(10s).steady);
  CHECK(shown(10s) == "flood");
  CHECK(shown(19'999'999'999ns) == "flood");
  CHECK(shown(20s) == "a");
}

TEST_CASE("a step of the wall clock is followed at the next beat, in both directions") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  auto old = saying("old", "yesterday");
  old.schedule.until = morning;
  auto fresh = saying("new", "today");
  fresh.schedule.from = morning;
  auto const edition = edition_of({old, fresh}, look, typesetter, 1);
  Show show("lobby");
  CHECK(show.tick(edition, {SteadyTime{1h}, morning - 1h}).item->id == "old");
  CHECK(show.tick(edition, {SteadyTime{1h} + 1ms, morning + 24h}).item->id == "new");
  CHECK(show.tick(edition, {SteadyTime{1h} + 2ms, morning - 48h}).item->id == "old");
  auto const beat = show.tick(edition, {SteadyTime{1h} + 3ms, morning - 48h});
  CHECK(beat.next - (SteadyTime{1h} + 3ms) <= limits::resend_still);
}

TEST_CASE("with nothing to say there is nothing to show, and what cannot be set is passed over") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  Show show("lobby");
  CHECK(show.tick(edition_of({}, look, typesetter, 1), at(0s)).scene == nullptr);
  auto const edition = edition_of({saying("bad", "unsettable"), saying("good", "fine")}, look, typesetter, 2);
  CHECK(show.tick(edition, at(1s)).item->id == "good");
  CHECK_FALSE(show.lacks_scenes());
}

TEST_CASE("a show says when something it needs soon has not been made ready") {
  CellTypesetter typesetter;
  Look const look{{64, 16}, Depth::rgb};
  auto later = saying("later", "x");
  later.rank = Rank::insert;
  later.schedule.from = morning + 1h;
  auto edition = edition_of({saying("a", "now"), later}, look, typesetter, 1);
  Show show("lobby");
  show.tick(edition, at(0s));
  CHECK_FALSE(show.lacks_scenes());
  auto cast = std::make_shared<Cast>(*edition.cast);
  cast->erase(edition.bulletin->find("later").get());
  edition.cast = cast;
  edition.number = 2;
  show.tick(edition, at(1s));
  CHECK(show.lacks_scenes());
}
