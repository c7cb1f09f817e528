#pragma once

#include "drivers/cards/card.hpp"

namespace signboard {

/// A simulated receiver of TPM2 on a serial line. Pixels are taken row by row from the top left. It shows only what
/// both the format and WLED show, so that what is seen here is seen everywhere.
class Tpm2Card final : public Card {
 public:
  struct Counters {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bad_ends = 0;       ///< not shown, for the byte behind the data is not 0x36
    std::uint64_t bad_heads = 0;      ///< of a type there is not, or without data
    std::uint64_t resyncs = 0;        ///< how often a head was looked for among other bytes
    std::uint64_t skipped_bytes = 0;  ///< what was passed over meanwhile
    std::uint64_t overruns = 0;       ///< shown, but of more pixels than the panel has; the rest was cut off
    std::uint64_t short_frames = 0;   ///< shown, but of fewer pixels; the others kept their colour
    std::uint64_t pings = 0;          ///< asked whether it is there, and answered
    std::uint64_t commands = 0;       ///< understood to their end and left alone
    std::uint64_t releases = 0;       ///< given up after 2.5 s without a frame
  };

  explicit Tpm2Card(Size size);

  CardTurn power_on(SteadyTime now) override;
  void power_off() override;
  CardTurn hear(std::span<std::byte const> bytes, SteadyTime now) override;
  CardTurn wait(SteadyTime now) override;
  std::optional<SteadyTime> due() const override;
  Frame const& shown() const override { return shown_; }
  CardTally tally() const override;

  Counters const& counters() const { return counters_; }

 private:
  enum class Awaited : std::uint8_t { start, type, length_high, length_low, data, end };

  void take(std::uint8_t byte, CardTurn& turn);
  void read_type(std::uint8_t type, CardTurn& turn);
  void store(std::uint8_t byte);
  void show();
  void lose_step();

  Frame shown_, stored_;
  Awaited awaited_ = Awaited::start;
  std::uint8_t type_ = 0;
  std::size_t length_ = 0;    // bytes of data the head promised
  std::size_t received_ = 0;  // how many of them came
  std::size_t pixels_ = 0;    // how many of them make pixels
  bool in_step_ = true;       // the last bytes were those of a packet
  std::optional<SteadyTime> last_frame_;
  Counters counters_;
};

}  // namespace signboard
