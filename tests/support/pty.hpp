#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace signboard {

/// A pseudo-terminal: our end stands for the card, its other end is a device that can be opened as a serial port.
class Pty {
 public:
  Pty();
  ~Pty() { unplug(); }
  Pty(Pty const&) = delete;
  Pty& operator=(Pty const&) = delete;

  std::string const& device() const { return device_; }
  int descriptor() const { return card_; }

  /// What has come and was not read yet, without waiting.
  std::vector<std::byte> received();
  void answer(std::string_view bytes);

  /// The card is pulled out: whoever has the device open is hung up.
  void unplug();

 private:
  int card_ = -1;
  std::string device_;
};

/// A name that stays while what it leads to changes, as udev makes them under /dev/serial/by-id.
void point(std::filesystem::path const& name, std::string const& device);

}  // namespace signboard
