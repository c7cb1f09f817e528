// The daemon on a serial line. A pseudo-terminal stands for the card; libserialport refuses those, so the second test
// makes one look like a port it knows: mounted over the name of a console, with the modem lines answered by a preload.

#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"
#include "tests/support/pty.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <poll.h>

using namespace signboard;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr std::string_view programme =
    "[[announcement]]\nid = \"notice\"\ntext = \"■■■■\"\neffect = \"hold\"\nink = \"#ff0000\"\n";

std::string config_for(std::string const& device) {
  return "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"127.0.0.1:0\"\n[[screen]]\nname = \"lobby\"\nsize = "
         "\"32x16\"\ndriver = \"adalight\"\nline = \"serial:" +
         device + "?baud=921600\"\nsettings = { hello_ms = 0 }\n";
}

/// Waits until a whole frame of 32x16 pixels, some of them red, has come from the daemon.
bool hears_frame(Pty& pty, std::chrono::milliseconds limit) {
  constexpr std::array header{std::byte{'A'}, std::byte{'d'},  std::byte{'a'},
                              std::byte{1},   std::byte{0xFF}, std::byte{1 ^ 0xFF ^ 0x55}};
  std::vector<std::byte> bytes;
  auto const end = steady_clock::now() + limit;
  while (steady_clock::now() < end) {
    pollfd bytes_to_read{pty.descriptor(), POLLIN, 0};
    ::poll(&bytes_to_read, 1, 50);
    auto const fresh = pty.received();
    bytes.insert(bytes.end(), fresh.begin(), fresh.end());
    auto const found = std::ranges::search(bytes, header);
    if (bytes.end() - found.begin() < static_cast<std::ptrdiff_t>(header.size() + 32 * 16 * 3)) continue;
    auto const first = found.end();
    if (std::find(first, first + 32 * 16 * 3, std::byte{0xFF}) != first + 32 * 16 * 3) return true;
    bytes.erase(bytes.begin(), first);
  }
  return false;
}

/// The address the daemon has told in its log.
std::string preview_of(Child const& daemon) {
  REQUIRE(daemon.says("http://127.0.0.1:", 60s));
  auto const log = daemon.output() + daemon.errors();
  auto const begin = log.find("http://127.0.0.1:");
  return log.substr(begin, log.find_first_of(" \n", begin) - begin);
}

std::string status_of(Child const& daemon) {
  auto const told = run("signctl", {"--language", "en", "status", "lobby", "--url", preview_of(daemon)});
  INFO(told.errors);
  CHECK(told.code == 0);
  return told.output;
}

/// Asks until the status says so.
bool status_says(Child const& daemon, std::string_view words, std::chrono::milliseconds limit) {
  auto const end = steady_clock::now() + limit;
  while (steady_clock::now() < end)
    if (status_of(daemon).find(words) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("a daemon shows on a serial line, tells when it is pulled out, and shows again") {
  Scratch const folder;
  folder.write("programme.toml", programme);
  auto const name = folder.path() / "usb-card-if00-port0";
  auto const config = folder.write("signboard.toml", config_for(name.string()));
  auto pty = std::make_unique<Pty>();
  point(name, pty->device());
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  CHECK(hears_frame(*pty, 60s));
  CHECK(daemon.says("opened as a terminal", 10s));
  CHECK(status_says(daemon, "lobby: up since ", 10s));
  std::filesystem::remove(name);
  pty.reset();
  CHECK(status_says(daemon, "lobby: down since ", 10s));
  CHECK(daemon.says("is gone (pulled out, or without power)", 10s));
  pty = std::make_unique<Pty>();
  point(name, pty->device());
  CHECK(hears_frame(*pty, 10s));
  CHECK(status_of(daemon).find("blacked out") == std::string::npos);
  daemon.signal(SIGUSR1);
  CHECK(status_says(daemon, "blacked out; lifted with signctl blackout off", 10s));
}

TEST_CASE("a port that libserialport accepts is opened and set by it") {
  auto const shim = std::string(SIGNBOARD_TTY_SHIM);
  Pty pty;
  // A virtual console's name is one libserialport knows, and no test will miss it in a namespace of its own.
  std::string const device = "/dev/tty63";
  if (std::system(("unshare -m mount --bind " + pty.device() + " " + device + " 2>/dev/null").c_str()) != 0) {
    WARN("skipped: mounting over " + device + " in a namespace of our own is not allowed here");
    return;
  }
  Scratch const folder;
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(device));
  // The checked build wants to be the first library of all.
  std::vector<std::string> const mounted{"unshare", "-m", "sh", "-c",
                                         "mount --bind " + pty.device() + " " + device + " && exec env LD_PRELOAD=" +
                                             shim + " ASAN_OPTIONS=verify_asan_link_order=0 \"$0\" \"$@\""};
  Child daemon("signboardd", {"--config", config.string()}, folder.path(), mounted);
  CHECK(hears_frame(pty, 60s));
  CHECK(status_says(daemon, "lobby: up since ", 10s));
  INFO(daemon.errors());
  CHECK((daemon.output() + daemon.errors()).find("opened as a terminal") == std::string::npos);
}
