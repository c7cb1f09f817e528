#pragma once

#include "base/time.hpp"
#include "tests/support/ask.hpp"
#include "tests/support/card_on_udp.hpp"
#include "tests/support/child.hpp"
#include "tests/township/clock_file.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// An office with one screen, a daemon whose wall clock is moved at will, and the card it drives.
class Township {
 public:
  static constexpr Size panel{64, 16};
  static constexpr std::chrono::minutes zone{480};

  /// `top` goes to the top of the configuration, `screen` into its one screen.
  explicit Township(std::string const& top = {}, std::string const& screen = {});

  std::string config_text(std::string const& top, std::string const& screen) const;

  /// Starts the daemon and waits until its API answers.
  void open();
  /// SIGKILL; what was on its way to the card is read and forgotten.
  void cut_power();

  WallTime wall() const;  ///< the daemon's
  void set_clock(WallTime wall);
  void step(std::chrono::nanoseconds by) { clock_.set(clock_.offset() + by); }
  void doze(std::chrono::nanoseconds length) { clock_.doze(length); }

  Told told(std::string const& method, std::string const& target, std::string const& body = {},
            std::string const& fields = {}) const;

  struct Shown {
    Rgb ink;                          ///< the brightest of the frame; black: nothing
    WallTime at;                      ///< by the daemon's wall
    std::chrono::nanoseconds real{};  ///< by a clock that nobody steps
  };
  /// What the card shows in a while of real time.
  std::vector<Shown> watch(std::chrono::milliseconds length);
  /// Waits until everything shown in 300 ms is accepted; false if that does not come about in ten seconds.
  bool settles(std::function<bool(Rgb)> const& accepted);

  Scratch folder;
  CardOnUdp card{panel};
  std::optional<Child> daemon;
  std::filesystem::path config;

 private:
  ClockFile clock_;
};

/// `2026-12-02T16:40:00` of the township.
WallTime local(std::string const& text);
std::string written(WallTime time);

}  // namespace signboard
