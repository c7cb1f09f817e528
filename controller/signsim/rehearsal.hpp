#pragma once

#include "controller/clock.hpp"
#include "controller/messages.hpp"
#include "controller/signsim/recorder.hpp"
#include "controller/signsim/stand_in.hpp"
#include "controller/signsim/view.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Several stand-ins at once, watched and disturbed. One thread, and nothing but poll() waits.
class Rehearsal {
 public:
  /// Called at the start and once a second, with what is to be told of each card.
  using Tell = std::function<void(std::span<StandIn const>, std::span<Note const>, Now)>;
  /// Called with what could not be done; whether it goes on nevertheless is not asked.
  using Complain = std::function<void(Error const&)>;

  struct Company {
    std::unique_ptr<Display> view;  ///< null: nobody watches
    std::optional<Recorder> recorder;
    Tell tell;
    Complain complain;
    Language language = Language::en;  ///< of what stands beside the pictures
  };

  Rehearsal(std::vector<StandIn> cards, Company company, Clock const& clock);

  /// A line somebody typed: `fault CARD KIND ...` as parse_fault reads it, or `quit`. Errors: those of parse_fault,
  /// signsim.no_such_card {card, known}, signsim.unknown_wish {line}.
  Result<void> obey(std::string_view line);

  /// Plays until somebody quits, a signal comes (`signals` is a signalfd), or `length` is over. Lines are read from
  /// standard input as long as there are any.
  Result<void> run(int signals, std::optional<std::chrono::milliseconds> length);

 private:
  Result<void> turn(Now now);
  void watch(Now now);
  void count(Now now);
  void listen();
  int patience(Now now) const;

  std::vector<StandIn> cards_;
  Company company_;
  Clock const& clock_;
  std::vector<Note> notes_;
  SteadyTime next_second_{}, next_look_{}, end_ = SteadyTime::max();
  bool listens_ = true, quits_ = false;
  std::string heard_;  // of a line that is not ended yet
};

}  // namespace signboard
