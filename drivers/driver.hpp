#pragma once

#include "base/frame.hpp"
#include "base/motion.hpp"
#include "base/result.hpp"
#include "drivers/line.hpp"
#include "drivers/settings.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace signboard {

// What a screen can be told. Each says how the screen should be, not what to do: to repeat one is harmless, to replace
// one is right, and after a lost connection all are said again. In order of urgency.
struct Greet {};  ///< first words on a new connection
struct SetPower {
  bool on = true;
};
struct SetBrightness {
  int percent = 100;
};
/// These pixels, now. The frame is exactly as large as the panel and must stay unchanged until the dialogue is over,
/// for a driver may borrow its pixels.
struct ShowFrame {
  Frame const* frame = nullptr;
};
using Command = std::variant<Greet, SetPower, SetBrightness, ShowFrame>;

/// Bytes that travel together: a short head the packet carries itself, then what it owns, then what it borrows from the
/// frame. A line gathers the three; nothing is copied on the way.
class Packet {
 public:
  Packet() = default;
  explicit Packet(std::vector<std::byte> bytes) : owned_(std::move(bytes)) {}
  /// A head of at most 16 bytes before pixels that lie in the frame.
  Packet(std::span<std::byte const> head, std::span<std::byte const> borrowed);

  std::span<std::byte const> head() const { return {head_.data(), head_size_}; }
  std::span<std::byte const> owned() const { return owned_; }
  std::span<std::byte const> borrowed() const { return borrowed_; }
  std::size_t size() const { return head_size_ + owned_.size() + borrowed_.size(); }
  std::vector<std::byte> joined() const;  ///< all of it in one piece, for tests and for lines that cannot gather

  bool wants_reply = false;
  /// With wants_reply: an answer that does not come within this time is done without. 0: it must come.
  std::chrono::milliseconds patience{0};
  bool replaces = false;  ///< the whole of what a file shall hold; a line that keeps what it is told puts it in place
  std::chrono::milliseconds settle{0};  ///< how long the screen needs after it before it can hear the next

 private:
  std::array<std::byte, 16> head_{};
  std::uint8_t head_size_ = 0;
  std::vector<std::byte> owned_;
  std::span<std::byte const> borrowed_;
};

enum class Verdict : std::uint8_t { incomplete, accepted, rejected };

/// One command on the wire, from first byte to last reply. What is said next may depend on what was heard.
class Dialogue {
 public:
  virtual ~Dialogue() = default;
  virtual std::optional<Packet> say() = 0;  ///< nothing, once all is said
  virtual Verdict hear(std::span<std::byte const> since_last_said) = 0;
};

/// A dialogue known in advance, for the many formats that only talk, or wait for the same answer every time.
std::unique_ptr<Dialogue> recite(std::vector<Packet> packets, Verdict (*judge)(std::span<std::byte const>) = nullptr);

/// One screen's wire format. No I/O, no clock, no threads: the same calls give the same bytes. A dialogue is said to
/// its end before the next one begins, for its packets may borrow from the driver; after a loss the next command is
/// Greet.
class Driver {
 public:
  virtual ~Driver() = default;
  /// A command the format has no words for gives an empty dialogue.
  virtual Result<std::unique_ptr<Dialogue>> begin(Command const& command) = 0;
};

/// What hangs on the wall, as far as a wire format must know it.
struct Panel {
  std::string screen;  ///< its name, for messages
  Size size;
  Depth depth = Depth::rgb;
};

struct DriverKind {
  std::string_view name;
  std::string_view summary_zh, summary_en;  ///< one sentence each, for `signctl drivers`
  std::span<LineKind const> lines;          ///< at least one
  std::uint16_t default_port;               ///< for udp lines; 0 where there is none
  /// Takes all settings the format has. The caller looks at settings.faults() afterwards; an error of its own is about
  /// settings that are right one by one but cannot go together on this panel.
  Result<std::unique_ptr<Driver>> (*make)(Panel const& panel, Settings& settings);
};

std::span<DriverKind const* const> drivers();          ///< in the order people are shown them
DriverKind const* find_driver(std::string_view name);  ///< null if there is none

}  // namespace signboard
