#include "controller/signctl/client.hpp"
#include "controller/signctl/commands.hpp"
#include "controller/signctl/sources.hpp"
#include "drivers/driver.hpp"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;

int terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

// Where the terminal is left when the person presses Ctrl-C.
volatile std::sig_atomic_t interrupted = 0;
void interrupt(int) { interrupted = 1; }

void put(Dialogue& dialogue) {
  while (auto const packet = dialogue.say()) {
    auto const bytes = packet->joined();
    std::cout.write(reinterpret_cast<char const*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  std::cout.flush();
}

Result<std::string> pick_screen(Url const& url, WatchOptions const& options, Language language) {
  if (!options.screen.empty()) return options.screen;
  auto stream = FrameStream::open(url, {}, language);
  if (!stream) return stream.error();
  return stream->screens().front().name;
}

Result<void> follow(Url const& url, std::string const& screen, WatchOptions const& options, Language language) {
  auto stream = FrameStream::open(url, {screen}, language);
  if (!stream) return stream.error();
  auto const& seen = stream->screens().front();
  auto const* const kind = find_driver("ansi");
  Settings settings(
      {{"width", std::int64_t{std::min(options.columns > 0 ? options.columns : terminal_columns(), seen.size.width)}}});
  auto driver = kind->make(Panel{seen.name, seen.size, seen.depth}, settings);
  if (!driver) return driver.error();
  if (auto greeting = (*driver)->begin(Greet()); greeting) put(**greeting);
  while (interrupted == 0) {
    auto const received = stream->next(500ms);
    if (!received) {
      if (received.error().id == "client.timeout") continue;
      return received.error();
    }
    ShowFrame command;
    command.frame = received->frame.get();
    if (auto shown = (*driver)->begin(command); shown) put(**shown);
  }
  return {};
}

}  // namespace

Exit watch(WatchOptions const& options, Console const& console) {
  std::string address = options.url;
  if (address.empty() && !options.config.empty()) {
    auto const config = load_config(options.config);
    if (!config.errors.empty()) return console.complain(config.errors);
    address = "http://127.0.0.1:" + std::to_string(config.value.preview_port) + "/";
  }
  if (address.empty()) return console.complain(fault(Code::invalid, "cli.needs_config"));
  auto const url = parse_url(address);
  if (!url) return console.complain(url.error());
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  auto const screen = pick_screen(*url, options, console.language);
  if (!screen) return console.complain(screen.error());
  auto const followed = follow(*url, *screen, options, console.language);
  std::cout << "\x1B[0m\x1B[?25h\n" << std::flush;  // plain colours and the cursor are given back
  return followed ? Exit::fine : console.complain(followed.error());
}

}  // namespace signboard
