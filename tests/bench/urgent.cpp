// From the moment somebody sends an urgent notice to the first packet of it on the wire: a new connection, the text
// set, kept on the disk, shown. Four screens scroll an ordinary announcement in red meanwhile; the notice is blue, so
// the first blue pixel of a packet is the change. Then the same while many others have announcements kept.

#include "base/time.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/http_load.hpp"
#include "tests/bench/receiver.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <random>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr Size panel{256, 64};
constexpr std::size_t screens = 4;
constexpr int quiet_trials = 500, flooded_trials = 200;
constexpr auto missed_after = 1s;
constexpr int crowd = 32;
constexpr std::uint64_t kept = 256;
constexpr auto cadence_lasts = 4s;
constexpr double p50_goal_ms = 3, p99_goal_ms = 10, cadence_goal_ms = 0.5;
constexpr std::size_t header_bytes = 10;

// What the screens are sent, looked at packet by packet on a thread of its own.
class Watch {
 public:
  Watch() {
    for (auto& line : lines_) line = std::make_unique<UdpSocket>(UdpSocket::Backlog::large);
    thread_ = std::thread([this] {
      while (!ending_) {
        for (std::size_t i = 0; i < screens; ++i)
          while (look_at(i)) {
          }
        std::this_thread::sleep_for(2ms);  // the kernel notes when they came; the processor is for the daemon
      }
    });
  }
  ~Watch() {
    ending_ = true;
    thread_.join();
  }
  Watch(Watch const&) = delete;
  Watch& operator=(Watch const&) = delete;

  std::string line(std::size_t screen) const { return "udp:127.0.0.1:" + std::to_string(lines_.at(screen)->port()); }

  void forget_blue() {
    for (auto& each : blue_) each = 0;
  }
  /// When the first blue packet of each screen came; 0: none yet.
  std::array<std::int64_t, screens> first_blue() const {
    std::array<std::int64_t, screens> all{};
    for (std::size_t i = 0; i < screens; ++i) all.at(i) = blue_.at(i);
    return all;
  }
  bool all_red() const {
    for (auto const& each : is_red_)
      if (!each) return false;
    return true;
  }
  /// The times between the frames of the first screen since the last call, in milliseconds.
  std::vector<double> take_intervals() {
    counting_ = false;
    std::this_thread::sleep_for(50ms);
    auto taken = std::exchange(intervals_, {});
    last_frame_ = 0;
    return taken;
  }
  void count_intervals() { counting_ = true; }

 private:
  // False once there is no more for now.
  bool look_at(std::size_t screen) {
    auto const datagram = lines_.at(screen)->receive(0ms);
    if (!datagram) return false;
    if (datagram->bytes.size() <= header_bytes) return true;
    bool red = false, blue = false;
    auto const data = datagram->bytes.subspan(header_bytes);
    for (std::size_t i = 0; i + 2 < data.size(); i += 3) {
      red = red || data[i] != std::byte{};
      blue = blue || (data[i] == std::byte{} && data[i + 2] != std::byte{});
    }
    if (blue && blue_.at(screen) == 0) blue_.at(screen) = datagram->at;
    if (red || blue) is_red_.at(screen) = red;
    bool const ends_frame = (datagram->bytes[0] & std::byte{1}) != std::byte{};
    if (screen != 0 || !ends_frame || !counting_) return true;
    if (last_frame_ != 0) intervals_.push_back(milliseconds(last_frame_, datagram->at));
    last_frame_ = datagram->at;
    return true;
  }

  std::array<std::unique_ptr<UdpSocket>, screens> lines_;
  std::array<std::atomic<std::int64_t>, screens> blue_{};
  std::array<std::atomic<bool>, screens> is_red_{};
  std::atomic<bool> ending_ = false, counting_ = false;
  std::vector<double> intervals_;
  std::int64_t last_frame_ = 0;
  std::thread thread_;
};

std::string message(std::string_view method, std::string const& target, std::string const& body,
                    std::string const& more = {}) {
  return std::string(method) + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
         more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ordinary_words(std::uint64_t number) {
  return R"({"id": "bench-)" + std::to_string(number % kept) +
         R"(", "rank": "filler", "text": "森林草原防火期，严禁野外用火"})";
}

// Announcements that many people have changed and kept at the same time.
class Flood {
 public:
  explicit Flood(std::uint16_t port) {
    for (std::uint64_t i = 0; i < kept; ++i) ask_once(port, message("POST", "/api/announcements", ordinary_words(i)));
    thread_ = std::thread([this, port] {
      auto const change = [](std::uint64_t number) {
        return message("PUT", "/api/announcements/bench-" + std::to_string(number % kept), ordinary_words(number),
                       "If-Match: *\r\n");
      };
      try {
        while (!ending_) per_second_ = load({port, crowd, 500ms, change}).per_second;
      } catch (std::exception const&) {
        per_second_ = 0;  // said in the rows
      }
    });
  }
  ~Flood() {
    ending_ = true;
    thread_.join();
  }
  Flood(Flood const&) = delete;
  Flood& operator=(Flood const&) = delete;
  double per_second() const { return per_second_; }

 private:
  std::atomic<bool> ending_ = false;
  std::atomic<double> per_second_ = 0;
  std::thread thread_;
};

struct Outcome {
  std::vector<double> first_ms, last_ms;
  int missed = 0;
};

bool await(std::chrono::milliseconds within, auto const& condition) {
  auto const end = steady_time() + std::chrono::nanoseconds(within).count();
  while (!condition()) {
    if (steady_time() > end) return false;
    std::this_thread::sleep_for(500us);
  }
  return true;
}

Outcome try_urgent(Watch& watch, std::uint16_t port, std::string const& series, int trials) {
  Outcome outcome;
  std::mt19937 random(7);
  for (int trial = 0; trial < trials; ++trial) {
    if (!await(5s, [&] { return watch.all_red(); }))
      throw std::runtime_error("the ordinary programme did not come back");
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));  // any phase of a frame
    watch.forget_blue();
    auto const id = series + "-" + std::to_string(trial);
    WallTime const now{std::chrono::nanoseconds{wall_time()}};
    auto const until = format_wall_time(std::chrono::floor<std::chrono::seconds>(now) + 10min, 0min);
    auto const body = R"({"id": ")" + id + R"(", "rank": "urgent", "effect": "hold", "ink": "#0000ff", )" +
                      R"("text": "紧急通知：山洪，请立即转移", "valid_until": ")" + until + "\"}";
    auto const began = wall_time();
    auto const said = ask_once(port, message("POST", "/api/urgent", body));
    if (!said.starts_with("HTTP/1.1 201") || said.find(R"("saved":true)") == std::string::npos)
      throw std::runtime_error("answered: " + said);
    auto const all_blue = [&] {
      auto const seen = watch.first_blue();
      return std::ranges::find(seen, 0) == seen.end();
    };
    if (await(missed_after, all_blue)) {
      auto const seen = watch.first_blue();
      outcome.first_ms.push_back(milliseconds(began, *std::ranges::min_element(seen)));
      outcome.last_ms.push_back(milliseconds(began, *std::ranges::max_element(seen)));
    } else {
      ++outcome.missed;
    }
    ask_once(port, message("DELETE", "/api/urgent/" + id, R"({"reason": "over"})"));
  }
  return outcome;
}

double deviation_p99(std::vector<double> intervals) {
  if (intervals.empty()) return 1e9;
  for (auto& each : intervals) each = std::abs(each - 1e3 / 60);
  return percentile(std::move(intervals), 0.99);
}

double cadence(Watch& watch) {
  watch.count_intervals();
  std::this_thread::sleep_for(cadence_lasts);
  return deviation_p99(watch.take_intervals());
}

// Of 4 KiB in a file that need not grow.
double median_sync_ms(std::filesystem::path const& folder) {
  std::array<char, 4'096> page{};
  auto const file = folder / "sync";
  int const line = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  std::vector<double> all;
  for (int i = 0; line >= 0 && i < 400; ++i) {
    auto const began = steady_time();
    if (pwrite(line, page.data(), page.size(), 4'096L * (i % 100)) != 4'096 || fdatasync(line) != 0) break;
    if (i >= 100) all.push_back(milliseconds(began, steady_time()));
  }
  if (line >= 0) close(line);
  if (all.empty()) throw std::runtime_error("cannot sync a file");
  return median(all);
}

Figure missed_row(std::string name, Outcome const& outcome) {
  return {std::move(name), "notices", outcome.missed, {}, {Bar::On::value, Bar::Sense::at_most, 0}, {}};
}

Figures urgent_to_wire(Setup const& setup) {
  if (processors() < 2) return {not_measured("urgent_to_wire", "ms", "needs a processor for each end")};
  Watch watch;
  std::vector<ScreenLine> lines;
  for (std::size_t i = 0; i < screens; ++i)
    lines.push_back({"screen-" + std::to_string(i), panel, "ddp", watch.line(i)});
  auto ordinary = scrolling("森林草原防火期，严禁野外用火，发现火情请立即拨打报警电话");
  ordinary.style.ink = Rgb{255, 0, 0};
  DaemonRun daemon(setup, lines, {ordinary});
  auto const port = static_cast<std::uint16_t>(daemon.preview_port());
  daemon.require_showing();
  Folder const folder;
  auto const sync = median_sync_ms(folder.path());
  try_urgent(watch, port, "warm", 20);
  auto const quiet = try_urgent(watch, port, "quiet", quiet_trials);
  if (quiet.first_ms.empty()) return {not_measured("urgent_to_wire", "ms", "no notice came")};
  auto const still = cadence(watch);

  double per_second = 0;
  double moved = 0;
  Outcome flooded;
  {
    Flood flood(port);
    std::this_thread::sleep_for(1s);
    moved = cadence(watch);
    flooded = try_urgent(watch, port, "flooded", flooded_trials);
    per_second = flood.per_second();
  }
  if (flooded.first_ms.empty() || per_second == 0)
    return {not_measured("urgent_to_wire", "ms", "the flood ended by itself")};

  Figures rows;
  for (auto const& [name, share, goal] :
       {std::tuple("urgent_to_wire", 0.5, p50_goal_ms), std::tuple("urgent_to_wire_p99", 0.99, p99_goal_ms)}) {
    Figure row{name, "ms", percentile(quiet.first_ms, share), sync, {Bar::On::value, Bar::Sense::at_most, goal}, {}};
    row.more["baseline_is"] = "fdatasync";
    row.more["last_screen_ms"] = percentile(quiet.last_ms, share);
    row.more["trials"] = quiet_trials;
    rows.push_back(std::move(row));
  }
  rows.push_back(missed_row("urgent_to_wire_missed", quiet));
  for (auto const& [name, share] : {std::pair("urgent_flooded", 0.5), std::pair("urgent_flooded_p99", 0.99)}) {
    Figure row{name,
               "ms",
               percentile(flooded.first_ms, share),
               1.5 * percentile(quiet.first_ms, share) + 2 * sync,
               {Bar::On::ratio, Bar::Sense::at_most, 1},
               {}};
    row.more["baseline_is"] = "1.5 x without the flood + 2 x fdatasync";
    row.more["changes_per_second"] = per_second;
    row.more["trials"] = flooded_trials;
    rows.push_back(std::move(row));
  }
  rows.push_back(missed_row("urgent_flooded_missed", flooded));
  Figure row{"urgent_flooded_cadence", "ms", moved, still, {Bar::On::value, Bar::Sense::at_most, cadence_goal_ms}, {}};
  row.more["what"] = "99th percentile of the deviation from 60 Hz; baseline without the flood";
  rows.push_back(std::move(row));
  return rows;
}

constexpr std::array measurements{Measurement{"urgent_to_wire", urgent_to_wire}};

}  // namespace

std::span<Measurement const> urgent_measurements() { return measurements; }

}  // namespace signboard
