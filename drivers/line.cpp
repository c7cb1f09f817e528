#include "drivers/line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

namespace signboard {
namespace {

constexpr std::string_view example =
    "udp:192.168.1.60:4048, udp:[fe80::1%eth0]:4048, serial:/dev/ttyUSB0?baud=115200, stdout:, file:/run/screen.png, "
    "none:";
constexpr std::string_view udp_options = "gso, spread_us, source";
constexpr std::string_view serial_options = "baud, bits, flow, exclusive, dtr, rts, hangup, settle_ms";
constexpr int spread_us_max = 1'000'000;  // a second: nobody shows frames more slowly than that

// From the slowest modem to what USB bridges promise.
constexpr int baud_min = 50, baud_max = 12'000'000;
constexpr int settle_ms_max = 60'000;  // a card that needs longer than a minute to start is broken

constexpr std::array<std::pair<std::string_view, LineKind>, 5> kinds{{
    {"udp", LineKind::udp},
    {"serial", LineKind::serial},
    {"stdout", LineKind::standard_output},
    {"file", LineKind::file},
    {"none", LineKind::none},
}};

Error unreadable(std::string_view line, std::string_view part) {
  return fault(Code::invalid, "line.unreadable",
               {{"line", std::string(line)}, {"part", std::string(part)}, {"example", std::string(example)}});
}

template <class Number>
std::optional<Number> whole_number(std::string_view digits) {
  Number number{};
  auto const end = digits.data() + digits.size();
  auto const read = std::from_chars(digits.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_host_name(std::string_view name) {
  return !name.empty() && name.size() <= 253 &&
         std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; });
}

bool is_ipv6(std::string_view address) {
  auto const zone = address.find('%');
  auto const digits = address.substr(0, zone);
  return digits.find(':') != std::string_view::npos &&
         std::ranges::all_of(digits, [](char c) { return is_letter_or_digit(c) || c == ':' || c == '.'; }) &&
         (zone == std::string_view::npos || is_host_name(address.substr(zone + 1)));
}

Result<void> read_port(LineAddress& line, std::string_view digits) {
  auto const port = whole_number<std::uint16_t>(digits);
  if (!port || *port == 0) return unreadable(line.text, digits.empty() ? std::string_view(":") : digits);
  line.port = *port;
  return {};
}

Result<void> read_target(LineAddress& line, std::string_view target) {
  std::string_view after_host;
  if (target.starts_with('[')) {
    auto const bracket = target.find(']');
    if (bracket == std::string_view::npos) return unreadable(line.text, target);
    line.host = target.substr(1, bracket - 1);
    after_host = target.substr(bracket + 1);
    if (!is_ipv6(line.host)) return unreadable(line.text, target.substr(0, bracket + 1));
  } else {
    auto const colon = std::min(target.find(':'), target.size());
    line.host = target.substr(0, colon);
    after_host = target.substr(colon);
    // An IPv6 address without brackets: where it ends and the port begins nobody could say.
    if (after_host.find(':', 1) != std::string_view::npos || !is_host_name(line.host)) {
      return unreadable(line.text, target.empty() ? std::string_view("udp:") : target);
    }
  }
  if (after_host.empty()) return {};
  if (!after_host.starts_with(':')) return unreadable(line.text, after_host);
  return read_port(line, after_host.substr(1));
}

Error bad_value(LineAddress const& line, std::string_view option, std::string_view value, std::string wanted) {
  return fault(Code::invalid, "line.option_value",
               {{"line", line.text},
                {"option", std::string(option)},
                {"value", std::string(value)},
                {"wanted", std::move(wanted)}});
}

Error unknown_option(LineAddress const& line, std::string_view option, std::string_view known) {
  return fault(Code::invalid, "line.unknown_option",
               {{"line", line.text}, {"option", std::string(option)}, {"known", std::string(known)}});
}

Result<void> read_udp_option(LineAddress& line, std::string_view option, std::string_view value) {
  if (option == "gso") {
    if (value != "0" && value != "1") return bad_value(line, option, value, "0, 1");
    line.gso = value == "1";
    return {};
  }
  if (option == "spread_us") {
    auto const spread = whole_number<int>(value);
    if (!spread || *spread < 0 || *spread > spread_us_max) return bad_value(line, option, value, "0 ... 1000000");
    line.spread = std::chrono::microseconds(*spread);
    return {};
  }
  if (option == "source") {
    if (!is_host_name(value) && !is_ipv6(value)) return bad_value(line, option, value, "10.0.0.2");
    line.source = value;
    return {};
  }
  return unknown_option(line, option, udp_options);
}

// `8N1`: data bits, parity, stop bits.
bool read_bits(SerialSetting& setting, std::string_view value) {
  constexpr std::string_view parities = "NOEMS";  // in the order of the enumerators
  if (value.size() != 3) return false;
  auto const parity = parities.find(static_cast<char>(value[1] & ~0x20));
  if (value[0] < '5' || value[0] > '8' || parity == std::string_view::npos || value[2] < '1' || value[2] > '2')
    return false;
  setting.data_bits = value[0] - '0';
  setting.parity = static_cast<SerialSetting::Parity>(parity);
  setting.stop_bits = value[2] - '0';
  return true;
}

/// One of the words; its index.
std::optional<std::size_t> word_of(std::span<std::string_view const> words, std::string_view value) {
  auto const found = std::ranges::find(words, value);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

Result<void> read_serial_option(LineAddress& line, std::string_view option, std::string_view value) {
  static constexpr std::array<std::string_view, 3> flows{"none", "rtscts", "xonxoff"};
  static constexpr std::array<std::string_view, 2> pins{"off", "on"}, switches{"0", "1"};
  auto& setting = line.serial;
  if (option == "baud") {
    auto const baud = whole_number<int>(value);
    if (!baud || *baud < baud_min || *baud > baud_max) return bad_value(line, option, value, "50 ... 12000000");
    setting.baud = *baud;
  } else if (option == "bits") {
    if (!read_bits(setting, value)) return bad_value(line, option, value, "8N1, 7E1, 8E1, 8O1, 8N2, ...");
  } else if (option == "flow") {
    auto const flow = word_of(flows, value);
    if (!flow) return bad_value(line, option, value, "none, rtscts, xonxoff");
    setting.flow = static_cast<SerialSetting::Flow>(*flow);
  } else if (option == "dtr" || option == "rts") {
    auto const pin = word_of(pins, value);
    if (!pin) return bad_value(line, option, value, "on, off");
    (option == "dtr" ? setting.dtr : setting.rts) = static_cast<SerialSetting::Pin>(*pin);
  } else if (option == "exclusive" || option == "hangup") {
    auto const flag = word_of(switches, value);
    if (!flag) return bad_value(line, option, value, "0, 1");
    (option == "hangup" ? setting.hangs_up : setting.exclusive) = *flag == 1;
  } else if (option == "settle_ms") {
    auto const settle = whole_number<int>(value);
    if (!settle || *settle < 0 || *settle > settle_ms_max) return bad_value(line, option, value, "0 ... 60000");
    setting.settle = std::chrono::milliseconds(*settle);
  } else {
    return unknown_option(line, option, serial_options);
  }
  return {};
}

Result<void> read_options(LineAddress& line, std::string_view options) {
  auto const read_option = line.kind == LineKind::serial ? read_serial_option : read_udp_option;
  while (!options.empty()) {
    auto const end = std::min(options.find('&'), options.size());
    auto const one = options.substr(0, end);
    auto const equals = std::min(one.find('='), one.size());
    auto const value = equals < one.size() ? one.substr(equals + 1) : std::string_view{};
    if (auto const read = read_option(line, one.substr(0, equals), value); !read) return read.error();
    options.remove_prefix(std::min(end + 1, options.size()));
  }
  if (line.gso && line.spread.count() > 0) return bad_value(line, "spread_us", "with gso=1", "gso=0");
  if (line.serial.flow == SerialSetting::Flow::rtscts && line.serial.rts == SerialSetting::Pin::off)
    return bad_value(line, "rts", "off with flow=rtscts", "on");
  return {};
}

Result<void> read_device(LineAddress& line, std::string_view device) {
  if (!device.starts_with('/') || device.size() == 1 || device.find('\0') != std::string_view::npos)
    return unreadable(line.text, device.empty() ? std::string_view("serial:") : device);
  line.path = device;
  return {};
}

}  // namespace

std::string_view name_of(LineKind kind) {
  return std::ranges::find(kinds, kind, &std::pair<std::string_view, LineKind>::second)->first;
}

Result<LineAddress> parse_line(std::string_view text, std::uint16_t default_port) {
  LineAddress line;
  line.text = text;
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) return unreadable(text, text);
  auto const kind = std::ranges::find(kinds, text.substr(0, colon), &std::pair<std::string_view, LineKind>::first);
  if (kind == kinds.end()) {
    return fault(Code::invalid, "line.unknown_kind",
                 {{"line", line.text},
                  {"kind", std::string(text.substr(0, colon))},
                  {"known", "udp, serial, stdout, file, none"},
                  {"example", std::string(example)}});
  }
  line.kind = kind->second;
  auto rest = text.substr(colon + 1);
  if (line.kind == LineKind::file) {
    if (rest.empty() || rest.find('\0') != std::string_view::npos) return unreadable(text, "file:");
    line.path = rest;
    return line;
  }
  if (line.kind != LineKind::udp && line.kind != LineKind::serial) {
    if (!rest.empty()) return unreadable(text, rest);
    return line;
  }
  if (line.kind == LineKind::udp) line.port = default_port;
  auto const question = std::min(rest.find('?'), rest.size());
  auto const read_place = line.kind == LineKind::serial ? read_device : read_target;
  if (auto const read = read_place(line, rest.substr(0, question)); !read) return read.error();
  if (line.kind == LineKind::udp && line.port == 0) return fault(Code::invalid, "line.no_port", {{"line", line.text}});
  rest.remove_prefix(std::min(question + 1, rest.size()));
  if (auto const read = read_options(line, rest); !read) return read.error();
  return line;
}

}  // namespace signboard
