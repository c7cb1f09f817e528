#include "controller/compose.hpp"

#include "controller/painter.hpp"
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

Announcement saying(std::string words, Effect effect) {
  auto announcement = pair_of(std::move(words), {});
  announcement.texts.pop_back();
  announcement.style.motion.effect = effect;
  announcement.style.ink = Rgb{255, 0, 0};
  return announcement;
}

// A letter for each colour: `.` dark, `r` red, `g` green, `y` yellow, `w` white, `o` any other.
std::string colours_of(ScenePtr const& scene, std::int64_t beat, Typesetter& typesetter) {
  Frame frame(scene->size);
  REQUIRE(Painter(scene).paint(
      beat, [&](StripPtr const& strip, int tile) { return typesetter.ink(*strip, tile); }, frame));
  std::string picture;
  for (int y = 0; y < frame.height(); ++y) {
    for (auto const pixel : frame.row(y))
      picture += pixel == Rgb{}                ? '.'
                 : pixel == Rgb{255, 0, 0}     ? 'r'
                 : pixel == Rgb{0, 255, 0}     ? 'g'
                 : pixel == Rgb{255, 255, 0}   ? 'y'
                 : pixel == Rgb{255, 255, 255} ? 'w'
                                               : 'o';
    picture += '\n';
  }
  return picture;
}

// Of which colours the lit pixels of each column (of each row) are, dark ones left out; `*` where they differ.
std::string hues(std::string const& picture, std::size_t width, std::size_t (*place)(std::size_t, std::size_t)) {
  std::string found;
  for (std::size_t i = 0; i < picture.size(); ++i) {
    if (picture[i] == '\n' || picture[i] == '.') continue;
    auto const at = place(i, width + 1);
    found.resize(std::max(found.size(), at + 1), '.');
    found[at] = found[at] == '.' || found[at] == picture[i] ? picture[i] : '*';
  }
  return found;
}
std::string hues_of_columns(std::string const& picture, std::size_t width) {
  return hues(picture, width, [](std::size_t i, std::size_t stride) { return i % stride; });
}
std::string hues_of_rows(std::string const& picture, std::size_t width) {
  return hues(picture, width, [](std::size_t i, std::size_t stride) { return i / stride; });
}

PageTurns const& turns_of(ScenePtr const& scene) { return std::get<PageTurns>(scene->parts.front().movement); }

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
  CHECK(shown_ink({255, 110, 0}, {{1, 1}, Depth::red_green}) == Rgb{255, 0, 0});
  CHECK(shown_ink({100, 60, 0}, {{1, 1}, Depth::red_green}) == Rgb{255, 255, 0});
  CHECK(shown_ink({0, 0, 255}, {{1, 1}, Depth::red_green}) == Rgb{255, 255, 0});
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

TEST_CASE(
    "a gradient downwards goes over the rows of the screen; on red and green it is steps, on one colour nothing") {
  CellTypesetter typesetter;
  auto announcement = saying("abcdefgh", Effect::hold);
  announcement.style.colouring = Colouring::gradient_down;
  announcement.style.second_ink = Rgb{0, 255, 0};
  auto const rows = [&](Look const& look) {
    auto const composed = compose(announcement, look, typesetter);
    REQUIRE(composed.has_value());
    return hues_of_rows(colours_of(composed->scenes.front(), 0, typesetter), static_cast<std::size_t>(look.size.width));
  };
  CHECK(rows({{80, 12}, Depth::red_green}) == "rrrryyyygggg");
  CHECK(rows({{80, 12}, Depth::mono, 60, {}, {255, 255, 0}}) == "yyyyyyyyyyyy");
  auto const composed = compose(announcement, {{80, 12}, Depth::rgb}, typesetter);
  auto const& tones = composed->scenes.front()->parts.front().tones;
  REQUIRE(tones.size() == 1);
  CHECK(tones.front().at({5, 0}) == Rgb{255, 0, 0});
  CHECK(tones.front().at({5, 11}) == Rgb{0, 255, 0});
  CHECK(tones.front().at({5, 12}) == Rgb{255, 0, 0});
  CHECK(tones.front().at({5, 3}) == Rgb{185, 70, 0});
}

TEST_CASE("a text that scrolls upwards has the whole gradient in each line") {
  CellTypesetter typesetter;
  auto announcement = saying("abcdefghijkl", Effect::scroll_up);
  announcement.style.colouring = Colouring::gradient_down;
  announcement.style.second_ink = Rgb{0, 255, 0};
  announcement.style.lines = 2;
  auto const composed = compose(announcement, {{16, 18}, Depth::red_green}, typesetter);
  auto const& scene = composed->scenes.front();
  CHECK(hues_of_rows(colours_of(scene, 18, typesetter), 16) == "rrryyygggrrryyyggg");
}

TEST_CASE("a gradient across goes there and back in the width of the screen and scrolls with the text") {
  CellTypesetter typesetter;
  auto announcement = saying(std::string(40, 'x'), Effect::scroll_left);
  announcement.style.colouring = Colouring::gradient_across;
  announcement.style.second_ink = Rgb{0, 255, 0};
  auto const composed = compose(announcement, {{24, 24}, Depth::red_green}, typesetter);
  auto const& scene = composed->scenes.front();
  CHECK(hues_of_columns(colours_of(scene, 24, typesetter), 24) == "rrrryyyyygggggggyyyyyrrr");
  CHECK(hues_of_columns(colours_of(scene, 25, typesetter), 24) == "rrryyyyygggggggyyyyyrrrr");
  CHECK(hues_of_columns(colours_of(scene, 48, typesetter), 24) == "rrrryyyyygggggggyyyyyrrr");
}

TEST_CASE("in two tones the names of fields have the second ink, in a line that scrolls, holds, turns or is wrapped") {
  CellTypesetter typesetter;  // a cell is half as wide as it is high
  auto const columns = [&](std::string words, Effect effect, std::int64_t beat, Depth depth = Depth::rgb) {
    auto announcement = saying(std::move(words), effect);
    announcement.style.colouring = Colouring::two_tone;
    announcement.style.lines = effect == Effect::page || effect == Effect::scroll_up ? 2 : 1;
    auto const composed = compose(announcement, {{48, 16}, depth}, typesetter);
    REQUIRE(composed.has_value());
    // Grey ink is of all kinds of red and white; what matters is that only one of them has green.
    auto const& scene = composed->scenes.front();
    Frame frame(scene->size);
    REQUIRE(Painter(scene).paint(
        beat, [&](StripPtr const& strip, int tile) { return typesetter.ink(*strip, tile); }, frame));
    std::string found;
    for (int top = 0; top < 16; top += scene->parts.front().strips.front().strip->height()) {
      for (int x = 0; x < 48; x += 4) {
        bool lit = false;
        bool green = false;
        for (int y = top; y < top + 8; ++y)
          for (int in_cell = 0; in_cell < 4; ++in_cell) {
            lit = lit || frame.at(x + in_cell, y) != Rgb{};
            green = green || frame.at(x + in_cell, y).g > 0;
          }
        found += !lit ? '.' : green ? 'w' : 'r';
      }
      found += '\n';
    }
    return found;
  };
  CHECK(columns("ab:cd", Effect::hold, 0) == ".wwwwrrrrrr.\n");
  CHECK(columns("ab：cd", Effect::hold, 0) == ".wwwwrrrrrr.\n");
  CHECK(columns("ab:cd", Effect::hold, 0, Depth::red_green) == ".wwwwrrrrrr.\n");
  CHECK(columns("ab:cd", Effect::hold, 0, Depth::mono) == ".rrrrrrrrrr.\n");
  CHECK(columns("abcd", Effect::hold, 0) == "..rrrrrrrr..\n");
  CHECK(columns(":bcd", Effect::hold, 0) == "..rrrrrrrr..\n");
  CHECK(columns("ab\u0627:d", Effect::hold, 0) == ".rrrrrrrrrr.\n");
  CHECK(columns("at8:30", Effect::hold, 0) == "rrrrrrrrrrrr\n");
  CHECK(columns("abc:defghijkl", Effect::scroll_left, 48) == "wwwwwwrrrrrr\n");
  CHECK(columns("abc:defghijkl", Effect::page, 0) == "wwwrrrrrrrrr\nr...........\n");
  CHECK(columns("abc:defghijkl", Effect::scroll_up, 16) == "wwwrrrrrrrrr\n.....rr.....\n");
  CHECK(columns("abcdefghijklmn:opq", Effect::page, 0) == "rrrrrrrrrrrr\nrrrrrr......\n");
}

TEST_CASE("a scroll of several lines of text has a name in each of them") {
  CellTypesetter typesetter;
  auto announcement = saying("ab:c\nplain\ndef:g", Effect::scroll_left);
  announcement.style.colouring = Colouring::two_tone;
  auto const composed = compose(announcement, {{16, 8}, Depth::rgb}, typesetter);
  auto const& strips = composed->scenes.front()->parts.front().strips;
  std::vector<std::vector<int>> stretches;
  for (auto const& placed : strips) stretches.push_back({placed.extent().x, placed.extent().width, placed.tone});
  // Four cells, a gap of four, five cells, a gap, five cells; ink may begin a cell before its place.
  CHECK(stretches == std::vector<std::vector<int>>{{0, 8, 1}, {8, 56, 0}, {64, 16, 1}, {80, 8, 0}});
}

TEST_CASE("what blinks is dark for half a second after every half second, whether it moves or not") {
  CellTypesetter typesetter;
  auto announcement = saying("abcd", Effect::hold);
  announcement.style.blinks = true;
  auto const held = compose(announcement, {{64, 8}, Depth::mono}, typesetter);
  auto const& scene = held->scenes.front();
  CHECK(scene->period == 500ms);
  CHECK(scene->length() == 4s);
  for (std::int64_t beat = 0; beat < 8; ++beat) {
    bool const dark = colours_of(scene, beat, typesetter).find('r') == std::string::npos;
    CHECK(dark == (beat % 2 == 1));
  }
  for (int fps : {1, 22, 30, 60, 240})
    for (int speed : {1, 60, 333, 2'000}) {
      announcement = saying(std::string(500, 'x'), Effect::scroll_left);
      announcement.style.blinks = true;
      announcement.style.motion.speed_px_s = speed;
      auto const moving = compose(announcement, {{64, 8}, Depth::mono, fps}, typesetter);
      auto const& part = moving->scenes.front()->parts.front();
      REQUIRE(part.blink >= 1);
      CHECK(part.blink * moving->scenes.front()->period >= 500ms);
      CHECK((part.blink - 1) * moving->scenes.front()->period < 500ms);
    }
}

TEST_CASE("pages that wipe or roll stand for hold_ms and move at the speed of the text") {
  CellTypesetter typesetter;
  auto announcement = saying("abcdefghij", Effect::page);
  announcement.style.motion.speed_px_s = 120;
  announcement.style.motion.transition = Transition::wipe;
  auto const wiped = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
  auto const& wipe = wiped->scenes.front();
  CHECK(wipe->period == 16'666'667ns);
  CHECK(turns_of(wipe).pages == 3);
  CHECK(turns_of(wipe).hold == 240);
  CHECK(turns_of(wipe).turn == 8);
  CHECK(wipe->beats == 3 * 240 + 2 * 8);
  announcement.style.motion.transition = Transition::roll;
  announcement.style.motion.effect = Effect::hold;
  auto const rolled = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
  CHECK(turns_of(rolled->scenes.front()).turn == 4);
  announcement.texts.front().words = "abcd";
  auto const still = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
  CHECK(still->scenes.front()->beats == 1);
  CHECK(still->scenes.front()->period == 4s);
}

TEST_CASE("a wipe uncovers the next page from the left, a roll brings it from below") {
  CellTypesetter typesetter;
  auto announcement = saying("abcdefgh", Effect::page);
  announcement.style.motion.hold = 100ms;
  announcement.style.motion.speed_px_s = 240;
  auto const picture = [&](std::int64_t beat) {
    auto const composed = compose(announcement, {{16, 8}, Depth::mono}, typesetter);
    return colours_of(composed->scenes.front(), beat, typesetter);
  };
  auto const row = [](std::string const& of, int y) { return of.substr(static_cast<std::size_t>(y) * 17, 16); };
  auto const first = picture(0);
  auto const second = picture(1);
  CHECK(first != second);
  announcement.style.motion.transition = Transition::wipe;  // 4 columns a beat, after 6 beats
  auto const wiping = picture(7);
  for (int y = 0; y < 8; ++y) CHECK(row(wiping, y) == row(second, y).substr(0, 8) + row(first, y).substr(8));
  announcement.style.motion.transition = Transition::roll;  // 4 rows a beat
  auto const rolling = picture(6);
  for (int y = 0; y < 8; ++y) CHECK(row(rolling, y) == (y < 4 ? row(first, y + 4) : row(second, y - 4)));
}
