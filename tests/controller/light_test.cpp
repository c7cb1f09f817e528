#include "controller/stage.hpp"
#include "controller/tryout.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/editions.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes beijing{480};

// A Wednesday of the township, by its own clock.
WallTime at(int hour, int minute = 0) {
  return std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} - beijing;
}

DayWindow window(int from, int until) { return {std::chrono::hours{from}, std::chrono::hours{until}}; }

Hours hours(int from, int until) {
  Hours hours;
  hours.windows = {window(from, until)};
  hours.utc_offset = beijing;
  return hours;
}

Announcement saying(std::string id, Rank rank = Rank::routine) {
  Announcement item;
  item.id = std::move(id);
  item.texts = {{"zh-Hans", "abc"}};
  item.rank = rank;
  return item;
}

// On from 8 to 18, dim from 17 on.
Venue office() {
  auto venue = Planner::venue({{64, 16}, Depth::rgb});
  venue.plan = {{hours(8, 18)}, {{hours(17, 7), 30}}, 80};
  return venue;
}

Bulletin of(std::vector<Announcement> items) {
  Bulletin bulletin;
  for (auto& item : items) bulletin.put(std::move(item));
  return bulletin;
}

}  // namespace

TEST_CASE("a bill ends where the screen goes on, off or dim, and says how it is until then") {
  auto const bulletin = of({saying("a")});
  struct Expected {
    WallTime from;
    Light light;
    WallTime until;
  };
  for (auto const& [from, light, until] :
       {Expected{at(9), {true, 80}, at(17)}, Expected{at(17), {true, 30}, at(18)},
        Expected{at(18), {false, 30}, at(24 + 7)}, Expected{at(24 + 7), {false, 80}, at(24 + 8)}}) {
    auto const bill = bill_at(office(), bulletin, {}, from);
    CHECK(bill.light == light);
    CHECK(bill.until == until);
  }
}

TEST_CASE("a screen without hours is on, and its brightness is left to the card") {
  auto const bill = bill_at(Planner::venue({{64, 16}, Depth::rgb}), of({saying("a")}), {}, at(3));
  CHECK(bill.light == Light{true, std::nullopt});
  CHECK(bill.until == WallTime::max());
}

TEST_CASE("an urgent notice lights a screen that is off, no brighter than its hours have it") {
  auto urgent = saying("flood", Rank::urgent);
  urgent.schedule.from = at(17, 30);
  urgent.schedule.until = at(20);
  auto const bulletin = of({saying("a"), urgent});
  CHECK(bill_at(office(), bulletin, {}, at(17, 30)).light == Light{true, 30});
  CHECK(bill_at(office(), bulletin, {}, at(18)).light == Light{true, 30});
  CHECK(bill_at(office(), bulletin, {}, at(20)).light == Light{false, 30});
}

TEST_CASE("the stage tells a screen how it is to be lit when that changes, and a picture of one that is off is black") {
  CellTypesetter typesetter;
  Planner planner(typesetter);
  auto plain = saying("a");
  plain.schedule.until = at(19);
  auto venue = office();
  auto const bulletin = of({plain});

  std::vector<std::pair<WallTime, Light>> lights;
  WallTime now{};
  Stage stage([](std::size_t, FramePtr const&, WallTime, bool) {}, [](std::vector<InkOrder>) {},
              [&](std::size_t, Light light) { lights.emplace_back(now, light); });
  stage.add("lobby", venue.look.size);
  auto chapters = std::make_shared<std::vector<Chapter>>();
  Tryout tryout(typesetter);
  for (auto from = at(16); from < at(19); from = chapters->back().until)
    chapters->push_back(tryout.chapter(bill_at(venue, bulletin, {}, from)));
  stage.adopt(0, {1, chapters});
  for (now = at(16); now < at(18, 30); now += 1min) stage.turn({SteadyTime{1h} + (now - at(16)), now});
  CHECK(lights ==
        std::vector<std::pair<WallTime, Light>>{{at(16), {true, 80}}, {at(17), {true, 30}}, {at(18), {false, 30}}});

  CHECK(tryout.frame(chapters->front(), at(16), venue.look.size) != Frame(venue.look.size));
  CHECK(tryout.frame(tryout.chapter(bill_at(venue, bulletin, {}, at(18))), at(18), venue.look.size) ==
        Frame(venue.look.size));
}

TEST_CASE("bills that play the same are told from others by what is seen, not by when they begin") {
  auto const bulletin = of({saying("a")});
  auto const early = bill_at(office(), bulletin, {}, at(9)), late = bill_at(office(), bulletin, {}, at(10));
  CHECK(plays_the_same(early, late));
  CHECK_FALSE(plays_the_same(early, bill_at(office(), bulletin, {}, at(17))));
  auto const other = of({saying("a"), saying("b")});
  CHECK_FALSE(plays_the_same(early, bill_at(office(), other, {}, at(9))));
  // The same words as another object are set anew.
  CHECK_FALSE(plays_the_same(early, bill_at(office(), of({saying("a")}), {}, at(9))));
}
