#pragma once

#include "drivers/cards/card.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace signboard {

/// A simulated receiver of the Distributed Display Protocol, version 1 (3waylabs, UDP 4048). No I/O: datagrams in,
/// replies and a picture out. It is stricter than the receivers on the market, so that what it shows they show too. It
/// is on from the start and keeps its picture for ever.
class DdpCard final : public Card {
 public:
  static constexpr std::size_t largest_datagram = 1'472;  ///< what small receivers have room for; more vanishes there

  enum class Outcome : std::uint8_t { accepted, ignored, refused };

  enum class Refusal : std::uint8_t {
    none,
    too_short,       ///< not even a head
    too_long,        ///< more than largest_datagram
    wrong_version,   ///< anything but 1
    reserved_bits,   ///< set, where the format keeps them for later
    truncated,       ///< the head promises more data than came
    trailing_bytes,  ///< more came than the head promises
    wrong_id,        ///< neither the display nor a broadcast latch
    unknown_type,    ///< neither RGB nor RGBW with 8 bits each
    no_storage       ///< asks for stored pictures, of which there are none
  };

  /// What one datagram did.
  struct Heard {
    Outcome outcome = Outcome::ignored;
    Refusal refusal = Refusal::none;  ///< none unless it was refused
    bool showed = false;              ///< the picture was replaced, perhaps by an equal one
    std::vector<std::byte> reply;     ///< a datagram for whoever asked; empty for anything but a status query
  };

  struct Counters {
    std::uint64_t packets = 0;        ///< every datagram heard
    std::uint64_t pushes = 0;         ///< accepted with the push bit
    std::uint64_t sequence_gaps = 0;  ///< a number that did not follow the one before; the datagram counts all the same
    std::uint64_t clipped = 0;        ///< accepted, but reached beyond the panel
    std::uint64_t ignored = 0;
    std::uint64_t refused = 0;
    Refusal last_refusal = Refusal::none;
  };

  explicit DdpCard(Size size);

  Heard hear(std::span<std::byte const> datagram);

  CardTurn power_on(SteadyTime now) override;
  void power_off() override;
  CardTurn hear(std::span<std::byte const> datagram, SteadyTime now) override;
  CardTurn wait(SteadyTime) override { return {}; }
  std::optional<SteadyTime> due() const override { return std::nullopt; }
  CardTally tally() const override;

  /// What a passer-by sees; dark until something came.
  Frame const& shown() const override { return shown_; }

  /// How often the picture was replaced: by each packet before the first push, by each push from then on.
  std::uint64_t frames() const { return frames_; }

  Counters const& counters() const { return counters_; }

 private:
  struct Head;

  Heard refuse(Refusal refusal);
  Heard ignore();
  Heard answer(Head const& head);
  void follow(std::uint8_t sequence);
  void store(Head const& head, std::size_t channels, std::span<std::byte const> data);
  void show();

  Frame shown_;
  std::vector<std::array<std::uint8_t, 4>> stored_;  // red, green, blue, white of each pixel
  std::optional<std::uint8_t> last_sequence_;
  bool knows_push_ = false;  // half a picture is not shown any more
  std::uint64_t frames_ = 0;
  Counters counters_;
};

/// `too_short` and so on, for logs and failing tests.
std::string_view name_of(DdpCard::Refusal refusal);

}  // namespace signboard
