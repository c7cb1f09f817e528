#include "playlists/bulletin.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>

using namespace signboard;

namespace {

WallTime at(int second) { return WallTime{std::chrono::seconds{second}}; }

Announcement notice(Id id, Rank rank = Rank::routine, Schedule schedule = {}, std::vector<std::string> screens = {}) {
  Announcement item;
  item.texts = {{"zh-Hans", "公告 " + id}};
  item.id = std::move(id);
  item.rank = rank;
  item.schedule = schedule;
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
  return ids(bulletin.lineup(screen, at(second)).showing());
}

Reason reason_of(Lineup const& lineup, std::string_view id) {
  for (auto const& judged : lineup.all)
    if (judged.item->id == id) return judged.reason;
  throw std::runtime_error("not in the line-up: " + std::string(id));
}

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

TEST_CASE("a line-up says of every announcement why it is shown or is not") {
  Bulletin bulletin;
  bulletin.put(notice("shown", Rank::insert));
  bulletin.put(notice("lower"));
  bulletin.put(notice("early", Rank::urgent, {at(500), std::nullopt}));
  bulletin.put(notice("late", Rank::warning, {std::nullopt, at(50)}));
  bulletin.put(notice("elsewhere", Rank::blackout, {}, {"gate"}));
  bulletin.put(notice("never", Rank::blackout, {at(90), at(10)}));
  auto const lineup = bulletin.lineup("lobby", at(100));
  CHECK(lineup.all.size() == 6);
  CHECK(reason_of(lineup, "shown") == Reason::showing);
  CHECK(reason_of(lineup, "lower") == Reason::outranked);
  CHECK(reason_of(lineup, "early") == Reason::not_yet);
  CHECK(reason_of(lineup, "late") == Reason::expired);
  CHECK(reason_of(lineup, "elsewhere") == Reason::other_screens);
  CHECK(reason_of(lineup, "never") == Reason::expired);
  CHECK(name_of(Reason::not_yet) == "not_yet");
  CHECK(name_of(Reason::other_screens) == "other_screens");
}

TEST_CASE("the loop of a rank is counted from its own last change, whatever happens below it") {
  Bulletin bulletin;
  bulletin.put(notice("urgent", Rank::urgent, {at(100), at(900)}));
  bulletin.put(notice("routine", Rank::routine, {at(200), at(300)}));
  CHECK(bulletin.lineup("lobby", at(250)).since == at(100));
  CHECK(bulletin.lineup("lobby", at(250)).until == at(300));
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

namespace {

// Few moments, ranks and screens, so that ties, empty schedules and shared borders are common.
Bulletin random_bulletin(std::mt19937& random) {
  auto const pick = [&random](int low, int high) { return std::uniform_int_distribution{low, high}(random); };
  Bulletin bulletin;
  for (int count = pick(0, 12), i = 0; i < count; ++i) {
    Schedule schedule;
    if (pick(0, 2) != 0) schedule.from = at(pick(1, 20));
    if (pick(0, 2) != 0) schedule.until = at(pick(1, 20));
    std::vector<std::string> screens;
    if (pick(0, 2) == 0) screens.emplace_back("lobby");
    if (pick(0, 2) == 0) screens.emplace_back("gate");
    bulletin.put(notice(std::to_string(pick(0, 15)), static_cast<Rank>(pick(0, 5)), schedule, screens));
  }
  return bulletin;
}

// The definition, told as slowly as possible: seconds are tried one after the other, and nothing is kept.
class SlowModel {
 public:
  SlowModel(Bulletin const& bulletin, std::string screen) : bulletin_(bulletin), screen_(std::move(screen)) {}

  bool concerns(Announcement const& item) const {
    return item.screens.empty() || std::count(item.screens.begin(), item.screens.end(), screen_) > 0;
  }

  static bool open(Announcement const& item, int second) {
    if (item.schedule.from && at(second) < *item.schedule.from) return false;
    return !item.schedule.until || at(second) < *item.schedule.until;
  }

  int highest(int second) const {
    int rank = -1;
    for (auto const& item : bulletin_.all())
      if (concerns(*item) && open(*item, second)) rank = std::max(rank, static_cast<int>(item->rank));
    return rank;
  }

  Reason reason(Announcement const& item, int second) const {
    if (!concerns(item)) return Reason::other_screens;
    if (open(item, second)) return static_cast<int>(item.rank) == highest(second) ? Reason::showing : Reason::outranked;
    for (int later = second + 1; later <= last_second; ++later)
      if (open(item, later)) return Reason::not_yet;
    return Reason::expired;
  }

  WallTime since(int second) const {
    for (int t = second; t > 0; --t)
      for (auto const& item : bulletin_.all())
        if (concerns(*item) && static_cast<int>(item->rank) >= highest(second) && open(*item, t) != open(*item, t - 1))
          return at(t);
    return at(0);
  }

  std::optional<WallTime> until(int second) const {
    for (int t = second + 1; t <= last_second; ++t)
      for (auto const& item : bulletin_.all())
        if (concerns(*item) && open(*item, t) != open(*item, t - 1)) return at(t);
    return std::nullopt;
  }

 private:
  static constexpr int last_second = 30;  // after every moment that random_bulletin uses
  Bulletin const& bulletin_;
  std::string screen_;
};

bool same(Lineup const& one, Lineup const& other) {
  auto const equal = [](Judged const& a, Judged const& b) { return a.item == b.item && a.reason == b.reason; };
  return one.since == other.since && one.until == other.until &&
         std::equal(one.all.begin(), one.all.end(), other.all.begin(), other.all.end(), equal);
}

}  // namespace

TEST_CASE("a line-up is what the definition says, for ten thousand bulletins") {
  std::mt19937 random(20'261'122);
  for (int round = 0; round < 10'000; ++round) {
    auto const bulletin = random_bulletin(random);
    SlowModel const model(bulletin, "lobby");
    int const second = std::uniform_int_distribution{0, 25}(random);
    auto const lineup = bulletin.lineup("lobby", at(second));
    INFO("round " << round << ", second " << second);
    REQUIRE(lineup.all.size() == bulletin.all().size());
    for (std::size_t i = 0; i < lineup.all.size(); ++i) {
      REQUIRE(lineup.all[i].item == bulletin.all()[i]);
      REQUIRE(lineup.all[i].reason == model.reason(*lineup.all[i].item, second));
    }
    REQUIRE(lineup.since == model.since(second));
    REQUIRE(lineup.until == model.until(second));
  }
}

TEST_CASE("a line-up is good at every moment before its end, and another one at it") {
  std::mt19937 random(7);
  int ends_met = 0;
  for (int round = 0; round < 2'000; ++round) {
    auto const bulletin = random_bulletin(random);
    auto const now = at(0) + std::chrono::milliseconds{std::uniform_int_distribution{0, 25'000}(random)};
    auto const lineup = bulletin.lineup("gate", now);
    auto const end = lineup.until.value_or(at(40));
    for (auto t = now; t < end; t += std::chrono::milliseconds{250}) REQUIRE(same(lineup, bulletin.lineup("gate", t)));
    REQUIRE(same(lineup, bulletin.lineup("gate", end - std::chrono::nanoseconds{1})));
    if (lineup.until) {
      REQUIRE_FALSE(same(lineup, bulletin.lineup("gate", *lineup.until)));
      ++ends_met;
    }
  }
  CHECK(ends_met > 500);
}

TEST_CASE("twenty thousand announcements are put, lined up and withdrawn one by one") {
  Bulletin bulletin;
  for (int i = 0; i < 20'000; ++i)
    bulletin.put(notice("item-" + std::to_string(i), static_cast<Rank>(i % 3), {at(i), at(2 * i + 1)}));
  auto const lineup = bulletin.lineup("lobby", at(10'000));
  CHECK(lineup.all.size() == 20'000);
  CHECK(lineup.until == at(10'001));
  for (int i = 0; i < 20'000; ++i) REQUIRE(bulletin.withdraw("item-" + std::to_string(i)));
  CHECK(bulletin.all().empty());
}
