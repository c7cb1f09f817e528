#pragma once

#include "controller/clock.hpp"
#include "controller/config.hpp"
#include "drivers/driver.hpp"
#include "drivers/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// What a line has done, in numbers.
struct LinkStatus {
  /// What the card answers, as it turned out: by the format, its settings and the line, which may be deaf.
  enum class Confirms : std::uint8_t {
    unknown,   ///< nothing was said yet
    nothing,   ///< it never answers: that something was sent is all that can be known
    greeting,  ///< it answers when the line is opened, and is silent about pictures
    frames
  };

  bool up = false;
  bool on = true;                     ///< false: kept dark
  WallTime since{};                   ///< when it came up, or went down
  std::uint64_t frames = 0;           ///< said to the end
  std::uint64_t replaced = 0;         ///< wishes that a newer one overtook before they were said
  std::uint64_t late = 0;             ///< frames said more than late_periods after they were offered
  std::uint64_t dropped_packets = 0;  ///< that the system would not take
  std::uint64_t bytes = 0;
  std::uint64_t losses = 0;  ///< how often it went down
  Confirms confirms = Confirms::unknown;
  std::uint64_t confirmed = 0;   ///< what the card accepted
  std::uint64_t unanswered = 0;  ///< what it might have answered and did not
  WallTime confirmed_at{};       ///< the last time; meaningless if there was none
  std::optional<Error> trouble;  ///< the present one, until a frame has gone through again
  WallTime trouble_since{};
  std::optional<Error> last_trouble;  ///< the last one there was
  WallTime last_trouble_at{};
};

/// What is particular about one screen's connection.
struct LinkHabits {
  /// Borrowed frames are said before they change, as on a datagram line. A line that speaks longer keeps a copy.
  enum class Frames : std::uint8_t { borrowed, kept };

  std::string screen;  ///< its name; links of different names do not try again in step
  std::chrono::nanoseconds frame_period = std::chrono::nanoseconds(std::chrono::seconds(1)) / 60;
  AfterLoss after_loss = AfterLoss::hold;
  Frames frames = Frames::borrowed;
};

/// How long a link rests before it tries again: `backoff`, a fifth more or less by a hash of the screen's name and the
/// number of the attempt. So a hundred lines that were lost at one moment do not all come back at another.
std::chrono::nanoseconds rest_before(std::uint64_t attempt, std::string_view screen, std::chrono::nanoseconds backoff);

/// One screen's connection: how the screen should be, and nothing else. Of each kind of wish the newest counts: power
/// before brightness before the frame. A slow line loses frames but not time. A line that was lost is opened again,
/// greeted, and told everything again. Lives on the stage thread.
class Link {
 public:
  using Tell = std::function<void(Error const&)>;  ///< about trouble, once each time it begins
  static constexpr int late_periods = 2;

  Link(boost::asio::any_io_executor const& executor, std::unique_ptr<Driver> driver,
       std::unique_ptr<Transport> transport, Clock const& clock, Tell tell, LinkHabits habits = {});

  /// What the screen should show from now on. Replaces an unsent wish. The frame must stay as it is until the line has
  /// begun to speak, which on a datagram line is before the next turn of the stage.
  void offer(std::shared_ptr<Frame const> frame);

  /// Off: a black frame is said, then the word for off where the format has one; after that only the black frame, as
  /// often as a still picture, for cards that show something of their own when data stops. On: the newest frame again.
  void set_power(bool on);
  void set_brightness(int percent);

  /// Says this frame, a dark one, as the last and switches the screen off (or says nothing, to hold what is shown);
  /// then run() ends.
  void finish(std::shared_ptr<Frame const> last);

  /// The line's life, spawned once by the daemon; returns after finish().
  boost::asio::awaitable<void> run();

  /// run() ended by an exception: the line is down and stays so.
  void give_up(Error const& error) { lose(error); }

  LinkStatus const& status() const { return status_; }

 private:
  enum class Due : std::uint8_t { nothing, power, brightness, black, frame };

  boost::asio::awaitable<bool> connect();
  Due due() const;  ///< the most urgent of what is wished and was not told
  boost::asio::awaitable<Result<void>> tell(Due due);
  boost::asio::awaitable<Result<void>> tell_power();
  boost::asio::awaitable<Result<void>> tell_brightness();
  boost::asio::awaitable<Result<void>> tell_newest();
  boost::asio::awaitable<Result<void>> tell_black();
  boost::asio::awaitable<Result<void>> converse(Command command);
  boost::asio::awaitable<Result<void>> send_gathered();
  enum class Answer : std::uint8_t { accepted, silence, deaf_line };
  boost::asio::awaitable<Result<Answer>> await_reply(Dialogue& dialogue, std::chrono::milliseconds patience);
  void count(Answer answer);
  boost::asio::awaitable<std::optional<Error>> idle();
  boost::asio::awaitable<void> rest();
  boost::asio::awaitable<void> pause(std::chrono::nanoseconds length);
  void wake();
  void lose(Error const& error);
  void note(Error const& error);
  bool black_is_due() const;

  std::unique_ptr<Driver> driver_;
  std::unique_ptr<Transport> transport_;
  Clock const& clock_;
  Tell tell_;
  LinkHabits habits_;
  boost::asio::steady_timer wake_, pause_;

  std::shared_ptr<Frame const> wish_;    ///< not said yet
  std::shared_ptr<Frame const> newest_;  ///< the last one offered, said or not
  SteadyTime offered_{};
  bool power_ = true;
  std::optional<bool> power_told_;
  std::optional<int> brightness_, brightness_told_;

  std::unique_ptr<Frame> kept_, black_;
  SteadyTime blackened_{};    ///< when the black frame was said last
  bool blank_first_ = false;  ///< after a loss, where that was asked for
  bool watches_ = true;       ///< the line can tell that it is lost while nothing is said
  bool finishing_ = false, goes_dark_ = false;
  SteadyTime complained_{};
  std::chrono::nanoseconds backoff_;
  std::uint64_t attempts_ = 0;
  std::vector<Packet> packets_;
  LinkStatus status_;
};

}  // namespace signboard
