#pragma once

#include "base/result.hpp"
#include "drivers/driver.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace signboard {

/// A way for bytes to travel. Lives on the stage thread; one command is in flight at a time.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Opens the line, or opens it again after a loss. Errors carry {line} and what to do: line.*
  virtual boost::asio::awaitable<Result<void>> open() = 0;

  /// Sends packets in order. A datagram line never waits: what the system would not take is counted in `dropped` and
  /// left behind. Any other line waits until all is written.
  struct Sent {
    std::size_t packets = 0, bytes = 0, dropped = 0;
  };
  virtual boost::asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) = 0;

  /// Waits for bytes and gives how many came; 0 never. Lines that cannot hear answer line.deaf at once.
  virtual boost::asio::awaitable<Result<std::size_t>> receive(std::span<std::byte> into) = 0;

  virtual void close() = 0;
};

/// What a configuration calls a line, taken apart: `udp:10.0.0.7:4048?gso=1`, `stdout:`, `file:/var/lib/x.png`,
/// `none:`.
struct LineAddress {
  std::string text;  ///< as written
  LineKind kind = LineKind::none;
  std::string host;  ///< udp: a name or an address (IPv6 in brackets)
  std::uint16_t port = 0;
  std::string path;    ///< file
  std::string source;  ///< udp: local address to send from; empty: any
  bool gso = false;    ///< udp: let the kernel cut one large write into datagrams (a burst; wired receivers only)
  std::chrono::microseconds spread{0};  ///< udp: spread a frame's datagrams over this long; 0: back to back
};

/// `default_port` stands in where an udp line names none. Errors: line.unreadable {line, example},
/// line.unknown_option {line, option, known}.
Result<LineAddress> parse_line(std::string_view text, std::uint16_t default_port);

std::unique_ptr<Transport> make_transport(LineAddress const& address, boost::asio::any_io_executor executor);

}  // namespace signboard
