// The API under load. GET: requests a second of the daemon against a server of the same run that only writes the same
// bytes, each on a processor of its own. POST: against how long the disk takes to keep 4 KiB.

#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/http_load.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int rounds = 7;
constexpr auto each_lasts = 1'000ms;
constexpr double get_goal = 0.65;
constexpr double post_own_us = 300, post_syncs = 1.5;  // what a durable answer may take
constexpr double group_goal = 3;                       // changes kept for each wait for the disk
constexpr int many = 64;
constexpr std::uint64_t kept = 512;

// The servers on the first processor, who asks on the last.
constexpr int servers_place = 0;

/// The daemon on the servers' processor; this thread on the other one.
class PinnedDaemon {
 public:
  explicit PinnedDaemon(Setup const& setup) {
    stay_on(servers_place);  // what is started from here stays there too
    daemon_.emplace(setup, std::vector{null_screen("lobby", small_screen)}, std::vector{held()});
    stay_on(processors() - 1);
    daemon_->require_showing();
  }

  std::uint16_t port() { return static_cast<std::uint16_t>(daemon_->preview_port()); }

 private:
  std::optional<DaemonRun> daemon_;
};

std::string get_status(std::uint64_t) {
  return "GET /api/status HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
}

std::string body_of(std::string const& target) {
  return R"({"id":")" + target.substr(target.rfind('/') + 1) +
         R"(","rank":"filler","text":"森林草原防火期，严禁野外用火"})";
}

std::string place_of(std::uint64_t number) { return "/api/announcements/bench-" + std::to_string(number % kept); }

/// Publishes one of `kept` announcements; as many as can be in force would be used up within seconds.
std::string post_announcement(std::uint64_t number) {
  return json_request("POST", "/api/announcements", body_of(place_of(number)));
}

/// Changes one of them, which costs the disk the same.
std::string put_announcement(std::uint64_t number) {
  return json_request("PUT", place_of(number), body_of(place_of(number)), "If-Match: *\r\n");
}

Figure get_row(std::string name, PinnedDaemon& daemon, std::string const& answer, int connections) {
  CannedServer canned(answer, servers_place);
  std::vector<double> ours, bare, p50, p99;
  for (int round = 0; round < rounds; ++round) {
    auto const floor = load({canned.port(), connections, each_lasts, get_status});
    auto const product = load({daemon.port(), connections, each_lasts, get_status});
    bare.push_back(floor.per_second);
    ours.push_back(product.per_second);
    p50.push_back(product.p50_us);
    p99.push_back(product.p99_us);
  }
  Figure figure{std::move(name), "requests/s", median(ours), median(bare), {}, {}};
  figure.more["connections"] = connections;
  figure.more["bytes"] = answer.size();
  figure.more["p50_us"] = median(p50);
  figure.more["p99_us"] = median(p99);
  return figure;
}

Figures http_get(Setup const& setup) {
  if (processors() < 2) return {not_measured("http_get", "requests/s", "needs a processor for each end")};
  Whereabouts const elsewhere;
  PinnedDaemon daemon(setup);
  auto const answer = ask_once(daemon.port(), get_status(0));
  auto crowd = get_row("http_get", daemon, answer, many);
  crowd.bar = {Bar::On::ratio, Bar::Sense::at_least, get_goal};
  return {std::move(crowd), get_row("http_get_alone", daemon, answer, 1)};
}

/// How long it takes to write 4 KiB where the file need not grow, and to know that they are there. Asked on the
/// daemon's processor: from the one that hears of the disk it can take half as long.
double median_sync_us(std::filesystem::path const& folder) {
  constexpr int places = 100, rounds_of_all = 4;
  std::array<char, 4'096> page{};
  auto const file = folder / "sync";
  int const line = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (line < 0) throw std::runtime_error("cannot write a file");
  std::vector<double> micros;
  for (int i = 0; i < places * rounds_of_all; ++i) {
    auto const began = steady_time();
    if (pwrite(line, page.data(), page.size(), 4'096L * (i % places)) != 4'096 || fdatasync(line) != 0)
      throw std::runtime_error("cannot sync a file");
    if (i >= places) micros.push_back(static_cast<double>(steady_time() - began) / 1e3);
  }
  close(line);
  return median(micros);
}

/// A figure that /metrics tells.
double told_by_metrics(std::uint16_t port, std::string const& name) {
  auto const said = ask_once(port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
  auto const at = said.find("\n" + name + " ");
  if (at == std::string::npos) throw std::runtime_error("no " + name + " in /metrics");
  return std::stod(said.substr(at + name.size() + 2));
}

struct Done {
  double changes = 0, transactions = 0, settings = 0, setting_us = 0;
};

Done done_so_far(std::uint16_t port) {
  return {told_by_metrics(port, "signboard_store_changes_total"),
          told_by_metrics(port, "signboard_store_transactions_total"),
          told_by_metrics(port, "signboard_settings_total"),
          told_by_metrics(port, "signboard_setting_seconds_total") * 1e6};
}

// One connection waits for the disk each time; many share a commit.
Figures http_post(Setup const& setup) {
  if (processors() < 2) return {not_measured("http_post", "us", "needs a processor for each end")};
  Whereabouts const elsewhere;
  PinnedDaemon daemon(setup);
  for (std::uint64_t number = 0; number < kept; ++number)
    if (auto const said = ask_once(daemon.port(), post_announcement(number)); !said.starts_with("HTTP/1.1 201"))
      return {not_measured("http_post", "us", said.substr(0, said.find('\r')))};
  Folder const folder;
  std::vector<double> alone, crowd, settings, syncs, p99;
  Done together;
  for (int round = 0; round < rounds; ++round) {
    stay_on(servers_place);
    syncs.push_back(median_sync_us(folder.path()));
    stay_on(processors() - 1);
    auto const first = done_so_far(daemon.port());
    alone.push_back(load({daemon.port(), 1, each_lasts, put_announcement}).p50_us);
    auto const before = done_so_far(daemon.port());
    settings.push_back((before.setting_us - first.setting_us) / (before.settings - first.settings));
    auto const many_at_once = load({daemon.port(), many, each_lasts, put_announcement});
    auto const after = done_so_far(daemon.port());
    together.changes += after.changes - before.changes;
    together.transactions += after.transactions - before.transactions;
    crowd.push_back(many_at_once.per_second);
    p99.push_back(many_at_once.p99_us);
  }
  auto const sync = median(syncs), setting = median(settings);
  Figure single{"http_post",
                "us",
                median(alone) - setting,
                post_own_us + post_syncs * sync,
                {Bar::On::ratio, Bar::Sense::at_most, 1},
                {}};
  single.more["baseline_is"] = "300 us + 1.5 x fdatasync";
  single.more["fdatasync_us"] = sync;
  single.more["setting_us"] = setting;
  Figure shared{"http_post_group",
                "changes per fdatasync",
                together.changes / together.transactions,
                {},
                {Bar::On::value, Bar::Sense::at_least, group_goal},
                {}};
  shared.more["value_is"] = "changes a transaction, which waits for the disk once";
  shared.more["connections"] = many;
  shared.more["changes_a_second"] = median(crowd);
  shared.more["fdatasync_a_second"] = 1e6 / sync;
  shared.more["p99_us"] = median(p99);
  return {std::move(single), std::move(shared)};
}

constexpr std::array all{Measurement{"http_get", http_get}, Measurement{"http_post", http_post}};

}  // namespace

std::span<Measurement const> http_measurements() { return all; }

}  // namespace signboard
