// Private memory of the daemon (RssAnon of /proc/PID/status) with screens that send nothing. Fonts and code are mapped
// files, which the system gives back when it needs the room; VmRSS, with them, stands beside it.

#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr auto settling = 5s;
constexpr double idle_goal_mb = 40;
constexpr double layout_goal_mb = 8;
constexpr double sharing_goal = 1.1;
constexpr int layouts = 5;

struct Memory {
  double anonymous_mb = 0, all_mb = 0;
};

// Since a minute, so that each run looks at the same stretch of the text; the ink at hand depends on that.
Announcement running(std::string words) {
  auto item = scrolling(std::move(words));
  auto const minute_ago = std::chrono::seconds(wall_time() / 1'000'000'000 - 60);
  item.schedule.from = WallTime(minute_ago);
  return item;
}

double field_mb(std::string const& status, std::string const& name) {
  auto const at = status.find("\n" + name + ":");
  if (at == std::string::npos) throw std::runtime_error("the system does not tell " + name);
  return std::stod(status.substr(at + name.size() + 2)) / 1'024;  // it is told in KiB
}

Memory memory_of(Setup const& setup, std::vector<ScreenLine> const& screens,
                 std::vector<Announcement> const& playlist) {
  DaemonRun daemon(setup, screens, playlist);
  std::this_thread::sleep_for(settling);
  auto const status = contents("/proc/" + std::to_string(daemon.process().pid()) + "/status");
  daemon.require_showing();
  return {field_mb(status, "RssAnon"), field_mb(status, "VmRSS")};
}

// Both on the wall at once, so that both fonts are at work.
Figures rss_idle(Setup const& setup) {
  auto chinese = running(setup.zh2000);
  chinese.screens = {"lobby"};
  auto tibetan = running("བོད་ཡིག་གི་གསལ་བསྒྲགས། མི་དམངས་སྲིད་གཞུང་གི་བརྡ་ཐོ།");
  tibetan.id = "tibetan";
  tibetan.texts.front().language = "bo";
  tibetan.screens = {"hall"};
  auto const memory =
      memory_of(setup, {null_screen("lobby", large_screen), null_screen("hall", small_screen)}, {chinese, tibetan});
  Figure figure{"rss_idle", "MiB", memory.anonymous_mb, {}, {Bar::On::value, Bar::Sense::at_most, idle_goal_mb}, {}};
  figure.more["vm_rss"] = memory.all_mb;
  figure.more["screens"] = "1920x128 in Chinese, 512x32 in Tibetan";
  return {std::move(figure)};
}

// Screens beside each other, each with a text of its own.
Memory with_layouts(Setup const& setup, int count, int characters, int lines) {
  std::vector<ScreenLine> screens;
  std::vector<Announcement> playlist;
  for (int i = 0; i < count; ++i) {
    auto const name = "screen-" + std::to_string(i);
    screens.push_back(null_screen(name, large_screen));
    auto item = running(han_at_random(setup.zh2000, characters, static_cast<std::uint32_t>(i)));
    item.id = name;
    item.style.lines = lines;
    item.screens = {name};
    playlist.push_back(std::move(item));
  }
  return memory_of(setup, screens, playlist);
}

Figure cost_of_layout(Setup const& setup, std::string name, int characters, int lines) {
  auto const one = with_layouts(setup, 1, characters, lines);
  auto const many = with_layouts(setup, layouts, characters, lines);
  auto const each = (many.anonymous_mb - one.anonymous_mb) / (layouts - 1);
  Figure figure{std::move(name), "MiB", each, {}, {Bar::On::value, Bar::Sense::at_most, layout_goal_mb}, {}};
  figure.more["characters"] = characters;
  figure.more["rows"] = large_screen.height / lines;
  figure.more["rss_anon_1"] = one.anonymous_mb;
  figure.more["rss_anon_" + std::to_string(layouts)] = many.anonymous_mb;
  figure.more["vm_rss_" + std::to_string(layouts)] = many.all_mb;
  return figure;
}

// As long as strips may be (4,000,000 pixels): 60,000 characters in type of half the height of the screen, and half as
// many in type of its whole height.
Figures rss_layout(Setup const& setup) {
  return {cost_of_layout(setup, "rss_layout", 60'000, 2), cost_of_layout(setup, "rss_layout_128_rows", 30'000, 1)};
}

Figures rss_64_screens(Setup const& setup) {
  constexpr int many = 64;
  constexpr int rounds = 3;
  auto const with_screens = [&setup](int count) {
    std::vector<ScreenLine> screens;
    screens.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) screens.push_back(null_screen("screen-" + std::to_string(i), large_screen));
    return memory_of(setup, screens, {running(setup.zh2000)});
  };
  std::vector<double> one, all, one_with_files, all_with_files;
  for (int round = 0; round < rounds; ++round) {
    auto const few_screens = with_screens(1);
    auto const many_screens = with_screens(many);
    one.push_back(few_screens.anonymous_mb);
    all.push_back(many_screens.anonymous_mb);
    one_with_files.push_back(few_screens.all_mb);
    all_with_files.push_back(many_screens.all_mb);
  }
  Figure figure{"rss_64_screens", "MiB", median(all), median(one), {}, {}};
  figure.bar = {Bar::On::ratio, Bar::Sense::at_most, sharing_goal};
  figure.more["baseline_is"] = "one screen";
  figure.more["vm_rss"] = median(all_with_files);
  figure.more["vm_rss_ratio"] = median(all_with_files) / median(one_with_files);
  figure.more["kib_a_screen_more"] = (median(all) - median(one)) * 1'024 / (many - 1);
  return {std::move(figure)};
}

constexpr std::array measurements{
    Measurement{"rss_idle", rss_idle},
    Measurement{"rss_layout", rss_layout},
    Measurement{"rss_64_screens", rss_64_screens},
};

}  // namespace

std::span<Measurement const> memory_measurements() { return measurements; }

}  // namespace signboard
