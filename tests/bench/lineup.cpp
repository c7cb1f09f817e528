// Looking up what a channel shows among 10,000 announcements: what every screen asks after every edit and every change.
// The bulletin is that of an office that never tidies up: most have a validity, every tenth has days and hours.

#include "playlists/bulletin.hpp"
#include "playlists/forecast.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/statistics.hpp"

#include <array>
#include <chrono>
#include <random>
#include <string>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int announcements = 10'000;
constexpr int rounds = 400;
constexpr int screens = 100;
constexpr double lineup_goal_ms = 1;
constexpr double edit_goal_ms = 1;
constexpr double week_goal_ms = 1'000;
constexpr WallTime year_begins{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

std::string screen_name(int number) { return "screen-" + std::to_string(number); }

Bulletin large_bulletin() {
  std::mt19937 random(20'261'122);
  auto const pick = [&random](int low, int high) { return std::uniform_int_distribution{low, high}(random); };
  Bulletin bulletin;
  for (int i = 0; i < announcements; ++i) {
    Announcement item;
    item.id = "announcement-" + std::to_string(i);
    item.texts = {{"zh-Hans", "公告"}};
    item.rank = pick(0, 9) == 0 ? Rank::filler : Rank::routine;
    if (i % 10 == 0) {
      item.schedule.weekdays = static_cast<Weekdays>(pick(1, every_day));
      for (int count = pick(1, 3); count > 0; --count)
        item.schedule.windows.push_back({pick(0, 1'439) * 1min, pick(0, 1'440) * 1min});
    } else {
      item.schedule.from = year_begins + pick(0, 365 * 24 * 60) * 1min;
      item.schedule.until = *item.schedule.from + pick(60, 14 * 24 * 60) * 1min;
    }
    for (int count = i % 3 == 0 ? 2 : 0; count > 0; --count) item.screens.push_back(screen_name(pick(0, screens - 1)));
    bulletin.put(item);
  }
  return bulletin;
}

WallTime moment(int round) { return year_begins + 180 * 24h + round * 7min; }

Figure lineups(Bulletin const& bulletin) {
  std::vector<double> times;
  std::size_t shown = 0;
  for (int round = 0; round < rounds; ++round) {
    Channel const channel{screen_name(round % screens), {}, Channel::Share::whole};
    auto const begin = steady_time();
    auto const lineup = bulletin.lineup(channel, moment(round));
    times.push_back(milliseconds(begin, steady_time()));
    shown += lineup.showing.size();
  }
  Figure figure{"lineup_10000", "ms", median(times), {}, {Bar::On::value, Bar::Sense::at_most, lineup_goal_ms}, {}};
  figure.more["shown_on_average"] = shown / rounds;
  return figure;
}

Figure edits(Bulletin const& bulletin) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    auto item = *bulletin.find("announcement-" + std::to_string(round * 23));
    item.title = "edited";
    auto const begin = steady_time();
    auto edited = bulletin;
    edited.put(std::move(item));
    times.push_back(milliseconds(begin, steady_time()));
  }
  Figure figure{"lineup_10000_edit", "ms", median(times), {}, {Bar::On::value, Bar::Sense::at_most, edit_goal_ms}, {}};
  figure.more["value_is"] = "a copy of the snapshot with one announcement edited";
  return figure;
}

Figure week_ahead(Bulletin const& bulletin) {
  Channel const channel{screen_name(1), {}, Channel::Share::whole};
  auto const begin = steady_time();
  auto const week =
      forecast(bulletin, channel, moment(0), moment(0) + 7 * 24h, {.spans = 100'000, .entries = 10'000'000});
  auto const took = milliseconds(begin, steady_time());
  Figure figure{"lineup_10000_week", "ms", took, {}, {Bar::On::value, Bar::Sense::at_most, week_goal_ms}, {}};
  figure.more["value_is"] = "a forecast of a week without limits";
  figure.more["spans"] = week.spans.size();
  return figure;
}

constexpr std::array measurements{
    Measurement{"lineup_10000", [](Setup const&) {
                  auto const bulletin = large_bulletin();
                  return Figures{lineups(bulletin), edits(bulletin), week_ahead(bulletin)};
                }}};

}  // namespace

std::span<Measurement const> lineup_measurements() { return measurements; }

}  // namespace signboard
