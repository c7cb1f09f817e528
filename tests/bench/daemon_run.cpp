#include "tests/bench/daemon_run.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <netinet/in.h>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr auto come_up_within = 10s;

// A basic string of TOML; our texts hold no control characters but line ends.
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "\"";
}

std::string spelled(Rgb colour) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", colour.r, colour.g, colour.b);
  return text.data();
}

std::string config_toml(std::vector<ScreenLine> const& screens, std::filesystem::path const& state) {
  std::string out = "playlists = [\"playlist.toml\"]\n";
  if (!state.empty()) out += "state = " + toml_string(state.string()) + "\n";
  out += "[preview]\nlisten = \"127.0.0.1:0\"\n";
  for (auto const& [name, size, driver, line] : screens)
    out += "[[screen]]\nname = " + toml_string(name) + "\nsize = \"" + std::to_string(size.width) + "x" +
           std::to_string(size.height) + "\"\ndepth = \"rgb\"\ndriver = " + toml_string(driver) +
           "\nline = " + toml_string(line) + "\nfps = 60\n";
  return out;
}

std::string playlist_toml(std::vector<Announcement> const& playlist) {
  std::string out = "[playlist]\ntitle = \"bench\"\n";
  for (auto const& item : playlist) {
    auto const& motion = item.style.motion;
    out += "[[announcement]]\nid = " + toml_string(item.id) + "\nrank = " + toml_string(name_of(item.rank)) +
           "\neffect = " + toml_string(name_of(motion.effect)) + "\nspeed_px_s = " + std::to_string(motion.speed_px_s) +
           "\nhold_ms = " + std::to_string(motion.hold.count()) + "\nlines = " + std::to_string(item.style.lines) +
           "\n";
    if (item.style.ink) out += "ink = " + toml_string(spelled(*item.style.ink)) + "\n";
    if (item.schedule.from) out += "valid_from = " + format_wall_time(*item.schedule.from, 0min) + "\n";
    if (!item.screens.empty()) {
      out += "screens = [";
      for (auto const& screen : item.screens) out += toml_string(screen) + ", ";
      out += "]\n";
    }
    for (auto const& [language, words] : item.texts)
      out += "[[announcement.text]]\nlanguage = " + toml_string(language) + "\nwords = " + toml_string(words) + "\n";
  }
  return out;
}

// The body of the answer; empty if there was none.
std::string get(int port, std::string_view target) {
  int const line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (line < 0) return {};
  timeval const patience{5, 0};
  setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  sockaddr_in far{};
  far.sin_family = AF_INET;
  far.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  far.sin_port = htons(static_cast<std::uint16_t>(port));
  std::string answer;
  auto const ask = "GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                   "\r\nConnection: close\r\n\r\n";
  if (connect(line, reinterpret_cast<sockaddr*>(&far), sizeof(far)) == 0 &&  // NOLINT: what the system wants
      send(line, ask.data(), ask.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(ask.size())) {
    std::array<char, 4'096> some{};
    for (ssize_t got = 0; (got = recv(line, some.data(), some.size(), 0)) > 0;)
      answer.append(some.data(), static_cast<std::size_t>(got));
  }
  close(line);
  auto const body = answer.find("\r\n\r\n");
  return body == std::string::npos ? std::string() : answer.substr(body + 4);
}

}  // namespace

ScreenLine null_screen(std::string name, Size size) { return {std::move(name), size, "null", "none:"}; }

DaemonRun::DaemonRun(Setup const& setup, std::vector<ScreenLine> const& screens,
                     std::vector<Announcement> const& playlist, RunOptions const& options)
    : child_([&] {
        folder_.write("signboard.toml", config_toml(screens, options.state));
        folder_.write("playlist.toml", playlist_toml(playlist));
        return Child(command(setup, folder_, options.words), folder_.path() / "log.txt");
      }()) {}

std::vector<std::string> DaemonRun::command(Setup const& setup, Folder const& folder,
                                            std::vector<std::string> const& options) {
  std::vector<std::string> words{(setup.programs / "signboardd").string(), "--config",
                                 (folder.path() / "signboard.toml").string()};
  words.insert(words.end(), options.begin(), options.end());
  return words;
}

void DaemonRun::publish(std::vector<Announcement> const& playlist) {
  folder_.write("playlist.toml", playlist_toml(playlist));
  child_.signal(SIGHUP);
}

std::string DaemonRun::log() const { return contents(folder_.path() / "log.txt"); }

int DaemonRun::preview_port() {
  constexpr std::string_view told = "preview http://127.0.0.1:";
  auto const end = std::chrono::steady_clock::now() + come_up_within;
  while (std::chrono::steady_clock::now() < end && child_.is_running()) {
    auto const said = log();
    auto const at = said.find(told);
    if (at != std::string::npos && said.find('/', at + told.size()) != std::string::npos)
      return std::stoi(said.substr(at + told.size()));
    std::this_thread::sleep_for(10ms);
  }
  throw std::runtime_error("signboardd did not come up: " + log());
}

boost::json::value DaemonRun::status() {
  auto const body = get(preview_port(), "/api/status");
  boost::system::error_code trouble;
  auto answer = boost::json::parse(body, trouble);
  if (trouble || !answer.is_object()) throw std::runtime_error("/api/status says: " + body);
  return answer;
}

void DaemonRun::kill() {
  child_.signal(SIGKILL);
  child_.exit_code(come_up_within);
}

// The status is a second old at most, so a daemon that has just begun says so a little later.
void DaemonRun::require_showing() {
  constexpr int tries = 30;
  for (int i = 0; i < tries; ++i) {
    auto const answer = status();
    auto const& screens = answer.at("screens").as_array();
    auto const is_dark = [](auto const& screen) { return screen.at("showing").is_null(); };
    if (!screens.empty() && std::ranges::none_of(screens, is_dark)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  throw std::runtime_error("a screen shows nothing: " + log());
}

}  // namespace signboard
