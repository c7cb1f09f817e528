#include "controller/signsim/port.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signboard {
namespace {

constexpr int pieces_at_once = 512;  // a burst of a large screen; the loop has other cards to look after
constexpr int room_bytes = 8 * 1'024 * 1'024;

WallTime stamp_of(msghdr& message, WallTime otherwise) {
  for (auto* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
    return WallTime{std::chrono::seconds{stamp.tv_sec} + std::chrono::nanoseconds{stamp.tv_nsec}};
  }
  return otherwise;
}

class UdpPort final : public Port {
 public:
  explicit UdpPort(UdpPlace place) : place_(std::move(place)) {}
  ~UdpPort() override { close(); }
  UdpPort(UdpPort const&) = delete;
  UdpPort& operator=(UdpPort const&) = delete;

  Result<void> open() override {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_DGRAM;
    wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
    addrinfo* found = nullptr;
    int const wrong = getaddrinfo(place_.host.c_str(), std::to_string(place_.port).c_str(), &wanted, &found);
    if (wrong != 0) return cannot_bind(gai_strerror(wrong));
    socket_ = ::socket(found->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool const bound = socket_ >= 0 && ::bind(socket_, found->ai_addr, found->ai_addrlen) == 0;
    int const trouble = errno;
    freeaddrinfo(found);
    if (!bound) {
      close();
      return cannot_bind(std::strerror(trouble));
    }
    if (setsockopt(socket_, SOL_SOCKET, SO_RCVBUFFORCE, &room_bytes, sizeof room_bytes) != 0)
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &room_bytes, sizeof room_bytes);
    int const on = 1;
    setsockopt(socket_, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    learn_port();
    return {};
  }

  void close() override {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
    peer_size_ = 0;
  }

  void await(std::vector<pollfd>& into) const override {
    if (socket_ >= 0) into.push_back({socket_, POLLIN, 0});
  }
  std::optional<SteadyTime> due() const override { return std::nullopt; }

  Received receive(Now now) override {
    Received received;
    for (int i = 0; socket_ >= 0 && i < pieces_at_once; ++i) {
      alignas(cmsghdr) std::array<char, 256> control{};
      iovec into{buffer_.data(), buffer_.size()};
      msghdr message{};
      message.msg_name = &peer_;
      message.msg_namelen = sizeof peer_;
      message.msg_iov = &into;
      message.msg_iovlen = 1;
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      auto const got = recvmsg(socket_, &message, 0);
      if (got < 0) break;
      peer_size_ = message.msg_namelen;
      received.pieces.push_back({{buffer_.begin(), buffer_.begin() + got}, stamp_of(message, now.wall)});
    }
    return received;
  }

  void reply(std::span<std::byte const> bytes) override {
    if (socket_ < 0 || peer_size_ == 0) return;
    sendto(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&peer_), peer_size_);
  }

  std::string where() const override {
    bool const is_ipv6 = place_.host.find(':') != std::string::npos;
    return (is_ipv6 ? "[" + place_.host + "]" : place_.host) + ":" + std::to_string(place_.port);
  }

 private:
  Error cannot_bind(std::string_view reason) const {
    return fault(Code::io, "signsim.cannot_bind", {{"place", where()}, {"reason", std::string(reason)}});
  }

  // From now on it is always this one, also when the cable was out.
  void learn_port() {
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    if (getsockname(socket_, reinterpret_cast<sockaddr*>(&own), &size) != 0) return;
    in_port_t port = 0;
    std::memcpy(&port, reinterpret_cast<char const*>(&own) + offsetof(sockaddr_in, sin_port), sizeof port);
    place_.port = ntohs(port);  // in the same place for IPv4 and IPv6
  }

  UdpPlace place_;
  int socket_ = -1;
  sockaddr_storage peer_{};
  socklen_t peer_size_ = 0;
  std::array<std::byte, 65'536> buffer_{};
};

}  // namespace

std::unique_ptr<Port> udp_port(UdpPlace place) { return std::make_unique<UdpPort>(std::move(place)); }

}  // namespace signboard
