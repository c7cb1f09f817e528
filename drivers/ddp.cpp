// DDP, the Distributed Display Protocol of 3waylabs, version 1: LED strips and panels behind WLED, FPP, xLights' kin
// and many ESP32 boards. http://www.3waylabs.com/ddp/ (10-byte header, big endian, UDP 4048).
// Golden transcripts: the header layouts of LedFx and of that page, in tests/drivers/vectors/ddp-*.toml.

#include "base/limits.hpp"
#include "drivers/driver.hpp"
#include "drivers/pixel_path.hpp"
#include "drivers/wire.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {
namespace {

constexpr std::size_t header_bytes = 10;
constexpr std::uint8_t flag_version_1 = 0x40;
constexpr std::uint8_t flag_push = 0x01;  // latches the whole frame, so it stands on the last packet only
constexpr std::uint8_t type_rgb_8_bits = 0x0B;
constexpr std::uint8_t default_display = 1;  // FPP knows no other
constexpr int highest_sequence = 15;
// 480 pixels; with header, UDP and IP 1,478 bytes: the most that small receivers take, for they join no fragments.
constexpr std::int64_t packet_bytes_most = 1'440;

enum class Numbering : std::uint8_t { by_packet, by_frame, off };

/// The number of the packet `ahead` packets after number `first`: 1 to 15 and again 1, for 0 says "not numbered".
std::uint8_t number_after(std::uint8_t first, std::size_t ahead) {
  return static_cast<std::uint8_t>((first - 1 + ahead) % highest_sequence + 1);
}

class DdpFrame final : public Dialogue {
 public:
  DdpFrame(std::span<std::byte const> pixels, std::size_t packet_bytes, Numbering numbering, std::uint8_t first)
      : pixels_(pixels), packet_bytes_(packet_bytes), numbering_(numbering), first_(first) {}

  std::optional<Packet> say() override {
    if (offset_ == pixels_.size()) return std::nullopt;
    auto const data = pixels_.subspan(offset_, std::min(packet_bytes_, pixels_.size() - offset_));
    bool const is_last = offset_ + data.size() == pixels_.size();
    std::array<std::byte, header_bytes> header{};
    WireWriter(header)
        .u8(is_last ? flag_version_1 | flag_push : flag_version_1)
        .u8(number())
        .u8(type_rgb_8_bits)
        .u8(default_display)
        .u32(static_cast<std::uint32_t>(offset_), ByteOrder::big)
        .u16(static_cast<std::uint16_t>(data.size()), ByteOrder::big);
    offset_ += data.size();
    return Packet(header, data);
  }

  Verdict hear(std::span<std::byte const>) override { return Verdict::accepted; }

 private:
  std::uint8_t number() const {
    if (numbering_ == Numbering::off) return 0;
    return numbering_ == Numbering::by_frame ? first_ : number_after(first_, offset_ / packet_bytes_);
  }

  std::span<std::byte const> pixels_;
  std::size_t packet_bytes_;
  Numbering numbering_;
  std::uint8_t first_;
  std::size_t offset_ = 0;
};

class Ddp final : public Driver {
 public:
  Ddp(PixelPath path, std::size_t packet_bytes, Numbering numbering)
      : path_(std::move(path)), packet_bytes_(packet_bytes), numbering_(numbering) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    if (auto const show = std::get_if<ShowFrame>(&command)) return frame(*show->frame);
    if (auto const dim = std::get_if<SetBrightness>(&command)) path_.set_brightness(dim->percent);
    return recite({});
  }

 private:
  std::unique_ptr<Dialogue> frame(Frame const& frame) {
    auto const pixels = path_.bytes(frame);
    auto const first = next_number_;
    auto const packets = (pixels.size() + packet_bytes_ - 1) / packet_bytes_;
    next_number_ = number_after(first, numbering_ == Numbering::by_frame ? 1 : packets);
    return std::make_unique<DdpFrame>(pixels, packet_bytes_, numbering_, first);
  }

  PixelPath path_;
  std::size_t packet_bytes_;
  Numbering numbering_;
  std::uint8_t next_number_ = 1;
};

Result<std::unique_ptr<Driver>> make_ddp(Panel const& panel, Settings& settings) {
  PixelPath path(settings, panel.size);
  auto packet_bytes = settings.number("packet_bytes", packet_bytes_most, 3, packet_bytes_most);
  auto const numbering = static_cast<Numbering>(settings.choice("sequence", 0, {"count", "frame", "off"}));
  if (packet_bytes % 3 != 0) {
    return fault(Code::invalid, "ddp.packet_bytes_uneven",
                 {{"value", std::to_string(packet_bytes)},
                  {"below", std::to_string(packet_bytes / 3 * 3)},
                  {"above", std::to_string(packet_bytes / 3 * 3 + 3)}});
  }
  auto const pixels = static_cast<std::int64_t>(panel.size.width) * panel.size.height;
  auto const packets = (pixels * 3 + packet_bytes - 1) / packet_bytes;
  auto const most = static_cast<std::int64_t>(limits::packets_per_command);
  if (packets > most) {
    return fault(Code::over_limit, "ddp.too_many_packets",
                 {{"packets", std::to_string(packets)},
                  {"most", std::to_string(most)},
                  {"packet_bytes", std::to_string(packet_bytes)}});
  }
  return std::make_unique<Ddp>(std::move(path), static_cast<std::size_t>(packet_bytes), numbering);
}

constexpr std::array lines{LineKind::udp, LineKind::none};
constexpr DriverKind kind{
    .name = "ddp",
    .summary_zh = "通过网络向 WLED、FPP 等像素控制器发送画面（DDP 协议，UDP）。",
    .summary_en = "Sends frames over the network to WLED, FPP and other pixel controllers (DDP, UDP).",
    .lines = lines,
    .default_port = 4048,
    .make = make_ddp,
};

}  // namespace

DriverKind const& ddp_driver() { return kind; }

}  // namespace signboard
