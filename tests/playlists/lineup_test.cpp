// The line-up against a model that knows nothing of how it is found: of each announcement the model writes down for
// every second hour of nineteen days whether it is open, and reads the answers off that chart.

#include "playlists/bulletin.hpp"
#include "tests/playlists/definition.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <tuple>
#include <vector>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr int steps_of_day = 12;
constexpr int steps_charted = 19 * steps_of_day;
constexpr int first_asked = 8 * steps_of_day, last_asked = 11 * steps_of_day;  // a week of past and of future is known
constexpr auto instant = std::chrono::nanoseconds{1};

WallTime step(int number) { return WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 16}} + number * 2h; }

class Chart {
 public:
  void put(Announcement const& item) {
    Line line{item, {}};
    line.open.reserve(steps_charted);
    for (int i = 0; i < steps_charted; ++i) line.open.push_back(covers_by_definition(item.schedule, step(i)));
    auto const same = [&](Line const& other) { return other.item.id == item.id; };
    if (auto const old = std::find_if(lines_.begin(), lines_.end(), same); old != lines_.end())
      *old = std::move(line);
    else
      lines_.push_back(std::move(line));
  }
  bool withdraw(Id const& id) {
    return std::erase_if(lines_, [&](Line const& line) { return line.item.id == id; }) != 0;
  }
  std::size_t size() const { return lines_.size(); }

  static bool concerns(Announcement const& item, Channel const& channel) {
    auto const& [screens, areas] = std::tie(item.screens, item.areas);
    if (!screens.empty() && std::count(screens.begin(), screens.end(), channel.screen) == 0) return false;
    bool const named = std::count(areas.begin(), areas.end(), channel.area) != 0;
    bool const grand = item.rank == Rank::urgent || item.rank == Rank::warning || item.rank == Rank::blackout;
    if (channel.share == Channel::Share::whole) return true;
    if (channel.share == Channel::Share::takeover) return areas.empty() && grand;
    if (channel.share == Channel::Share::main && areas.empty()) return !grand;
    return named;
  }

  int highest(Channel const& channel, int at) const {
    int rank = -1;
    for (auto const& line : lines_)
      if (concerns(line.item, channel) && line.open_at(at)) rank = std::max(rank, static_cast<int>(line.item.rank));
    return rank;
  }

  std::vector<Id> showing(Channel const& channel, int at) const {
    std::vector<Announcement const*> items;
    int const rank = highest(channel, at);
    for (auto const& line : lines_)
      if (concerns(line.item, channel) && line.open_at(at) && static_cast<int>(line.item.rank) == rank)
        items.push_back(&line.item);
    std::vector<Id> order;
    if (rank >= 2) {
      std::stable_sort(items.begin(), items.end(), [](auto const* a, auto const* b) { return a->id < b->id; });
      std::stable_sort(items.begin(), items.end(), [](auto const* a, auto const* b) { return start(*a) > start(*b); });
    }
    for (auto const* item : items) order.push_back(item->id);
    return order;
  }

  WallTime since(Channel const& channel, int at) const {
    int const rank = highest(channel, at);
    for (int back = at; back > 0; --back)
      if (turns(channel, back, rank)) return step(back);
    return {};
  }

  std::optional<WallTime> until(Channel const& channel, int at) const {
    int const rank = highest(channel, at);
    for (int ahead = at + 1; ahead < steps_charted; ++ahead)
      if (turns(channel, ahead, rank)) return step(ahead);
    return std::nullopt;
  }

  Reason reason(Announcement const& item, Channel const& channel, int at) const {
    auto anywhere = channel;
    anywhere.share = Channel::Share::whole;
    if (!concerns(item, anywhere)) return Reason::other_screens;
    if (!concerns(item, channel)) return Reason::other_areas;
    auto const line = std::find_if(lines_.begin(), lines_.end(), [&](Line const& l) { return l.item.id == item.id; });
    if (line->open_at(at))
      return static_cast<int>(item.rank) == highest(channel, at) ? Reason::showing : Reason::outranked;
    if (std::find(line->open.begin() + at, line->open.end(), true) == line->open.end()) return Reason::expired;
    return item.schedule.from && step(at) < *item.schedule.from ? Reason::not_yet : Reason::outside_hours;
  }

 private:
  struct Line {
    Announcement item;
    std::vector<bool> open;
    bool open_at(int at) const { return open[static_cast<std::size_t>(at)]; }
    bool turns(int at) const {
      if (open_at(at) != open_at(at - 1)) return true;
      return !item.schedule.from && item.published == step(at) && open_at(at);
    }
  };

  static WallTime start(Announcement const& item) {
    if (item.schedule.from) return *item.schedule.from;
    return item.published ? *item.published : WallTime{};
  }

  bool turns(Channel const& channel, int at, int rank) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](Line const& line) {
      return static_cast<int>(line.item.rank) >= rank && concerns(line.item, channel) && line.turns(at);
    });
  }

  std::vector<Line> lines_;
};

// Few moments, names and hours, so that ties, shared borders and empty schedules are common.
class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  int pick(int low, int high) { return std::uniform_int_distribution{low, high}(random_); }
  int moment() { return pick(first_asked, last_asked); }

  Channel channel() {
    using Share = Channel::Share;
    static std::array<Channel, 6> const channels{{{"lobby", "", Share::whole},
                                                  {"gate", "", Share::whole},
                                                  {"lobby", "", Share::takeover},
                                                  {"lobby", "body", Share::main},
                                                  {"gate", "body", Share::main},
                                                  {"lobby", "title", Share::named}}};
    return channels.at(static_cast<std::size_t>(pick(0, 5)));
  }

  Announcement announcement(int ids, int rank_max) {
    Announcement item;
    item.id = "n" + std::to_string(pick(1, ids));
    item.texts = {{"zh-Hans", "公告"}};
    item.rank = static_cast<Rank>(pick(0, pick(0, rank_max)));
    item.schedule = schedule();
    for (auto const* screen : {"lobby", "gate"})
      if (pick(0, 3) == 0) item.screens.emplace_back(screen);
    for (auto const* area : {"title", "body"})
      if (pick(0, 4) == 0) item.areas.emplace_back(area);
    if (pick(0, 2) == 0) item.published = step(moment());
    return item;
  }

 private:
  Schedule schedule() {
    Schedule schedule;
    if (pick(0, 2) != 0) schedule.from = step(moment());
    if (pick(0, 2) != 0) schedule.until = step(moment());
    if (pick(0, 2) != 0) return schedule;
    schedule.weekdays = static_cast<Weekdays>(pick(0, 127));
    for (int count = pick(0, 2); count > 0; --count)
      schedule.windows.push_back({pick(0, 12) * 120min, pick(0, 12) * 120min});
    schedule.utc_offset = pick(-1, 1) * 480min;
    return schedule;
  }

  std::mt19937 random_;
};

std::vector<Id> ids(std::vector<AnnouncementPtr> const& items) {
  std::vector<Id> result;
  result.reserve(items.size());
  for (auto const& item : items) result.push_back(item->id);
  return result;
}

void require_agreement(Bulletin const& bulletin, Chart const& chart, Channel const& channel, int at) {
  auto const lineup = bulletin.lineup(channel, step(at));
  REQUIRE(ids(lineup.showing) == chart.showing(channel, at));
  REQUIRE(lineup.since == chart.since(channel, at));
  REQUIRE(lineup.until == chart.until(channel, at));
}

void require_good_between_changes(Bulletin const& bulletin, Channel const& channel, int at) {
  auto const same = [](Lineup const& a, Lineup const& b) { return a.since == b.since && a.showing == b.showing; };
  auto const lineup = bulletin.lineup(channel, step(at));
  auto const first = std::max(lineup.since, step(0)), end = lineup.until.value_or(step(steps_charted));
  for (auto moment = first; moment < end; moment += 37min) REQUIRE(same(lineup, bulletin.lineup(channel, moment)));
  REQUIRE(same(lineup, bulletin.lineup(channel, end - instant)));
  if (lineup.until) REQUIRE_FALSE(same(lineup, bulletin.lineup(channel, *lineup.until)));
  if (lineup.since > step(0)) REQUIRE_FALSE(same(lineup, bulletin.lineup(channel, lineup.since - instant)));
}

}  // namespace

TEST_CASE("a line-up is what the definition says, for many small bulletins") {
  Chance chance(20'261'122);
  for (int round = 0; round < 1'000; ++round) {
    Bulletin bulletin;
    Chart chart;
    for (int count = chance.pick(0, 9); count > 0; --count) {
      auto const item = chance.announcement(12, 5);
      bulletin.put(item);
      chart.put(item);
    }
    auto const channel = chance.channel();
    int const at = chance.moment();
    INFO("round " << round << ", step " << at);
    require_agreement(bulletin, chart, channel, at);
    auto const judged = bulletin.judged(channel, step(at));
    REQUIRE(judged.size() == chart.size());
    for (auto const& each : judged) REQUIRE(each.reason == chart.reason(*each.item, channel, at));
    require_good_between_changes(bulletin, channel, at);
  }
}

TEST_CASE("a line-up is what the definition says through ten thousand edits and withdrawals") {
  Chance chance(7);
  Bulletin bulletin;
  Chart chart;
  for (int edit = 1; edit <= 10'000; ++edit) {
    INFO("edit " << edit);
    if (chance.pick(0, 3) == 0) {
      auto const id = "n" + std::to_string(chance.pick(1, 600));
      REQUIRE(bulletin.withdraw(id) == chart.withdraw(id));
    } else {
      // Mostly of low rank, so that many are shown together.
      auto const item = chance.announcement(600, chance.pick(0, 200) == 0 ? 5 : 1);
      bulletin.put(item);
      chart.put(item);
    }
    REQUIRE(bulletin.size() == chart.size());
    if (edit % 20 == 0) require_agreement(bulletin, chart, chance.channel(), chance.moment());
  }
}

TEST_CASE("an excerpt shows the same, and holds nothing that is never seen in its time") {
  Chance chance(13);
  for (int round = 0; round < 200; ++round) {
    Bulletin bulletin;
    for (int count = chance.pick(0, 150); count > 0; --count) bulletin.put(chance.announcement(200, 5));
    auto const channel = chance.channel();
    int const from = chance.moment(), until = from + chance.pick(1, 30);
    auto const excerpt = bulletin.excerpt(channel, step(from), step(until));
    for (int at = from; at < until; ++at)
      REQUIRE(excerpt.lineup(channel, step(at)).showing == bulletin.lineup(channel, step(at)).showing);
    for (auto const& item : excerpt.all()) {
      REQUIRE(Chart::concerns(*item, channel));
      bool is_seen = false;
      for (int at = from; at < until; ++at) is_seen = is_seen || covers_by_definition(item->schedule, step(at));
      REQUIRE(is_seen);
    }
  }
}

TEST_CASE("snapshots that share nearly all do not see each other's edits") {
  Chance chance(11);
  Bulletin bulletin;
  for (int i = 0; i < 500; ++i) bulletin.put(chance.announcement(400, 1));
  for (int round = 0; round < 200; ++round) {
    auto const snapshot = bulletin;
    auto const before = snapshot.all();
    auto const channel = chance.channel();
    auto const now = step(chance.moment());
    auto const shown = snapshot.lineup(channel, now).showing;
    bulletin.put(chance.announcement(400, 1));
    bulletin.withdraw("n" + std::to_string(chance.pick(1, 400)));
    REQUIRE(snapshot.all() == before);
    REQUIRE(snapshot.lineup(channel, now).showing == shown);
    for (auto const& item : before) REQUIRE(snapshot.find(item->id) == item);
  }
}
