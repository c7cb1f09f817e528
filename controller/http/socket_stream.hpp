#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/role.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

namespace signboard {

/// A connection under Beast, over TCP or a unix socket, with one time limit for whatever it does.
///
/// It erases the types of sockets, buffers and handlers, so that the socket's part of every operation is compiled once,
/// in socket_stream.cpp, and not again for each of Beast's operations.
class SocketStream {
 public:
  using executor_type = boost::asio::any_io_executor;
  using error_code = boost::system::error_code;
  using Socket = boost::asio::generic::stream_protocol::socket;

  explicit SocketStream(Socket socket);
  explicit SocketStream(boost::asio::io_context& loop);
  ~SocketStream();
  SocketStream(SocketStream const&) = delete;
  SocketStream& operator=(SocketStream const&) = delete;

  executor_type get_executor() noexcept { return socket_.get_executor(); }
  Socket& socket() { return socket_; }

  /// Counted from now, for all operations together; then the connection is closed and `timed_out` is true.
  void expires_after(std::chrono::milliseconds limit);
  void expires_never();
  bool timed_out() const { return *timed_out_; }
  void close();

  /// Sends as much as the system takes at once, for a connection set to non-blocking.
  std::size_t write_now(boost::asio::const_buffer head, boost::asio::const_buffer body, error_code& ec);

  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    auto start = [this](auto handler, Room const& room) { read(room, Done(std::move(handler))); };
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(std::move(start), token,
                                                                             taken<Room>(buffers));
  }

  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    auto start = [this](auto handler, Words const& words) { write(words, Done(std::move(handler))); };
    return boost::asio::async_initiate<Token, void(error_code, std::size_t)>(std::move(start), token,
                                                                             taken<Words>(buffers));
  }

 private:
  // As many as are carried at once; the rest is left for the next call, as the names say: some. A header is about
  // twenty.
  static constexpr std::size_t at_once = 32;
  using Room = std::array<boost::asio::mutable_buffer, at_once>;
  using Words = std::array<boost::asio::const_buffer, at_once>;
  using Done = boost::asio::any_completion_handler<void(error_code, std::size_t)>;

  template <class Fixed, class Buffers>
  static Fixed taken(Buffers const& buffers) {
    Fixed fixed{};
    std::size_t count = 0;
    auto const end = boost::asio::buffer_sequence_end(buffers);
    for (auto it = boost::asio::buffer_sequence_begin(buffers); it != end && count < at_once; ++it)
      fixed[count++] = *it;
    return fixed;
  }

  void read(Room const& room, Done done);
  void write(Words const& words, Done done);

  void set_alarm();
  void go_off();
  void put_off_alarm();

  Socket socket_;
  // A limit is set for every request and hardly ever runs out. So it is only written down; the alarm that is set
  // already looks, when it goes off, whether the limit has moved on, and then is set again.
  boost::asio::steady_timer limit_;  ///< says when; nobody waits for it
  boost::asio::steady_timer alarm_;  ///< goes off no later than that
  bool alarm_is_set_ = false;
  std::shared_ptr<bool> timed_out_;  ///< outlives the stream in an alarm that is just going off
};

// What Beast's WebSocket asks of a stream, found by these names.
void teardown(boost::beast::role_type role, SocketStream& stream, boost::system::error_code& ec);
void beast_close_socket(SocketStream& stream);

template <class Done>
void async_teardown(boost::beast::role_type role, SocketStream& stream, Done&& done) {
  boost::system::error_code ec;
  teardown(role, stream, ec);
  boost::asio::post(stream.get_executor(),
                    [ec, held = std::decay_t<Done>(std::forward<Done>(done))]() mutable { held(ec); });
}

}  // namespace signboard
