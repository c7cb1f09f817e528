#include "tests/township/township.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <csignal>

namespace signboard {

using namespace std::chrono_literals;

Township::Township(std::string const& top, std::string const& screen) : clock_(folder.path() / "clock") {
  config = folder.write("signboard.toml", config_text(top, screen));
}

std::string Township::config_text(std::string const& top, std::string const& screen) const {
  return top + "\n[preview]\nlisten = \"off\"\n[[screen]]\nname = \"lobby\"\nsize = \"64x16\"\ndriver = \"ddp\"\n" +
         "line = \"udp:127.0.0.1:" + std::to_string(card.port()) + "\"\n" + screen;
}

void Township::open() {
  daemon.emplace("stepped_daemon", std::vector<std::string>{config.string(), (folder.path() / "clock").string()},
                 folder.path());
  for (int tries = 0; tries < 600 && told("GET", "/api/status").status != 200; ++tries) card.during(100ms);
  INFO(daemon->errors());
  REQUIRE(told("GET", "/api/status").status == 200);
}

void Township::cut_power() {
  daemon->signal(SIGKILL);
  REQUIRE(daemon->wait(10s).has_value());
  daemon.reset();
  while (card.next(200ms)) {
  }
}

WallTime Township::wall() const {
  auto const told_ = told("GET", "/api/clock");
  auto const read = parse_wall_time(std::string(told_.body.at("now").as_string()), zone);
  REQUIRE(read.has_value());
  return *read;
}

void Township::set_clock(WallTime wall) { step(wall - this->wall()); }

Told Township::told(std::string const& method, std::string const& target, std::string const& body,
                    std::string const& fields) const {
  return ask(folder.path() / "signboard.sock", method, target, body, fields);
}

std::vector<Township::Shown> Township::watch(std::chrono::milliseconds length) {
  std::vector<Shown> all;
  for (auto const& [frame, at] : card.during(length)) {
    Shown shown{{}, at + clock_.offset(), at.time_since_epoch()};
    auto const light = [](Rgb const& ink) { return std::max({ink.r, ink.g, ink.b}); };
    for (int y = 0; y < frame.size().height; ++y)
      for (auto const& pixel : frame.row(y))
        if (light(pixel) > light(shown.ink)) shown.ink = pixel;
    all.push_back(shown);
  }
  return all;
}

bool Township::settles(std::function<bool(Rgb)> const& accepted) {
  for (int tries = 0; tries < 33; ++tries) {
    auto const shown = watch(300ms);
    if (!shown.empty() && std::ranges::all_of(shown, accepted, &Shown::ink)) return true;
  }
  return false;
}

WallTime local(std::string const& text) { return *parse_wall_time(text, Township::zone); }

std::string written(WallTime time) {
  return format_wall_time(std::chrono::floor<std::chrono::seconds>(time), Township::zone);
}

}  // namespace signboard
