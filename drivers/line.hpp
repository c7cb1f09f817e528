#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signboard {

/// The lines a format can travel on, as they are spelled in a configuration before the colon: `udp`, `serial`,
/// `stdout`, `file`, `none`.
enum class LineKind : std::uint8_t { udp, serial, standard_output, file, none };

std::string_view name_of(LineKind kind);

/// How a serial port is set.
struct SerialSetting {
  enum class Parity : std::uint8_t { none, odd, even, mark, space };
  enum class Flow : std::uint8_t { none, rtscts, xonxoff };
  enum class Pin : std::uint8_t { off, on };

  int baud = 115'200;
  int data_bits = 8;
  Parity parity = Parity::none;
  int stop_bits = 1;
  Flow flow = Flow::none;
  bool exclusive = true;  ///< nobody else may open the port meanwhile
  Pin dtr = Pin::on, rts = Pin::on;
  bool hangs_up = true;                 ///< drops DTR and RTS when the port is closed
  std::chrono::milliseconds settle{0};  ///< waited after opening, before the first word
  bool operator==(SerialSetting const&) const = default;

  /// Bit times one byte takes: start, data, parity and stop bits.
  int bits_per_byte() const { return 1 + data_bits + (parity == Parity::none ? 0 : 1) + stop_bits; }
};

/// What a configuration calls a line, taken apart: `udp:10.0.0.7:4048?gso=1`, `serial:/dev/ttyUSB0?baud=115200`,
/// `stdout:`, `file:/var/lib/x.png`, `none:`.
struct LineAddress {
  std::string text;  ///< as written
  LineKind kind = LineKind::none;
  std::string host;  ///< udp: a name or an address (IPv6 without its brackets)
  std::uint16_t port = 0;
  std::string path;    ///< file and serial
  std::string source;  ///< udp: local address to send from; empty: any
  bool gso = false;    ///< udp: let the kernel cut one large write into datagrams (a burst; wired receivers only)
  std::chrono::microseconds spread{0};  ///< udp: spread a frame's datagrams over this long; 0: back to back
  SerialSetting serial;
};

/// `default_port` stands in where an udp line names none; 0 where there is no default. Udp lines and
/// serial ones have options; everything after `file:` is the path. Errors: line.unreadable {line, part, example},
/// line.unknown_kind {line, kind, known}, line.no_port {line}, line.unknown_option {line, option, known},
/// line.option_value {line, option, value, wanted}.
Result<LineAddress> parse_line(std::string_view text, std::uint16_t default_port);

/// What became of the packets handed to a line.
struct Sent {
  std::size_t packets = 0, bytes = 0;
  std::size_t dropped = 0;  ///< packets the system would not take
  /// What the far end sent back (nobody listens there) while sending went on, or what the line has to say of itself.
  std::optional<Error> complaint;
};

}  // namespace signboard
