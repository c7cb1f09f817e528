#include "drivers/line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace signboard {
namespace {

constexpr std::string_view example =
    "udp:192.168.1.60:4048, udp:[fe80::1%eth0]:4048, stdout:, file:/run/screen.png, none:";
constexpr std::string_view options_known = "gso, spread_us, source";
constexpr int spread_us_max = 1'000'000;  // a second: nobody shows frames more slowly than that

constexpr std::array<std::pair<std::string_view, LineKind>, 4> kinds{{
    {"udp", LineKind::udp},
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

Result<void> read_option(LineAddress& line, std::string_view option, std::string_view value) {
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
  return fault(Code::invalid, "line.unknown_option",
               {{"line", line.text}, {"option", std::string(option)}, {"known", std::string(options_known)}});
}

Result<void> read_options(LineAddress& line, std::string_view options) {
  while (!options.empty()) {
    auto const end = std::min(options.find('&'), options.size());
    auto const one = options.substr(0, end);
    auto const equals = std::min(one.find('='), one.size());
    auto const value = equals < one.size() ? one.substr(equals + 1) : std::string_view{};
    if (auto const read = read_option(line, one.substr(0, equals), value); !read) return read.error();
    options.remove_prefix(std::min(end + 1, options.size()));
  }
  if (line.gso && line.spread.count() > 0) return bad_value(line, "spread_us", "with gso=1", "gso=0");
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
                  {"known", "udp, stdout, file, none"},
                  {"example", std::string(example)}});
  }
  line.kind = kind->second;
  auto rest = text.substr(colon + 1);
  if (line.kind == LineKind::file) {
    if (rest.empty() || rest.find('\0') != std::string_view::npos) return unreadable(text, "file:");
    line.path = rest;
    return line;
  }
  if (line.kind != LineKind::udp) {
    if (!rest.empty()) return unreadable(text, rest);
    return line;
  }
  line.port = default_port;
  auto const question = std::min(rest.find('?'), rest.size());
  if (auto const read = read_target(line, rest.substr(0, question)); !read) return read.error();
  if (line.port == 0) return fault(Code::invalid, "line.no_port", {{"line", line.text}});
  rest.remove_prefix(std::min(question + 1, rest.size()));
  if (auto const read = read_options(line, rest); !read) return read.error();
  return line;
}

}  // namespace signboard
