#include "drivers/cards/ddp.hpp"

#include <algorithm>
#include <string>

// Any panel that listens to DDP: WLED, Falcon Player, xLights' receivers. Written from the published layout
// (3waylabs.com/ddp, version 1) and from what those receivers were seen to do. All numbers are big endian.
//
//   0     version (2 bits), reserved, timecode, storage, reply, query, push
//   1     sequence in the low half, 0: not used
//   2     type      3  id
//   4..7  offset in bytes      8..9  length in bytes, without the timecode
//   10..  timecode of 4 bytes if its bit is set, then the data

namespace signboard {

namespace {

constexpr std::size_t head_size = 10;
constexpr std::size_t timecode_size = 4;

constexpr std::uint8_t version_mask = 0xC0;
constexpr std::uint8_t version_1 = 0x40;
constexpr std::uint8_t reserved_bit = 0x20;
constexpr std::uint8_t timecode_bit = 0x10;
constexpr std::uint8_t storage_bit = 0x08;
constexpr std::uint8_t reply_bit = 0x04;
constexpr std::uint8_t query_bit = 0x02;
constexpr std::uint8_t push_bit = 0x01;

constexpr std::uint8_t id_display = 1;
constexpr std::uint8_t id_status = 251;
constexpr std::uint8_t id_all = 255;

std::uint8_t byte_at(std::span<std::byte const> bytes, std::size_t index) {
  return std::to_integer<std::uint8_t>(bytes[index]);
}

std::uint32_t number_at(std::span<std::byte const> bytes, std::size_t index, std::size_t size) {
  std::uint32_t number = 0;
  for (std::byte const byte : bytes.subspan(index, size)) number = number << 8U | std::to_integer<std::uint32_t>(byte);
  return number;
}

// 0x0B is RGB by the book. Falcon Player and xLights send 0x00 and older LedFx 0x01; every receiver takes both for RGB.
std::size_t channels_of(std::uint8_t type) {
  switch (type) {
    case 0x00:
    case 0x01:
    case 0x0B:
      return 3;
    case 0x1B:
      return 4;
    default:
      return 0;
  }
}

std::uint8_t lit(std::uint8_t colour, std::uint8_t white) {
  return static_cast<std::uint8_t>(std::min(colour + white, 255));
}

}  // namespace

struct DdpCard::Head {
  std::uint8_t flags, sequence, type, id;
  std::uint32_t offset;
  std::size_t length;

  explicit Head(std::span<std::byte const> datagram)
      : flags(byte_at(datagram, 0)),
        sequence(byte_at(datagram, 1)),
        type(byte_at(datagram, 2)),
        id(byte_at(datagram, 3)),
        offset(number_at(datagram, 4, 4)),
        length(number_at(datagram, 8, 2)) {}

  bool has(std::uint8_t bit) const { return (flags & bit) != 0; }
  std::size_t size() const { return head_size + (has(timecode_bit) ? timecode_size : 0); }
};

DdpCard::DdpCard(Size size) : shown_(size), stored_(shown_.pixels().size()) {}

DdpCard::Heard DdpCard::hear(std::span<std::byte const> datagram) {
  ++counters_.packets;
  if (datagram.size() < head_size) return refuse(Refusal::too_short);
  if (datagram.size() > largest_datagram) return refuse(Refusal::too_long);
  Head const head(datagram);
  if ((head.flags & version_mask) != version_1) return refuse(Refusal::wrong_version);
  if (head.has(reply_bit)) return ignore();  // another device's answer; showing it would blank the panel
  if (head.has(reserved_bit) || (head.sequence & 0xF0U) != 0) return refuse(Refusal::reserved_bits);
  if (datagram.size() < head.size()) return refuse(Refusal::truncated);
  if (head.has(query_bit)) return answer(head);  // its length says how much to return, not what follows

  auto const data = datagram.subspan(head.size());
  if (data.size() < head.length) return refuse(Refusal::truncated);
  if (data.size() > head.length) return refuse(Refusal::trailing_bytes);
  if (head.has(storage_bit)) return refuse(Refusal::no_storage);

  // A push without data latches what came before it, whatever type it names: xLights broadcasts one with type 0x80.
  bool const pushed = head.has(push_bit);
  bool const only_latches = pushed && data.empty();
  if (head.id != id_display && !(head.id == id_all && only_latches)) return refuse(Refusal::wrong_id);
  std::size_t const channels = channels_of(head.type);
  if (channels == 0 && !only_latches) return refuse(Refusal::unknown_type);

  follow(head.sequence);
  if (!data.empty()) store(head, channels, data);
  if (pushed) ++counters_.pushes;
  knows_push_ = knows_push_ || pushed;
  // Until somebody pushes nobody can be waited for; from then on half a picture is never shown.
  bool const shows = pushed || !knows_push_;
  if (shows) show();
  return {Outcome::accepted, Refusal::none, shows, {}};
}

CardTurn DdpCard::power_on(SteadyTime) {
  power_off();
  return {};
}

void DdpCard::power_off() {
  shown_ = Frame(shown_.size());
  std::ranges::fill(stored_, std::array<std::uint8_t, 4>{});
  last_sequence_.reset();
  knows_push_ = false;
}

CardTurn DdpCard::hear(std::span<std::byte const> datagram, SteadyTime) {
  auto heard = hear(datagram);
  return {datagram.size(), heard.showed, false, std::move(heard.reply)};
}

CardTally DdpCard::tally() const {
  auto const& c = counters_;
  return {{{"frames", frames_},
           {"packets", c.packets},
           {"pushes", c.pushes},
           {"sequence_gaps", c.sequence_gaps},
           {"clipped", c.clipped},
           {"ignored", c.ignored},
           {"refused", c.refused}},
          c.sequence_gaps + c.clipped + c.refused};
}

DdpCard::Heard DdpCard::refuse(Refusal refusal) {
  ++counters_.refused;
  counters_.last_refusal = refusal;
  return {Outcome::refused, refusal, false, {}};
}

DdpCard::Heard DdpCard::ignore() {
  ++counters_.ignored;
  return {};
}

// Only the status is answered: a device that answers what it does not understand disturbs its neighbours.
DdpCard::Heard DdpCard::answer(Head const& head) {
  if (head.id != id_status) return ignore();
  std::string status = R"({"status":{"mod":"signboard simulated card","push":true,"ntp":false,"width":)" +
                       std::to_string(shown_.width()) + R"(,"height":)" + std::to_string(shown_.height()) +
                       R"(,"frames":)" + std::to_string(frames_) + "}}";
  if (head.length > 0 && head.length < status.size()) status.resize(head.length);

  Heard heard{Outcome::accepted, Refusal::none, false, {}};
  heard.reply.assign(head_size, std::byte{0});
  heard.reply[0] = std::byte{version_1 | reply_bit};
  heard.reply[1] = std::byte{head.sequence};
  heard.reply[3] = std::byte{id_status};
  heard.reply[8] = static_cast<std::byte>(status.size() >> 8U);
  heard.reply[9] = static_cast<std::byte>(status.size());
  for (char const letter : status) heard.reply.push_back(static_cast<std::byte>(letter));
  return heard;
}

// Counted per packet from 1 to 15 and round again. 0 says nothing, wherever it stands: Hyperion passes through it.
void DdpCard::follow(std::uint8_t sequence) {
  if (sequence == 0) return;
  if (last_sequence_ && sequence != *last_sequence_ % 15 + 1) ++counters_.sequence_gaps;
  last_sequence_ = sequence;
}

// A packet may begin or end in the middle of a pixel. What lies beyond the panel is cut off, as receivers do.
void DdpCard::store(Head const& head, std::size_t channels, std::span<std::byte const> data) {
  std::size_t const room = stored_.size() * channels;
  std::size_t const begin = std::min<std::size_t>(head.offset, room);
  std::size_t const count = std::min(data.size(), room - begin);
  if (count < data.size()) ++counters_.clipped;
  for (std::size_t i = 0; i < count; ++i) {
    auto& pixel = stored_[(begin + i) / channels];
    pixel[(begin + i) % channels] = byte_at(data, i);
    if (channels == 3) pixel[3] = 0;
  }
}

// The picture has no white of its own: light from a white diode reaches the eye as all three colours.
void DdpCard::show() {
  auto const pixels = shown_.pixels();
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    auto const [r, g, b, w] = stored_[i];
    pixels[i] = {lit(r, w), lit(g, w), lit(b, w)};
  }
  ++frames_;
}

std::string_view name_of(DdpCard::Refusal refusal) {
  static constexpr std::array<std::string_view, 10> names{
      "none",      "too_short",      "too_long", "wrong_version", "reserved_bits",
      "truncated", "trailing_bytes", "wrong_id", "unknown_type",  "no_storage"};
  return names[static_cast<std::size_t>(refusal)];
}

}  // namespace signboard
