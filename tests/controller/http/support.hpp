#pragma once

#include "controller/http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace signboard {

/// Two screens, one of which has a line-up; what the trunk fills in, made small.
inline Answers some_answers() {
  Answers answers;
  answers.screens = [] { return boost::json::value{{"screens", {{{"name", "lobby"}}, {{"name", "gate"}}}}}; };
  answers.lineup = [](std::string_view screen, std::optional<WallTime> at) -> Result<boost::json::value> {
    if (screen != "lobby" && screen != "大厅")
      return fault(Code::not_found, "http.no_screen", {{"screen", std::string(screen)}});
    auto const seconds = at ? std::chrono::duration_cast<std::chrono::seconds>(at->time_since_epoch()).count() : 0;
    return boost::json::value{{"screen", screen}, {"seconds", seconds}};
  };
  answers.status = [] { return boost::json::value{{"ok", true}}; };
  answers.utc_offset = std::chrono::hours(8);
  return answers;
}

inline std::vector<LiveScreen> some_screens() {
  return {{"lobby", {64, 16}, Depth::rgb}, {"gate", {32, 8}, Depth::red_green}, {"大厅", {16, 8}, Depth::mono}};
}

/// A server on a thread of its own, as the desk runs it.
class ServedDesk {
 public:
  explicit ServedDesk(HttpSettings settings = {}, std::vector<LiveScreen> screens = some_screens())
      : live_(std::move(screens)) {
    auto server = HttpServer::listen(desk_, std::move(settings), some_answers(), live_);
    server_ = std::move(*server);
    port_ = server_->port();
    thread_ = std::thread([this] { desk_.run(); });
  }

  ~ServedDesk() {
    on_desk([this] { server_->stop(); });
    thread_.join();  // the loop runs out once every connection is gone
  }

  ServedDesk(ServedDesk const&) = delete;
  ServedDesk& operator=(ServedDesk const&) = delete;

  std::uint16_t port() const { return port_; }

  /// Runs `work` on the desk thread and waits for what it returns.
  template <class Work>
  std::invoke_result_t<Work> on_desk(Work work) {
    std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
    auto done = task.get_future();
    boost::asio::post(desk_, std::move(task));
    return done.get();
  }

  Live& live() { return live_; }                   ///< on_desk only
  HttpServer const& server() { return *server_; }  ///< on_desk only

  void show(std::size_t screen, std::shared_ptr<Frame const> frame, WallTime at) {
    on_desk([&] { live_.show(screen, std::move(frame), at); });
  }

 private:
  boost::asio::io_context desk_{1};
  Live live_;
  std::unique_ptr<HttpServer> server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

/// A client that sends any bytes and reads what comes, with a limit on its own patience.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer = 0) : socket_(loop_) {
    socket_.open(boost::asio::ip::tcp::v4());
    if (receive_buffer > 0) socket_.set_option(boost::asio::socket_base::receive_buffer_size(receive_buffer));
    timeval const patience{10, 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
  }

  /// False once the other end is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  void finish_sending() { ::shutdown(socket_.native_handle(), SHUT_WR); }

  /// What comes until the other end closes; `still_open()` if it did not within the patience.
  std::string read_all() {
    std::string text;
    while (read_some(text)) {
    }
    return text;
  }

  /// What comes until `end` has been seen, or the other end closes.
  std::string read_until(std::string_view end) {
    std::string text;
    while (text.find(end) == std::string::npos && read_some(text)) {
    }
    return text;
  }

  bool still_open() const { return still_open_; }

 private:
  bool read_some(std::string& text) {
    char bytes[16'384];
    auto const count = ::recv(socket_.native_handle(), bytes, sizeof bytes, 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) still_open_ = true;
    if (count <= 0) return false;
    text.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  boost::asio::io_context loop_;
  boost::asio::ip::tcp::socket socket_;
  bool still_open_ = false;
};

inline std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}

}  // namespace signboard
