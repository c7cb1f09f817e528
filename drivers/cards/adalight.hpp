#pragma once

#include "drivers/cards/card.hpp"

#include <array>

namespace signboard {

/// A simulated Arduino with the Adalight sketch (serial). Pixels are taken row by row from the top left. It is as
/// strict as the strictest of its kind: after a wrong byte it has lost the whole head, as WLED has.
class AdalightCard final : public Card {
 public:
  struct Counters {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bad_checksums = 0;
    std::uint64_t resyncs = 0;        ///< how often a head was looked for among other bytes
    std::uint64_t skipped_bytes = 0;  ///< what was passed over meanwhile
    std::uint64_t overruns = 0;       ///< shown, but of more pixels than the panel has; the rest was cut off
    std::uint64_t short_frames = 0;   ///< shown, but of fewer pixels; the others kept their colour
    std::uint64_t blackouts = 0;      ///< dark after 15 s without a byte
    std::uint64_t greetings = 0;
  };

  explicit AdalightCard(Size size);

  CardTurn power_on(SteadyTime now) override;
  void power_off() override;
  CardTurn hear(std::span<std::byte const> bytes, SteadyTime now) override;
  CardTurn wait(SteadyTime now) override;
  std::optional<SteadyTime> due() const override;
  Frame const& shown() const override { return shown_; }
  CardTally tally() const override;

  Counters const& counters() const { return counters_; }

 private:
  bool take(std::uint8_t byte);
  void read_head(std::uint8_t byte);
  void lose_step();
  void show();
  void greet(CardTurn& turn, SteadyTime now);

  Frame shown_, stored_;
  std::array<std::uint8_t, 6> head_{};
  std::size_t head_size_ = 0;  // how much of a head was read; all of it: pixels follow
  std::size_t announced_ = 0;  // bytes of pixels the head promised
  std::size_t received_ = 0;   // how many of them came
  bool in_step_ = true;        // the last bytes were those of a frame
  bool lit_ = false;           // there is something for the 15 s to end
  SteadyTime last_byte_{}, last_said_{};
  Counters counters_;
};

}  // namespace signboard
