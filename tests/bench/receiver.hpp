#pragma once

#include "base/frame.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signboard {

/// A bound UDP socket on the loopback address that keeps, with each datagram, when the kernel took it. Throws if it
/// cannot be had.
class UdpSocket {
 public:
  /// How much may wait unread: what the system thinks right, or seconds of a small screen.
  enum class Backlog : std::uint8_t { usual, large };
  explicit UdpSocket(Backlog backlog);
  ~UdpSocket();
  UdpSocket(UdpSocket const&) = delete;
  UdpSocket& operator=(UdpSocket const&) = delete;

  std::uint16_t port() const { return port_; }

  struct Datagram {
    std::span<std::byte const> bytes;  ///< until the next call
    std::int64_t at = 0;               ///< nanoseconds of CLOCK_REALTIME
  };
  /// Nothing if none comes in time.
  std::optional<Datagram> receive(std::chrono::milliseconds within);

  /// How many the kernel threw away because we were too slow. A measurement during which it grows is void.
  std::uint32_t overflowed() const { return overflowed_; }

 private:
  int socket_;
  std::uint16_t port_ = 0;
  std::uint32_t overflowed_ = 0;
  std::array<std::byte, 2'048> buffer_{};
};

/// What a DDP packet says; nothing if it is none.
struct DdpPacket {
  std::size_t offset = 0;
  std::span<std::byte const> data;
  bool pushes = false;
};
std::optional<DdpPacket> ddp_packet(std::span<std::byte const> datagram);

/// A screen that speaks DDP: puts frames together, and knows when each was complete.
class DdpScreen {
 public:
  explicit DdpScreen(Size size) : frame_(size) {}

  std::string line() const { return "udp:127.0.0.1:" + std::to_string(socket_.port()); }

  struct Shown {
    Frame const* frame = nullptr;  ///< until the next call
    std::int64_t at = 0;           ///< when the packet came that pushes the frame; nanoseconds of CLOCK_REALTIME
    bool whole = false;            ///< every byte of it came since the frame before
  };
  /// Nothing if no frame comes in time.
  std::optional<Shown> next(std::chrono::milliseconds within);

  std::uint32_t overflowed() const { return socket_.overflowed(); }

 private:
  UdpSocket socket_{UdpSocket::Backlog::large};
  Frame frame_;
  std::size_t fresh_bytes_ = 0;
};

}  // namespace signboard
