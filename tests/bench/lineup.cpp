// Looking up what a channel shows among 10,000 announcements: what every screen asks after every edit and every change.
// The bulletin is that of an office that never tidies up: most have a validity, every tenth has days and hours.

#include "playlists/bulletin.hpp"
#include "playlists/forecast.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/large_office.hpp"
#include "tests/bench/statistics.hpp"

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 400;
constexpr double lineup_goal_ms = 1;
constexpr double edit_goal_ms = 1;
constexpr double week_goal_ms = 1'000;
constexpr WallTime year_begins{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

Bulletin large_bulletin() {
  Bulletin bulletin;
  for (auto& item : large_office(year_begins)) bulletin.put(std::move(item));
  return bulletin;
}

WallTime moment(int round) { return year_begins + 180 * 24h + round * 7min; }

Figure lineups(Bulletin const& bulletin) {
  std::vector<double> times;
  std::size_t shown = 0;
  for (int round = 0; round < rounds; ++round) {
    Channel const channel{large_office_screen(round % large_office_screens), {}, Channel::Share::whole};
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
  Channel const channel{large_office_screen(1), {}, Channel::Share::whole};
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
