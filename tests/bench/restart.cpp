// SIGKILL while a crowd publishes, again and again: how long the next daemon takes from its start to the right
// picture on every screen, and whether all that was acknowledged is there.

#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/http_load.hpp"
#include "tests/bench/receiver.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <map>
#include <random>
#include <stdexcept>
#include <thread>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 20;
constexpr double goal_s = 1;
constexpr Size screen_size{256, 64};
constexpr int screens = 4;
constexpr int crowd = 32;
constexpr auto patience = 10s;
constexpr std::uint64_t fresh_a_round = 600;  // then they are changed: 20,000 may be in force at a time
constexpr int shortest_ms = 200, longest_ms = 1'200;

std::string flood_id(int round, std::uint64_t number) {
  return "flood-" + std::to_string(round) + "-" + std::to_string(number % fresh_a_round);
}

std::string flood_words(std::uint64_t number) { return "森林草原防火期 " + std::to_string(number); }

// Never seen behind the routine one, so that the right picture stays the same.
std::string change(int round, std::uint64_t number) {
  auto const id = flood_id(round, number);
  auto const body = R"({"id":")" + id + R"(","rank":"filler","text":")" + flood_words(number) + R"("})";
  if (number < fresh_a_round) return json_request("POST", "/api/announcements", body);
  return json_request("PUT", "/api/announcements/" + id, body, "If-Match: *\r\n");
}

/// The office, its state on the disk beside this program, and the screens that outlive the daemon.
class Trial {
 public:
  explicit Trial(Setup const& setup)
      : setup_(setup), disk_(setup.self.parent_path()), right_(still_picture(notice_, screen_size)) {
    for (int i = 0; i < screens; ++i) screens_.emplace_back(screen_size);
    start();
    publish_notice();
    await_picture(wall_time());
  }

  void round(int number) {
    std::map<Id, std::uint64_t> acknowledged;
    Load load{port_, crowd, 24h, [number](std::uint64_t i) { return change(number, i); }};
    load.expected = "2";
    load.on_break = Load::Break::ends_it;
    load.answered = [&](std::uint64_t i) {
      acknowledged[flood_id(number, i)] = std::max(acknowledged[flood_id(number, i)], i);
    };
    Flood flood(std::move(load));
    std::this_thread::sleep_for(std::uniform_int_distribution{shortest_ms, longest_ms}(random_)*1ms);
    daemon_->kill();
    flood.stop();
    daemon_.reset();
    auto const begin = wall_time();
    start();
    seconds_.push_back(milliseconds(begin, await_picture(begin)) / 1e3);
    look_for(acknowledged);
    kept_.merge(std::move(acknowledged));
  }

  /// Once more all of them, after all rounds.
  void end() { look_for(kept_); }

  std::vector<double> const& seconds() const { return seconds_; }
  std::size_t kept() const { return kept_.size(); }
  int missing() const { return missing_; }

 private:
  void start() {
    std::vector<ScreenLine> lines;
    for (std::size_t i = 0; i < screens_.size(); ++i)
      lines.push_back({"wall-" + std::to_string(i), screen_size, "ddp", screens_[i].line()});
    daemon_.emplace(setup_, lines, std::vector<Announcement>{}, RunOptions{{}, disk_.path() / "state"});
    port_ = 0;
  }

  std::uint16_t port() {
    if (port_ == 0) port_ = static_cast<std::uint16_t>(daemon_->preview_port());
    return port_;
  }

  void publish_notice() {
    auto const body =
        R"({"id":"notice","text":")" + notice_.texts.front().words + R"(","effect":"hold","ink":"#ff4020"})";
    auto const answer = ask_once(port(), json_request("POST", "/api/announcements", body));
    if (!answer.starts_with("HTTP/1.1 201")) throw std::runtime_error("answered: " + answer);
  }

  /// When the last screen was right, after that moment.
  std::int64_t await_picture(std::int64_t since) {
    std::int64_t last = 0;
    for (auto& screen : screens_) last = std::max(last, await_picture(screen, since));
    return last;
  }

  std::int64_t await_picture(DdpScreen& screen, std::int64_t since) {
    auto const deadline = since + std::chrono::nanoseconds(patience).count();
    while (auto const shown = screen.next(patience)) {
      if (shown->at > since && shown->whole && *shown->frame == right_) return shown->at;
      if (shown->at > deadline) break;
    }
    throw std::runtime_error("the right picture did not come: " + daemon_->log());
  }

  // What is there may be newer than what was acknowledged, never older.
  void look_for(std::map<Id, std::uint64_t> const& acknowledged) {
    for (auto const& [id, number] : acknowledged) {
      auto const answer = ask_once(port(), "GET /api/announcements/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      auto const said = answer.find("森林草原防火期 ");
      bool const there = answer.starts_with("HTTP/1.1 200") && said != std::string::npos &&
                         std::stoull(answer.substr(answer.find(' ', said) + 1)) >= number;
      if (!there) ++missing_;
    }
  }

  Setup const& setup_;
  Announcement notice_ = held("严禁烟火");  // as much as fits on one screen
  Folder disk_;
  Frame right_;
  std::deque<DdpScreen> screens_;
  std::optional<DaemonRun> daemon_;
  std::uint16_t port_ = 0;
  std::mt19937 random_{20'261'122};
  std::vector<double> seconds_;
  std::map<Id, std::uint64_t> kept_;
  int missing_ = 0;
};

Figures restart(Setup const& setup) {
  Trial trial(setup);
  for (int i = 0; i < rounds; ++i) trial.round(i);
  trial.end();
  auto const& seconds = trial.seconds();
  Figure slowest{"restart", "s", std::ranges::max(seconds), {}, {Bar::On::value, Bar::Sense::at_most, goal_s}, {}};
  slowest.more["value_is"] = "the slowest of all rounds, until the last of 4 screens is right";
  slowest.more["median_s"] = median(seconds);
  slowest.more["rounds"] = rounds;
  Figure missing{"restart_missing", "announcements", trial.missing(), {}, {Bar::On::value, Bar::Sense::at_most, 0}, {}};
  missing.more["acknowledged"] = trial.kept();
  return {std::move(slowest), std::move(missing)};
}

constexpr std::array measurements{Measurement{"restart", restart}};

}  // namespace

std::span<Measurement const> restart_measurements() { return measurements; }

}  // namespace signboard
