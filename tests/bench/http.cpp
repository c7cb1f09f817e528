// The API under load. GET: requests a second of the daemon against a server of the same run that only writes the same
// bytes, each on a processor of its own. POST: against how often the disk can be told to keep 4 KiB.

#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/http_load.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

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
constexpr double post_goal = 0.5;
constexpr int many = 64;
constexpr std::uint64_t kept = 512;

// The servers on the first processor, who asks on the last.
constexpr int servers_place = 0;

Announcement still() {
  Announcement announcement = scrolling("森林草原防火期，严禁野外用火");
  announcement.style.motion.effect = Effect::hold;
  return announcement;
}

/// The daemon on the servers' processor; this thread on the other one.
class PinnedDaemon {
 public:
  explicit PinnedDaemon(Setup const& setup) {
    stay_on(servers_place);  // what is started from here stays there too
    daemon_.emplace(setup, std::vector{null_screen("lobby", small_screen)}, std::vector{still()});
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

std::string with_body(std::string_view method, std::string const& target, std::string const& more) {
  auto const body = std::string(R"({"id":")") + target.substr(target.rfind('/') + 1) +
                    R"(","rank":"filler","text":"森林草原防火期，严禁野外用火"})";
  return std::string(method) + " " + target.substr(0, method == "POST" ? target.rfind('/') : std::string::npos) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string place_of(std::uint64_t number) { return "/api/announcements/bench-" + std::to_string(number % kept); }

/// Publishes one of `kept` announcements; as many as can be in force would be used up within seconds.
std::string post_announcement(std::uint64_t number) { return with_body("POST", place_of(number), ""); }

/// Changes one of them, which costs the disk the same.
std::string put_announcement(std::uint64_t number) { return with_body("PUT", place_of(number), "If-Match: *\r\n"); }

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
  PinnedDaemon daemon(setup);
  auto const answer = ask_once(daemon.port(), get_status(0));
  auto crowd = get_row("http_get", daemon, answer, many);
  crowd.bar = {Bar::On::ratio, Bar::Sense::at_least, get_goal};
  return {std::move(crowd), get_row("http_get_alone", daemon, answer, 1)};
}

/// How often a second 4 KiB can be written to the disk and known to be there.
double syncs_per_second(std::filesystem::path const& folder) {
  std::array<char, 4'096> page{};
  auto const file = folder / "sync";
  int const line = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (line < 0) throw std::runtime_error("cannot write a file");
  auto const begin = steady_time(), end = begin + std::chrono::nanoseconds(each_lasts).count();
  int count = 0;
  for (; steady_time() < end; ++count)
    if (pwrite(line, page.data(), page.size(), 4'096L * (count % 256)) != 4'096 || fdatasync(line) != 0)
      throw std::runtime_error("cannot sync a file");
  close(line);
  return 1e9 * count / static_cast<double>(steady_time() - begin);
}

// One connection waits for the disk each time; many share a commit, so that nothing but the disk may be in their way.
Figures http_post(Setup const& setup) {
  if (processors() < 2) return {not_measured("http_post", "requests/s", "needs a processor for each end")};
  PinnedDaemon daemon(setup);
  for (std::uint64_t number = 0; number < kept; ++number)
    if (auto const said = ask_once(daemon.port(), post_announcement(number)); !said.starts_with("HTTP/1.1 201"))
      return {not_measured("http_post", "requests/s", said.substr(0, said.find('\r')))};
  Folder const folder;
  std::vector<double> alone, crowd, syncs, p99;
  for (int round = 0; round < rounds; ++round) {
    syncs.push_back(syncs_per_second(folder.path()));
    alone.push_back(load({daemon.port(), 1, each_lasts, put_announcement}).per_second);
    auto const many_at_once = load({daemon.port(), many, each_lasts, put_announcement});
    crowd.push_back(many_at_once.per_second);
    p99.push_back(many_at_once.p99_us);
  }
  Figure shared{
      "http_post", "requests/s", median(crowd), median(syncs), {Bar::On::ratio, Bar::Sense::at_least, post_goal}, {}};
  shared.more["connections"] = many;
  shared.more["p99_us"] = median(p99);
  Figure single{"http_post_alone", "requests/s", median(alone), median(syncs), {}, {}};
  return {std::move(shared), std::move(single)};
}

constexpr std::array all{Measurement{"http_get", http_get}, Measurement{"http_post", http_post}};

}  // namespace

std::span<Measurement const> http_measurements() { return all; }

}  // namespace signboard
