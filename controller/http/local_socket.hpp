#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <sys/types.h>

namespace signboard {

/// Where signboardd listens if it is not told otherwise: /run/signboard/signboard.sock, or signboard.sock in
/// $XDG_RUNTIME_DIR for somebody who is not root.
std::filesystem::path default_socket_path();

/// Where signctl looks if it is not told otherwise: $SIGNBOARD_SOCKET, else the default if there is a socket, else the
/// place of a daemon that root started.
std::filesystem::path usual_socket_path();

/// Who is at the other end of a connected unix socket, by the kernel's word: `unix:uid=1000`.
std::string peer_name(int descriptor);

/// The file of a listening unix socket: readable and writable for owner and group alone. Removed with this object, if
/// it has not been replaced meanwhile.
class SocketFile {
 public:
  /// Binds a socket that does not listen yet. A file that a dead daemon left is taken away, one that somebody answers
  /// at is not. Makes the folder if only that is missing. Errors: http.socket_in_use {file}, http.socket_path {file},
  /// http.no_socket {file, reason}.
  static Result<std::unique_ptr<SocketFile>> bind(int descriptor, std::filesystem::path path);
  ~SocketFile();
  SocketFile(SocketFile const&) = delete;
  SocketFile& operator=(SocketFile const&) = delete;

 private:
  SocketFile(std::filesystem::path path, dev_t device, ino_t number)
      : path_(std::move(path)), device_(device), number_(number) {}

  std::filesystem::path path_;
  dev_t device_;
  ino_t number_;
};

}  // namespace signboard
