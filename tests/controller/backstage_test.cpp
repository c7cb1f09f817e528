#include "controller/backstage.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/editions.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <future>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

class StandingClock final : public Clock {
 public:
  Now now() const override { return time; }
  Now time{SteadyTime{1h}, std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + 8h};
};

Announcement saying(std::string id, std::string words, Rank rank = Rank::routine) {
  Announcement item;
  item.id = std::move(id);
  item.texts = {{"zh-Hans", std::move(words)}};
  item.rank = rank;
  return item;
}

// The desk's side of the house; what it hands over is looked at instead of being shown.
struct Desk {
  Desk() { backstage.set_screens({{Planner::venue({{64, 16}, Depth::rgb}), 0}}); }
  ~Desk() { workshop.stop(); }

  void publish(Backstage::Haste haste = Backstage::Haste::none) {
    backstage.publish(std::make_shared<Bulletin const>(bulletin), haste);
  }

  // Until the releases are so many; what comes after that in a moment is seen as well.
  void await(std::size_t count) {
    auto const work = boost::asio::make_work_guard(io);
    for (int turns = 0; turns < 2'000 && released.size() < count; ++turns) {
      io.restart();
      io.run_for(5ms);
    }
    io.restart();
    io.run_for(50ms);
  }

  // What the stage plays now.
  std::vector<Id> on_stage() const {
    std::vector<Id> ids;
    if (released.empty()) return ids;
    for (auto const& entry : released.back().front().second.chapters->front().areas.front().programme.entries())
      ids.push_back(entry.item->id);
    return ids;
  }

  StandingClock clock;
  boost::asio::io_context io{1};
  CellTypesetter* typesetter = new CellTypesetter;
  Workshop workshop{std::unique_ptr<Typesetter>(typesetter), clock};
  std::vector<std::vector<std::pair<std::size_t, Edition>>> released;
  std::vector<std::string> composed;
  Backstage backstage{
      workshop,
      clock,
      {io.get_executor(), [this](Release release) { released.push_back(std::move(release.editions)); },
       [this](std::string const& what, Look const&, Result<Composed> const&) { composed.push_back(what); }}};
  Bulletin bulletin;
};

}  // namespace

TEST_CASE("what changes nothing on the screens does not disturb the stage") {
  Desk desk;
  desk.bulletin.put(saying("a", "abc"));
  desk.publish();
  desk.await(1);
  REQUIRE(desk.released.size() == 1);
  CHECK(desk.on_stage() == std::vector<Id>{"a"});

  desk.bulletin.put(saying("welcome", "abc", Rank::filler));  // outranked
  desk.publish();
  desk.await(2);
  CHECK(desk.released.size() == 1);

  desk.bulletin.put(saying("b", "abc"));
  desk.publish();
  desk.await(2);
  CHECK(desk.released.size() == 2);
  CHECK(desk.on_stage() == std::vector<Id>{"a", "b"});

  // The same programme on another line is a screen that has heard nothing yet.
  desk.backstage.set_screens({{Planner::venue({{64, 16}, Depth::rgb}), 1}});
  desk.publish();
  desk.await(3);
  CHECK(desk.released.size() == 3);
  CHECK(desk.released.back().front().first == 1);
}

TEST_CASE("what was set before it is published is not set again, and what is not seen any more is let go") {
  Desk desk;
  auto const item = std::make_shared<Announcement const>(saying("a", "abc"));
  Look const look{{64, 16}, Depth::rgb};
  auto const composed = std::make_shared<Composed const>(*compose(*item, look, *desk.typesetter));
  desk.backstage.hang_up(item, look, composed);
  desk.bulletin.put(item);
  desk.publish();
  desk.await(1);
  CHECK(desk.composed.empty());
  auto const& entry = desk.released.back().front().second.chapters->front().areas.front().programme.entries().front();
  CHECK(entry.composed == composed);

  desk.bulletin.withdraw("a");
  desk.publish();
  desk.await(2);
  desk.publish();
  desk.await(2);
  desk.released.clear();
  desk.bulletin = {};
  // Whoever holds it: this test twice (item, composed) and nobody else.
  CHECK(item.use_count() == 1);
}

TEST_CASE("an urgent notice that has been set is on the stage while the plan before it is still being made") {
  Desk desk;
  desk.bulletin.put(saying("a", "abc"));
  desk.publish();
  desk.await(1);

  // The render thread is kept busy, so that the next plan cannot be finished.
  std::promise<void> go_on;
  auto const held = go_on.get_future().share();
  desk.bulletin.put(saying("b", "a long one"));
  desk.publish();
  desk.workshop.work([held](Typesetter&) { held.wait(); });
  auto const item = std::make_shared<Announcement const>(saying("flood", "abc", Rank::urgent));
  Look const look{{64, 16}, Depth::rgb};
  CellTypesetter other;
  desk.backstage.hang_up(item, look, std::make_shared<Composed const>(*compose(*item, look, other)));
  desk.bulletin.put(item);
  desk.publish(Backstage::Haste::urgent);
  go_on.set_value();
  desk.await(3);
  // First of all the notice; the plan that knew nothing of it was never shown; then what follows it.
  REQUIRE(desk.released.size() >= 2);
  for (std::size_t i = 1; i < desk.released.size(); ++i) {
    auto const& chapters = *desk.released[i].front().second.chapters;
    auto const& entries = chapters.front().areas.front().programme.entries();
    REQUIRE(entries.size() == 1);
    CHECK(entries.front().item->id == "flood");
  }
  desk.bulletin.withdraw("flood");
  desk.publish(Backstage::Haste::urgent);
  desk.await(desk.released.size() + 1);
  CHECK(desk.on_stage() == std::vector<Id>{"a", "b"});
}

TEST_CASE("a clock that is not believed switches no screen off") {
  Desk desk;
  auto venue = Planner::venue({{64, 16}, Depth::rgb});
  Hours night;
  night.windows = {{std::chrono::minutes{0}, std::chrono::minutes{60}}};
  venue.plan.on = {night};
  desk.backstage.set_screens({{venue, 0}});
  desk.bulletin.put(saying("a", "abc"));
  desk.publish();
  desk.await(1);
  auto const light = [&] { return desk.released.back().front().second.chapters->front().light; };
  CHECK_FALSE(light().on);
  desk.backstage.trust_clock(false);
  desk.publish();
  desk.await(2);
  CHECK(light().on);
}
