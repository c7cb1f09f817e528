#pragma once

#include "drivers/driver.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace signboard {

/// Carries bytes over a descriptor that somebody else has opened and will close, and waits without keeping anybody.
class ByteCarrier {
 public:
  explicit ByteCarrier(boost::asio::any_io_executor const& executor) : descriptor_(executor), limit_(executor) {}

  /// Gives 0 or an errno. From now on the descriptor does not block.
  int take(int descriptor);
  bool is_open() const { return descriptor_.is_open(); }

  /// Writes all of it. Gives 0, or the errno it stopped at: ETIMEDOUT where the line took too little `within` that
  /// time, EIO where the far end is gone.
  boost::asio::awaitable<int> write(std::span<Packet const> packets, std::chrono::nanoseconds within);

  struct Heard {
    int error = 0;  ///< an errno; EIO also where the far end has hung up
    std::size_t bytes = 0;
  };
  /// Waits for bytes. Asked to wait again after an error it gives one again.
  boost::asio::awaitable<Heard> read(std::span<std::byte> into);

  /// Lets go of the descriptor, which stays open; whatever waits comes back with ECANCELED.
  void release();

 private:
  boost::asio::posix::stream_descriptor descriptor_;
  boost::asio::steady_timer limit_;
  std::vector<boost::asio::const_buffer> pieces_;
};

}  // namespace signboard
