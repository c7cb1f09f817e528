#include "playlists/bulletin.hpp"

#include "tests/support/catch.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace signboard;

namespace {

WallTime at(int second) { return WallTime{std::chrono::seconds{second}}; }

Announcement notice(Id id, Rank rank = Rank::routine, Schedule schedule = {}, std::vector<std::string> screens = {}) {
  Announcement item;
  item.texts = {{"zh-Hans", "公告 " + id}};
  item.id = std::move(id);
  item.rank = rank;
  item.schedule = std::move(schedule);
  item.screens = std::move(screens);
  return item;
}

std::vector<std::string> ids(std::vector<AnnouncementPtr> const& items) {
  std::vector<std::string> result;
  result.reserve(items.size());
  for (auto const& item : items) result.push_back(item->id);
  return result;
}

std::vector<std::string> showing(Bulletin const& bulletin, int second, std::string_view screen = "lobby") {
  return ids(bulletin.lineup(screen, at(second)).showing);
}

Reason reason_of(std::vector<Judged> const& all, std::string_view id) {
  for (auto const& judged : all)
    if (judged.item->id == id) return judged.reason;
  throw std::runtime_error("not judged: " + std::string(id));
}

Channel const lobby{"lobby", {}, Channel::Share::whole};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("announcements of one rank play in the order they were put") {
  Bulletin bulletin;
  for (auto const* id : {"c", "a", "b"}) bulletin.put(notice(id));
  CHECK(showing(bulletin, 0) == Names{"c", "a", "b"});
}

TEST_CASE("an edit keeps the place of what it replaces") {
  Bulletin bulletin;
  for (auto const* id : {"a", "b", "c"}) bulletin.put(notice(id));
  auto edited = notice("b");
  edited.title = "second edition";
  bulletin.put(edited);
  CHECK(showing(bulletin, 0) == Names{"a", "b", "c"});
  CHECK(bulletin.find("b")->title == "second edition");
}

TEST_CASE("what is withdrawn is gone, and can come back only at the end") {
  Bulletin bulletin;
  for (auto const* id : {"a", "b", "c"}) bulletin.put(notice(id));
  CHECK(bulletin.withdraw("a"));
  CHECK_FALSE(bulletin.withdraw("a"));
  CHECK(bulletin.find("a") == nullptr);
  CHECK(bulletin.find("c")->id == "c");
  bulletin.put(notice("a"));
  CHECK(showing(bulletin, 0) == Names{"b", "c", "a"});
}

TEST_CASE("every edit is a new revision, and nothing else is") {
  Bulletin bulletin;
  auto const first = bulletin.revision();
  bulletin.put(notice("a"));
  auto const second = bulletin.revision();
  CHECK(second > first);
  bulletin.put(notice("a"));
  auto const third = bulletin.revision();
  CHECK(third > second);
  bulletin.withdraw("nobody");
  CHECK(bulletin.revision() == third);
  bulletin.withdraw("a");
  CHECK(bulletin.revision() > third);
}

TEST_CASE("a snapshot does not see later edits") {
  Bulletin bulletin;
  bulletin.put(notice("a"));
  auto const snapshot = bulletin;
  bulletin.put(notice("b"));
  bulletin.withdraw("a");
  CHECK(showing(snapshot, 0) == Names{"a"});
}

TEST_CASE("an urgent notice takes the screen while it lasts and gives it back afterwards") {
  Bulletin bulletin;
  bulletin.put(notice("routine"));
  bulletin.put(notice("flood", Rank::urgent, {at(100), at(200)}));
  CHECK(showing(bulletin, 99) == Names{"routine"});
  CHECK(showing(bulletin, 100) == Names{"flood"});
  CHECK(showing(bulletin, 199) == Names{"flood"});
  CHECK(showing(bulletin, 200) == Names{"routine"});
}

TEST_CASE("a filler is shown when nothing else is, and only then") {
  Bulletin bulletin;
  bulletin.put(notice("filler", Rank::filler));
  bulletin.put(notice("routine", Rank::routine, {at(100), at(200)}));
  CHECK(showing(bulletin, 50) == Names{"filler"});
  CHECK(showing(bulletin, 150) == Names{"routine"});
  CHECK(showing(bulletin, 250) == Names{"filler"});
}

TEST_CASE("a screen shows what names it and what names none") {
  Bulletin bulletin;
  bulletin.put(notice("all"));
  bulletin.put(notice("gate", Rank::routine, {}, {"gate", "window"}));
  CHECK(showing(bulletin, 0, "lobby") == Names{"all"});
  CHECK(showing(bulletin, 0, "window") == Names{"all", "gate"});
}

TEST_CASE("an urgent notice for one screen leaves the others alone") {
  Bulletin bulletin;
  bulletin.put(notice("routine"));
  bulletin.put(notice("gate", Rank::urgent, {at(0), at(9)}, {"gate"}));
  CHECK(showing(bulletin, 1, "gate") == Names{"gate"});
  CHECK(showing(bulletin, 1, "lobby") == Names{"routine"});
  CHECK_FALSE(bulletin.lineup("lobby", at(1)).until);
}

TEST_CASE("of every announcement can be told why it is shown or is not") {
  Bulletin bulletin;
  bulletin.put(notice("shown", Rank::insert));
  bulletin.put(notice("lower"));
  bulletin.put(notice("early", Rank::urgent, {at(500), std::nullopt}));
  bulletin.put(notice("late", Rank::warning, {std::nullopt, at(50)}));
  bulletin.put(notice("elsewhere", Rank::blackout, {}, {"gate"}));
  bulletin.put(notice("never", Rank::blackout, {at(90), at(10)}));
  auto const judged = bulletin.judged(lobby, at(100));
  CHECK(judged.size() == 6);
  CHECK(reason_of(judged, "shown") == Reason::showing);
  CHECK(reason_of(judged, "lower") == Reason::outranked);
  CHECK(reason_of(judged, "early") == Reason::not_yet);
  CHECK(reason_of(judged, "late") == Reason::expired);
  CHECK(reason_of(judged, "elsewhere") == Reason::other_screens);
  CHECK(reason_of(judged, "never") == Reason::expired);
  CHECK(name_of(Reason::not_yet) == "not_yet");
  CHECK(name_of(Reason::other_screens) == "other_screens");
}

TEST_CASE("the loop of a rank is counted from its own last change, whatever happens below it") {
  Bulletin bulletin;
  bulletin.put(notice("urgent", Rank::urgent, {at(100), at(900)}));
  bulletin.put(notice("routine", Rank::routine, {at(200), at(300)}));
  CHECK(bulletin.lineup("lobby", at(250)).since == at(100));
  CHECK(bulletin.lineup("lobby", at(250)).until == at(900));
  CHECK(bulletin.lineup("lobby", at(900)).since == at(900));
}

TEST_CASE("the loop starts anew when a higher rank gives the screen back") {
  Bulletin bulletin;
  bulletin.put(notice("routine", Rank::routine, {at(10), std::nullopt}));
  bulletin.put(notice("urgent", Rank::urgent, {at(100), at(200)}));
  CHECK(bulletin.lineup("lobby", at(99)).since == at(10));
  CHECK(bulletin.lineup("lobby", at(200)).since == at(200));
}

TEST_CASE("what never changed is counted from 1970, so that every daemon shows the same frame") {
  Bulletin bulletin;
  CHECK(bulletin.lineup("lobby", at(1'000)).since == WallTime{});
  CHECK_FALSE(bulletin.lineup("lobby", at(1'000)).until);
  bulletin.put(notice("always"));
  CHECK(bulletin.lineup("lobby", at(1'000)).since == WallTime{});
}

TEST_CASE("what happens below the showing rank changes nothing, and ends no line-up") {
  Bulletin bulletin;
  bulletin.put(notice("warning", Rank::warning, {at(100), at(900)}));
  bulletin.put(notice("routine", Rank::routine, {at(200), at(300)}));
  bulletin.put(notice("more", Rank::warning, {at(400), std::nullopt}));
  CHECK(bulletin.lineup("lobby", at(150)).until == at(400));
  CHECK(bulletin.lineup("lobby", at(450)).since == at(400));
  CHECK(bulletin.lineup("lobby", at(50)).until == at(100));
}

TEST_CASE("from insert upwards the one that began later goes first, then the lower id") {
  for (auto const rank : {Rank::insert, Rank::urgent, Rank::warning}) {
    Bulletin bulletin;
    bulletin.put(notice("old", rank, {at(10), at(900)}));
    bulletin.put(notice("twin-b", rank, {at(30), at(900)}));
    bulletin.put(notice("always", rank));
    bulletin.put(notice("twin-a", rank, {at(30), at(900)}));
    auto published = notice("published", rank);
    published.published = at(20);
    bulletin.put(published);
    CHECK(showing(bulletin, 100) == Names{"twin-a", "twin-b", "published", "old", "always"});
  }
}

TEST_CASE("an announcement without valid_from restarts the loop when it is published") {
  Bulletin bulletin;
  bulletin.put(notice("first", Rank::routine, {at(10), std::nullopt}));
  auto second = notice("second");
  second.published = at(50);
  bulletin.put(second);
  CHECK(bulletin.lineup("lobby", at(60)).since == at(50));
  second.schedule.from = at(20);
  bulletin.put(second);
  CHECK(bulletin.lineup("lobby", at(60)).since == at(20));
}

TEST_CASE("a clock that was set back hides nothing that was published") {
  Bulletin bulletin;
  auto item = notice("flood", Rank::urgent, {std::nullopt, at(900)});
  item.published = at(500);
  bulletin.put(item);
  auto const lineup = bulletin.lineup("lobby", at(100));
  CHECK(ids(lineup.showing) == Names{"flood"});
  CHECK(lineup.since == WallTime{});
  CHECK(lineup.until == at(500));
  CHECK(bulletin.lineup("lobby", at(500)).since == at(500));
}

TEST_CASE("what is published outside its hours does not restart the loop") {
  Bulletin bulletin;
  Schedule noon;
  noon.utc_offset = std::chrono::minutes{0};
  noon.windows = {{std::chrono::hours{12}, std::chrono::hours{13}}};
  auto item = notice("noon", Rank::routine, noon);
  item.published = at(3'600);
  bulletin.put(item);
  bulletin.put(notice("always", Rank::routine, {at(60), std::nullopt}));
  CHECK(bulletin.lineup("lobby", at(3'600)).since == at(60));
  CHECK(bulletin.lineup("lobby", at(3'600)).until == at(12 * 3'600));
}

TEST_CASE("what has its hours is outside them, not yet there, or over for good") {
  Bulletin bulletin;
  Schedule noon{at(3'600), at(86'400)};
  noon.utc_offset = std::chrono::minutes{0};
  noon.windows = {{std::chrono::hours{12}, std::chrono::hours{13}}};
  bulletin.put(notice("noon", Rank::routine, noon));
  noon.weekdays = 0;
  bulletin.put(notice("never", Rank::routine, noon));
  auto const reason_at = [&](std::string_view id, int second) {
    return reason_of(bulletin.judged(lobby, at(second)), id);
  };
  CHECK(reason_at("noon", 0) == Reason::not_yet);
  CHECK(reason_at("noon", 3'600) == Reason::outside_hours);
  CHECK(reason_at("noon", 12 * 3'600) == Reason::showing);
  CHECK(reason_at("noon", 13 * 3'600) == Reason::expired);
  CHECK(reason_at("never", 0) == Reason::expired);
  CHECK(name_of(Reason::outside_hours) == "outside_hours");
  CHECK(name_of(Reason::other_areas) == "other_areas");
}

TEST_CASE("on a divided screen what names no area plays in the main one, and takes all of it from urgent upwards") {
  Bulletin bulletin;
  auto titled = notice("titled");
  titled.areas = {"title"};
  auto urgent_title = notice("urgent-title", Rank::urgent);
  urgent_title.areas = {"title"};
  bulletin.put(notice("plain"));
  bulletin.put(titled);
  auto const on = [&](Channel::Share share, std::string area) {
    return ids(bulletin.lineup(Channel{"lobby", std::move(area), share}, at(0)).showing);
  };
  using Share = Channel::Share;
  CHECK(on(Share::whole, "") == Names{"plain", "titled"});
  CHECK(on(Share::main, "body") == Names{"plain"});
  CHECK(on(Share::named, "title") == Names{"titled"});
  CHECK(on(Share::takeover, "").empty());
  bulletin.put(urgent_title);
  CHECK(on(Share::named, "title") == Names{"urgent-title"});
  CHECK(on(Share::main, "body") == Names{"plain"});
  CHECK(on(Share::takeover, "").empty());
  bulletin.put(notice("flood", Rank::urgent));
  CHECK(on(Share::takeover, "") == Names{"flood"});
  CHECK(on(Share::main, "body") == Names{"plain"});
  CHECK(on(Share::main, "title") == Names{"urgent-title"});
  auto const judged = bulletin.judged(Channel{"lobby", "body", Share::main}, at(0));
  CHECK(reason_of(judged, "flood") == Reason::other_areas);
  CHECK(reason_of(judged, "titled") == Reason::other_areas);
}

TEST_CASE("of a divided screen is told what shows in any area, unless all of it is taken over") {
  Bulletin bulletin;
  auto titled = notice("titled");
  titled.areas = {"title"};
  auto elsewhere = notice("elsewhere");
  elsewhere.areas = {"footer"};
  for (auto const& item : {elsewhere, notice("plain"), titled, notice("late", Rank::routine, {std::nullopt, at(50)})})
    bulletin.put(item);
  using Share = Channel::Share;
  std::vector<Channel> const channels{
      {"lobby", {}, Share::takeover}, {"lobby", "title", Share::named}, {"lobby", "body", Share::main}};
  auto const told = [&] {
    Names text;
    for (auto const& [item, reason] : bulletin.judged(channels, at(100)))
      text.push_back(item->id + " " + std::string(name_of(reason)));
    return text;
  };
  CHECK(told() == Names{"titled showing", "plain showing", "elsewhere other_areas", "late expired"});
  bulletin.put(notice("flood", Rank::urgent));
  CHECK(told() ==
        Names{"flood showing", "elsewhere other_areas", "plain outranked", "titled outranked", "late expired"});
}

TEST_CASE("twenty thousand announcements are put, lined up and withdrawn one by one") {
  Bulletin bulletin;
  for (int i = 0; i < 20'000; ++i)
    bulletin.put(notice("item-" + std::to_string(i), static_cast<Rank>(i % 3), {at(i), at(2 * i + 1)}));
  auto const lineup = bulletin.lineup("lobby", at(10'000));
  CHECK(bulletin.size() == 20'000);
  CHECK(lineup.showing.size() == 1'667);  // every third of those from 5,000 to 10,000
  CHECK(lineup.until == at(10'001));
  for (int i = 0; i < 20'000; ++i) REQUIRE(bulletin.withdraw("item-" + std::to_string(i)));
  CHECK(bulletin.all().empty());
}
