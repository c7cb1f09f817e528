#include "tests/support/card_on_udp.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace signboard {
namespace {

using SteadyClock = std::chrono::steady_clock;

WallTime stamp_of(msghdr& message) {
  for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
    return WallTime{std::chrono::seconds{stamp.tv_sec} + std::chrono::nanoseconds{stamp.tv_nsec}};
  }
  return {};
}

}  // namespace

CardOnUdp::CardOnUdp(Size size)
    : card_(size), socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  int const room = 8 * 1'024 * 1'024;
  setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  int const on = 1;
  setsockopt(socket_, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  if (bind(socket_, generic, length) != 0 || getsockname(socket_, generic, &length) != 0)
    throw std::runtime_error("no loopback socket for the card");
  port_ = ntohs(address.sin_port);
}

CardOnUdp::~CardOnUdp() { close(socket_); }

std::optional<CardOnUdp::Shown> CardOnUdp::next(std::chrono::milliseconds limit) {
  auto const until = SteadyClock::now() + limit;
  std::array<std::byte, 65'536> buffer{};
  alignas(cmsghdr) std::array<char, 256> control{};
  while (SteadyClock::now() < until) {
    iovec into{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &into;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    auto const got = recvmsg(socket_, &message, 0);
    if (got < 0) {
      pollfd waiting{socket_, POLLIN, 0};
      poll(&waiting, 1, 5);
      continue;
    }
    auto const heard = card_.hear(std::span(buffer).first(static_cast<std::size_t>(got)));
    if (heard.showed && card_.counters().pushes > 0) return Shown{card_.shown(), stamp_of(message)};
  }
  return std::nullopt;
}

std::vector<CardOnUdp::Shown> CardOnUdp::during(std::chrono::milliseconds length) {
  std::vector<Shown> all;
  auto const until = SteadyClock::now() + length;
  while (SteadyClock::now() < until)
    if (auto shown = next(std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now()) +
                          std::chrono::milliseconds{1}))
      all.push_back(std::move(*shown));
  return all;
}

}  // namespace signboard
