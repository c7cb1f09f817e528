#include "controller/foresight.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/cell_typesetter.hpp"
#include "tests/support/editions.hpp"

#include <map>
#include <set>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr WallTime morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + 0h;

Announcement held(std::string id, std::chrono::milliseconds hold) {
  Announcement item;
  item.id = std::move(id);
  item.texts = {{"zh-Hans", "abc"}};
  item.style.motion.effect = Effect::hold;
  item.style.motion.hold = hold;
  return item;
}

Announcement in(Announcement item, std::chrono::seconds from, std::chrono::seconds until) {
  item.schedule.from = morning + from;
  item.schedule.until = morning + until;
  return item;
}

struct Office {
  CellTypesetter typesetter;
  Venue venue = Planner::venue({{64, 16}, Depth::rgb});
  Bulletin bulletin;
  std::map<Announcement const*, ComposedPtr> set;
  std::set<Id> unknown;  // lengths of these are not known

  Foresight foresee_for(std::chrono::nanoseconds from, std::chrono::nanoseconds until, std::size_t most = 100) {
    auto const bills = bills_between([&](WallTime wall) { return bill_at(venue, bulletin, {}, wall); }, morning + from,
                                     morning + until, most);
    return foresee(bills, morning + until,
                   [&](AreaBill const& area, AnnouncementPtr const& item) -> std::optional<ComposedPtr> {
                     if (unknown.contains(item->id)) return std::nullopt;
                     auto& composed = set[item.get()];
                     if (!composed) composed = std::make_shared<Composed const>(*compose(*item, area.look, typesetter));
                     return composed;
                   });
  }
};

ForeseenItem const& item_in(Foresight const& foresight, Id const& id) {
  auto const found =
      std::ranges::find_if(foresight.items, [&](ForeseenItem const& each) { return each.item->id == id; });
  REQUIRE(found != foresight.items.end());
  return *found;
}

}  // namespace

TEST_CASE("a forecast tells what follows what, how long a loop takes, and how long each takes to read") {
  Office office;
  office.bulletin.put(held("a", 2s));
  office.bulletin.put(in(held("b", 5s), 60s, 120s));
  auto const foresight = office.foresee_for(0s, 300s);
  REQUIRE(foresight.spans.size() == 3);
  CHECK(foresight.spans[0].until == morning + 60s);
  CHECK(foresight.spans[0].loop == 2s);
  CHECK(foresight.spans[1].loop == 7s);
  CHECK(foresight.spans[1].showing.size() == 2);
  CHECK(foresight.spans[2].until == morning + 300s);
  CHECK_FALSE(foresight.cut_at.has_value());
  CHECK(item_in(foresight, "a").reading == std::chrono::nanoseconds(2s));
  CHECK(item_in(foresight, "b").reading == std::chrono::nanoseconds(5s));
  CHECK(item_in(foresight, "b").whole);
}

TEST_CASE("what can never be read whole in its window is told, and what just fits is not") {
  Office office;
  office.bulletin.put(in(held("fits", 10s), 0s, 10s));
  office.bulletin.put(in(held("short", 10s), 100s, 109s));
  // Alone there would be time; behind another one in the loop there is not.
  office.bulletin.put(in(held("first", 10s), 200s, 215s));
  office.bulletin.put(in(held("behind", 10s), 200s, 215s));
  auto const foresight = office.foresee_for(0s, 300s);
  CHECK(item_in(foresight, "fits").whole);
  CHECK_FALSE(item_in(foresight, "short").whole);
  CHECK(item_in(foresight, "first").whole);
  CHECK_FALSE(item_in(foresight, "behind").whole);
}

TEST_CASE("a repeated text is read in one of its passes, and one that is cut by the end of the time asked for is not") {
  Office office;
  auto repeated = held("repeated", 4s);
  repeated.style.motion.repeats = 3;
  office.bulletin.put(in(std::move(repeated), 0s, 6s));
  CHECK(item_in(office.foresee_for(0s, 60s), "repeated").whole);
  CHECK(item_in(office.foresee_for(0s, 60s), "repeated").reading == std::chrono::nanoseconds(4s));
  CHECK_FALSE(item_in(office.foresee_for(1s, 60s), "repeated").whole);  // begins in mid-pass, ends 1 s after the next
}

TEST_CASE("nothing is read on a screen that is off") {
  Office office;
  office.bulletin.put(held("a", 2s));
  Hours hours;
  hours.windows = {{std::chrono::minutes{60}, std::chrono::minutes{120}}};
  hours.utc_offset = std::chrono::minutes{0};
  office.venue.plan.on = {hours};
  auto const dark = office.foresee_for(0s, 1h);
  CHECK_FALSE(dark.spans.front().light.on);
  CHECK_FALSE(item_in(dark, "a").whole);
  CHECK(item_in(office.foresee_for(0s, 2h), "a").whole);
}

TEST_CASE(
    "one length that is not known leaves the others of its loop unknown too, and a long forecast says where it ends") {
  Office office;
  office.bulletin.put(held("a", 2s));
  office.bulletin.put(held("b", 2s));
  office.unknown = {"b"};
  auto const foresight = office.foresee_for(0s, 60s);
  CHECK(foresight.spans.front().loop == 0s);
  CHECK_FALSE(item_in(foresight, "b").reading.has_value());

  Office busy;
  for (int i = 0; i < 20; ++i) busy.bulletin.put(in(held("n" + std::to_string(i), 1s), 10s * i, 10s * i + 5s));
  auto const cut = busy.foresee_for(0s, 3'600s, 10);
  REQUIRE(cut.cut_at.has_value());
  CHECK(*cut.cut_at == cut.spans.back().until);
  CHECK(*cut.cut_at < morning + 3'600s);
}
