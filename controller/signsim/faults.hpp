#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What can be made to go wrong with a simulated card, on request.
enum class FaultKind : std::uint8_t {
  lost,    ///< a share of the datagrams, or of the bytes of a stream, does not arrive
  split,   ///< what arrives is cut into pieces of so many bytes
  joined,  ///< so many of them arrive as one
  late,    ///< everything arrives so many milliseconds later
  silent,  ///< the card hears and shows, but says nothing
  unplug,  ///< the cable is out
  power    ///< the card has no electricity
};
inline constexpr std::size_t fault_kinds = 7;

std::string_view name_of(FaultKind kind);

/// A fault somebody wishes for, or the end of one.
struct FaultWish {
  std::string card;                                 ///< `all`: every one of them
  std::optional<FaultKind> kind;                    ///< nothing: all faults of the card are over
  double amount = 0;                                ///< per cent, bytes, pieces or milliseconds; 0 ends the fault
  std::optional<std::chrono::milliseconds> length;  ///< nothing: until told otherwise
};

/// `CARD KIND [AMOUNT] [LENGTH]`, such as `lobby lost 20%`, `lobby unplug 2s`, `all late 300ms 10s`, `lobby lost off`,
/// `all clear`. The power and the cable come back by themselves after a second if no length is given; `on` in its
/// place: only when told. Error: signsim.bad_fault {fault, part, example}.
Result<FaultWish> parse_fault(std::string_view text);

/// What the line of a card does to the bytes on their way. No I/O and no clock; the same seed, bytes and times give the
/// same result.
class Disturbance {
 public:
  enum class Line : std::uint8_t { datagrams, stream };
  Disturbance(Line line, std::uint32_t seed) : line_(line), random_(seed) {}

  void set(FaultWish const& wish, SteadyTime now);
  bool has(FaultKind kind) const { return amount_of(kind) > 0; }
  double amount_of(FaultKind kind) const { return faults_[static_cast<std::size_t>(kind)].amount; }

  /// Ends what has had its time.
  void turn(SteadyTime now);

  /// Bytes that were sent, and when the computer took them.
  struct Piece {
    std::vector<std::byte> bytes;
    WallTime at{};
  };
  void put(Piece piece, SteadyTime now);
  /// What arrives at the card by now, one piece a call.
  std::optional<Piece> take(SteadyTime now);
  /// Whatever is on its way is lost.
  void drop();

  /// When turn() or take() will have something to do; nothing: never.
  std::optional<SteadyTime> due() const;

  std::uint64_t lost() const { return lost_; }  ///< datagrams, or bytes of a stream

 private:
  struct Fault {
    double amount = 0;
    std::optional<SteadyTime> until;
  };
  struct OnTheWay {
    Piece piece;
    SteadyTime arrives;
  };

  bool is_lost();
  void join(Piece piece, SteadyTime now);
  void send(Piece piece, SteadyTime arrives);

  Line line_;
  std::mt19937 random_;
  std::array<Fault, fault_kinds> faults_{};
  std::deque<OnTheWay> on_the_way_;
  std::size_t bytes_on_the_way_ = 0;
  Piece joining_;  // what waits for company
  int joined_ = 0;
  SteadyTime joining_until_{};
  std::uint64_t lost_ = 0;
};

}  // namespace signboard
