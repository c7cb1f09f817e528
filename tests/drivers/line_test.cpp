#include "drivers/line.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/error_values.hpp"

namespace signboard {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a udp line has a host, a port and options") {
  auto const line = parse_line("udp:10.0.0.7:4049?gso=1&source=10.0.0.2", 4'048);
  REQUIRE(line.has_value());
  CHECK(line->kind == LineKind::udp);
  CHECK(line->text == "udp:10.0.0.7:4049?gso=1&source=10.0.0.2");
  CHECK(line->host == "10.0.0.7");
  CHECK(line->port == 4'049);
  CHECK(line->gso);
  CHECK(line->source == "10.0.0.2");
  CHECK(line->spread == 0us);
  CHECK(parse_line("udp:panel-3.local?spread_us=4000", 4'048)->spread == 4'000us);
}

TEST_CASE("without a port the format's own is taken, if it has one") {
  CHECK(parse_line("udp:panel", 4'048)->port == 4'048);
  CHECK(parse_line("udp:[::1]", 4'048)->port == 4'048);
  CHECK(parse_line("udp:panel", 0).error().id == "line.no_port");
}

TEST_CASE("an IPv6 address stands in brackets") {
  auto const line = parse_line("udp:[fe80::1%eth0]:4048", 0);
  REQUIRE(line.has_value());
  CHECK(line->host == "fe80::1%eth0");
  CHECK(line->port == 4'048);
  CHECK(parse_line("udp:fe80::1:4048", 0).error().id == "line.unreadable");
}

TEST_CASE("a serial line has a device and says how the port is set") {
  auto const line =
      parse_line("serial:/dev/ttyUSB0?baud=921600&bits=7E1&flow=rtscts&exclusive=0&dtr=off&settle_ms=1500", 4'048);
  REQUIRE(line.has_value());
  CHECK(line->kind == LineKind::serial);
  CHECK(line->path == "/dev/ttyUSB0");
  CHECK(line->port == 0);
  SerialSetting wanted;
  wanted.baud = 921'600;
  wanted.data_bits = 7;
  wanted.parity = SerialSetting::Parity::even;
  wanted.flow = SerialSetting::Flow::rtscts;
  wanted.exclusive = false;
  wanted.dtr = SerialSetting::Pin::off;
  wanted.settle = 1'500ms;
  CHECK(line->serial == wanted);
  CHECK(name_of(LineKind::serial) == "serial");
}

TEST_CASE("a serial line without options is 115200 8N1, exclusive, without flow control") {
  auto const line = parse_line("serial:/dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0", 0);
  REQUIRE(line.has_value());
  CHECK(line->path == "/dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0");
  CHECK(line->serial == SerialSetting{});
  CHECK(line->serial.baud == 115'200);
}

TEST_CASE("a byte on a serial line takes its start, data, parity and stop bits") {
  auto const bits = [](std::string const& form) {
    return parse_line("serial:/dev/ttyS0?bits=" + form, 0)->serial.bits_per_byte();
  };
  CHECK(bits("8N1") == 10);
  CHECK(bits("7e1") == 10);
  CHECK(bits("8O1") == 11);
  CHECK(bits("8M2") == 12);
  CHECK(bits("5N1") == 7);
}

TEST_CASE("what is wrong in a serial line is named") {
  auto const [text, id] = GENERATE(table<std::string, std::string>({
      {"serial:", "line.unreadable"},
      {"serial:ttyUSB0", "line.unreadable"},
      {"serial:/", "line.unreadable"},
      {"serial:/dev/ttyUSB0?gso=1", "line.unknown_option"},
      {"serial:/dev/ttyUSB0?baud=49", "line.option_value"},
      {"serial:/dev/ttyUSB0?baud=12000001", "line.option_value"},
      {"serial:/dev/ttyUSB0?baud=fast", "line.option_value"},
      {"serial:/dev/ttyUSB0?bits=9N1", "line.option_value"},
      {"serial:/dev/ttyUSB0?bits=8X1", "line.option_value"},
      {"serial:/dev/ttyUSB0?bits=8N3", "line.option_value"},
      {"serial:/dev/ttyUSB0?bits=8N", "line.option_value"},
      {"serial:/dev/ttyUSB0?flow=dsr", "line.option_value"},
      {"serial:/dev/ttyUSB0?exclusive=yes", "line.option_value"},
      {"serial:/dev/ttyUSB0?dtr=0", "line.option_value"},
      {"serial:/dev/ttyUSB0?settle_ms=60001", "line.option_value"},
      {"serial:/dev/ttyUSB0?flow=rtscts&rts=off", "line.option_value"},
  }));
  INFO(text);
  auto const line = parse_line(text, 0);
  REQUIRE(line.has_error());
  CHECK(line.error().id == id);
  CHECK(value_of(line.error(), "line") == text);
}

TEST_CASE("other lines are a word, and a file has a path as it is") {
  CHECK(parse_line("stdout:", 0)->kind == LineKind::standard_output);
  CHECK(parse_line("none:", 0)->kind == LineKind::none);
  CHECK(parse_line("file:/run/a b?c=1:2.png", 0)->path == "/run/a b?c=1:2.png");
}

TEST_CASE("an unreadable line is answered with the part that is wrong") {
  auto const [text, part] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"10.0.0.7", "10.0.0.7"},
      {"udp:", "udp:"},
      {"udp::4048", ":4048"},
      {"udp:10.0.0.7:", ":"},
      {"udp:10.0.0.7:0", "0"},
      {"udp:10.0.0.7:65536", "65536"},
      {"udp:10.0.0.7:40x8", "40x8"},
      {"udp:10.0.0.7:-1", "-1"},
      {"udp:pan el:4048", "pan el:4048"},
      {"udp:[::1:4048", "[::1:4048"},
      {"udp:[panel]:4048", "[panel]"},
      {"udp:[::1]4048", "4048"},
      {"file:", "file:"},
      {"stdout:x", "x"},
  }));
  auto const line = parse_line(text, 4'048);
  REQUIRE(line.has_error());
  CHECK(line.error().id == "line.unreadable");
  CHECK(value_of(line.error(), "part") == part);
  CHECK(value_of(line.error(), "line") == text);
}

TEST_CASE("an option that is not known, or not right, is named") {
  auto const unknown = parse_line("udp:panel?ttl=3", 4'048);
  CHECK(unknown.error().id == "line.unknown_option");
  CHECK(value_of(unknown.error(), "option") == "ttl");
  CHECK(value_of(unknown.error(), "known") == "gso, spread_us, source");
  for (std::string const text : {"udp:p?gso=2", "udp:p?gso", "udp:p?spread_us=1000001", "udp:p?spread_us=4ms",
                                 "udp:p?source=", "udp:p?gso=1&spread_us=1"}) {
    INFO(text);
    CHECK(parse_line(text, 4'048).error().id == "line.option_value");
  }
}

TEST_CASE("a line of no kind is answered with the kinds there are") {
  auto const line = parse_line("tcp:10.0.0.7:4048", 4'048);
  CHECK(line.error().id == "line.unknown_kind");
  CHECK(value_of(line.error(), "kind") == "tcp");
  CHECK(name_of(LineKind::standard_output) == "stdout");
}

}  // namespace
}  // namespace signboard
