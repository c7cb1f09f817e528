#pragma once

#include "base/result.hpp"
#include "drivers/driver.hpp"
#include "drivers/line.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace signboard {

/// A way for bytes to travel. Lives on the stage thread; one command is in flight at a time, and the packets and all
/// they borrow stay where they are until send() has answered.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Opens the line, or opens it again after a loss. Errors carry {line} and what to do: line.*
  virtual boost::asio::awaitable<Result<void>> open() = 0;

  /// Sends packets in order. A datagram line never waits (unless it is told to spread them): what the system would not
  /// take is counted in `dropped` and left behind. Any other line waits until all is written.
  using Sent = signboard::Sent;
  virtual boost::asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) = 0;

  /// Waits for bytes and gives how many came; 0 never. Lines that cannot hear answer line.deaf at once.
  virtual boost::asio::awaitable<Result<std::size_t>> receive(std::span<std::byte> into) = 0;

  /// Waits until the line is lost, for while nothing is said on it; what comes in meanwhile is thrown away. A line that
  /// cannot tell gives nothing, at once.
  virtual boost::asio::awaitable<std::optional<Error>> lost();

  /// Closes the line; whatever waits in it comes back with an error. It may be opened again.
  virtual void close() = 0;
};

std::unique_ptr<Transport> make_transport(LineAddress const& address, boost::asio::any_io_executor const& executor);

}  // namespace signboard
