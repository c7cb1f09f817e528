// A file that shows (a PNG, renewed whole: readers see the old picture or the new one, never half of one) or a file
// that grows (a GIF, begun anew each time the line is opened). Nothing is synced: after a power cut the picture is made
// again.

#include "drivers/transport/lines.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace signboard {
namespace {

namespace asio = boost::asio;

/// A file descriptor that closes itself.
class OpenFile {
 public:
  OpenFile() = default;
  OpenFile(std::filesystem::path const& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0644)) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  OpenFile(OpenFile const&) = delete;
  OpenFile& operator=(OpenFile const&) = delete;
  ~OpenFile() { close(); }

  bool is_open() const { return descriptor_ >= 0; }

  /// Gives 0 or an errno.
  int write(std::span<std::byte const> bytes) {
    while (!bytes.empty()) {
      auto const written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written >= 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        return errno;
      }
    }
    return 0;
  }

  int write(Packet const& packet) {
    for (auto const part : {packet.head(), packet.owned(), packet.borrowed()}) {
      if (auto const error = write(part); error != 0) return error;
    }
    return 0;
  }

  /// Gives 0 or an errno: some file systems tell only now that the disk is full.
  int close() {
    if (descriptor_ < 0) return 0;
    return ::close(std::exchange(descriptor_, -1)) == 0 ? 0 : errno;
  }

 private:
  int descriptor_ = -1;
};

class FileLine final : public Transport {
 public:
  explicit FileLine(LineAddress address) : address_(std::move(address)) {}

  asio::awaitable<Result<void>> open() override { co_return find_place(); }
  asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override { co_return write(packets); }
  asio::awaitable<Result<std::size_t>> receive(std::span<std::byte>) override { co_return line_deaf(address_); }

  void close() override {
    growing_.close();
    path_.clear();
  }

 private:
  Result<void> find_place() {
    close();
    std::error_code failed;
    path_ = std::filesystem::absolute(address_.path, failed);
    // What is replaced is the file, not the link that leads to it.
    if (!failed && std::filesystem::is_symlink(path_, failed)) path_ = std::filesystem::canonical(path_, failed);
    if (failed && failed != std::errc::no_such_file_or_directory) return line_broken(address_, failed.value());
    if (!std::filesystem::is_directory(path_.parent_path(), failed)) return line_broken(address_, ENOTDIR);
    auto const kind = std::filesystem::status(path_, failed).type();
    if (kind == std::filesystem::file_type::directory) return line_broken(address_, EISDIR);
    is_device_ = kind != std::filesystem::file_type::regular && kind != std::filesystem::file_type::not_found;
    return {};
  }

  Result<Sent> write(std::span<Packet const> packets) {
    if (path_.empty()) return line_broken(address_, ENOTCONN);
    Sent sent;
    for (auto const& packet : packets) {
      // A device is never renamed away: it gets the bytes.
      auto const error = packet.replaces && !is_device_ ? replace(packet) : append(packet);
      if (error != 0) return line_broken(address_, error);
      ++sent.packets;
      sent.bytes += packet.size();
    }
    return sent;
  }

  int append(Packet const& packet) {
    if (!growing_.is_open()) growing_ = OpenFile(path_, is_device_ ? O_NONBLOCK : 0);
    if (!growing_.is_open()) return errno;
    return growing_.write(packet);
  }

  int replace(Packet const& packet) {
    auto const beside = path_.parent_path() / ("." + path_.filename().string() + ".new");
    auto const error = write_and_rename(packet, beside);
    if (error != 0) ::unlink(beside.c_str());
    return error;
  }

  int write_and_rename(Packet const& packet, std::filesystem::path const& beside) const {
    OpenFile file(beside, O_NOFOLLOW);
    if (!file.is_open()) return errno;
    if (auto const error = file.write(packet); error != 0) return error;
    if (auto const error = file.close(); error != 0) return error;
    return ::rename(beside.c_str(), path_.c_str()) == 0 ? 0 : errno;
  }

  LineAddress address_;
  std::filesystem::path path_;  ///< absolute; empty while the line is closed
  bool is_device_ = false;
  OpenFile growing_;
};

}  // namespace

std::unique_ptr<Transport> make_file_line(LineAddress const& address) { return std::make_unique<FileLine>(address); }

}  // namespace signboard
