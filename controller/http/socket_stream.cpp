#include "controller/http/socket_stream.hpp"

namespace signboard {

namespace asio = boost::asio;

constexpr auto never = asio::steady_timer::time_point::max();

SocketStream::SocketStream(Socket socket)
    : socket_(std::move(socket)),
      limit_(socket_.get_executor(), never),
      alarm_(socket_.get_executor()),
      timed_out_(std::make_shared<bool>(false)) {}

SocketStream::SocketStream(asio::io_context& loop) : SocketStream(Socket(loop)) {}

SocketStream::~SocketStream() = default;

void SocketStream::expires_after(std::chrono::milliseconds limit) {
  limit_.expires_after(limit);
  *timed_out_ = false;
  if (!alarm_is_set_ || limit_.expiry() < alarm_.expiry()) set_alarm();
}

void SocketStream::expires_never() {
  limit_.expires_at(never);
  *timed_out_ = false;
  put_off_alarm();  // for a loop that runs until there is nothing left to wait for
}

void SocketStream::set_alarm() {
  auto const at = limit_.expiry();
  alarm_.expires_at(at);
  alarm_is_set_ = true;
  // One that is just going off cannot be called back: it must not strike once the stream is gone, or another is set.
  alarm_.async_wait([this, at, token = std::weak_ptr<bool>(timed_out_)](error_code const& ec) {
    if (!ec && !token.expired() && alarm_is_set_ && alarm_.expiry() == at) go_off();
  });
}

void SocketStream::go_off() {
  alarm_is_set_ = false;
  if (limit_.expiry() > alarm_.expiry()) return set_alarm();
  *timed_out_ = true;
  close();
}

void SocketStream::put_off_alarm() {
  alarm_is_set_ = false;
  alarm_.cancel();
}

void SocketStream::close() {
  error_code ec;
  put_off_alarm();
  socket_.close(ec);
}

std::size_t SocketStream::write_now(asio::const_buffer head, asio::const_buffer body, error_code& ec) {
  std::array<asio::const_buffer, 2> const words{head, body};
  auto const sent = body.size() == 0 ? socket_.write_some(head, ec) : socket_.write_some(words, ec);
  if (ec == asio::error::would_block || ec == asio::error::try_again) ec = {};
  return sent;
}

void SocketStream::read(Room const& room, Done done) { socket_.async_read_some(room, std::move(done)); }
void SocketStream::write(Words const& words, Done done) { socket_.async_write_some(words, std::move(done)); }

void teardown(boost::beast::role_type /*role*/, SocketStream& stream, boost::system::error_code& ec) {
  stream.socket().shutdown(SocketStream::Socket::shutdown_send, ec);
}

void beast_close_socket(SocketStream& stream) { stream.close(); }

}  // namespace signboard
