#pragma once

#include "controller/signsim/stand_in.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace signboard {

/// What is told about a card beside its picture.
struct Note {
  std::string text;              ///< one line: rate, faults
  std::string faults;            ///< those it has now on request, as they are wished for
  std::uint64_t fresh = 0;       ///< frames since the last second was summed up
  double frames_per_second = 0;  ///< during that second
};

/// Where people watch the cards.
class Display {
 public:
  virtual ~Display() = default;

  /// Shows every card as it is now; what did not change costs nothing.
  virtual void show(std::span<StandIn const> cards, std::span<Note const> notes) = 0;
  /// What the person who watches wishes, as lines of rehearsal.hpp's grammar.
  virtual std::vector<std::string> wishes(std::span<StandIn const> cards) = 0;
};

/// A window for each card, one under the other. `zoom` 0: as large as the desktop allows. Error: signsim.no_window
/// {reason}.
Result<std::unique_ptr<Display>> open_windows(std::span<StandIn const> cards, int zoom);

/// All cards one under the other in this terminal, in half blocks, with a line of notes.
std::unique_ptr<Display> open_terminal(std::span<StandIn const> cards);

}  // namespace signboard
