#include "tests/bench/child.hpp"

#include "tests/bench/clocks.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 2s;
constexpr int no_such_program = 127;

// In the child: nothing but calls that are allowed between fork and exec.
void tie_to(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);  // it went before the tie was made
}

}  // namespace

Child::Child(std::vector<std::string> const& command, std::filesystem::path const& output) {
  std::vector<char*> arguments;
  for (auto const& word : command) arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT: execv only reads
  arguments.push_back(nullptr);
  if (access(command.front().c_str(), X_OK) != 0) throw std::runtime_error("there is no program " + command.front());
  auto const out = output.empty() ? std::string("/dev/null") : output.string();
  auto const parent = getpid();
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error(std::string("fork: ") + std::strerror(errno));
  if (pid_ > 0) return;
  tie_to(parent);
  int const in = open("/dev/null", O_RDONLY);
  int const to = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (in < 0 || to < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(to, STDOUT_FILENO) < 0 || dup2(to, STDERR_FILENO) < 0)
    _exit(no_such_program);
  execv(arguments.front(), arguments.data());
  _exit(no_such_program);
}

Child::Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, 0)), status_(other.status_), used_(other.used_) {}

Child::~Child() { stop(); }

Child Child::burner() {
  auto const parent = getpid();
  auto const pid = fork();
  if (pid < 0) throw std::runtime_error(std::string("fork: ") + std::strerror(errno));
  if (pid > 0) return Child(pid);
  tie_to(parent);
  for (;;) asm volatile("");  // or the compiler might think that a loop without effect ends
}

bool Child::reap(int options) {
  if (pid_ == 0) return true;
  auto const got = wait4(pid_, &status_, options, &used_);
  if (got != pid_) return false;
  pid_ = 0;
  return true;
}

bool Child::is_running() { return !reap(WNOHANG); }

void Child::signal(int number) const {
  if (pid_ != 0) kill(pid_, number);
}

std::optional<int> Child::exit_code(std::chrono::milliseconds within) {
  if (is_running()) {
    // Becomes readable when the process ends.
    int const process = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
    if (process < 0) throw std::runtime_error("cannot wait for a process");
    pollfd ended{process, POLLIN, 0};
    poll(&ended, 1, static_cast<int>(within.count()));
    close(process);
  }
  if (is_running()) return std::nullopt;
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

void Child::stop() {
  if (pid_ == 0) return;
  signal(SIGTERM);
  if (exit_code(patience)) return;
  signal(SIGKILL);
  while (!reap(0) && errno == EINTR) continue;
}

Folder::Folder() : Folder(std::filesystem::temp_directory_path()) {}

Folder::Folder(std::filesystem::path const& beside) {
  auto pattern = (beside / "signboard-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + pattern);
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Folder::write(std::string const& name, std::string const& text) const {
  auto const fresh = path_ / (name + ".new");
  std::ofstream out(fresh, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + fresh.string());
  std::filesystem::rename(fresh, path_ / name);
}

std::string contents(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace signboard
