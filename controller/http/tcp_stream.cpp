#include "controller/http/tcp_stream.hpp"

#include <boost/asio/io_context.hpp>

namespace signboard {

namespace asio = boost::asio;

TcpStream::TcpStream(asio::ip::tcp::socket socket)
    : socket_(std::move(socket)), limit_(socket_.get_executor()), timed_out_(std::make_shared<bool>(false)) {}

TcpStream::TcpStream(asio::io_context& loop) : TcpStream(asio::ip::tcp::socket(loop)) {}

TcpStream::~TcpStream() = default;

void TcpStream::expires_after(std::chrono::milliseconds limit) {
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

void TcpStream::expires_never() {
  timed_out_ = std::make_shared<bool>(false);
  limit_.cancel();
}

void TcpStream::close() {
  error_code ec;
  limit_.cancel();
  socket_.close(ec);
}

void TcpStream::read(Room const& room, Done done) { socket_.async_read_some(room, std::move(done)); }
void TcpStream::write(Words const& words, Done done) { socket_.async_write_some(words, std::move(done)); }

void teardown(boost::beast::role_type /*role*/, TcpStream& stream, boost::system::error_code& ec) {
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
}

void beast_close_socket(TcpStream& stream) { stream.close(); }

}  // namespace signboard
