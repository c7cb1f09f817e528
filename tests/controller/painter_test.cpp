#include "controller/painter.hpp"

#include "base/limits.hpp"
#include "controller/compose.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"

#include <cmath>
#include <random>

using namespace signboard;

namespace {

Announcement saying(std::string words, Effect effect, int speed = 60) {
  Announcement announcement;
  announcement.id = "x";
  announcement.texts = {{"zh-Hans", std::move(words)}};
  announcement.style.motion.effect = effect;
  announcement.style.motion.speed_px_s = speed;
  return announcement;
}

std::string long_words(int characters) {
  std::string words;
  for (int i = 0; i < characters; ++i) append_utf8(words, static_cast<char32_t>(0x4E00 + i * 7 % 5000));
  return words;
}

FindTile from(Typesetter& typesetter) {
  return [&typesetter](StripPtr const& strip, int tile) { return typesetter.ink(*strip, tile); };
}

// The picture as the words of scene.hpp describe it: pixel by pixel, with nothing kept.
Frame redrawn(Scene const& scene, std::int64_t beat, Typesetter& typesetter) {
  Frame frame(scene.size);
  for (auto const& part : scene.parts) {
    auto const corner = part.view(beat).corner;
    for (auto const& placed : part.strips) {
      for (int tile = 0; tile < placed.strip->tiles(); ++tile) {
        int const tile_left = placed.at.x + tile * limits::tile_columns - corner.x;
        if (tile_left >= part.area.width || tile_left + limits::tile_columns <= 0) continue;
        if (placed.at.y - corner.y >= part.area.height || placed.at.y + placed.strip->height() <= corner.y) continue;
        auto const ink = typesetter.ink(*placed.strip, tile);
        for (int y = 0; y < ink->height(); ++y)
          for (int x = 0; x < ink->width(); ++x) {
            int const in_x = tile_left + x;
            int const in_y = placed.at.y - corner.y + y;
            if (in_x < 0 || in_y < 0 || in_x >= part.area.width || in_y >= part.area.height) continue;
            double const light = std::pow(ink->at(x, y) / 255.0, part.contrast);
            auto const shade = [light](int full) { return static_cast<std::uint8_t>(std::lround(full * light)); };
            frame.at(part.area.x + in_x, part.area.y + in_y) = {shade(part.tones[0].ink.r), shade(part.tones[0].ink.g),
                                                                shade(part.tones[0].ink.b)};
          }
      }
    }
  }
  return frame;
}

}  // namespace

TEST_CASE("a scroll begins with the text just off the right edge and ends with it just off the left one") {
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(20), Effect::scroll_left), {{40, 8}, Depth::mono}, typesetter);
  REQUIRE(composed.has_value());
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  Frame const dark(scene->size);
  REQUIRE(painter.paint(0, from(typesetter), frame));
  CHECK(frame == dark);
  REQUIRE(painter.paint(1, from(typesetter), frame));
  CHECK_FALSE(frame == dark);
  CHECK(scene->beats == 40 + 20 * 4 + 1);
  REQUIRE(painter.paint(scene->beats - 2, from(typesetter), frame));
  CHECK_FALSE(frame == dark);
  REQUIRE(painter.paint(scene->beats - 1, from(typesetter), frame));
  CHECK(frame == dark);
}

TEST_CASE("what the painter keeps never shows: any beat in any order equals a redraw of it alone") {
  auto const [effect, speed, size, characters] = GENERATE(table<Effect, int, Size, int>({
      {Effect::scroll_left, 60, {64, 16}, 900},
      {Effect::scroll_left, 240, {200, 32}, 300},
      {Effect::scroll_left, 1'900, {50, 8}, 2'000},
      {Effect::scroll_up, 60, {64, 16}, 90},
      {Effect::scroll_up, 300, {48, 40}, 400},
      {Effect::page, 60, {64, 16}, 90},
      {Effect::hold, 60, {64, 17}, 5},
  }));
  CellTypesetter typesetter;
  auto announcement = saying(long_words(characters), effect, speed);
  announcement.style.lines = effect == Effect::page || effect == Effect::scroll_up ? 2 : 1;
  auto const composed = compose(announcement, {size, Depth::rgb}, typesetter);
  REQUIRE(composed.has_value());
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  std::mt19937 random(7);
  std::int64_t beat = 0;
  for (int i = 0; i < 400; ++i) {
    auto const dice = random() % 10;
    beat = dice < 8 ? beat + static_cast<std::int64_t>(dice % 3) : static_cast<std::int64_t>(random()) % scene->beats;
    beat = std::min(beat, scene->beats - 1);
    REQUIRE(painter.paint(beat, from(typesetter), frame));
    REQUIRE(frame == redrawn(*scene, beat, typesetter));
  }
}

TEST_CASE("a whole scroll, beat by beat, equals its redraw") {
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(400), Effect::scroll_left, 180), {{96, 16}, Depth::rgb}, typesetter);
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  for (std::int64_t beat = 0; beat < scene->beats; ++beat) {
    REQUIRE(painter.paint(beat, from(typesetter), frame));
    REQUIRE(frame == redrawn(*scene, beat, typesetter));
  }
}

TEST_CASE("an unbroken scroll asks for each tile about once a batch, not once a beat") {
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(1'000), Effect::scroll_left), {{64, 16}, Depth::rgb}, typesetter);
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  for (std::int64_t beat = 0; beat < scene->beats; ++beat) REQUIRE(painter.paint(beat, from(typesetter), frame));
  CHECK(typesetter.tiles_made < scene->beats / 32);
}

TEST_CASE("ink that is late leaves the frame as it was, and comes in when it is there") {
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(400), Effect::scroll_left), {{64, 16}, Depth::rgb}, typesetter);
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  REQUIRE(painter.paint(100, from(typesetter), frame));
  auto const before = frame;
  auto const nothing = [](StripPtr const&, int) { return TilePtr(); };
  CHECK_FALSE(painter.paint(300, nothing, frame));
  CHECK(frame == before);
  REQUIRE(painter.paint(301, from(typesetter), frame));
  CHECK(frame == redrawn(*scene, 301, typesetter));
}

TEST_CASE("the tiles a beat needs are all it asks for") {
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(1'000), Effect::scroll_left), {{64, 16}, Depth::rgb}, typesetter);
  auto const& scene = composed->scenes.front();
  for (std::int64_t const beat : {1, 64, 65, 1'023, 1'024, 1'087, 1'088, 5'000}) {
    Painter painter(scene);
    Frame frame(scene->size);
    std::vector<TileNeed> const needs = tiles_needed(scene->parts[0], beat);
    auto const only_needed = [&](StripPtr const& strip, int tile) -> TilePtr {
      for (auto const& need : needs)
        if (need.strip == strip && tile >= need.first && tile <= need.last) return typesetter.ink(*strip, tile);
      return nullptr;
    };
    CHECK(painter.paint(beat, only_needed, frame));
  }
}
