#include "controller/http/local_socket.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace signboard {

namespace {

constexpr char const* system_path = "/run/signboard/signboard.sock";
constexpr mode_t owner_and_group = 0660;

std::string_view setting(char const* name) {
  auto const* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

Error no_socket(std::filesystem::path const& path, int reason) {
  return fault(Code::io, "http.no_socket", {{"file", path.string()}, {"reason", std::strerror(reason)}});
}

/// Nothing if the path does not fit: it has 107 bytes.
std::optional<sockaddr_un> address_of(std::filesystem::path const& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  auto const& text = path.native();
  if (text.empty() || text.size() >= sizeof address.sun_path) return {};
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

sockaddr const* plain(sockaddr_un const& address) {
  return reinterpret_cast<sockaddr const*>(&address);  // NOLINT: what the system wants
}

/// Whether somebody listens there. Does not wait: a full queue is an answer too.
bool is_answered(sockaddr_un const& address) {
  int const caller = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (caller < 0) return true;  // not known; then nothing is taken away
  bool const refused = ::connect(caller, plain(address), sizeof address) != 0 && errno == ECONNREFUSED;
  ::close(caller);
  return !refused;
}

/// Takes away what a dead daemon left.
Result<void> make_way(std::filesystem::path const& path, sockaddr_un const& address) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) != 0) {
    if (errno != ENOENT) return no_socket(path, errno);
    auto const folder = path.parent_path();
    if (!folder.empty() && ::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return no_socket(path, errno);
    return {};
  }
  if (!S_ISSOCK(there.st_mode)) return fault(Code::conflict, "http.socket_path", {{"file", path.string()}});
  if (is_answered(address)) return fault(Code::conflict, "http.socket_in_use", {{"file", path.string()}});
  if (::unlink(path.c_str()) != 0) return no_socket(path, errno);
  return {};
}

}  // namespace

std::filesystem::path default_socket_path() {
  if (auto const named = setting("SIGNBOARD_SOCKET"); !named.empty()) return named;
  auto const folder = setting("XDG_RUNTIME_DIR");
  if (::geteuid() == 0 || folder.empty()) return system_path;
  return std::filesystem::path(folder) / "signboard.sock";
}

std::filesystem::path usual_socket_path() {
  if (auto const named = setting("SIGNBOARD_SOCKET"); !named.empty()) return named;
  auto own = default_socket_path();
  std::error_code none;
  return std::filesystem::is_socket(own, none) ? own : std::filesystem::path(system_path);
}

std::string peer_name(int descriptor) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return "unix:uid=?";
  return "unix:uid=" + std::to_string(peer.uid);
}

Result<std::unique_ptr<SocketFile>> SocketFile::bind(int descriptor, std::filesystem::path path) {
  auto const address = address_of(path);
  if (!address) return no_socket(path, ENAMETOOLONG);
  if (auto const free = make_way(path, *address); !free) return free.error();
  if (::bind(descriptor, plain(*address), sizeof *address) != 0) return no_socket(path, errno);
  // Nobody can connect before it listens, so nobody gets in between these two.
  struct stat made {};
  bool const is_set = ::chmod(path.c_str(), owner_and_group) == 0 && ::lstat(path.c_str(), &made) == 0;
  if (!is_set) {
    auto const reason = errno;
    ::unlink(path.c_str());
    return no_socket(path, reason);
  }
  return std::unique_ptr<SocketFile>(new SocketFile(std::move(path), made.st_dev, made.st_ino));
}

SocketFile::~SocketFile() {
  struct stat there {};
  if (::lstat(path_.c_str(), &there) == 0 && there.st_dev == device_ && there.st_ino == number_)
    ::unlink(path_.c_str());
}

}  // namespace signboard
