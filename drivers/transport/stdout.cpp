// Standard output belongs to whoever started us, and so does its description: were we to make it non-blocking, the
// shell's own writes would fail after us. So it is opened anew where the system can do that.

#include "drivers/transport/lines.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace signboard {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class StdoutLine final : public Transport {
 public:
  StdoutLine(LineAddress address, asio::any_io_executor const& executor)
      : address_(std::move(address)), descriptor_(executor) {}

  ~StdoutLine() override { restore(); }

  asio::awaitable<Result<void>> open() override { co_return take_output(); }

  asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override {
    Sent sent;
    for (auto const& packet : packets) {
      std::array<asio::const_buffer, 3> const pieces{
          asio::buffer(packet.head().data(), packet.head().size()),
          asio::buffer(packet.owned().data(), packet.owned().size()),
          asio::buffer(packet.borrowed().data(), packet.borrowed().size()),
      };
      auto const answer = co_await asio::async_write(descriptor_, pieces, asio::as_tuple(asio::use_awaitable));
      if (auto const& failed = std::get<0>(answer)) co_return line_broken(address_, failed.value());
      ++sent.packets;
      sent.bytes += std::get<1>(answer);
    }
    co_return sent;
  }

  asio::awaitable<Result<std::size_t>> receive(std::span<std::byte>) override { co_return line_deaf(address_); }

  void close() override {
    restore();
    error_code ignored;
    descriptor_.close(ignored);
  }

 private:
  Result<void> take_output() {
    close();
    // Appending, for in a file a new description begins at its start, where others have written.
    auto file = ::open("/proc/self/fd/1", O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) file = borrowed();
    if (file < 0) return line_broken(address_, errno);
    error_code failed;
    descriptor_.assign(file, failed);
    if (!failed) return {};
    ::close(file);
    return line_broken(address_, failed.value());
  }

  /// A socket cannot be opened anew: share the description, and give its flags back at the end.
  int borrowed() {
    auto const flags = ::fcntl(STDOUT_FILENO, F_GETFL);
    auto const file = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (flags < 0 || file < 0) return -1;
    ::fcntl(file, F_SETFL, flags | O_NONBLOCK);
    flags_before_ = flags;
    return file;
  }

  void restore() {
    if (flags_before_) ::fcntl(STDOUT_FILENO, F_SETFL, *flags_before_);
    flags_before_.reset();
  }

  LineAddress address_;
  asio::posix::stream_descriptor descriptor_;
  std::optional<int> flags_before_;  ///< of a shared description
};

}  // namespace

std::unique_ptr<Transport> make_stdout_line(LineAddress const& address, asio::any_io_executor const& executor) {
  return std::make_unique<StdoutLine>(address, executor);
}

}  // namespace signboard
