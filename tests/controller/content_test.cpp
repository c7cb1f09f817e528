#include "controller/compose_content.hpp"
#include "controller/programme.hpp"
#include "playlists/calendar.hpp"
#include "tests/controller/shown.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/pictures.hpp"

#include <string>

using namespace signboard;
using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::year;

namespace {

Look look_for(int width, int height, Depth depth = Depth::rgb) {
  Look look;
  look.size = {width, height};
  look.depth = depth;
  return look;
}

Result<Composed> composed(Content content, Look const& look, local_days day = local_days{year{2026} / 10 / 1}) {
  CellTypesetter typesetter;
  return compose(ContentAt{std::move(content), day, nullptr, nullptr}, look, typesetter);
}

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

TEST_CASE("a clock shows every second of the day, and is one scene for all of it") {
  auto const clock = composed(ClockContent{ClockContent::Format::hours_minutes_seconds, {}}, look_for(80, 16));
  REQUIRE(clock.has_value());
  REQUIRE(clock->scenes.size() == 1);
  CHECK(clock->length() == 24h);
  CHECK(clock->scenes.front()->period == 1s);
  for (std::int64_t second = 0; second < 86'400; ++second) {
    auto const time = two(second / 3'600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
    if (shown(*clock->scenes.front(), second, 16) != "." + time + ".") FAIL(time);
  }
}

TEST_CASE("a clock without seconds is as large as its area allows") {
  auto const content = ClockContent{};
  auto const wide = composed(content, look_for(200, 32));
  CHECK(shown(*wide->scenes.front(), 13 * 3'600 + 5 * 60 + 59, 32) == "...13:05....");
  auto const narrow = composed(content, look_for(40, 32));  // 40 columns hold five cells of 8: 17 rows, not 32
  for (auto const& part : narrow->scenes.front()->parts) {
    CHECK(part.area.y == 7);
    CHECK(part.area.height == 17);
  }
  auto const low = composed(content, look_for(200, 24));
  CHECK(low->scenes.front()->parts.front().area.height == 24);
}

TEST_CASE("a clock that blinks blinks its colons and keeps its digits") {
  ClockContent content;
  content.style.blinks = true;
  auto const clock = composed(content, look_for(40, 16));
  CHECK(shown(*clock->scenes.front(), 0, 16) == "00:00");
  CHECK(shown(*clock->scenes.front(), 1, 16) == "00.00");
  CHECK(shown(*clock->scenes.front(), 86'398, 16) == "23:59");
}

TEST_CASE("a clock goes on from day to day without being set again") {
  auto const clock = composed(ClockContent{ClockContent::Format::hours_minutes_seconds, {}}, look_for(64, 16));
  auto const day = local_days{year{2026} / 2 / 28};
  Programme const programme({{nullptr, std::make_shared<Composed const>(*clock)}}, start_of(day, 8h));
  auto const at = [&](WallTime wall) {
    auto const cue = programme.at(wall);
    return shown(*cue->scene, cue->beat, 16) + (cue->next == std::chrono::ceil<std::chrono::seconds>(wall) ? "" : "!");
  };
  CHECK(at(start_of(day, 8h) + 8h + 30min + 1500ms) == "08:30:01");
  CHECK(at(start_of(day, 8h) + 23h + 59min + 59'999ms) == "23:59:59");
  CHECK(at(start_of(day, 8h) + 400 * 24h + 61s + 1ns) == "00:01:01");
  CHECK(at(start_of(day, 8h) - 1ns) == "23:59:59");
}

TEST_CASE("an area too small for a clock is told how much is missing") {
  auto const narrow = composed(ClockContent{ClockContent::Format::hours_minutes_seconds, {}}, look_for(30, 16));
  REQUIRE(narrow.has_error());
  CHECK(narrow.error().id == "content.clock_too_small");
  CHECK(value_of(narrow.error(), "columns") == "2");
  auto const low = composed(ClockContent{}, look_for(200, 6));
  REQUIRE(low.has_error());
  CHECK(value_of(low.error(), "rows") == "2");
  CHECK(value_of(low.error(), "columns") == "0");
}

TEST_CASE("words about the day are held where they fit and scrolled where they do not") {
  DayContent const content{{{"zh-Hans", "{month}月{day}日"}}, {}, {}, {}};
  auto const held = composed(content, look_for(64, 16));
  CHECK(shown(*held->scenes.front(), 0, 16) == ".10月1日..");
  auto const scrolled = composed(content, look_for(32, 16));
  auto const* const travel = std::get_if<Travel>(&scrolled->scenes.front()->parts.front().movement);
  REQUIRE(travel != nullptr);
  CHECK(travel->step.x > 0);
}

TEST_CASE("two formats make a pair") {
  DayContent const content{{{"zh-Hans", "{weekday}"}, {"bo", "{day_bo}"}}, {}, {}, {}};
  auto const in_turn = composed(content, look_for(48, 16));
  REQUIRE(in_turn->scenes.size() == 2);
  CHECK(shown(*in_turn->scenes[0], 0, 16) == ".星期四..");
  CHECK(shown(*in_turn->scenes[1], 0, 16) == "..༡...");
}

TEST_CASE("a countdown ends on its day, with other words or with none") {
  auto const target = local_days{year{2026} / 10 / 1};
  DayContent content{{{"zh-Hans", "还有{days}天"}}, target, {{"zh-Hans", "第{days}天"}}, {}};
  auto const on = [&](local_days day) {
    auto const made = composed(content, look_for(48, 16), day);
    return made->scenes.empty() ? "nothing" : shown(*made->scenes.front(), 0, 16);
  };
  CHECK(on(target - std::chrono::days{12}) == "还有12天.");
  CHECK(on(target - std::chrono::days{1}) == ".还有1天.");
  CHECK(on(target) == ".第0天..");
  CHECK(on(target + std::chrono::days{9}) == ".第9天..");
  content.afterwards.clear();
  CHECK(on(target - std::chrono::days{1}) == ".还有1天.");
  CHECK(on(target) == "nothing");
}

TEST_CASE("on a day of which there is nothing to say, nothing is shown and the rest of a pair is") {
  CHECK(composed(DayContent{{{"zh-Hans", " {solar_term} "}}, {}, {}, {}}, look_for(48, 16))->scenes.empty());
  auto const rest =
      composed(DayContent{{{"zh-Hans", "{solar_term}"}, {"en", "{weekday}"}}, {}, {}, {}}, look_for(64, 16));
  REQUIRE(rest->scenes.size() == 1);
  CHECK(shown(*rest->scenes.front(), 0, 16) == "Thursday");
}

TEST_CASE("a content whose file could not be read is an error that names the file") {
  for (Content const& content :
       {Content(TableContent{"duty.csv", {}, true, 16, {}}), Content(PictureContent{"duty.csv"})}) {
    auto const made = composed(content, look_for(48, 16));
    REQUIRE(made.has_error());
    CHECK(made.error().id == "content.not_loaded");
    CHECK(value_of(made.error(), "file") == "duty.csv");
  }
}

namespace {

struct Drawn {
  Frame picture;
  Point at;
};

Drawn drawn(Frame picture, Look const& look) {
  CellTypesetter typesetter;
  ContentAt const content{PictureContent{"logo.png"}, {}, nullptr, std::make_shared<Frame const>(std::move(picture))};
  auto const made = compose(content, look, typesetter);
  auto const& placed = made->scenes.front()->parts.front().pictures.front();
  return {*placed.picture, placed.at};
}

}  // namespace

TEST_CASE("a picture stands in the middle of its area") {
  auto const emblem = frame_from_letters(".R\nGB\nWW");
  auto const shown = drawn(emblem, look_for(8, 7));
  CHECK(shown.picture == emblem);
  CHECK(shown.at == Point{3, 2});
}

TEST_CASE("a picture larger than its area is scaled down by whole numbers") {
  Frame large({12, 6});
  for (int y = 0; y < 6; ++y)
    for (int x = 0; x < 12; ++x)
      if (x < 3 && y < 3) large.at(x, y) = {255, 255, 255};
  large.at(3, 0) = {90, 0, 9};
  auto const shown = drawn(large, look_for(5, 9));
  REQUIRE(shown.picture.size() == Size{4, 2});
  CHECK(shown.picture.at(0, 0) == Rgb{255, 255, 255});
  CHECK(shown.picture.at(1, 0) == Rgb{10, 0, 1});
  CHECK(shown.picture.at(0, 1) == Rgb{});
  CHECK(shown.at == Point{0, 3});
  CHECK(drawn(Frame({7, 1}, {200, 0, 0}), look_for(4, 4)).picture.at(3, 0) == Rgb{50, 0, 0});  // half of it is missing
}

TEST_CASE("a panel of one or two colours shows what is bright of a picture") {
  auto const picture = frame_from_letters("RGBW.");
  auto look = look_for(5, 1, Depth::mono);
  look.led = {255, 160, 0};
  Rgb const lit{255, 160, 0};
  auto const mono = drawn(picture, look).picture;
  for (int x = 0; x < 4; ++x) CHECK(mono.at(x, 0) == lit);
  CHECK(mono.at(4, 0) == Rgb{});
  auto const two = drawn(picture, look_for(5, 1, Depth::red_green)).picture;
  CHECK(two.at(0, 0) == Rgb{255, 0, 0});
  CHECK(two.at(1, 0) == Rgb{0, 255, 0});
  CHECK(two.at(3, 0) == Rgb{255, 255, 0});
  CHECK(two.at(4, 0) == Rgb{});
}
