#include "controller/http/socket_stream.hpp"

namespace signboard {

namespace asio = boost::asio;

SocketStream::SocketStream(Socket socket)
    : socket_(std::move(socket)), limit_(socket_.get_executor()), timed_out_(std::make_shared<bool>(false)) {}

SocketStream::SocketStream(asio::io_context& loop) : SocketStream(Socket(loop)) {}

SocketStream::~SocketStream() = default;

void SocketStream::expires_after(std::chrono::milliseconds limit) {
  limit_.expires_after(limit);
  // A limit that ran out while it was being moved or the stream destroyed must not strike: only the latest holds this.
  timed_out_ = std::make_shared<bool>(false);
  limit_.async_wait([this, token = std::weak_ptr<bool>(timed_out_)](error_code const& ec) {
    auto const still = token.lock();
    if (ec || !still) return;
    *still = true;
    close();
  });
}

void SocketStream::expires_never() {
  timed_out_ = std::make_shared<bool>(false);
  limit_.cancel();
}

void SocketStream::close() {
  error_code ec;
  limit_.cancel();
  socket_.close(ec);
}

std::size_t SocketStream::write_now(asio::const_buffer head, asio::const_buffer body, error_code& ec) {
  std::array<asio::const_buffer, 2> const words{head, body};
  auto const sent = socket_.write_some(words, ec);
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
