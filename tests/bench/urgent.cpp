// From the wish to post an urgent notice to light: the clock starts before the new connection is asked for, and stops
// when the kernel takes the first packet with a pixel that only the notice can have lit. It is on the disk before it is
// answered. First in quiet, then while a crowd changes announcements as fast as the daemon lets it; the cadence of the
// screens under that crowd is held against a thread that only sleeps, as in motion.cpp.

#include "tests/bench/bench.hpp"
#include "tests/bench/cadence.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/disk.hpp"
#include "tests/bench/http_load.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"
#include "tests/bench/wall.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <stdexcept>
#include <thread>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int screens = 4;
constexpr Size screen_size{256, 64};
constexpr int quiet_trials = 500;
constexpr int usual_flooded_trials = 150, all_flooded_trials = 500;
constexpr auto missed_after = 1s;
constexpr auto patience = 10s;
constexpr auto look_every = 300us;
constexpr double p50_goal_ms = 3, p99_goal_ms = 10;
constexpr double flooded_factor = 1.5;
constexpr double flooded_syncs = 2;
constexpr int syncs = 200;
constexpr int crowd = 32;
constexpr std::uint64_t kept = 512;
constexpr auto settling = 2s;
constexpr auto usual_cadence = 10s, long_cadence = 30s;
constexpr double cadence_goal_ms = 0.5, cadence_by_control = 2;  // as motion.cpp asks

std::vector<ScreenLine> lines_of(Wall const& wall) {
  std::vector<ScreenLine> lines;
  for (int i = 0; i < screens; ++i) lines.push_back({"wall-" + std::to_string(i), screen_size, "ddp", wall.line(i)});
  return lines;
}

Announcement ordinary(Setup const& setup) {
  auto announcement = scrolling(setup.zh2000);
  announcement.style.ink = Wall::ordinary_ink;
  return announcement;
}

std::string urgent_body(int number) {
  auto const until = WallTime{std::chrono::nanoseconds{wall_time()}} + 10min;
  return R"({"id":"urgent-)" + std::to_string(number) + R"(","text":"紧急通知)" + std::to_string(number) +
         R"(：请立即撤离","effect":"hold","ink":"#00ff00","valid_until":")" +
         format_wall_time(std::chrono::floor<std::chrono::seconds>(until), 0min) + R"("})";
}

// Ordinary ones that are never seen behind the routine announcement, so that the pictures stay as they are.
std::string ordinary_body(std::uint64_t number) {
  return R"({"id":"flood-)" + std::to_string(number % kept) + R"(","rank":"filler","text":"森林草原防火期 )" +
         std::to_string(number) + R"("})";
}

std::string post_ordinary(std::uint64_t number) {
  return json_request("POST", "/api/announcements", ordinary_body(number));
}

std::string put_ordinary(std::uint64_t number) {
  return json_request("PUT", "/api/announcements/flood-" + std::to_string(number % kept), ordinary_body(number),
                      "If-Match: *\r\n");
}

struct Trials {
  std::vector<double> first, last, answer;  // ms
  int missed = 0;
};

/// The daemon, its screens, and who posts.
class Office {
 public:
  explicit Office(Setup const& setup)
      : disk_(setup.self.parent_path()),
        daemon_(setup, lines_of(wall_), {ordinary(setup)}, {{}, disk_.path() / "state"}),
        port_(static_cast<std::uint16_t>(daemon_.preview_port())) {
    await_ordinary();
    for (std::uint64_t number = 0; number < kept; ++number)
      require(ask_once(port_, post_ordinary(number)), "HTTP/1.1 201");
    std::this_thread::sleep_for(settling);
  }

  Trials trials(int count) {
    Trials all;
    for (int i = 0; i < count; ++i) try_once(all);
    require_clean();
    return all;
  }

  /// Frames of all screens, and the thread that only sleeps beside them.
  struct Cadence {
    std::vector<double> frames, control;
    bool real_time = false;
  };
  Cadence cadence(std::chrono::seconds length) {
    wall_.forget();
    Control control(Priority::real_time);
    std::this_thread::sleep_for(length);
    auto const beats = control.stop();
    Cadence cadence{{}, deviations(beats.at), beats.real_time};
    for (auto const& frames : wall_.frames()) std::ranges::copy(deviations(frames), std::back_inserter(cadence.frames));
    require_clean();
    cadence.real_time = beats.real_time && daemon_.log().find("real-time priority") == std::string::npos;
    return cadence;
  }

  std::vector<double> fdatasync_ms() const { return fdatasyncs(disk_.path(), syncs, FileSize::stays); }
  std::uint16_t port() const { return port_; }

 private:
  static void require(std::string const& answer, std::string_view status) {
    if (!answer.starts_with(status)) throw std::runtime_error("answered: " + answer);
  }

  void try_once(Trials& all) {
    await_ordinary();
    std::this_thread::sleep_for(std::chrono::microseconds{random_() % 17'000});  // anywhere between two beats
    auto const number = number_++;
    auto const request = json_request("POST", "/api/urgent", urgent_body(number));
    wall_.forget();
    auto const begin = wall_time();
    auto const answer = ask_once(port_, request);
    auto const answered = wall_time();
    require(answer, "HTTP/1.1 201");
    if (answer.find(R"("saved":true)") == std::string::npos) throw std::runtime_error("not saved: " + answer);
    auto const seen = await_urgent(begin);
    if (!seen) {
      ++all.missed;
    } else {
      all.first.push_back(milliseconds(begin, std::ranges::min(*seen)));
      all.last.push_back(milliseconds(begin, std::ranges::max(*seen)));
    }
    all.answer.push_back(milliseconds(begin, answered));
    require(
        ask_once(port_, json_request("DELETE", "/api/urgent/urgent-" + std::to_string(number), R"({"reason":"over"})")),
        "HTTP/1.1 200");
  }

  std::optional<std::vector<std::int64_t>> await_urgent(std::int64_t begin) {
    auto const end = begin + std::chrono::nanoseconds(missed_after).count();
    for (;;) {
      auto const now = wall_time();
      if (auto seen = wall_.urgent_since(); seen && std::ranges::max(*seen) <= end) return seen;
      if (now > end) return std::nullopt;
      std::this_thread::sleep_for(look_every);
    }
  }

  void await_ordinary() {
    auto const end = std::chrono::steady_clock::now() + patience;
    while (!wall_.is_ordinary()) {
      if (std::chrono::steady_clock::now() > end)
        throw std::runtime_error("the ordinary programme is not there: " + daemon_.log());
      std::this_thread::sleep_for(look_every);
    }
  }

  void require_clean() {
    if (auto const lost = wall_.overflowed(); lost != 0)
      throw std::runtime_error("the receiver lost " + std::to_string(lost) + " packets");
  }

  Wall wall_{screens};
  Folder disk_;
  DaemonRun daemon_;
  std::uint16_t port_;
  std::mt19937 random_{20'261'122};
  int number_ = 0;
};

Figure row(std::string name, Trials const& trials, double share) {
  if (trials.first.empty()) return not_measured(std::move(name), "ms", "no notice came");
  Figure figure{std::move(name), "ms", percentile(trials.first, share), {}, {}, {}};
  figure.more["last_screen_ms"] = percentile(trials.last, share);
  figure.more["answer_ms"] = percentile(trials.answer, share);
  figure.more["trials"] = trials.answer.size();
  return figure;
}

Figure missed_row(std::string name, Trials const& trials) {
  Figure figure{std::move(name), "notices", trials.missed, {}, {Bar::On::value, Bar::Sense::at_most, 0}, {}};
  figure.more["value_is"] = "notices that were not on all screens within a second";
  figure.more["trials"] = trials.answer.size();
  return figure;
}

// Half as much again as in quiet, and waiting for the commit under way and its own.
Figure flooded_row(std::string name, Trials const& trials, double share, Figure const& quiet, double sync_ms) {
  auto figure = row(std::move(name), trials, share);
  if (!figure.value || !quiet.value) return figure;
  figure.baseline = flooded_factor * *quiet.value + flooded_syncs * sync_ms;
  figure.bar = {Bar::On::ratio, Bar::Sense::at_most, 1};
  figure.more["baseline_is"] = "1.5 x in quiet + 2 x fdatasync";
  figure.more["fdatasync_ms"] = sync_ms;
  return figure;
}

Figure cadence_row(Office::Cadence const& flooded, Office::Cadence const& quiet, double changes_a_second) {
  Figure figure{"urgent_flooded_cadence",          "ms", percentile(flooded.frames, 0.99),
                percentile(flooded.control, 0.99), {},   {}};
  figure.bar = {Bar::On::value, Bar::Sense::at_most, std::max(cadence_goal_ms, cadence_by_control * *figure.baseline)};
  figure.more["value_is"] = "deviation of the frames of all screens from 60 a second, 99th percentile";
  figure.more["baseline_is"] = "a thread that only sleeps, same time and load";
  figure.more["real_time"] = flooded.real_time;
  figure.more["quiet_ms"] = percentile(quiet.frames, 0.99);
  figure.more["worst_ms"] = std::ranges::max(flooded.frames);
  figure.more["baseline_worst_ms"] = std::ranges::max(flooded.control);
  figure.more["frames"] = flooded.frames.size();
  figure.more["changes_a_second"] = changes_a_second;
  return figure;
}

Figures urgent_to_wire(Setup const& setup) {
  bool const is_long = setup.length == Length::with_long_runs;
  Office office(setup);
  auto syncs_ms = office.fdatasync_ms();
  auto const quiet_cadence = office.cadence(is_long ? long_cadence : usual_cadence);
  auto const quiet = office.trials(quiet_trials);

  Load changes{office.port(), crowd, 24h, put_ordinary};
  Flood flood(changes);
  std::this_thread::sleep_for(settling);
  auto const flooded_cadence = office.cadence(is_long ? long_cadence : usual_cadence);
  auto const flooded = office.trials(is_long ? all_flooded_trials : usual_flooded_trials);
  auto const result = flood.stop();
  std::ranges::copy(office.fdatasync_ms(), std::back_inserter(syncs_ms));
  auto const sync_ms = median(syncs_ms);

  auto p50 = row("urgent_to_wire", quiet, 0.5), p99 = row("urgent_to_wire_p99", quiet, 0.99);
  p50.bar = {Bar::On::value, Bar::Sense::at_most, p50_goal_ms};
  p99.bar = {Bar::On::value, Bar::Sense::at_most, p99_goal_ms};
  for (auto* const each : {&p50, &p99}) each->more["fdatasync_ms"] = sync_ms;
  auto flooded_p50 = flooded_row("urgent_flooded", flooded, 0.5, p50, sync_ms);
  auto flooded_p99 = flooded_row("urgent_flooded_p99", flooded, 0.99, p99, sync_ms);
  return {std::move(p50),
          std::move(p99),
          missed_row("urgent_to_wire_missed", quiet),
          std::move(flooded_p50),
          std::move(flooded_p99),
          missed_row("urgent_flooded_missed", flooded),
          cadence_row(flooded_cadence, quiet_cadence, result.per_second)};
}

constexpr std::array measurements{Measurement{"urgent_to_wire", urgent_to_wire}};

}  // namespace

std::span<Measurement const> urgent_measurements() { return measurements; }

}  // namespace signboard
