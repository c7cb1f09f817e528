#pragma once

#include "controller/backstage.hpp"
#include "controller/clock.hpp"
#include "controller/config.hpp"
#include "controller/link.hpp"
#include "controller/stage.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace signboard {

struct ScreenStatus {
  ShowStatus show;
  LinkStatus link;
};

/// The thread that is never late: shows, painters, links and transports. Everybody else speaks to it by post, and it
/// answers through callbacks, which are called on it and must only pass values on.
class StageThread {
 public:
  struct Callbacks {
    std::function<void()>
        lacking;  ///< something that should be on has not been made ready; at most a few times a second
    std::function<void(std::vector<ScreenStatus>)> status;                        ///< once a second
    std::function<void(std::size_t place, FramePtr frame, WallTime at)> preview;  ///< a copy, for watched screens only
    std::function<void(std::string const& screen, Error const& trouble)> trouble;
    /// The last frame of a screen that has just been blacked out, and when that was.
    std::function<void(std::string const& screen, FramePtr frame, WallTime at)> evidence;
  };
  /// A screen and how to reach it. The transport is made on the stage, whose executor it needs.
  struct NewScreen {
    std::string name;
    Size size;
    AfterStop after_stop = AfterStop::blank;
    std::unique_ptr<Driver> driver;
    LineAddress line;
    LinkHabits habits;
  };
  enum class Priority : std::uint8_t { ordinary, real_time };

  StageThread(Workshop& workshop, Clock const& clock, Callbacks callbacks);
  ~StageThread();  ///< as stop()
  StageThread(StageThread const&) = delete;
  StageThread& operator=(StageThread const&) = delete;

  /// False if real time was asked for and the system does not allow it; it runs with ordinary priority then.
  bool start(Priority priority);

  /// Says the last frame on every line and ends the thread; lines that do not take it within two seconds are cut.
  void stop();

  /// The latest time of day that was played since this was asked last; the epoch if none was. By the wall, which may
  /// have been set back since.
  WallTime latest_played() { return WallTime{std::chrono::nanoseconds{latest_played_.exchange(0)}}; }

  std::size_t add(NewScreen screen);  ///< gives the place it is known by
  void remove(std::size_t place);
  void adopt(Release release);
  void watch(std::vector<bool> places);

  /// Dark, whatever the programme and the schedule say, until it is lifted. Goes before all else on the line.
  void black_out(std::size_t place, bool dark);

 private:
  struct Stand {
    std::string name;
    Size size;
    AfterStop after_stop;
    std::unique_ptr<Link> link;
    bool running = false, gone = false, watched = false;
    bool on = true, dark = false;
    FramePtr last;  // the painter's own
    SteadyTime previewed{};

    bool lit() const { return on && !dark; }
  };

  void turn();
  void arm(SteadyTime next);
  void report(Now now);
  void offer(std::size_t place, FramePtr const& frame, WallTime at);
  void set_light(Stand& stand, Light light);
  void finish(Stand& stand);
  bool all_quiet() const;
  boost::asio::awaitable<void> live(std::size_t place);

  Workshop& workshop_;
  Clock const& clock_;
  Callbacks callbacks_;
  std::size_t next_place_ = 0;  // belongs to the desk thread

  boost::asio::io_context io_{1};
  boost::asio::steady_timer beat_, end_;
  Stage stage_;
  std::vector<Stand> stands_;
  SteadyTime reported_{}, lacked_{};
  std::atomic<std::int64_t> latest_played_{0};  // nanoseconds since 1970
  bool stopping_ = false;
  std::jthread thread_;
};

}  // namespace signboard
