#pragma once

#include "tests/bench/receiver.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace signboard {

/// Screens beside each other, listened to by a thread that looks at every packet. What is ordinary is written in red on
/// them, and what is urgent in green, so that one packet is enough to tell them apart.
class Wall {
 public:
  explicit Wall(int screens);
  Wall(Wall const&) = delete;
  Wall& operator=(Wall const&) = delete;

  static constexpr Rgb ordinary_ink{255, 0, 0};
  static constexpr Rgb urgent_ink{0, 255, 0};

  std::string line(int screen) const;

  /// What came before it is forgotten.
  void forget();
  /// When each screen got its first packet with something green; nothing while one of them has none.
  std::optional<std::vector<std::int64_t>> urgent_since();
  /// Whether the last frame of every screen is red, and nothing but red.
  bool is_ordinary();

  /// When the frames of each screen were complete since forget().
  std::vector<std::vector<std::int64_t>> frames();
  std::uint32_t overflowed();

 private:
  struct Screen {
    UdpSocket socket{UdpSocket::Backlog::large};
    bool red = false, green = false;  // in the frame under way
    bool ordinary = false;            // the last one
    std::int64_t urgent_since = 0;    // 0: not yet
    std::vector<std::int64_t> frames;
  };

  void listen(std::stop_token const& stop);
  void drain(Screen& screen);
  static void look(Screen& screen, DdpPacket const& packet, std::int64_t at);

  std::mutex mutex_;  // over the screens
  std::deque<Screen> screens_;
  std::jthread thread_;
};

}  // namespace signboard
