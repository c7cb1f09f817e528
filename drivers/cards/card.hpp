#pragma once

#include "base/frame.hpp"
#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace signboard {

/// What bytes, or time alone, made a card do.
struct CardTurn {
  std::size_t taken = 0;         ///< how many of the bytes it took; it stops behind the one that completes a frame
  bool showed = false;           ///< a frame that came in is shown now, perhaps equal to the one before
  bool went_dark = false;        ///< the card gave its source up
  std::vector<std::byte> reply;  ///< for whoever is at the other end; empty: nothing
};

/// What a card counted since it was made; power cuts take nothing away.
struct CardTally {
  std::vector<std::pair<std::string_view, std::uint64_t>> counts;  ///< `frames` first
  std::uint64_t faults = 0;  ///< those among the counts that no good sender causes
};

/// A simulated control card with its panel. No I/O and no clock: bytes in with the time, answers and a picture out.
/// It is made without power.
class Card {
 public:
  virtual ~Card() = default;

  /// Boots: everything heard before is forgotten, the panel is dark. Some say something at this moment.
  virtual CardTurn power_on(SteadyTime now) = 0;
  /// The panel is dark at once. Without power nothing must be asked of the card but shown() and tally().
  virtual void power_off() = 0;

  /// One whole datagram, or some bytes of a stream, cut anywhere. What was not taken is to be said again, behind it.
  virtual CardTurn hear(std::span<std::byte const> bytes, SteadyTime now) = 0;
  /// Lets time pass without bytes.
  virtual CardTurn wait(SteadyTime now) = 0;
  /// When wait() will do something if nothing comes; nothing: never.
  virtual std::optional<SteadyTime> due() const = 0;

  /// What a passer-by sees.
  virtual Frame const& shown() const = 0;
  virtual CardTally tally() const = 0;
};

/// One kind of simulated card, under the name of the driver that speaks to it.
struct CardKind {
  enum class Line : std::uint8_t { datagrams, stream };
  enum class Opening : std::uint8_t { unnoticed, resets };  ///< whether a computer that opens the port boots the card

  std::string_view name;
  Line line;
  Opening opening;
  std::unique_ptr<Card> (*make)(Size size);
};

std::span<CardKind const> card_kinds();
CardKind const* find_card(std::string_view name);  ///< null if there is none

}  // namespace signboard
