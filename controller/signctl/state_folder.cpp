#include "controller/signctl/state_folder.hpp"

#include "base/limits.hpp"
#include "controller/text_file.hpp"
#include "controller/toml_reader.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace signboard {
namespace {

namespace fs = std::filesystem;

constexpr char const* usual_config = "/etc/signboard/signboard.toml";

std::string contents_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<pid_t> pid_in(fs::path const& file) {
  auto const text = contents_of(file);
  pid_t pid = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (read.ec != std::errc{} || pid <= 1) return {};
  return pid;
}

bool is_signboardd(pid_t pid) {
  auto const folder = fs::path("/proc") / std::to_string(pid);
  if (contents_of(folder / "comm") == "signboardd\n") return true;
  auto const command = contents_of(folder / "cmdline");
  return fs::path(command.substr(0, command.find('\0'))).filename() == "signboardd";
}

}  // namespace

Result<fs::path> state_folder(std::string const& state, std::string const& config) {
  if (!state.empty()) return fs::path(state);
  fs::path const file = config.empty() ? usual_config : config;
  std::error_code ignored;
  if (config.empty() && !fs::exists(file, ignored)) return fault(Code::invalid, "cli.no_state");
  auto const text = read_text_file(file, limits::text_refused);
  if (!text) return text.error();
  FileFaults faults(file.string());
  auto const tree = parse_toml(*text, faults);
  if (!tree) return faults.take().front();
  auto const named = TomlTable(*tree, {}, faults).text("state");
  if (!named || named->empty()) return fault(Code::invalid, "cli.no_state_key", {{"file", file.string()}});
  return file.parent_path() / *named;
}

std::optional<pid_t> nudge_daemon(fs::path const& state) {
  auto const pid = pid_in(state / "signboardd.pid");
  if (!pid) return {};
  // Held first and looked at then: a number that is given to another program meanwhile does not matter.
  // By number: sys/pidfd.h of glibc 2.36 has no C++ linkage.
  auto const process = static_cast<int>(::syscall(SYS_pidfd_open, *pid, 0));
  if (process < 0) return {};
  bool const told = is_signboardd(*pid) && ::syscall(SYS_pidfd_send_signal, process, SIGUSR1, nullptr, 0) == 0;
  ::close(process);
  return told ? pid : std::nullopt;
}

std::string user_name() { return "unix:uid=" + std::to_string(::getuid()); }

}  // namespace signboard
