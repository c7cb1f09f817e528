#pragma once

#include "controller/clock.hpp"
#include "drivers/driver.hpp"
#include "drivers/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// What a line has done, in numbers.
struct LinkStatus {
  bool up = false;
  std::uint64_t frames = 0;           ///< said to the end
  std::uint64_t replaced = 0;         ///< wishes that a newer one overtook before they were said
  std::uint64_t dropped_packets = 0;  ///< that the system would not take
  std::uint64_t bytes = 0;
  std::optional<Error> trouble;  ///< the last one, until a frame has gone through again
};

/// One screen's connection: the newest wish and nothing else. A slow line loses frames but not time; a line that was
/// lost is opened again, greeted, and told the newest wish. Lives on the stage thread.
class Link {
 public:
  using Tell = std::function<void(Error const&)>;  ///< about trouble, once each time it begins

  Link(boost::asio::any_io_executor const& executor, std::unique_ptr<Driver> driver,
       std::unique_ptr<Transport> transport, Clock const& clock, Tell tell);

  /// How the screen should be from now on. Replaces an unsent wish. The frame must stay as it is until the line has
  /// begun to speak, which on a datagram line is before the next turn of the stage.
  void offer(std::shared_ptr<Frame const> frame);

  /// Says this frame, a dark one, as the last and switches the screen off (or says nothing, to hold what is shown);
  /// then run() ends.
  void finish(std::shared_ptr<Frame const> last);

  /// The line's life, spawned once by the daemon; returns after finish().
  boost::asio::awaitable<void> run();

  LinkStatus const& status() const { return status_; }

 private:
  boost::asio::awaitable<bool> connect();
  boost::asio::awaitable<Result<void>> tell_newest();
  boost::asio::awaitable<Result<void>> converse(Command command);
  boost::asio::awaitable<Result<void>> send_gathered();
  boost::asio::awaitable<Result<void>> await_reply(Dialogue& dialogue);
  boost::asio::awaitable<void> pause(std::chrono::nanoseconds length);
  void note(Error const& error);

  std::unique_ptr<Driver> driver_;
  std::unique_ptr<Transport> transport_;
  Clock const& clock_;
  Tell tell_;
  boost::asio::steady_timer wake_, pause_;
  std::shared_ptr<Frame const> wish_;
  bool finishing_ = false, goes_dark_ = false;
  SteadyTime complained_{};
  std::chrono::nanoseconds backoff_;
  std::vector<Packet> packets_;
  LinkStatus status_;
};

}  // namespace signboard
