#include "controller/painter.hpp"

#include "base/limits.hpp"
#include "controller/compose.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"

#include <cmath>
#include <map>
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

// The scene as the words of scene.hpp describe it, point by point, with nothing kept and nothing shared.
class SlowPainter {
 public:
  SlowPainter(Scene const& scene, Typesetter& typesetter) : scene_(scene), typesetter_(typesetter) {}

  Frame paint(std::int64_t beat) {
    Frame frame(scene_.size);
    for (auto const& part : scene_.parts) {
      if (part.blink > 0 && beat / part.blink % 2 == 1) continue;
      for (int y = 0; y < part.area.height; ++y)
        for (int x = 0; x < part.area.width; ++x)
          frame.at(part.area.x + x, part.area.y + y) = colour(part, seen(part, beat, {x, y}));
    }
    return frame;
  }

 private:
  static Point seen(Part const& part, std::int64_t beat, Point at) {
    if (auto const* travel = std::get_if<Travel>(&part.movement)) {
      auto const n = static_cast<int>(std::min(beat, travel->beats - 1));
      return {travel->start.x + n * travel->step.x + at.x, travel->start.y + n * travel->step.y + at.y};
    }
    int const height = part.area.height;
    if (auto const* dial = std::get_if<Dial>(&part.movement)) {
      auto const page = static_cast<int>((dial->first + beat / dial->beats_a_step) % dial->steps);
      return {at.x, page * height + at.y};
    }
    auto const& turns = std::get<PageTurns>(part.movement);
    std::int64_t begin = 0;  // of the page
    for (int page = 0;; ++page) {
      std::int64_t const turned = beat - begin - turns.hold + 1;  // beats since it began to go
      if (page == turns.pages - 1 || turned <= 0) return {at.x, page * height + at.y};
      if (turned <= turns.turn) {
        auto const moved = [&turns, turned](int way) {  // the whole way in as many beats, no beat further than another
          int step = 1;
          while (step * turns.turn < way) ++step;
          return std::min(way, step * static_cast<int>(turned));
        };
        if (turns.transition == Transition::roll) return {at.x, page * height + moved(height) + at.y};
        return {at.x, (at.x < moved(part.area.width) ? page + 1 : page) * height + at.y};
      }
      begin += turns.hold + turns.turn;
    }
  }

  Rgb colour(Part const& part, Point sheet) {
    Rgb under{};
    for (auto const& [at, picture] : part.pictures)
      if (sheet.x >= at.x && sheet.x < at.x + picture->width() && sheet.y >= at.y && sheet.y < at.y + picture->height())
        under = picture->at(sheet.x - at.x, sheet.y - at.y);
    for (auto const& placed : part.strips) {
      int const column = sheet.x - placed.at.x;
      int const row = sheet.y - placed.at.y;
      if (row < 0 || row >= placed.strip->height() || column < placed.from ||
          column >= std::min(placed.until, placed.strip->width()))
        continue;
      auto const coverage = tile(placed.strip, column / limits::tile_columns)->at(column % limits::tile_columns, row);
      double const light = std::pow(coverage / 255.0, part.contrast);
      auto const full = full_ink(part.tones.at(static_cast<std::size_t>(placed.tone)), sheet);
      auto const mixed = [light](int below, int above) {
        return static_cast<std::uint8_t>(std::lround(below + (above - below) * light));
      };
      return {mixed(under.r, full.r), mixed(under.g, full.g), mixed(under.b, full.b)};
    }
    return under;
  }

  static Rgb full_ink(Tone const& tone, Point sheet) {
    if (tone.gradient == Tone::Gradient::none) return tone.ink;
    bool const down = tone.gradient == Tone::Gradient::down;
    double const turns = std::floor(down ? static_cast<double>(sheet.y) / tone.span : sheet.x / (2.0 * tone.span));
    double const along = down ? sheet.y - turns * tone.span : sheet.x - turns * 2 * tone.span;
    double const way = down ? std::max(1, tone.span - 1) : tone.span;
    double const share = (along > way ? 2 * way - along : along) / way;
    auto const mixed = [share](int near, int far) {
      return static_cast<std::uint8_t>(std::floor(near + (far - near) * share + 0.5 + 1e-9));
    };
    return {mixed(tone.ink.r, tone.far.r), mixed(tone.ink.g, tone.far.g), mixed(tone.ink.b, tone.far.b)};
  }

  TilePtr tile(StripPtr const& strip, int number) {
    auto& known = tiles_[{strip.get(), number}];
    if (!known) known = typesetter_.ink(*strip, number);
    return known;
  }

  Scene const& scene_;
  Typesetter& typesetter_;
  std::map<std::pair<Strip const*, int>, TilePtr> tiles_;
};

Frame redrawn(Scene const& scene, std::int64_t beat, Typesetter& typesetter) {
  return SlowPainter(scene, typesetter).paint(beat);
}

std::shared_ptr<Frame const> some_picture(Size size) {
  auto picture = std::make_shared<Frame>(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      picture->at(x, y) = {static_cast<std::uint8_t>(x * 7 + y), static_cast<std::uint8_t>(y * 11),
                           static_cast<std::uint8_t>(x * y + 90)};
  return picture;
}

// Lines under each other, each a little further to the right, with two tones a line where there are two.
std::vector<PlacedStrip> lines_of_type(Typesetter& typesetter, int lines, int rows, std::size_t tones, Raster raster) {
  std::vector<PlacedStrip> strips;
  for (int i = 0; i < lines; ++i) {
    auto const strip = typesetter.set_line(long_words(2 + i % 12), {rows, raster, {}})->lines.front();
    int const name = tones > 1 ? std::min(strip->width(), 3 + i) : 0;
    if (name > 0) strips.push_back({{i % 5 - 1, i * rows}, strip, 1, 0, name});
    strips.push_back({{i % 5 - 1, i * rows}, strip, 0, name});
  }
  return strips;
}

// Seven beats in ten follow the last one, as in a show; one goes back a little; the others jump.
void check_against_redraw(ScenePtr const& scene, Typesetter& typesetter, int beats, std::uint32_t seed) {
  Painter painter(scene);
  SlowPainter slow(*scene, typesetter);
  Rgb const around{1, 2, 3};
  Frame frame({scene->size.width + 7, scene->size.height + 5}, around);
  std::mt19937 random(seed);
  std::int64_t beat = 0;
  for (int i = 0; i < beats; ++i) {
    auto const dice = random() % 10;
    if (dice < 7)
      beat += static_cast<std::int64_t>(dice % 3);
    else if (dice == 7)
      beat -= static_cast<std::int64_t>(random() % 20);
    else
      beat = static_cast<std::int64_t>(random()) % scene->beats;
    beat = std::clamp<std::int64_t>(beat, 0, scene->beats - 1);
    REQUIRE(painter.paint(beat, from(typesetter), frame, {4, 3}));
    auto const expected = slow.paint(beat);
    for (int y = 0; y < frame.height(); ++y)
      for (int x = 0; x < frame.width(); ++x) {
        bool const inside = x >= 4 && y >= 3 && x < 4 + scene->size.width && y < 3 + scene->size.height;
        auto const wanted = inside ? expected.at(x - 4, y - 3) : around;
        if (frame.at(x, y) == wanted) continue;
        FAIL("beat " << beat << ", pixel " << x << ", " << y << ": " << static_cast<int>(frame.at(x, y).r) << ' '
                     << static_cast<int>(frame.at(x, y).g) << ' ' << static_cast<int>(frame.at(x, y).b) << " and not "
                     << static_cast<int>(wanted.r) << ' ' << static_cast<int>(wanted.g) << ' '
                     << static_cast<int>(wanted.b));
      }
  }
}

struct Moving {
  char const* name;
  std::variant<Travel, PageTurns, Dial> movement;
  std::int64_t beats;
};

std::vector<Moving> all_movements() {
  return {
      {"left", Travel{{-40, 0}, {3, 0}, 60}, 60},
      {"left, fast", Travel{{-40, 0}, {45, 0}, 5}, 5},
      {"right", Travel{{90, 0}, {-2, 0}, 60}, 60},
      {"up", Travel{{0, -18}, {0, 2}, 80}, 80},
      {"down", Travel{{0, 100}, {0, -5}, 20}, 20},
      {"still", Travel{{3, 1}, {0, 0}, 1}, 4},
      {"cut", PageTurns{6, 4, 0, Transition::cut}, 26},
      {"wipe", PageTurns{6, 4, 9, Transition::wipe}, 6 * 13},
      {"wipe, slow", PageTurns{6, 1, 40, Transition::wipe}, 6 * 41},
      {"wipe, at once", PageTurns{6, 2, 1, Transition::wipe}, 18},
      {"roll", PageTurns{6, 4, 6, Transition::roll}, 60},
      {"one page", PageTurns{1, 4, 6, Transition::wipe}, 12},
      {"dial", Dial{6, 3, 4}, 80},
  };
}

std::vector<std::vector<Tone>> all_tones() {
  Rgb const red{255, 40, 0};
  Rgb const blue{10, 90, 255};
  return {{{.ink = red}},
          {{.ink = red}, {.ink = blue}},
          {{red, blue, Tone::Gradient::down, 18}},
          {{red, blue, Tone::Gradient::down, 1}},
          {{red, blue, Tone::Gradient::across, 17}},
          {{.ink = red}, {red, blue, Tone::Gradient::across, 40}}};
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
  check_against_redraw(composed->scenes.front(), typesetter, 120, 7);
}

TEST_CASE("every movement in every tone, blinking or not, with a picture or without, equals its redraw") {
  CellTypesetter typesetter;
  std::uint32_t seed = 1;
  for (auto const& moving : all_movements())
    for (auto const& tones : all_tones())
      for (std::int64_t const blink : {0, 3})
        for (bool const pictured : {false, true}) {
          INFO(moving.name << ", " << tones.size() << " tones, gradient " << static_cast<int>(tones.back().gradient)
                           << " over " << tones.back().span << ", blink " << blink << ", pictured " << pictured);
          auto scene = std::make_shared<Scene>();
          scene->size = {40, 30};
          scene->beats = moving.beats;
          Part part;
          part.area = {0, 8, 40, 18};
          part.movement = moving.movement;
          part.tones = tones;
          part.blink = blink;
          part.contrast = blink == 0 ? 1.0 : 1.5;
          part.strips = lines_of_type(typesetter, 12, 9, tones.size(), pictured ? Raster::grey : Raster::bilevel);
          if (pictured) part.pictures = {{{5, 4}, some_picture({20, 33})}, {{-3, 60}, some_picture({70, 20})}};
          Part beside;  // of which something is seen all the time, so that the scene is not all dark
          beside.area = {3, 0, 30, 8};
          beside.strips = lines_of_type(typesetter, 1, 8, 1, Raster::grey);
          scene->parts = {part, beside};
          check_against_redraw(scene, typesetter, 20, ++seed);
        }
}

TEST_CASE("a whole scroll, beat by beat, equals its redraw") {
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(400), Effect::scroll_left, 180), {{96, 16}, Depth::rgb}, typesetter);
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  SlowPainter slow(*scene, typesetter);
  for (std::int64_t beat = 0; beat < scene->beats; ++beat) {
    REQUIRE(painter.paint(beat, from(typesetter), frame));
    REQUIRE(frame == slow.paint(beat));
  }
}

TEST_CASE("wherever a scroll has come to, a clock that is put back finds the picture of then") {
  auto const effect = GENERATE(Effect::scroll_left, Effect::scroll_up);
  CellTypesetter typesetter;
  auto const composed = compose(saying(long_words(600), effect, 240), {{64, 16}, Depth::rgb}, typesetter);
  auto const& scene = composed->scenes.front();
  Painter painter(scene);
  Frame frame(scene->size);
  SlowPainter slow(*scene, typesetter);
  for (std::int64_t beat = 3; beat < std::min<std::int64_t>(scene->beats, 500); ++beat) {
    REQUIRE(painter.paint(beat, from(typesetter), frame));
    auto put_back = painter;
    REQUIRE(put_back.paint(beat - 3, from(typesetter), frame));
    REQUIRE(frame == slow.paint(beat - 3));
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

TEST_CASE("while a page wipes another away, the tiles of both are needed") {
  CellTypesetter typesetter;
  Part part;
  part.area = {0, 0, 40, 18};
  part.movement = PageTurns{6, 4, 9, Transition::wipe};
  part.strips = lines_of_type(typesetter, 12, 9, 1, Raster::grey);
  CHECK(tiles_needed(part, 3).size() == 2);
  CHECK(tiles_needed(part, 4).size() == 4);
  CHECK(tiles_needed(part, 13).size() == 2);
  auto scene = std::make_shared<Scene>();
  scene->size = {40, 18};
  scene->beats = 100;
  scene->parts = {part};
  for (std::int64_t beat = 0; beat < 70; ++beat) {
    auto const needs = tiles_needed(part, beat);
    auto const only_needed = [&](StripPtr const& strip, int tile) -> TilePtr {
      for (auto const& need : needs)
        if (need.strip == strip && tile >= need.first && tile <= need.last) return typesetter.ink(*strip, tile);
      return nullptr;
    };
    Frame frame(scene->size);
    CHECK(Painter(scene).paint(beat, only_needed, frame));
  }
}

TEST_CASE("a wipe colours each column of the new page once, not all of it at once") {
  CellTypesetter typesetter;
  auto scene = std::make_shared<Scene>();
  scene->size = {256, 16};
  Part part;
  part.area = {0, 0, 256, 16};
  part.movement = PageTurns{2, 4, 64, Transition::wipe};  // 4 columns a beat
  part.strips = {{{0, 0}, typesetter.set_line(long_words(32), {16, Raster::grey, {}})->lines.front()},
                 {{0, 16}, typesetter.set_line(long_words(31), {16, Raster::grey, {}})->lines.front()}};
  scene->parts = {part};
  Painter painter(scene);
  Frame frame(scene->size);
  for (std::int64_t beat = 0; beat < 4; ++beat) REQUIRE(painter.paint(beat, from(typesetter), frame));
  typesetter.tiles_made = 0;
  int beats_with_work = 0;
  for (std::int64_t beat = 4; beat < 68; ++beat) {
    auto const before = typesetter.tiles_made;
    REQUIRE(painter.paint(beat, from(typesetter), frame));
    if (typesetter.tiles_made != before) ++beats_with_work;
  }
  CHECK(beats_with_work >= 4);
  CHECK(typesetter.tiles_made <= 6);
}
