// What the simulated card costs with its window: the processor time of signsim while the daemon sends it a scrolling
// announcement, sixty frames a second, and it draws every lamp of 512 x 32 as a round dot on an Xvfb. The X server's
// own time stands beside it; on a real desktop that is the graphics card's.

#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/daemon_run.hpp"
#include "tests/bench/texts.hpp"
#include "tests/support/desktop.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr double goal = 0.25;  // of a core
constexpr auto settling = 3s;
constexpr auto length = 10s;
constexpr auto come_up_within = 20s;
constexpr double slowest_fps = 55;
constexpr int zoom = 3;  // the smallest with round dots; 1,536 x 96 pixels

std::int64_t cpu_time_of(pid_t process) {
  clockid_t clock{};
  if (clock_getcpuclockid(process, &clock) != 0) throw std::runtime_error("a process has no clock");
  return read_clock(clock);
}

boost::json::value status_of(std::filesystem::path const& output) {
  auto const said = contents(output);
  auto const end = said.rfind('\n');
  if (end == std::string::npos) return {};
  auto const begin = said.rfind('\n', end - 1);
  boost::system::error_code trouble;
  auto status = boost::json::parse(
      std::string_view(said).substr(begin == std::string::npos ? 0 : begin + 1, end - (begin + 1)), trouble);
  if (trouble || !status.is_object()) throw std::runtime_error("signsim says: " + said);
  return status;
}

std::string place_of(std::filesystem::path const& output) {
  for (auto const until = std::chrono::steady_clock::now() + come_up_within; std::chrono::steady_clock::now() < until;
       std::this_thread::sleep_for(20ms))
    if (auto const status = status_of(output); status.is_object())
      return status.at("cards").as_array().at(0).at("place").as_string().c_str();
  throw std::runtime_error("signsim did not come up: " + contents(output));
}

Child start_on(Desktop const& desktop, Setup const& setup, std::filesystem::path const& output) {
  setenv("DISPLAY", desktop.display().c_str(), 1);
  setenv("SDL_VIDEODRIVER", "x11", 1);
  return Child({(setup.programs / "signsim").string(), "lobby=ddp:512x32@0", "--window", "--zoom", std::to_string(zoom),
                "--status-json"},
               output);
}

Figures signsim_cpu(Setup const& setup) {
  if (!Desktop::is_possible()) {
    std::cerr << "signsim_cpu: skipped, there is no Xvfb (package xvfb)\n";
    return {};
  }
  Folder const folder;
  Desktop const desktop({1'920, 1'080}, folder.path());
  auto const output = folder.path() / "signsim.txt";
  auto simulator = start_on(desktop, setup, output);
  DaemonRun daemon(setup, {{"lobby", small_screen, "ddp", "udp:" + place_of(output)}}, {scrolling(setup.zh2000)});
  std::this_thread::sleep_for(settling);
  daemon.require_showing();
  auto const from = steady_time(), used_from = cpu_time_of(simulator.pid()), server_from = cpu_time_of(desktop.pid());
  std::this_thread::sleep_for(length);
  auto const to = steady_time(), used_to = cpu_time_of(simulator.pid()), server_to = cpu_time_of(desktop.pid());
  auto const card = status_of(output).at("cards").as_array().at(0);
  auto const fps = card.at("frames_per_second").to_number<double>();
  if (fps < slowest_fps) throw std::runtime_error("only " + std::to_string(fps) + " frames came in the last second");

  auto const wall = static_cast<double>(to - from);
  Figure figure{"signsim_cpu", "cores", static_cast<double>(used_to - used_from) / wall, {}, {}, {}};
  figure.bar = {Bar::On::value, Bar::Sense::at_most, goal};
  figure.more["size"] = "512x32";
  figure.more["zoom"] = zoom;
  figure.more["frames_per_second"] = fps;
  figure.more["faults"] = card.at("faults");
  figure.more["x_server_cores"] = static_cast<double>(server_to - server_from) / wall;
  return {std::move(figure)};
}

constexpr std::array measurements{Measurement{"signsim_cpu", signsim_cpu}};

}  // namespace

std::span<Measurement const> signsim_measurements() { return measurements; }

}  // namespace signboard
