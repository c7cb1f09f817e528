#include "controller/stage.hpp"

#include "base/limits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/editions.hpp"

#include <map>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr WallTime morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 0h;

Now at(std::chrono::nanoseconds passed) { return {SteadyTime{1h} + passed, morning + passed}; }

// A stage whose workshop answers as soon as `work` is called, and which remembers what was offered.
struct Theatre {
  CellTypesetter typesetter;
  std::vector<InkOrder> ordered;
  std::vector<std::pair<std::size_t, Frame>> offered;
  std::vector<bool> changes;
  std::vector<std::pair<std::size_t, Light>> lights;
  std::size_t tiles_ordered = 0;
  Stage stage{[this](std::size_t screen, FramePtr const& frame, WallTime, bool changed) {
                offered.emplace_back(screen, *frame);
                changes.push_back(changed);
              },
              [this](std::vector<InkOrder> orders) {
                tiles_ordered += orders.size();
                ordered.insert(ordered.end(), orders.begin(), orders.end());
              },
              [this](std::size_t screen, Light light) { lights.emplace_back(screen, light); }};
  Planner planner{typesetter};

  Edition ready(std::vector<Announcement> announcements, Look const& look, std::string screen = "lobby") {
    return planner.edition(std::move(announcements), Planner::venue(look, std::move(screen)), morning);
  }

  void work(SteadyTime now) {
    std::vector<InkedTile> inked;
    for (auto const& order : std::exchange(ordered, {}))
      inked.push_back({order.strip, order.tile, typesetter.ink(*order.strip, order.tile)});
    stage.adopt(std::move(inked), now);
  }

  // Runs for a while with a workshop that is never behind.
  void play(std::chrono::nanoseconds from, std::chrono::nanoseconds to) {
    for (auto passed = from; passed < to;) {
      auto const now = at(passed);
      auto const next = stage.turn(now);
      work(now.steady);
      passed += std::max<std::chrono::nanoseconds>(next - now.steady, 1us);
    }
  }
};

Announcement scrolling(std::string id, int characters) {
  Announcement announcement;
  announcement.id = std::move(id);
  announcement.texts = {{"zh-Hans", std::string(static_cast<std::size_t>(characters), 'k')}};
  announcement.style.motion.effect = Effect::scroll_left;
  return announcement;
}

}  // namespace

TEST_CASE("ink is ordered before it is needed, so that no picture waits for it") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  auto const lobby = theatre.stage.add("lobby", look.size);
  theatre.stage.adopt(lobby, theatre.ready({scrolling("a", 2'000)}, look));
  theatre.play(0s, 30s);
  auto const status = theatre.stage.status().front();
  CHECK(status.late_ink <= 1);  // the very first picture, before anything could be ordered
  CHECK(status.skipped_beats == 0);
  CHECK(status.frames > 1'700);
}

TEST_CASE("memory follows the screen, not the text") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  auto const lobby = theatre.stage.add("lobby", look.size);
  theatre.stage.adopt(lobby, theatre.ready({scrolling("a", 20'000)}, look));
  std::size_t most = 0;
  for (int second = 0; second < 120; ++second) {
    theatre.play(second * 1s, (second + 1) * 1s);
    most = std::max(most, theatre.stage.ink_bytes());
  }
  CHECK(most <= std::size_t{4} * limits::tile_columns * 16);
  CHECK(theatre.tiles_ordered >= 6);
}

TEST_CASE("a picture that stands still is said again at least twice a second") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  auto const lobby = theatre.stage.add("lobby", look.size);
  auto held = scrolling("a", 3);
  held.style.motion.effect = Effect::hold;
  held.style.motion.hold = 3'600s;
  theatre.stage.adopt(lobby, theatre.ready({held}, look));
  theatre.play(0s, 10s);
  CHECK(theatre.offered.size() >= 20);
  CHECK(std::ranges::count(theatre.changes, true) <= 2);
}

TEST_CASE("screens with the same scene are painted once") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  std::vector<std::size_t> screens;
  for (int i = 0; i < 8; ++i) screens.push_back(theatre.stage.add("s" + std::to_string(i), look.size));
  auto const edition = theatre.ready({scrolling("a", 500)}, look);
  for (auto const screen : screens) theatre.stage.adopt(screen, edition);
  theatre.play(0s, 2s);
  auto const tiles = theatre.typesetter.tiles_made;
  CHECK(tiles <= 4);
  // What they are offered in one turn is the same picture.
  auto const& last = theatre.offered.back().second;
  for (std::size_t i = 0; i < 8; ++i) CHECK(theatre.offered[theatre.offered.size() - 1 - i].second == last);
}

TEST_CASE("screens that came to the same scene at different times each show their own beat of it") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  auto const one = theatre.stage.add("one", look.size);
  auto const two = theatre.stage.add("two", look.size);
  auto only_one = scrolling("b", 3);
  only_one.style.motion.effect = Effect::hold;
  only_one.style.motion.hold = 700ms;
  only_one.screens = {"one"};
  std::map<std::size_t, Edition> const editions{{one, theatre.ready({scrolling("a", 40), only_one}, look, "one")},
                                                {two, theatre.ready({scrolling("a", 40), only_one}, look, "two")}};

  // What a link reads after the turn is the buffer that was handed to it, as it is then.
  std::map<std::size_t, FramePtr> handed;
  Stage stage([&](std::size_t screen, FramePtr const& frame, WallTime, bool) { handed[screen] = frame; },
              [&](std::vector<InkOrder> orders) {
                theatre.ordered.insert(theatre.ordered.end(), orders.begin(), orders.end());
              },
              [](std::size_t, Light) {});
  stage.add("one", look.size);
  stage.add("two", look.size);
  for (auto const& [screen, edition] : editions) stage.adopt(screen, edition);
  int lit = 0;
  for (auto passed = 0ns; passed < 20s;) {
    auto const now = at(passed);
    auto const next = stage.turn(now);
    for (auto const& [screen, frame] : handed) {
      Show alone;
      auto const& beat = alone.tick(editions.at(screen), now).areas[0];
      Painter painter(beat.scene);
      Frame expected(look.size);
      REQUIRE(painter.paint(
          beat.beat, [&](StripPtr const& strip, int tile) { return theatre.typesetter.ink(*strip, tile); }, expected));
      if (passed > 100ms) REQUIRE(*frame == expected);
      lit += *frame == Frame(look.size) ? 0 : 1;
    }
    std::vector<InkedTile> inked;
    for (auto const& order : std::exchange(theatre.ordered, {}))
      inked.push_back({order.strip, order.tile, theatre.typesetter.ink(*order.strip, order.tile)});
    stage.adopt(std::move(inked), now.steady);
    passed += std::max<std::chrono::nanoseconds>(next - now.steady, 1us);
  }
  CHECK(lit > 1'000);
}

TEST_CASE("another announcement's picture does not stay while ink is late, and its own is shown once that is there") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  auto const lobby = theatre.stage.add("lobby", look.size);
  theatre.stage.adopt(lobby, theatre.ready({scrolling("a", 500)}, look));
  theatre.play(0s, 3s);
  auto urgent = scrolling("b", 3);
  urgent.style.motion.effect = Effect::hold;
  theatre.stage.adopt(lobby, theatre.ready({urgent}, look));
  theatre.offered.clear();
  theatre.stage.turn(at(3s));
  REQUIRE(theatre.offered.size() == 1);
  CHECK(theatre.offered.front().second == Frame(look.size));
  theatre.stage.turn(at(3s + 1ms));
  CHECK(theatre.offered.size() == 1);
  theatre.work(at(3s + 2ms).steady);
  theatre.stage.turn(at(3s + 3ms));
  REQUIRE(theatre.offered.size() == 2);
  CHECK_FALSE(theatre.offered.back().second == Frame(look.size));
}

TEST_CASE("a screen that is taken away is not painted any more, and the others do not notice") {
  Theatre theatre;
  Look const look{{64, 16}, Depth::rgb};
  auto const one = theatre.stage.add("one", look.size);
  auto const two = theatre.stage.add("two", look.size);
  theatre.stage.adopt(one, theatre.ready({scrolling("a", 500)}, look));
  theatre.stage.adopt(two, theatre.ready({scrolling("a", 500)}, look));
  theatre.play(0s, 1s);
  theatre.stage.remove(one);
  theatre.offered.clear();
  theatre.play(1s, 2s);
  CHECK(theatre.offered.size() > 50);
  CHECK(std::ranges::all_of(theatre.offered, [two](auto const& offer) { return offer.first == two; }));
}

namespace {

// Every pixel of it another colour, so that it is seen where it was painted and where not.
Venue divided() {
  auto venue = Planner::venue({{64, 32}, Depth::rgb});
  auto area = [](std::string name, Rect rect, bool is_main) {
    Area made;
    made.name = std::move(name);
    made.rect = rect;
    made.border = 1;
    made.content = TextContent{is_main, Stacking::automatic};
    return made;
  };
  venue.layout.areas = {area("title", {0, 0, 64, 12}, false), area("body", {2, 14, 60, 18}, true)};
  venue.backdrop = backdrop_of(venue.layout, venue.look);
  return venue;
}

}  // namespace

TEST_CASE("areas are painted where they are, their borders stay, and a divided screen is what its parts are") {
  Theatre theatre;
  auto const venue = divided();
  auto const lobby = theatre.stage.add("lobby", venue.look.size);
  auto title = scrolling("title", 30);
  title.areas = {"title"};
  auto const edition = theatre.planner.edition({scrolling("body", 50), title}, venue, morning);
  theatre.stage.adopt(lobby, edition);
  Show alone;
  int compared = 0;
  for (auto passed = 0ns; passed < 5s;) {
    auto const now = at(passed);
    auto const next = theatre.stage.turn(now);
    if (passed > 500ms && !theatre.offered.empty()) {
      Frame expected = *venue.backdrop;
      for (auto const& beat : alone.tick(edition, now).areas)
        Painter(beat.scene)
            .paint(beat.beat, [&](StripPtr const& strip, int tile) { return theatre.typesetter.ink(*strip, tile); },
                   expected, {beat.area.x, beat.area.y});
      REQUIRE(theatre.offered.back().second == expected);
      ++compared;
    }
    theatre.work(now.steady);
    passed += std::max<std::chrono::nanoseconds>(next - now.steady, 1us);
  }
  CHECK(compared > 200);
  CHECK(theatre.offered.size() <= 5 * 60 + 5);  // both move, but the screen changes no more often than it can
}
