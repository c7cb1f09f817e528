#include "tests/support/desktop.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace signboard {
namespace {

constexpr auto const* program = "/usr/bin/Xvfb";
constexpr int come_up_within_ms = 20'000;

// The header of an XWD file (X11/XWDFile.h), big endian words by number.
enum : std::size_t { header_size, bytes_per_line = 12, colours = 19, header_words = 25 };
constexpr std::size_t bytes_per_colour = 12;

std::uint32_t word_at(std::vector<char> const& file, std::size_t number) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word = word << 8U | static_cast<unsigned char>(file.at(number * 4 + i));
  return word;
}

// All of it: the number and the end of its line come one after the other, and who reads only the first kills the
// writer.
std::string line_from(int pipe_end) {
  std::string line;
  for (char letter = 0; letter != '\n';) {
    pollfd waiting{pipe_end, POLLIN, 0};
    if (poll(&waiting, 1, come_up_within_ms) <= 0 || read(pipe_end, &letter, 1) != 1) return {};
    if (letter != '\n') line += letter;
  }
  return line;
}

}  // namespace

bool Desktop::is_possible() { return access(program, X_OK) == 0; }

Desktop::Desktop(Size size, std::filesystem::path const& folder) : size_(size), framebuffer_(folder / "Xvfb_screen0") {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe for Xvfb");
  auto const screen = std::to_string(size.width) + "x" + std::to_string(size.height) + "x24";
  auto const number = std::to_string(pipe_ends[1]);
  std::vector<std::string> words{program,  "-displayfd", number,      "-screen", "0",       screen,
                                 "-fbdir", folder,       "-nolisten", "tcp",     "-noreset"};
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
  posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
  int const failed = posix_spawn(&pid_, program, &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  auto const number_told = failed == 0 ? line_from(pipe_ends[0]) : std::string();
  close(pipe_ends[0]);
  if (number_told.empty()) throw std::runtime_error("Xvfb did not come up");
  display_ = ":" + number_told;
}

Desktop::~Desktop() {
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

Frame Desktop::picture() const {
  std::ifstream in(framebuffer_, std::ios::binary);
  std::vector<char> const file(std::istreambuf_iterator<char>(in), {});
  if (file.size() < header_words * 4) throw std::runtime_error("no picture from Xvfb");
  auto const start = word_at(file, header_size) + word_at(file, colours) * bytes_per_colour;
  auto const line = word_at(file, bytes_per_line);
  Frame frame(size_);
  for (int y = 0; y < frame.height(); ++y) {
    for (int x = 0; x < frame.width(); ++x) {
      std::uint32_t pixel = 0;  // 0x00RRGGBB, in the order of this computer
      std::memcpy(&pixel, &file.at(start + static_cast<std::size_t>(y) * line + static_cast<std::size_t>(x) * 4), 4);
      frame.at(x, y) = {static_cast<std::uint8_t>(pixel >> 16U), static_cast<std::uint8_t>(pixel >> 8U),
                        static_cast<std::uint8_t>(pixel)};
    }
  }
  return frame;
}

}  // namespace signboard
