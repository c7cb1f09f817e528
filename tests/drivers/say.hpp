#pragma once

#include "drivers/driver.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// A driver of that name with these settings, which must be right.
inline std::unique_ptr<Driver> make_driver(std::string_view name, Size size,
                                           std::map<std::string, SettingValue, std::less<>> values = {}) {
  Settings settings(std::move(values));
  Panel const panel{"lobby", size, Depth::rgb};
  auto made = find_driver(name)->make(panel, settings);
  if (!made || !settings.faults().empty()) throw std::logic_error("these settings are wrong");
  return std::move(*made);
}

/// Everything the driver says to a command, whole packets with what they borrow.
inline std::vector<Packet> packets_of(Driver& driver, Command const& command) {
  auto dialogue = driver.begin(command);
  if (!dialogue) throw std::runtime_error(std::string(dialogue.error().id));
  std::vector<Packet> packets;
  while (auto packet = (*dialogue)->say()) packets.push_back(std::move(*packet));
  return packets;
}

inline std::vector<std::byte> bytes_said(Driver& driver, Command const& command) {
  std::vector<std::byte> said;
  for (auto const& packet : packets_of(driver, command)) {
    auto const bytes = packet.joined();
    said.insert(said.end(), bytes.begin(), bytes.end());
  }
  return said;
}

}  // namespace signboard
