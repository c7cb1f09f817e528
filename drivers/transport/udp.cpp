// A datagram line: connected, so that the kernel tells when nobody listens, and sent by Datagrams straight on the
// socket, past Asio, which knows no sendmmsg.

#include "drivers/transport/datagrams.hpp"
#include "drivers/transport/lines.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <system_error>

namespace signboard {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using boost::system::error_code;

// A 1920x360 frame is 1,440 packets, for each of which the kernel books 2,304 bytes. It doubles what it is asked for.
constexpr int send_buffer_bytes = 2 * 1'024 * 1'024;
// As FPP does it: small receivers bear eight datagrams at a stroke.
constexpr std::size_t packets_per_stroke = 8;

class UdpLine final : public Transport {
 public:
  UdpLine(LineAddress address, asio::any_io_executor const& executor)
      : address_(std::move(address)),
        resolver_(executor),
        socket_(executor),
        timer_(executor),
        datagrams_(address_.gso ? Datagrams::Segmentation::in_bursts : Datagrams::Segmentation::one_by_one) {}

  asio::awaitable<Result<void>> open() override {
    close();
    error_code ignored;
    auto const literal = asio::ip::make_address(address_.host, ignored);
    if (!ignored) co_return connect(udp::endpoint(literal, address_.port));
    auto const port = std::to_string(address_.port);
    auto const answer = co_await resolver_.async_resolve(address_.host, port, udp::resolver::numeric_service,
                                                         asio::as_tuple(asio::use_awaitable));
    if (auto const& failed = std::get<0>(answer)) {
      co_return fault(Code::not_found, "line.unknown_host",
                      {{"line", address_.text}, {"host", address_.host}, {"reason", failed.message()}});
    }
    Result<void> connected = line_broken(address_, EHOSTUNREACH);
    for (auto const& entry : std::get<1>(answer)) {
      connected = connect(entry.endpoint());
      if (connected) break;
    }
    co_return connected;
  }

  asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override {
    if (!socket_.is_open()) co_return line_broken(address_, ENOTCONN);
    Sent sent;
    if (address_.spread.count() == 0) {
      if (auto const error = push(packets, sent); error != 0) co_return line_broken(address_, error);
      co_return sent;
    }
    auto const error = co_await push_spread(packets, sent);
    if (error != 0) co_return line_broken(address_, error);
    co_return sent;
  }

  asio::awaitable<Result<std::size_t>> receive(std::span<std::byte> into) override {
    auto const buffer = asio::buffer(into.data(), into.size());
    for (;;) {
      auto const answer = co_await socket_.async_receive(buffer, asio::as_tuple(asio::use_awaitable));
      if (auto const& failed = std::get<0>(answer)) co_return line_broken(address_, failed.value());
      if (std::get<1>(answer) > 0) co_return std::get<1>(answer);
    }
  }

  void close() override {
    error_code ignored;
    resolver_.cancel();
    timer_.cancel();
    socket_.close(ignored);
  }

 private:
  Result<void> connect(udp::endpoint const& far) {
    error_code failed;
    socket_.close(failed);
    socket_.open(far.protocol(), failed);
    if (failed) return line_broken(address_, failed.value());
    if (!address_.source.empty()) {
      auto const local = asio::ip::make_address(address_.source, failed);
      if (!failed) socket_.bind(udp::endpoint(local, 0), failed);
      if (failed) return bad_source(failed);
    }
    socket_.connect(far, failed);
    if (failed) {
      error_code ignored;
      socket_.close(ignored);
      return line_broken(address_, failed.value());
    }
    widen_buffer();
    return {};
  }

  Error bad_source(error_code const& failed) {
    error_code ignored;
    socket_.close(ignored);
    return fault(Code::invalid, "line.source",
                 {{"line", address_.text}, {"source", address_.source}, {"reason", failed.message()}});
  }

  /// Only the administrator's right (CAP_NET_ADMIN) goes beyond net.core.wmem_max; without it we take what we get.
  void widen_buffer() {
    auto const socket = socket_.native_handle();
    auto const size = socklen_t{sizeof(send_buffer_bytes)};
    if (::setsockopt(socket, SOL_SOCKET, SO_SNDBUFFORCE, &send_buffer_bytes, size) != 0) {
      ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, size);
    }
  }

  int push(std::span<Packet const> packets, Sent& sent) {
    auto const outcome = datagrams_.send(socket_.native_handle(), packets);
    sent.packets += outcome.packets;
    sent.bytes += outcome.bytes;
    sent.dropped += outcome.dropped;
    if (outcome.refused) sent.complaint = line_broken(address_, ECONNREFUSED);
    return outcome.error;
  }

  /// Sends a few packets at a time, evenly over the time given. The painter goes on meanwhile, so pixels are copied.
  asio::awaitable<int> push_spread(std::span<Packet const> packets, Sent& sent) {
    keep(packets);
    std::span<Packet const> waiting(kept_);
    auto const strokes = static_cast<int>((waiting.size() + packets_per_stroke - 1) / packets_per_stroke);
    timer_.expires_after(std::chrono::microseconds(0));
    auto const start = timer_.expiry();
    for (int stroke = 0; stroke < strokes; ++stroke) {
      if (stroke > 0) {
        timer_.expires_at(start + address_.spread * stroke / strokes);
        auto const waited = co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        if (std::get<0>(waited) || !socket_.is_open()) co_return ECANCELED;
      }
      auto const now = waiting.first(std::min(packets_per_stroke, waiting.size()));
      if (auto const error = push(now, sent); error != 0) co_return error;
      waiting = waiting.subspan(now.size());
    }
    co_return 0;
  }

  void keep(std::span<Packet const> packets) {
    std::size_t bytes = 0;
    for (auto const& packet : packets) bytes += packet.size();
    kept_bytes_.clear();
    kept_bytes_.reserve(bytes);
    kept_.clear();
    for (auto const& packet : packets) {
      auto const begin = kept_bytes_.size();
      for (auto const part : {packet.head(), packet.owned(), packet.borrowed()}) {
        kept_bytes_.insert(kept_bytes_.end(), part.begin(), part.end());
      }
      kept_.emplace_back(std::span<std::byte const>{}, std::span<std::byte const>(kept_bytes_).subspan(begin));
    }
  }

  LineAddress address_;
  udp::resolver resolver_;
  udp::socket socket_;
  asio::steady_timer timer_;
  Datagrams datagrams_;
  std::vector<std::byte> kept_bytes_;
  std::vector<Packet> kept_;
};

}  // namespace

std::unique_ptr<Transport> make_udp_line(LineAddress const& address, asio::any_io_executor const& executor) {
  return std::make_unique<UdpLine>(address, executor);
}

}  // namespace signboard
