#include "controller/signsim/recorder.hpp"
#include "tests/support/card_on_udp.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"
#include "tests/support/desktop.hpp"
#include "tests/support/pictures.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <span>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

using namespace signboard;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr Size panel{160, 24};

// A port nobody has at this moment.
std::uint16_t free_port() { return CardOnUdp(panel).port(); }

std::string config_for(std::uint16_t port) {
  return "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"off\"\n[[screen]]\nname = \"lobby\"\nsize = "
         "\"160x24\"\ndepth = \"rgb\"\ndriver = \"ddp\"\nline = \"udp:127.0.0.1:" +
         std::to_string(port) + "\"\nfps = 60\n";
}

constexpr std::string_view programme = R"([[announcement]]
id = "fire-season"
text = "森林草原防火期，严禁野外用火。བོད་ཡིག་གི་གསལ་བསྒྲགས། Tel. 0972-8321234"
effect = "scroll_left"
speed_px_s = 20
ink = "#ffa000"
)";

std::span<std::byte const> as_bytes(std::string const& text) { return std::as_bytes(std::span(text)); }

Frame frame_at(Scratch const& folder, WallTime at) {
  auto const out = (folder.path() / "shot.raw").string();
  auto const ran = run("signctl", {"render", "--config", (folder.path() / "signboard.toml").string(), "--screen",
                                   "lobby", "--at", format_wall_time(at, std::chrono::minutes{480}), "--out", out});
  INFO(ran.errors);
  REQUIRE(ran.code == 0);
  auto const bytes = folder.read("shot.raw");
  Frame frame(panel);
  REQUIRE(bytes.size() == bytes_of(frame).size());
  std::memcpy(frame.pixels().data(), bytes.data(), bytes.size());
  return frame;
}

struct Recorded {
  std::int64_t at = 0;
  std::string card, digest;
};

std::vector<Recorded> recorded_in(Scratch const& folder) {
  std::istringstream list(folder.read("frames/frames.txt"));
  std::vector<Recorded> all;
  for (Recorded one; list >> one.at >> one.card >> one.digest;) all.push_back(one);
  return all;
}

// The newest line of --status-json.
json::value status_of(Child const& simulator) {
  auto const said = simulator.output();
  auto const end = said.rfind('\n');
  if (end == std::string::npos) return {};
  auto const begin = said.rfind('\n', end - 1);
  return json::parse(said.substr(begin == std::string::npos ? 0 : begin + 1, end - (begin + 1)));
}

// Where a card is to be reached, once it is.
std::string place_of(Child const& simulator, std::size_t number = 0) {
  bool const is_up = simulator.says("\"place\":\"", 60s);
  INFO(simulator.errors());
  REQUIRE(is_up);
  return json::parse(simulator.output().substr(0, simulator.output().find('\n')))
      .at("cards")
      .as_array()
      .at(number)
      .at("place")
      .as_string()
      .c_str();
}

void send_to(std::string const& place, std::span<std::byte const> bytes) {
  sockaddr_in far{};
  far.sin_family = AF_INET;
  far.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  far.sin_port = htons(static_cast<std::uint16_t>(std::stoi(place.substr(place.rfind(':') + 1))));
  int const program = socket(AF_INET, SOCK_DGRAM, 0);
  auto const sent = sendto(program, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr const*>(&far), sizeof far);
  close(program);
  REQUIRE(sent == static_cast<ssize_t>(bytes.size()));
}

void send_ddp(std::string const& place, Frame const& frame) {
  auto const pixels = bytes_of(frame);
  std::vector<std::byte> bytes;
  for (unsigned const byte : {0x41U, 0U, 0x0BU, 1U, 0U, 0U, 0U, 0U, static_cast<unsigned>(pixels.size() >> 8U),
                              static_cast<unsigned>(pixels.size() & 255U)})
    bytes.push_back(static_cast<std::byte>(byte));
  bytes.insert(bytes.end(), pixels.begin(), pixels.end());
  send_to(place, bytes);
}

bool waits_for(std::function<bool()> const& wish, std::chrono::seconds limit) {
  auto const until = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < until) {
    if (wish()) return true;
    poll(nullptr, 0, 20);
  }
  return false;
}

}  // namespace

TEST_CASE("what signsim received is what render shows for that instant, pixel for pixel") {
  Scratch const folder;
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(free_port()));
  Child simulator(
      "signsim",
      {"--screens", config.string(), "--headless", "--status-json", "--record", (folder.path() / "frames").string()},
      folder.path());
  place_of(simulator);
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(waits_for([&] { return recorded_in(folder).size() >= 80; }, 60s));
  daemon.signal(SIGTERM);
  CHECK(daemon.wait(10s) == 0);
  simulator.signal(SIGTERM);
  CHECK(simulator.wait(10s) == 0);

  auto const frames = recorded_in(folder);
  int compared = 0;
  // The first packets, before the first whole frame, are shown one by one, and the last frame is the dark of the end.
  for (std::size_t i = 20; i + 5 < frames.size(); i += frames.size() / 8) {
    auto const& one = frames[i];
    auto const file = folder.read("frames/lobby-" + std::to_string(one.at) + ".png");
    auto const picture = decode_png(as_bytes(file));
    CHECK(digest_of(picture) == one.digest);
    // A frame arrives a moment after its beat began: the instant a quarter of a beat later is surely within it.
    CHECK(picture == frame_at(folder, WallTime{std::chrono::nanoseconds{one.at}} + 12ms));
    if (picture != Frame(panel)) ++compared;
  }
  CHECK(compared >= 3);
  auto const card = status_of(simulator).at("cards").as_array().at(0);
  CHECK(card.at("card") == "lobby");
  CHECK(card.at("faults") == 0);
  CHECK(card.at("counts").at("frames").to_number<std::size_t>() == frames.size());
}

TEST_CASE("faults are taken from standard input while it runs, and the daemon's picture is back afterwards") {
  Scratch const folder;
  folder.write("programme.toml", "[[announcement]]\nid = \"a\"\ntext = \"暂停办公\"\neffect = \"hold\"\n");
  auto const wishes = folder.write("wishes.txt", "fault lobby power 2s\nfault hall power\nfault lobby silent\n");
  auto const port = free_port();
  auto const config = folder.write("signboard.toml", config_for(port));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  Child simulator("signsim", {"--screens", config.string(), "--headless", "--status-json", "--language", "zh"},
                  folder.path(), {}, wishes);
  REQUIRE(simulator.says("没有名为“hall”的模拟卡", 60s));
  REQUIRE(waits_for([&] { return status_of(simulator).at("cards").as_array().at(0).at("power_cuts") == 1; }, 20s));
  auto const dark = digest_of(Frame(panel));
  REQUIRE(waits_for(
      [&] {
        auto const card = status_of(simulator).at("cards").as_array().at(0);
        return card.at("digest") != json::value(dark) && card.at("requested") == "silent";
      },
      60s));
}

TEST_CASE("what is wrong with signsim's command line is told in the reader's language, with the exit code of signctl") {
  auto const chinese = run("signsim", {"--language", "zh", "onbon:64x16@4048", "--headless"});
  CHECK(chinese.code == 2);
  CHECK(chinese.errors.find("没有名为“onbon”的模拟卡") != std::string::npos);
  auto const english = run("signsim", {"--language", "en", "ddp:64x16@4048,depth=blue", "--headless"});
  CHECK(english.code == 2);
  CHECK(english.errors.find("blue") != std::string::npos);
  CHECK(run("signsim", {"--headless"}).code == 2);
  CHECK(run("signsim", {"--frobnicate"}).code == 2);
  CHECK(run("signsim", {"a=ddp:1x1@0", "a=ddp:1x1@0", "--headless"}).code == 2);
  CHECK(run("signsim", {"ddp:1x1@0", "--headless", "--fault", "ddp burn"}).code == 2);
  CHECK(run("signsim", {"--screens", "no-such-file.toml", "--headless"}).code == 1);
  CardOnUdp const taken(panel);
  CHECK(run("signsim", {"ddp:1x1@" + std::to_string(taken.port()), "--headless"}).code == 1);
  CHECK(run("signsim", {"ddp:1x1@0", "--headless", "--for", "0.1"}).code == 0);
  CHECK(run("signsim", {"--help"}).code == 0);
}

TEST_CASE("the terminal shows the card in half blocks and is given back at the end") {
  Scratch const folder;
  Child simulator("signsim", {"x=ddp:2x2@0,depth=mono,led=ffb000", "--terminal", "--for", "0.5"}, folder.path());
  REQUIRE(simulator.wait(60s) == 0);
  auto const said = simulator.output();
  CHECK(said.find("\x1B[?25l") != std::string::npos);
  CHECK(said.find("\xE2\x96\x80") != std::string::npos);
  CHECK(said.find("\x1B[?25h") != std::string::npos);
}

TEST_CASE("a window shows each lamp as a round dot in its colour, and nothing where there is none") {
  if (!Desktop::is_possible()) {
    WARN("there is no Xvfb: the window is not tested (package xvfb)");
    return;
  }
  Scratch const folder;
  Desktop const desktop({400, 300}, folder.path());
  setenv("DISPLAY", desktop.display().c_str(), 1);
  setenv("SDL_VIDEODRIVER", "x11", 1);
  // What X11 and SDL keep to the end of a program is no leak of ours.
  setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
  Child simulator("signsim",
                  {"x=ddp:12x6@0", "y=ddp:12x6@0,depth=mono,led=ffb000", "--window", "--zoom", "8", "--status-json"},
                  folder.path());
  for (auto const* const name : {"DISPLAY", "SDL_VIDEODRIVER", "ASAN_OPTIONS"}) unsetenv(name);
  auto const place = place_of(simulator);
  Frame frame({12, 6});
  frame.at(2, 1) = {255, 0, 0};
  frame.at(3, 1) = {0, 255, 0};
  frame.at(11, 5) = {0, 0, 255};
  send_ddp(place, frame);
  send_ddp(place_of(simulator, 1), frame);

  // The windows lie somewhere on the desktop. The red lamp is the third of the second row, and its disc touches all
  // four sides of its square.
  auto const corner_of_red = [&](Frame const& seen) -> std::optional<std::pair<int, int>> {
    int left = seen.width(), top = seen.height();
    for (int y = 0; y < seen.height(); ++y)
      for (int x = 0; x < seen.width(); ++x)
        if (auto const colour = seen.at(x, y); colour.r > 0 && colour.g == 0 && colour.b == 0) {
          left = std::min(left, x);
          top = std::min(top, y);
        }
    if (left == seen.width()) return std::nullopt;
    return std::pair{left - 2 * 8, top - 8};
  };
  auto const shows = [&](Rgb colour) {
    return waits_for(
        [&] {
          auto const seen = desktop.picture();
          return std::ranges::find(seen.pixels(), colour) != seen.pixels().end();
        },
        60s);
  };
  REQUIRE(shows({255, 0, 0}));
  REQUIRE(shows({0, 0, 255}));
  CHECK(shows({255, 176, 0}));  // the other window: its lamps are amber, whatever they are told
  auto const picture = desktop.picture();
  auto const corner = corner_of_red(picture);
  REQUIRE(corner);
  auto const [left, top] = *corner;
  REQUIRE(left >= 0);
  REQUIRE(top >= 0);
  int dots = 0;
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 12; ++x) {
      INFO(x << ' ' << y);
      auto const colour = frame.at(x, y);
      CHECK(picture.at(left + x * 8 + 4, top + y * 8 + 4) == (colour == Rgb{} ? Rgb{24, 24, 24} : colour));
      for (auto const& [dx, dy] : {std::pair{0, 0}, {7, 0}, {0, 7}, {7, 7}})
        CHECK(picture.at(left + x * 8 + dx, top + y * 8 + dy) == Rgb{});
      dots += colour == Rgb{} ? 0 : 1;
    }
  }
  CHECK(dots == 3);

  simulator.signal(SIGTERM);
  CHECK(simulator.wait(10s) == 0);
}
