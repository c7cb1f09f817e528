#include "drivers/transport/ports.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <filesystem>

namespace signboard {
namespace {

TEST_CASE("the ports of this computer are devices that exist, in order and each once") {
  auto const ports = serial_ports();
  REQUIRE(ports.has_value());
  if (ports->empty()) WARN("this computer has no serial port to list");
  for (auto const& port : *ports) {
    INFO(port.device);
    CHECK(std::filesystem::is_character_file(port.device));
    CHECK(port.usb.has_value() <= (port.kind == SerialPort::Kind::usb));
  }
  CHECK(std::ranges::is_sorted(*ports, {}, &SerialPort::device));
  CHECK(std::ranges::adjacent_find(*ports, {}, &SerialPort::device) == ports->end());
}

}  // namespace
}  // namespace signboard
