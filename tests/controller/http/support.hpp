#pragma once

#include "controller/http/server.hpp"
#include "tests/support/catch.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>

#include <filesystem>
#include <future>
#include <memory>
#include <optional>
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
  answers.status = [] { return std::string(R"({"ok":true})"); };
  answers.utc_offset = std::chrono::hours(8);
  return answers;
}

inline std::vector<LiveScreen> some_screens() {
  return {{"lobby", {64, 16}, Depth::rgb}, {"gate", {32, 8}, Depth::red_green}, {"大厅", {16, 8}, Depth::mono}};
}

/// A server on a thread of its own, as the desk runs it.
class ServedDesk {
 public:
  explicit ServedDesk(HttpSettings settings = {}, Answers answers = some_answers(),
                      std::vector<LiveScreen> screens = some_screens())
      : live_(std::move(screens)) {
    auto server = HttpServer::listen(desk_, std::move(settings), std::move(answers), live_);
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
    open(boost::asio::ip::tcp::v4());
    if (receive_buffer > 0) socket_.set_option(boost::asio::socket_base::receive_buffer_size(receive_buffer));
    socket_.connect(boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), port));
  }

  explicit RawClient(std::filesystem::path const& unix_socket) : socket_(loop_) {
    open(boost::asio::local::stream_protocol());
    socket_.connect(boost::asio::local::stream_protocol::endpoint(unix_socket.native()));
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

  void open(boost::asio::generic::stream_protocol const& protocol) {
    socket_.open(protocol);
    timeval const patience{20, 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }

  boost::asio::io_context loop_;
  boost::asio::generic::stream_protocol::socket socket_;
  bool still_open_ = false;
};

inline std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}

/// A request with a JSON body.
inline std::string with_body(std::string_view method, std::string_view target, std::string_view body,
                             std::string_view more = "") {
  return std::string(method) + ' ' + std::string(target) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(more) + "\r\n" + std::string(body);
}

inline std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

/// The answer to a request that is answered at once.
inline Response answered(Request const& request, Answers const& answers = some_answers()) {
  std::optional<Response> said;
  answer(request, answers, Pages(), [&said](Response response) { said = std::move(response); });
  REQUIRE(said);
  return *said;
}

inline std::string field_of(Response const& response, std::string_view name) {
  for (auto const& [key, value] : response.fields)
    if (key == name) return value;
  for (auto const& [key, value] : fields_of(response.guard))
    if (key == name) return std::string(value);
  return {};
}

}  // namespace signboard
