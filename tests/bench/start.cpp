// From the start of the process to the first right frame on the wire; with one announcement in a file, and with a store
// of 10,000. The text is held, so that one frame alone is right whenever it comes.

#include "base/limits.hpp"
#include "controller/store/store.hpp"
#include "playlists/bulletin.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/large_office.hpp"
#include "tests/bench/receiver.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 11;
constexpr double goal_s = 0.3, large_goal_s = 1;
constexpr auto right_words = "森林草原防火期，严禁野外用火", wrong_words = "这条公告现在不该显示";
constexpr auto patience = 10s;

struct Start {
  double seconds = 0;
  int wrong_frames = 0;
};

/// What is started, and where its right frame is to appear.
struct Programme {
  Frame right;
  std::string screen;
  std::vector<Announcement> playlist;
  std::filesystem::path state;  // empty: an office that has nothing yet
};

Start start_once(Setup const& setup, Programme const& programme) {
  auto const& right = programme.right;
  DdpScreen screen(right.size());
  auto const begin = wall_time();
  DaemonRun daemon(setup, {{programme.screen, right.size(), "ddp", screen.line()}}, programme.playlist,
                   {{}, programme.state});
  Start start;
  while (auto const shown = screen.next(patience)) {
    if (shown->whole && *shown->frame == right) {
      start.seconds = milliseconds(begin, shown->at) / 1e3;
      return start;
    }
    ++start.wrong_frames;
    if (milliseconds(begin, shown->at) > 1e3 * static_cast<double>(patience.count())) break;
  }
  throw std::runtime_error("the right frame did not come: " + daemon.log());
}

// What the system needs to load and end the program without any work done.
double bare_start(Setup const& setup) {
  auto const begin = wall_time();
  Child child({(setup.programs / "signboardd").string(), "--help"}, {});
  child.exit_code(patience);
  return milliseconds(begin, wall_time()) / 1e3;
}

Figures start(Setup const& setup) {
  Programme const programme{still_picture(held(), small_screen), "lobby", {held()}, {}};
  start_once(setup, programme);  // warms the page cache
  std::vector<double> seconds, bare;
  int wrong_frames = 0;
  for (int round = 0; round < rounds; ++round) {
    auto const once = start_once(setup, programme);
    seconds.push_back(once.seconds);
    wrong_frames += once.wrong_frames;
    bare.push_back(bare_start(setup));
  }
  Figure figure{"start", "s", median(seconds), median(bare), {Bar::On::value, Bar::Sense::at_most, goal_s}, {}};
  figure.more["baseline_is"] = "signboardd --help";
  figure.more["slowest_s"] = *std::ranges::max_element(seconds);
  figure.more["wrong_frames_before"] = wrong_frames;
  return {std::move(figure)};
}

// All that may be seen on the screen in the next hour says the right words, and everything else others: the picture is
// right only if the line-up is.
std::vector<Announcement> told_apart(std::vector<Announcement> all, std::string const& screen, WallTime now) {
  Bulletin bulletin;
  for (auto const& item : all) bulletin.put(item);
  auto const seen = bulletin.excerpt({screen, {}, Channel::Share::whole}, now, now + 1h);
  for (auto& item : all) {
    auto shown = held(seen.find(item.id) ? right_words : wrong_words);
    item.texts = std::move(shown.texts);
    item.style = shown.style;
  }
  return all;
}

void fill_store(std::filesystem::path const& state, std::vector<Announcement> const& all, WallTime now) {
  std::filesystem::create_directories(state);
  auto store = Store::open(state / "signboard.db", {});
  if (!store) throw std::runtime_error("the store does not open: " + std::string(store.error().id));
  std::vector<Change> group;
  for (auto const& item : all) {
    group.push_back({"zhang", now, Put{item, Origin::desk, "office", {}}, {}});
    if (group.size() < limits::store_group && &item != &all.back()) continue;
    auto const outcomes = (*store)->commit(group);
    if (!outcomes || !std::ranges::all_of(*outcomes, [](Outcome const& each) { return each.has_value(); }))
      throw std::runtime_error("announcements were refused");
    group.clear();
  }
}

Figures start_10000(Setup const& setup) {
  Folder const disk(setup.self.parent_path());
  auto const screen = large_office_screen(1);
  auto const now = WallTime{std::chrono::nanoseconds{wall_time()}};
  auto const all = told_apart(large_office(now - 180 * 24h), screen, now);
  fill_store(disk.path() / "state", all, now);
  Programme const large{still_picture(held(right_words), small_screen), screen, {}, disk.path() / "state"};
  Programme const small{large.right, screen, {held(right_words)}, {}};
  start_once(setup, large);
  std::vector<double> seconds, empty;
  for (int round = 0; round < rounds; ++round) {
    seconds.push_back(start_once(setup, large).seconds);
    empty.push_back(start_once(setup, small).seconds);
  }
  Figure figure{"startup_10000", "s", std::ranges::max(seconds), median(empty), {}, {}};
  figure.bar = {Bar::On::value, Bar::Sense::at_most, large_goal_s};
  figure.more["baseline_is"] = "with an empty store";
  figure.more["median_s"] = median(seconds);
  figure.more["announcements"] = all.size();
  figure.more["seen_within_an_hour"] =
      std::ranges::count_if(all, [](Announcement const& item) { return item.texts.front().words == right_words; });
  return {std::move(figure)};
}

constexpr std::array measurements{Measurement{"start", start}, Measurement{"startup_10000", start_10000}};

}  // namespace

std::span<Measurement const> start_measurements() { return measurements; }

}  // namespace signboard
