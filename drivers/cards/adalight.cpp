#include "drivers/cards/adalight.hpp"

#include <algorithm>

// An Arduino with LEDstream, the sketch of adafruit/Adalight (commit b9d88f8), as it is seen from the computer:
//
//   'A' 'd' 'a'   high and low byte of the number of pixels less one   high ^ low ^ 0x55   red green blue of each pixel
//
// It says "Ada\n" when it starts and after each second without a byte; 15 s after the last byte the lamps go out. The
// pixels are counted by their number alone, so "Ada" among them is a colour. What it does after a wrong byte is WLED's
// way (wled_serial.cpp, commit 6d16dc22e), the stricter one: the byte is not looked at again as the first of a head.

namespace signboard {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::uint8_t, 3> magic{'A', 'd', 'a'};
constexpr std::uint8_t checksum_seed = 0x55;
constexpr auto greets_after = 1s;
constexpr auto dark_after = 15s;

}  // namespace

AdalightCard::AdalightCard(Size size) : shown_(size), stored_(size) {}

CardTurn AdalightCard::power_on(SteadyTime now) {
  power_off();
  last_byte_ = now;
  CardTurn turn;
  greet(turn, now);
  return turn;
}

void AdalightCard::power_off() {
  shown_ = stored_ = Frame(shown_.size());
  head_size_ = announced_ = received_ = 0;
  in_step_ = true;
  lit_ = false;
}

CardTurn AdalightCard::hear(std::span<std::byte const> bytes, SteadyTime now) {
  CardTurn turn;
  if (bytes.empty()) return turn;
  last_byte_ = last_said_ = now;
  lit_ = true;
  while (turn.taken < bytes.size() && !turn.showed)
    turn.showed = take(std::to_integer<std::uint8_t>(bytes[turn.taken++]));
  counters_.bytes += turn.taken;
  return turn;
}

CardTurn AdalightCard::wait(SteadyTime now) {
  CardTurn turn;
  if (lit_ && now - last_byte_ >= dark_after) {
    lit_ = false;
    shown_ = stored_ = Frame(shown_.size());
    ++counters_.blackouts;
    turn.went_dark = true;
  }
  if (now - last_said_ >= greets_after) greet(turn, now);
  return turn;
}

std::optional<SteadyTime> AdalightCard::due() const {
  auto const greets = last_said_ + greets_after;
  return lit_ ? std::min(greets, last_byte_ + dark_after) : greets;
}

/// Whether the byte completed a frame.
bool AdalightCard::take(std::uint8_t byte) {
  if (head_size_ < head_.size()) {
    read_head(byte);
    return false;
  }
  auto const pixels = stored_.pixels();
  if (received_ / 3 < pixels.size()) {
    auto& pixel = pixels[received_ / 3];
    (received_ % 3 == 0 ? pixel.r : received_ % 3 == 1 ? pixel.g : pixel.b) = byte;
  }
  if (++received_ < announced_) return false;
  show();
  return true;
}

void AdalightCard::read_head(std::uint8_t byte) {
  if (head_size_ < magic.size() && byte != magic[head_size_]) {
    counters_.skipped_bytes += head_size_ + 1;
    head_size_ = 0;
    return lose_step();
  }
  head_[head_size_++] = byte;
  if (head_size_ < head_.size()) return;
  auto const [a, d, other_a, high, low, checksum] = head_;
  if ((high ^ low ^ checksum_seed) != checksum) {
    ++counters_.bad_checksums;
    head_size_ = 0;
    return lose_step();
  }
  announced_ = (std::size_t{high} * 256 + low + 1) * 3;
  received_ = 0;
}

void AdalightCard::lose_step() {
  if (in_step_) ++counters_.resyncs;
  in_step_ = false;
}

void AdalightCard::show() {
  auto const pixels = announced_ / 3;
  if (pixels > shown_.pixels().size()) ++counters_.overruns;
  if (pixels < shown_.pixels().size()) ++counters_.short_frames;
  shown_ = stored_;
  ++counters_.frames;
  head_size_ = 0;
  in_step_ = true;
}

void AdalightCard::greet(CardTurn& turn, SteadyTime now) {
  for (char const letter : std::string_view("Ada\n")) turn.reply.push_back(static_cast<std::byte>(letter));
  last_said_ = now;
  ++counters_.greetings;
}

CardTally AdalightCard::tally() const {
  auto const& c = counters_;
  return {{{"frames", c.frames},
           {"bytes", c.bytes},
           {"bad_checksums", c.bad_checksums},
           {"resyncs", c.resyncs},
           {"skipped_bytes", c.skipped_bytes},
           {"overruns", c.overruns},
           {"short_frames", c.short_frames},
           {"blackouts", c.blackouts},
           {"greetings", c.greetings}},
          c.bad_checksums + c.resyncs + c.overruns + c.short_frames};
}

}  // namespace signboard
