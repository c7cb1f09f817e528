#pragma once

#include "base/time.hpp"

#include <algorithm>
#include <chrono>

namespace signboard {

/// Whether the clock on the wall may decide what is shown. Pure: it is told the time and what people said.
class ClockGate {
 public:
  enum class Doubt : std::uint8_t {
    none,
    before_build,   ///< earlier than this program was built: the battery is empty, or it was never set
    before_record,  ///< earlier, by more than the limit, than what is known to have happened
    stepped         ///< it moved by more than a limit against the clock that only counts
  };

  /// `built` is when the program was; `limit` how far the clock may be set at once without a question.
  ClockGate(WallTime built, std::chrono::nanoseconds limit) : built_(built), earliest_(built), limit_(limit) {}

  /// Something is known to have happened at that moment: it is in the ledger.
  void lived_through(WallTime moment) { earliest_ = std::max(earliest_, moment - limit_); }

  /// To be told the time now and then; a true answer says that the doubt began or ended.
  bool look(Now now);

  /// Somebody has looked at the time and found it right.
  void confirm(Now now);

  Doubt doubt() const { return doubt_; }
  bool trusted() const { return doubt_ == Doubt::none; }

 private:
  WallTime built_;
  WallTime earliest_;  ///< what the clock cannot be behind
  std::chrono::nanoseconds limit_;
  Now last_{};
  bool seen_ = false;
  bool vouched_ = false;  ///< for a time before that, which somebody may have reason to want
  Doubt doubt_ = Doubt::none;
};

/// When this program was built: what a clock must not be behind.
WallTime build_time();

}  // namespace signboard
