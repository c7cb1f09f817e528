#include "drivers/cards/tpm2.hpp"

// TPM2 on a serial line (description by jblang) as WLED understands it (wled_serial.cpp, commit 6d16dc22e):
//
//   0xC9   type   high and low byte of the length   data   0x36
//
//   type   0xDA: red, green and blue of each pixel   0xC0: a command   0xAA: a question, answered by the byte 0xAC
//
// WLED answers as soon as it has read 0xC9 0xAA. After 2.5 s without a frame it goes back to what it shows of its own;
// the panel here has nothing of its own and is dark.

namespace signboard {

namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t start = 0xC9;
constexpr std::uint8_t type_frame = 0xDA;
constexpr std::uint8_t type_command = 0xC0;
constexpr std::uint8_t type_question = 0xAA;
constexpr std::byte answer{0xAC};
constexpr std::uint8_t end = 0x36;
constexpr auto released_after = 2500ms;

// WLED divides the two bytes of the length by three one by one and loses a pixel where the high one leaves a rest: of
// 510 bytes it shows 169 pixels, not 170.
std::size_t pixels_of(std::size_t length) { return length / 256 * 256 / 3 + length % 256 / 3; }

}  // namespace

Tpm2Card::Tpm2Card(Size size) : shown_(size), stored_(size) {}

CardTurn Tpm2Card::power_on(SteadyTime) {
  power_off();
  return {};
}

void Tpm2Card::power_off() {
  shown_ = stored_ = Frame(shown_.size());
  awaited_ = Awaited::start;
  in_step_ = true;
  last_frame_.reset();
}

CardTurn Tpm2Card::hear(std::span<std::byte const> bytes, SteadyTime now) {
  CardTurn turn;
  while (turn.taken < bytes.size() && !turn.showed) take(std::to_integer<std::uint8_t>(bytes[turn.taken++]), turn);
  counters_.bytes += turn.taken;
  if (turn.showed) last_frame_ = now;
  return turn;
}

CardTurn Tpm2Card::wait(SteadyTime now) {
  CardTurn turn;
  if (!last_frame_ || now - *last_frame_ < released_after) return turn;
  last_frame_.reset();
  shown_ = stored_ = Frame(shown_.size());
  ++counters_.releases;
  turn.went_dark = true;
  return turn;
}

std::optional<SteadyTime> Tpm2Card::due() const {
  if (!last_frame_) return std::nullopt;
  return *last_frame_ + released_after;
}

void Tpm2Card::take(std::uint8_t byte, CardTurn& turn) {
  switch (awaited_) {
    case Awaited::start:
      if (byte == start) {
        awaited_ = Awaited::type;
      } else {
        ++counters_.skipped_bytes;
        lose_step();
      }
      break;
    case Awaited::type:
      read_type(byte, turn);
      break;
    case Awaited::length_high:
      length_ = std::size_t{byte} * 256;
      awaited_ = Awaited::length_low;
      break;
    case Awaited::length_low:
      length_ += byte;
      received_ = 0;
      pixels_ = pixels_of(length_);
      awaited_ = Awaited::data;
      if (length_ > 0) break;
      ++counters_.bad_heads;
      lose_step();
      break;
    case Awaited::data:
      if (type_ == type_frame) store(byte);
      if (++received_ == length_) awaited_ = Awaited::end;
      break;
    case Awaited::end:
      awaited_ = Awaited::start;
      if (byte != end) {
        ++counters_.bad_ends;
        lose_step();
        break;
      }
      in_step_ = true;
      turn.showed = type_ == type_frame;
      if (turn.showed)
        show();
      else
        ++counters_.commands;
      break;
  }
}

void Tpm2Card::read_type(std::uint8_t type, CardTurn& turn) {
  type_ = type;
  if (type == type_frame || type == type_command) {
    awaited_ = Awaited::length_high;
    stored_ = shown_;  // a frame that was not ended leaves nothing behind
    return;
  }
  awaited_ = Awaited::start;
  if (type == type_question) {
    ++counters_.pings;
    in_step_ = true;
    turn.reply.push_back(answer);
  } else {
    ++counters_.bad_heads;
    lose_step();
  }
}

void Tpm2Card::store(std::uint8_t byte) {
  auto const pixels = stored_.pixels();
  auto const index = received_ / 3;
  if (index >= pixels_ || index >= pixels.size()) return;
  (received_ % 3 == 0 ? pixels[index].r : received_ % 3 == 1 ? pixels[index].g : pixels[index].b) = byte;
}

void Tpm2Card::show() {
  if (pixels_ > shown_.pixels().size()) ++counters_.overruns;
  if (pixels_ < shown_.pixels().size()) ++counters_.short_frames;
  shown_ = stored_;
  ++counters_.frames;
}

void Tpm2Card::lose_step() {
  awaited_ = Awaited::start;
  if (in_step_) ++counters_.resyncs;
  in_step_ = false;
}

CardTally Tpm2Card::tally() const {
  auto const& c = counters_;
  return {{{"frames", c.frames},
           {"bytes", c.bytes},
           {"bad_ends", c.bad_ends},
           {"bad_heads", c.bad_heads},
           {"resyncs", c.resyncs},
           {"skipped_bytes", c.skipped_bytes},
           {"overruns", c.overruns},
           {"short_frames", c.short_frames},
           {"pings", c.pings},
           {"commands", c.commands},
           {"releases", c.releases}},
          c.bad_ends + c.bad_heads + c.resyncs + c.overruns + c.short_frames};
}

}  // namespace signboard
