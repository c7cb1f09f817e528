// Adalight: LED strips behind an Arduino with Adafruit's LEDstream sketch or one of its kin, and WLED's serial port.
// Adafruit, github.com/adafruit/Adalight at b9d88f8, Arduino/LEDstream: "Ada", the number of pixels less one in two
// bytes, the higher first, a check byte of both, then red, green and blue of each. Golden transcripts: the layout
// above, shown to WLED (tests/drivers/vectors/adalight.json).

#include "drivers/driver.hpp"
#include "drivers/pixel_path.hpp"
#include "drivers/wire.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {
namespace {

constexpr std::size_t header_bytes = 6;
constexpr std::uint8_t check_seed = 0x55;
constexpr std::int64_t pixels_most = 65'536;  // two bytes, for a number that is one less
constexpr std::string_view hello = "Ada\n";
// A sketch begins a second or two after the opening of the port has reset its board.
constexpr std::int64_t hello_ms_usual = 2'000, hello_ms_most = 60'000;

/// Content with the sketch's hello, which it says when it begins and then every second until it hears a frame. What
/// stands before it is the noise of starting.
Verdict hears_hello(std::span<std::byte const> heard) {
  auto const letter = [](char c) { return static_cast<std::byte>(c); };
  bool const greeted = !std::ranges::search(heard, hello, {}, {}, letter).empty();
  return greeted ? Verdict::accepted : Verdict::incomplete;
}

class Adalight final : public Driver {
 public:
  Adalight(PixelPath path, std::chrono::milliseconds hello_within)
      : path_(std::move(path)), hello_within_(hello_within) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    if (auto const show = std::get_if<ShowFrame>(&command)) return frame(*show->frame);
    if (auto const dim = std::get_if<SetBrightness>(&command)) path_.set_brightness(dim->percent);
    if (std::holds_alternative<Greet>(command) && hello_within_.count() > 0) return listen_for_hello();
    return recite({});
  }

 private:
  std::unique_ptr<Dialogue> listen_for_hello() const {
    Packet nothing;
    nothing.wants_reply = true;
    nothing.patience = hello_within_;
    std::vector<Packet> packets;
    packets.push_back(std::move(nothing));
    return recite(std::move(packets), hears_hello);
  }

  std::unique_ptr<Dialogue> frame(Frame const& frame) {
    auto const pixels = path_.bytes(frame);
    auto const last = static_cast<std::uint16_t>(pixels.size() / 3 - 1);
    auto const high = static_cast<std::uint8_t>(last >> 8), low = static_cast<std::uint8_t>(last & 0xFF);
    std::array<std::byte, header_bytes> header{};
    WireWriter(header).u8('A').u8('d').u8('a').u8(high).u8(low).u8(static_cast<std::uint8_t>(high ^ low ^ check_seed));
    std::vector<Packet> packets;
    packets.emplace_back(header, pixels);
    return recite(std::move(packets));
  }

  PixelPath path_;
  std::chrono::milliseconds hello_within_;
};

Result<std::unique_ptr<Driver>> make_adalight(Panel const& panel, Settings& settings) {
  PixelPath path(settings, panel.size);
  auto const hello_ms = settings.number("hello_ms", hello_ms_usual, 0, hello_ms_most);
  auto const pixels = static_cast<std::int64_t>(panel.size.width) * panel.size.height;
  if (pixels > pixels_most) {
    return fault(Code::over_limit, "adalight.too_many_pixels",
                 {{"pixels", std::to_string(pixels)}, {"most", std::to_string(pixels_most)}});
  }
  return std::make_unique<Adalight>(std::move(path), std::chrono::milliseconds(hello_ms));
}

constexpr std::array lines{LineKind::serial, LineKind::none};
constexpr DriverKind kind{
    .name = "adalight",
    .summary_zh = "通过串口向 Arduino（Adalight 程序）或 WLED 发送画面。",
    .summary_en = "Sends frames over a serial port to an Arduino with the Adalight sketch, or to WLED.",
    .lines = lines,
    .default_port = 0,
    .make = make_adalight,
};

}  // namespace

DriverKind const& adalight_driver() { return kind; }

}  // namespace signboard
