#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// A serial port of this computer, as far as the system knows it.
struct SerialPort {
  enum class Kind : std::uint8_t { built_in, usb, bluetooth };
  struct Usb {
    std::uint16_t vendor = 0, product = 0;
  };

  std::string device;  ///< `/dev/ttyUSB0`
  std::string by_id;   ///< `/dev/serial/by-id/...`, which stays the same in another socket; empty where there is none
  std::string description;
  std::string driver;  ///< of the kernel; empty where it does not say
  Kind kind = Kind::built_in;
  std::optional<Usb> usb;
  std::string manufacturer, product, serial_number;  ///< as the bridge says, not checked; empty where it does not
};

/// All there are, by name. Error: ports.not_listed {reason}.
Result<std::vector<SerialPort>> serial_ports();

}  // namespace signboard
