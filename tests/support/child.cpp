#include "tests/support/child.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

std::string contents(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

void breathe() { poll(nullptr, 0, 5); }

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (auto& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

Child::Child(std::string const& program, std::vector<std::string> const& arguments, std::filesystem::path const& folder,
             std::vector<std::string> const& under, std::filesystem::path const& input)
    : output_(folder / (program + ".out")), errors_(folder / (program + ".err")) {
  auto const* const elsewhere = std::getenv("SIGNBOARD_BIN");
  auto const path = std::filesystem::path(elsewhere != nullptr ? elsewhere : SIGNBOARD_BIN_DIR) / program;
  std::vector<std::string> words = under;
  words.push_back(path.string());
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto argv = pointers(words);
  // Daemons of one machine must not fight for the usual place of the API.
  setenv("SIGNBOARD_SOCKET", (folder / "signboard.sock").c_str(), 1);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  int const flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors_.c_str(), flags, 0600);
  int const failed = posix_spawnp(&pid_, words.front().c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + words.front());
}

Child::~Child() {
  if (ended_) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Child::signal(int number) const {
  if (!ended_) kill(pid_, number);
}

std::optional<int> Child::wait(std::chrono::milliseconds limit) {
  auto const until = SteadyClock::now() + limit;
  while (!ended_) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      ended_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    } else if (SteadyClock::now() >= until) {
      return std::nullopt;
    } else {
      breathe();
    }
  }
  return ended_;
}

std::string Child::output() const { return contents(output_); }
std::string Child::errors() const { return contents(errors_); }

bool Child::says(std::string_view words, std::chrono::milliseconds limit) const {
  auto const until = SteadyClock::now() + limit;
  while (SteadyClock::now() < until) {
    if (output().find(words) != std::string::npos || errors().find(words) != std::string::npos) return true;
    breathe();
  }
  return false;
}

Ran run(std::string const& program, std::vector<std::string> const& arguments) {
  Scratch const scratch;
  Child child(program, arguments, scratch.path());
  auto const code = child.wait(120s);
  return {code.value_or(-1), child.output(), child.errors()};
}

Scratch::Scratch() {
  std::array<char, 64> name{"/tmp/signboard-test-XXXXXX"};
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder for the test");
  path_ = name.data();
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Scratch::write(std::string const& name, std::string_view text) const {
  auto const file = path_ / name;
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  return file;
}

std::string Scratch::read(std::string const& name) const { return contents(path_ / name); }

}  // namespace signboard
