#include "controller/compose.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

Announcement pair_of(std::string first, std::string second) {
  Announcement announcement;
  announcement.id = "pair";
  announcement.texts = {{"zh-Hans", std::move(first)}, {"bo", std::move(second)}};
  announcement.style.motion.hold = 4s;
  return announcement;
}

Point step_of(Part const& part) {
  auto const* travel = std::get_if<Travel>(&part.movement);
  return travel ? travel->step : Point{};
}

}  // namespace

TEST_CASE("auto holds what fits and scrolls what does not") {
  CellTypesetter typesetter;
  auto announcement = pair_of("abcd", "x");
  announcement.texts.pop_back();
  auto const held = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
  CHECK(step_of(held->scenes.front()->parts.front()) == Point{});
  CHECK(held->length() == 4s);
  auto const scrolled = compose(announcement, {{15, 8}, Depth::mono}, typesetter);
  CHECK(step_of(scrolled->scenes.front()->parts.front()) == Point{1, 0});
}

TEST_CASE("a pair plays one after the other below 64 rows and stacked from 64") {
  CellTypesetter typesetter;
  auto const in_turn = compose(pair_of("ab", "cd"), {{64, 32}, Depth::rgb}, typesetter);
  CHECK(in_turn->scenes.size() == 2);
  auto const stacked = compose(pair_of("ab", "cd"), {{64, 64}, Depth::rgb}, typesetter);
  REQUIRE(stacked->scenes.size() == 1);
  REQUIRE(stacked->scenes.front()->parts.size() == 2);
  CHECK(stacked->scenes.front()->parts[0].area == Rect{0, 0, 64, 32});
  CHECK(stacked->scenes.front()->parts[1].area == Rect{0, 32, 64, 32});
}

TEST_CASE("of a stacked pair the one that scrolls takes its partner along") {
  CellTypesetter typesetter;
  auto const stacked = compose(pair_of("ab", "a much longer text than the other"), {{64, 64}, Depth::rgb}, typesetter);
  auto const& scene = *stacked->scenes.front();
  CHECK(step_of(scene.parts[0]) == Point{1, 0});
  CHECK(step_of(scene.parts[1]) == Point{1, 0});
  CHECK(scene.beats == std::get<Travel>(scene.parts[1].movement).beats);
  CHECK(scene.parts[0].view(scene.beats) == scene.parts[0].view(std::get<Travel>(scene.parts[0].movement).beats));
}

TEST_CASE("a held text that needs more room loses nothing: it is turned like pages, and says so") {
  CellTypesetter typesetter;
  auto announcement = pair_of("abcdefghij", "x");
  announcement.texts.pop_back();
  announcement.style.motion.effect = Effect::hold;
  auto const held = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
  CHECK(held->overflow_pages == 2);
  CHECK(held->length() == 12s);
  announcement.style.motion.effect = Effect::page;
  auto const paged = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
  CHECK(paged->overflow_pages == 0);
  CHECK(paged->length() == 12s);
}

TEST_CASE("a panel shows an ink in the colours it has") {
  CHECK(shown_ink({0, 0, 255}, {{1, 1}, Depth::mono, 60, {}, {255, 160, 0}}) == Rgb{255, 160, 0});
  CHECK(shown_ink({250, 250, 250}, {{1, 1}, Depth::red_green}) == Rgb{255, 255, 0});
  CHECK(shown_ink({0, 200, 0}, {{1, 1}, Depth::red_green}) == Rgb{0, 255, 0});
  CHECK(shown_ink({200, 10, 0}, {{1, 1}, Depth::red_green}) == Rgb{255, 0, 0});
  CHECK(shown_ink({1, 2, 3}, {{1, 1}, Depth::rgb}) == Rgb{1, 2, 3});
}

TEST_CASE("a turn that would keep the others waiting for days is refused, whatever the numbers") {
  CellTypesetter typesetter;
  auto announcement = pair_of(std::string(80'000, 'x'), "y");
  announcement.style.motion.effect = Effect::page;
  announcement.style.motion.hold = 3'600'000ms;
  announcement.style.motion.repeats = 1'000;
  auto const refused = compose(announcement, {{16, 16}, Depth::rgb}, typesetter);
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "announcement.turn_too_long");
}

TEST_CASE("a text of blanks and signs that cannot be seen is refused") {
  CellTypesetter typesetter;
  for (auto const* const words : {"   ", "\u3000\u200b", "\u2060", "\u202e"}) {
    auto const refused = compose(pair_of("fine", words), {{64, 32}, Depth::rgb}, typesetter);
    REQUIRE(refused.has_error());
    CHECK(refused.error().id == "text.nothing_visible");
  }
}

TEST_CASE("small grey type is kept from growing fat, but thin Tibetan strokes keep all their light") {
  CellTypesetter typesetter;
  auto const contrast = [&](std::string words, int rows) {
    auto announcement = pair_of(std::move(words), "y");
    announcement.texts.pop_back();
    return compose(announcement, {{640, rows}, Depth::rgb}, typesetter)->scenes.front()->parts.front().contrast;
  };
  CHECK(contrast("松多", 24) > 1.0);
  CHECK(contrast("松多 བོད", 24) == 1.0);
  CHECK(contrast("松多", 32) == 1.0);
}

TEST_CASE("what cannot be set is an error, not an empty screen") {
  CellTypesetter typesetter;
  CHECK(compose(pair_of("fine", "unsettable"), {{64, 32}, Depth::rgb}, typesetter).has_error());
}
