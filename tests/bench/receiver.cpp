#include "tests/bench/receiver.hpp"

#include "tests/bench/clocks.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace signboard {
namespace {

constexpr int buffer_bytes = 64 * 1'024 * 1'024;  // ten seconds of a small screen, however seldom we are scheduled
constexpr std::size_t header_bytes = 10;
constexpr auto flag_push = std::byte{0x01};

int open_socket(UdpSocket::Backlog backlog) {
  int const made = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (made < 0) throw std::runtime_error(std::string("socket: ") + std::strerror(errno));
  if (backlog == UdpSocket::Backlog::large &&
      setsockopt(made, SOL_SOCKET, SO_RCVBUFFORCE, &buffer_bytes, sizeof(buffer_bytes)) != 0)
    setsockopt(made, SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof(buffer_bytes));
  int const on = 1;
  setsockopt(made, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof(on));
  setsockopt(made, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof(on));
  return made;
}

std::uint32_t big_endian(std::span<std::byte const> bytes) {
  std::uint32_t value = 0;
  for (auto const byte : bytes) value = value << 8U | std::to_integer<std::uint32_t>(byte);
  return value;
}

}  // namespace

UdpSocket::UdpSocket(Backlog backlog) : socket_(open_socket(backlog)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const any = reinterpret_cast<sockaddr*>(&address);  // NOLINT: what the system wants
  if (bind(socket_, any, size) != 0 || getsockname(socket_, any, &size) != 0)
    throw std::runtime_error(std::string("bind: ") + std::strerror(errno));
  port_ = ntohs(address.sin_port);
}

UdpSocket::~UdpSocket() { close(socket_); }

std::optional<UdpSocket::Datagram> UdpSocket::receive(std::chrono::milliseconds within) {
  iovec piece{buffer_.data(), buffer_.size()};
  alignas(cmsghdr) std::array<char, 256> control{};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  auto got = recvmsg(socket_, &message, MSG_DONTWAIT);
  if (got < 0) {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(within.count())) <= 0) return std::nullopt;
    got = recvmsg(socket_, &message, MSG_DONTWAIT);
    if (got < 0) return std::nullopt;
  }
  Datagram datagram{std::span<std::byte const>(buffer_).first(static_cast<std::size_t>(got)), 0};
  for (auto* entry = CMSG_FIRSTHDR(&message); entry != nullptr; entry = CMSG_NXTHDR(&message, entry)) {
    if (entry->cmsg_level != SOL_SOCKET) continue;
    if (entry->cmsg_type == SO_TIMESTAMPNS) {
      timespec stamp{};
      std::memcpy(&stamp, CMSG_DATA(entry), sizeof(stamp));
      datagram.at = nanoseconds_of(stamp);
    } else if (entry->cmsg_type == SO_RXQ_OVFL) {
      std::memcpy(&overflowed_, CMSG_DATA(entry), sizeof(overflowed_));
    }
  }
  return datagram;
}

std::optional<DdpPacket> ddp_packet(std::span<std::byte const> datagram) {
  if (datagram.size() < header_bytes) return std::nullopt;
  auto const header = datagram.first(header_bytes);
  auto const data = datagram.subspan(header_bytes);
  if (data.size() != big_endian(header.subspan(8, 2))) return std::nullopt;
  return DdpPacket{std::size_t{big_endian(header.subspan(4, 4))}, data, (header[0] & flag_push) != std::byte{}};
}

std::optional<DdpScreen::Shown> DdpScreen::next(std::chrono::milliseconds within) {
  auto const pixels = std::as_writable_bytes(frame_.pixels());
  for (;;) {
    auto const datagram = socket_.receive(within);
    if (!datagram) return std::nullopt;
    auto const packet = ddp_packet(datagram->bytes);
    if (!packet || packet->offset + packet->data.size() > pixels.size()) continue;
    std::memcpy(&pixels[packet->offset], packet->data.data(), packet->data.size());
    fresh_bytes_ += packet->data.size();
    if (!packet->pushes) continue;
    bool const whole = fresh_bytes_ == pixels.size();
    fresh_bytes_ = 0;
    return Shown{&frame_, datagram->at, whole};
  }
}

}  // namespace signboard
