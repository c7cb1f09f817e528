#pragma once

#include "base/limits.hpp"
#include "controller/http/answers.hpp"
#include "controller/http/live.hpp"
#include "controller/http/socket_stream.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace signboard {

/// An answer that may come later than the request, and the bell that wakes who waits for it, if it does.
struct Waiting {
  void settle(Response given) {
    if (response) return;
    response = std::move(given);
    wake();
  }

  void wake() {
    if (bell) bell->cancel();
  }

  std::optional<Response> response;
  std::optional<boost::asio::steady_timer> bell;
};

/// One connection. Its timers are only woken, never waited out, when it closes.
struct Session {
  static constexpr std::size_t buffer_bytes = 65'536;  // a header, and what was sent ahead of its turn

  Session(SocketStream::Socket socket, Way came_by, std::string who)
      : stream(std::move(socket)), news(stream.get_executor()), pace(stream.get_executor()) {
    request.way = came_by;
    request.actor = std::move(who);
  }

  SocketStream& line() { return stream.next_layer(); }

  void close() {
    is_open = false;
    watcher.reset();
    subscription.reset();
    if (waiting) waiting->wake();
    line().close();
    news.cancel();
    pace.cancel();
  }

  /// For the next request, by the same client; what a large one held is given back.
  Request& blank_request() {
    request.method.clear();
    request.target.clear();
    request.fields.clear();
    request.body = std::string();
    request.has_body = request.upgrades = false;
    return request;
  }

  /// Takes an event for a listener. Who is too far behind is cut off a moment later: the desk is just telling
  /// everybody, and closing here would take a subscription from under it.
  static void hear(std::shared_ptr<Session> const& self, std::shared_ptr<std::string const> event) {
    if (self->events.size() < limits::event_backlog) {
      self->events.push_back(std::move(event));
    } else if (!self->is_behind) {
      self->is_behind = true;
      boost::asio::post(self->news.get_executor(), [self] { self->close(); });
    }
    self->news.cancel();
  }

  boost::beast::websocket::stream<SocketStream, false> stream;  // without permessage-deflate
  boost::beast::flat_buffer buffer{buffer_bytes};
  boost::asio::steady_timer news, pace;
  std::unique_ptr<Live::Watcher> watcher;
  std::deque<std::shared_ptr<std::string const>> events;
  Subscription subscription;
  std::shared_ptr<Waiting> waiting;
  Request request;
  std::string said;                   ///< the answer, or its head, on its way
  std::uint64_t listening_since = 0;  ///< grows; 0: it is being served, or receives a body
  bool is_open = true;
  bool is_behind = false;
};

}  // namespace signboard
