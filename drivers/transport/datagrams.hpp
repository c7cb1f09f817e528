#pragma once

#include "drivers/driver.hpp"
#include "drivers/line.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <sys/socket.h>
#include <vector>

namespace signboard {

/// Hands datagrams to the system, many at a call, gathered from where they lie. Never waits; keeps its tables between
/// calls, so that a frame costs no allocation.
class Datagrams {
 public:
  /// `in_bursts` lets the kernel cut one large write into datagrams (UDP_SEGMENT, Linux 4.18 and later). A socket that
  /// refuses that is served one by one from then on.
  enum class Segmentation : std::uint8_t { one_by_one, in_bursts };
  explicit Datagrams(Segmentation segmentation);

  struct Outcome {
    std::size_t packets = 0, bytes = 0, dropped = 0;
    bool refused = false;  ///< the far end answered that nobody listens; what could be sent was sent all the same
    int error = 0;         ///< errno of what ended the sending early; 0 if nothing did
  };
  /// `socket` is a connected datagram socket.
  Outcome send(int socket, std::span<Packet const> packets);

 private:
  struct alignas(cmsghdr) Control {
    std::array<std::byte, CMSG_SPACE(sizeof(std::uint16_t))> bytes;
  };

  std::size_t gather(std::span<Packet const> packets);
  std::size_t run_length(std::span<Packet const> packets) const;
  std::size_t add_pieces(Packet const& packet, std::size_t piece);
  void ask_for_segments(std::size_t message, std::size_t segment_bytes);
  std::size_t count_taken(std::size_t messages, std::span<Packet const> packets, Outcome& outcome) const;

  Segmentation segmentation_;
  std::vector<mmsghdr> messages_;
  std::vector<Control> controls_;
  std::vector<iovec> pieces_;
  std::vector<std::size_t> packets_in_;  ///< how many packets each message carries
};

}  // namespace signboard
