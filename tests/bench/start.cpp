// From the start of the process to the first right frame on the wire. The text is held, so that one frame alone is
// right whenever it comes; it is painted here by the product's own parts.

#include "controller/store/store.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/receiver.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <stdexcept>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 11;
constexpr double goal_s = 0.3;
constexpr auto patience = 10s;

Announcement held() {
  Announcement announcement = scrolling("森林草原防火期，严禁野外用火");
  announcement.style.motion.effect = Effect::hold;
  return announcement;
}

Frame right_frame(Size screen) {
  auto const typesetter = open_fonts();
  auto const scene = scene_of(held(), screen, *typesetter);
  InkTable table;
  ink_for(scene->parts.front(), 0, *typesetter, table);
  Painter painter(scene);
  Frame frame(screen);
  if (!painter.paint(0, from(table), frame)) throw std::runtime_error("ink is missing");
  return frame;
}

struct Start {
  double seconds = 0;
  int wrong_frames = 0;
};

using Prepare = std::function<void(std::filesystem::path const& folder)>;

Start start_once(Setup const& setup, Frame const& right, Prepare const& prepare = {}) {
  DdpScreen screen(right.size());
  std::int64_t begin = wall_time();
  DaemonRun daemon(setup, {{"lobby", right.size(), "ddp", screen.line()}}, {held()}, {},
                   [&](std::filesystem::path const& folder) {
                     if (prepare) prepare(folder);
                     begin = wall_time();
                   });
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
  auto const right = right_frame(small_screen);
  start_once(setup, right);  // warms the page cache
  std::vector<double> seconds, bare;
  int wrong_frames = 0;
  for (int round = 0; round < rounds; ++round) {
    auto const once = start_once(setup, right);
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

// Ten years of announcements, in a store: most with hours of their own, some with days of the week as well. All lower
// in rank than the one whose frame is waited for, so that each has to be looked at.
void keep_announcements(std::filesystem::path const& folder, int count) {
  std::filesystem::create_directory(folder / "state");
  auto store = Store::open(folder / "state" / "signboard.db", {});
  if (!store) throw std::runtime_error("the store cannot be made: " + std::string(store.error().id));
  WallTime const now{std::chrono::nanoseconds{wall_time()}};
  std::vector<Change> changes;
  for (int i = 0; i < count; ++i) {
    auto item = held();
    item.id = "kept-" + std::to_string(i);
    item.rank = Rank::filler;
    auto const hour = std::chrono::hours{i % 24};
    item.schedule.windows = {{hour, hour + std::chrono::minutes{45}}};
    if (i % 10 == 0) item.schedule.weekdays = static_cast<Weekdays>(1U << (i / 10 % 7) | 0b0011111U);
    item.published = now - std::chrono::minutes{i};
    changes.push_back({"bench", now, Put{std::move(item), Origin::desk, "bench", std::nullopt}, std::nullopt});
    if (changes.size() < 256 && i + 1 < count) continue;
    if (auto const kept = (*store)->commit(changes); !kept)
      throw std::runtime_error("cannot keep: " + std::string(kept.error().id));
    changes.clear();
  }
}

Figures startup_10000(Setup const& setup) {
  constexpr int kept = 10'000;
  constexpr double within_s = 1;
  auto const right = right_frame(small_screen);
  Folder const made;
  keep_announcements(made.path(), kept);
  auto const copy = [&](std::filesystem::path const& folder) {
    std::filesystem::copy(made.path() / "state", folder / "state", std::filesystem::copy_options::recursive);
  };
  std::vector<double> seconds, bare;
  for (int round = 0; round < rounds; ++round) {
    seconds.push_back(start_once(setup, right, copy).seconds);
    bare.push_back(start_once(setup, right).seconds);
  }
  Figure figure{"startup_10000",
                "s",
                *std::ranges::max_element(seconds),
                median(bare),
                {Bar::On::value, Bar::Sense::at_most, within_s},
                {}};
  figure.more["baseline_is"] = "with an empty store";
  figure.more["median_s"] = median(seconds);
  figure.more["kept"] = kept;
  return {std::move(figure)};
}

constexpr std::array measurements{Measurement{"start", start}, Measurement{"startup_10000", startup_10000}};

}  // namespace

std::span<Measurement const> start_measurements() { return measurements; }

}  // namespace signboard
