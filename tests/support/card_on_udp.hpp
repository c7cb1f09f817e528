#pragma once

#include "base/time.hpp"
#include "drivers/cards/ddp.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace signboard {

/// The simulated DDP card behind a loopback socket.
class CardOnUdp {
 public:
  explicit CardOnUdp(Size size);
  ~CardOnUdp();
  CardOnUdp(CardOnUdp const&) = delete;
  CardOnUdp& operator=(CardOnUdp const&) = delete;

  std::uint16_t port() const { return port_; }

  struct Shown {
    Frame frame;
    WallTime at;  ///< when the packet that completed it arrived, by the kernel's clock
  };
  /// The next frame the card shows.
  std::optional<Shown> next(std::chrono::milliseconds limit);
  /// All frames of a while.
  std::vector<Shown> during(std::chrono::milliseconds length);

  DdpCard const& card() const { return card_; }

 private:
  DdpCard card_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace signboard
