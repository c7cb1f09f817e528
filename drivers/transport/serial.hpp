#pragma once

#include "drivers/line.hpp"

namespace signboard {

/// What libserialport is asked to set, in its own numbers (the enumerators of libserialport.h).
struct PortSetting {
  int baud, bits, parity, stop_bits, rts, cts, dtr, dsr, xon_xoff;
};
PortSetting port_setting(SerialSetting const& setting);

}  // namespace signboard
