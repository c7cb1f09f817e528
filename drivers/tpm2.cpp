// TPM2 over a serial port: LED controllers in the wake of Jinx! and Glediator, and WLED's serial port. The description
// is public (gist of jblang, "TPM2 and TPM2.net protocol description"): C9, type, length of the data in two bytes, the
// higher first, data, 36. No checksum. Golden transcripts: that layout, shown to WLED
// (tests/drivers/vectors/tpm2.json).

#include "drivers/driver.hpp"
#include "drivers/pixel_path.hpp"
#include "drivers/wire.hpp"

#include <algorithm>

namespace signboard {
namespace {

constexpr std::uint8_t block_start = 0xC9, block_end = 0x36;
constexpr std::uint8_t type_frame = 0xDA, type_request = 0xAA;
constexpr std::byte acknowledge{0xAC};
constexpr std::size_t header_bytes = 4;
constexpr std::size_t pixels_most = 65'535 / 3;  // the length has two bytes
constexpr std::int64_t ack_ms_usual = 500, ack_ms_most = 2'000;

struct Answers {
  bool to_frames = false;  ///< the receiver acknowledges each
  bool to_ping = false;    ///< the receiver answers C9 AA, as WLED does
  std::chrono::milliseconds within{0};
};

Verdict hears_acknowledge(std::span<std::byte const> heard) {
  return std::ranges::find(heard, acknowledge) == heard.end() ? Verdict::incomplete : Verdict::accepted;
}

/// WLED (wled_serial.cpp) counts pixels as high * 256 / 3 + low / 3, both rounded down, and so loses the last unless
/// the high byte divides by 3.
bool wled_loses_one(std::size_t data_bytes) { return (data_bytes >> 8) % 3 != 0; }

enum class DummyPixel : std::uint8_t { none, for_wled };

std::size_t data_bytes(std::size_t pixels, DummyPixel dummy) {
  auto const bytes = pixels * 3;
  return dummy == DummyPixel::for_wled && wled_loses_one(bytes) ? bytes + 3 : bytes;
}

class Tpm2 final : public Driver {
 public:
  Tpm2(PixelPath path, DummyPixel dummy, Answers answers) : path_(std::move(path)), dummy_(dummy), answers_(answers) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    if (auto const show = std::get_if<ShowFrame>(&command)) return frame(*show->frame);
    if (auto const dim = std::get_if<SetBrightness>(&command)) path_.set_brightness(dim->percent);
    if (std::holds_alternative<Greet>(command) && answers_.to_ping) {
      std::array<std::byte, 2> ping{};
      WireWriter(ping).u8(block_start).u8(type_request);
      return spoken(answered({ping.begin(), ping.end()}));
    }
    return recite({});
  }

 private:
  Packet answered(std::vector<std::byte> bytes) const {
    Packet packet(std::move(bytes));
    packet.wants_reply = true;
    packet.patience = answers_.within;
    return packet;
  }

  static std::unique_ptr<Dialogue> spoken(Packet packet) {
    std::vector<Packet> packets;
    packets.push_back(std::move(packet));
    return recite(std::move(packets), hears_acknowledge);
  }

  std::unique_ptr<Dialogue> frame(Frame const& frame) {
    auto const pixels = path_.bytes(frame);
    auto const length = data_bytes(pixels.size() / 3, dummy_);
    std::vector<std::byte> block(header_bytes + length + 1);  // a dummy pixel stays black
    WireWriter(block).u8(block_start).u8(type_frame).u16(static_cast<std::uint16_t>(length), ByteOrder::big);
    std::ranges::copy(pixels, block.begin() + header_bytes);
    block.back() = static_cast<std::byte>(block_end);
    return spoken(answers_.to_frames ? answered(std::move(block)) : Packet(std::move(block)));
  }

  PixelPath path_;
  DummyPixel dummy_;
  Answers answers_;
};

Result<std::unique_ptr<Driver>> make_tpm2(Panel const& panel, Settings& settings) {
  PixelPath path(settings, panel.size);
  auto const dummy = settings.flag("dummy_pixel", false) ? DummyPixel::for_wled : DummyPixel::none;
  Answers answers;
  answers.to_frames = settings.flag("ack", false);
  answers.to_ping = settings.flag("ping", false);
  answers.within = std::chrono::milliseconds(settings.number("ack_ms", ack_ms_usual, 1, ack_ms_most));
  auto const pixels = static_cast<std::size_t>(panel.size.width) * static_cast<std::size_t>(panel.size.height);
  if (data_bytes(pixels, dummy) > pixels_most * 3) {
    return fault(Code::over_limit, "tpm2.too_many_pixels",
                 {{"pixels", std::to_string(pixels)}, {"most", std::to_string(pixels_most)}});
  }
  return std::make_unique<Tpm2>(std::move(path), dummy, answers);
}

constexpr std::array lines{LineKind::serial, LineKind::none};
constexpr DriverKind kind{
    .name = "tpm2",
    .summary_zh = "通过串口向 TPM2 协议的像素控制器或 WLED 发送画面。",
    .summary_en = "Sends frames over a serial port to pixel controllers that speak TPM2, or to WLED.",
    .lines = lines,
    .default_port = 0,
    .make = make_tpm2,
};

}  // namespace

DriverKind const& tpm2_driver() { return kind; }

}  // namespace signboard
