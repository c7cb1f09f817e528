// Who is let in, and the conversation with each; what is said is decided in routes.cpp and live.cpp, and exchange.cpp
// carries it. The one file that holds Beast's WebSocket, because each costs 8 s to compile.
//
// GCC 12 destroys some temporaries of a co_await expression twice: in those expressions nothing is braced and there is
// no lambda; it is named first.

#include "controller/http/server.hpp"

#include "base/limits.hpp"
#include "controller/http/exchange.hpp"
#include "controller/http/head.hpp"
#include "controller/http/local_socket.hpp"
#include "controller/http/request_parser.hpp"
#include "controller/http/session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cassert>
#include <cstring>
#include <exception>
#include <set>
#include <utility>

namespace signboard {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

namespace {

constexpr std::size_t word_bytes = 1'024;  // of a watcher's message; it has nothing to say
constexpr int kernel_bytes = 262'144;      // sent but not taken: keeps a slow watcher near the present
constexpr std::chrono::microseconds between_pictures{33'334};  // 30 a second
constexpr std::chrono::milliseconds breath{100};  // when no connection can be taken, as for want of descriptors

auto told(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

/// Sends what is new, each screen at most once a beat of 1/30 s, until the connection closes.
asio::awaitable<void> send_pictures(Session& session) {
  error_code ec;
  session.stream.binary(true);
  while (!ec && session.watcher) {
    session.pace.expires_after(between_pictures);
    auto const screens = session.watcher->screens();
    for (std::size_t i = 0; i < screens && !ec && session.watcher; ++i) {
      auto const said = session.watcher->take();
      if (!said) break;
      std::array<asio::const_buffer, 2> const message = {asio::buffer(said->head),
                                                         asio::buffer(said->pixels.data(), said->pixels.size())};
      co_await session.stream.async_write(message, told(ec));
    }
    error_code woken;  // both timers are only ever woken early to look again
    if (!ec) co_await session.pace.async_wait(told(woken));
    while (!ec && session.watcher && !session.watcher->has_news()) {
      session.news.expires_at(asio::steady_timer::time_point::max());
      co_await session.news.async_wait(told(woken));
    }
  }
}

/// Sends every event in its turn, until the connection closes or falls too far behind.
asio::awaitable<void> send_events(Session& session) {
  error_code ec;
  while (!ec && session.subscription) {
    if (session.events.empty()) {
      error_code woken;
      session.news.expires_at(asio::steady_timer::time_point::max());
      co_await session.news.async_wait(told(woken));
      continue;
    }
    auto const event = std::move(session.events.front());
    session.events.pop_front();
    auto const words = asio::buffer(*event);
    co_await session.stream.async_write(words, told(ec));
  }
}

asio::awaitable<void> tell(std::shared_ptr<Session> session, std::string hello) {
  try {
    error_code ec;
    session->stream.text(true);
    if (session->subscription) {
      co_await send_events(*session);
    } else {
      auto const words = asio::buffer(hello);
      co_await session->stream.async_write(words, told(ec));
      if (!ec) co_await send_pictures(*session);
    }
  } catch (std::exception const&) {
    // As in serve: this one ends, the others go on.
  }
  session->close();
}

/// A watcher is only listened to for its pongs and its farewell.
asio::awaitable<void> listen_to(Session& session) {
  error_code ec;
  while (!ec) {
    session.buffer.clear();
    co_await session.stream.async_read(session.buffer, told(ec));
  }
}

Language language_of(Request const& request) { return language_asked(request.field("accept-language")); }

/// Room for a large body, kept while it is on its way.
class Promise {
 public:
  Promise(std::size_t& promised, std::uint64_t bytes)
      : promised_(promised), bytes_(bytes <= limits::http_body_small ? 0 : limits::http_body) {
    promised_ += bytes_;
  }
  ~Promise() { promised_ -= bytes_; }
  Promise(Promise const&) = delete;
  Promise& operator=(Promise const&) = delete;

 private:
  std::size_t& promised_;
  std::size_t bytes_;
};

/// A place connections come in by.
struct Door {
  Door(asio::io_context& desk, Way leads) : acceptor(desk), pause(desk), way(leads) {}
  Acceptor acceptor;
  asio::steady_timer pause;
  Way way;
};

}  // namespace

struct HttpServer::House {
  House(asio::io_context& desk, HttpSettings chosen, Answers given, Live& shown)
      : settings(std::move(chosen)),
        answers(std::move(given)),
        pages(settings.web_root),
        live(shown),
        loopback(desk, Way::loopback),
        local(desk, Way::unix_socket) {}

  static asio::awaitable<void> welcome(std::shared_ptr<House> house, Door& door);
  static asio::awaitable<void> serve(std::shared_ptr<House> house, std::shared_ptr<Session> session);
  asio::awaitable<void> converse(std::shared_ptr<Session> session);
  asio::awaitable<void> refuse(Session& session, Response const& response, std::string_view method);
  asio::awaitable<error_code> take_body(Session& session, RequestParser& parser, Request& request,
                                        std::optional<Response>& refused);
  std::shared_ptr<Waiting> ask(Session& session, Request const& request);
  asio::awaitable<void> wait_for_answer(Session& session, Waiting& waiting);
  Response answer_from(Waiting& waiting, Request const& request) const;
  asio::awaitable<void> watch(std::shared_ptr<Session> session, RequestParser const& parser, Request const& request);
  std::optional<Response> begin_to_watch(Session& session, Request const& request, std::string& hello);
  std::optional<Response> begin_to_hear(std::shared_ptr<Session> const& session, Request const& request);
  Result<void> open(tcp::endpoint const& place);
  Result<void> open_socket();
  bool make_room(Way way);
  static void admit(std::shared_ptr<House> const& house, SocketStream::Socket socket, Way way);
  static void turn_away(SocketStream::Socket& socket);

  HttpSettings const settings;
  Answers const answers;
  Pages const pages;
  Live& live;
  Door loopback, local;
  std::unique_ptr<SocketFile> socket_file;
  std::set<Session*> sessions;
  std::uint64_t turns = 0;
  std::size_t bodies = 0;  ///< bytes promised to large bodies on their way
  bool is_open = true;
};

Result<void> HttpServer::House::open(tcp::endpoint const& place) {
  error_code ec;
  auto& acceptor = loopback.acceptor;
  acceptor.open(place.protocol(), ec);
  if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) acceptor.bind(place, ec);
  if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
  if (!ec) return {};
  return fault(Code::io, "http.cannot_listen",
               {{"address", settings.address}, {"port", std::to_string(place.port())}, {"reason", ec.message()}});
}

Result<void> HttpServer::House::open_socket() {
  error_code ec;
  auto& acceptor = local.acceptor;
  acceptor.open(asio::local::stream_protocol(), ec);
  if (!ec) {
    auto file = SocketFile::bind(acceptor.native_handle(), settings.socket);
    if (!file) return file.error();
    socket_file = std::move(*file);
    acceptor.listen(asio::socket_base::max_listen_connections, ec);
  }
  if (!ec) return {};
  return fault(Code::io, "http.no_socket", {{"file", settings.socket.string()}, {"reason", ec.message()}});
}

/// Who is only waiting to ask gives way to who is at the door, the longest first.
bool HttpServer::House::make_room(Way way) {
  auto const reserved = way == Way::loopback ? limits::http_sessions_reserved : 0;
  if (sessions.size() < limits::http_sessions - reserved) return true;
  Session* longest = nullptr;
  for (auto* const session : sessions)
    if (session->listening_since > 0 && (longest == nullptr || session->listening_since < longest->listening_since))
      longest = session;
  if (longest == nullptr) return false;
  longest->close();
  sessions.erase(longest);
  return true;
}

void HttpServer::House::admit(std::shared_ptr<House> const& house, SocketStream::Socket socket, Way way) {
  error_code ec;
  socket.non_blocking(true, ec);
  if (way == Way::loopback) socket.set_option(tcp::no_delay(true), ec);
  auto actor = way == Way::loopback ? std::string("tcp:127.0.0.1") : peer_name(socket.native_handle());
  auto session = std::make_shared<Session>(std::move(socket), way, std::move(actor));
  house->sessions.insert(session.get());
  auto const executor = session->stream.get_executor();
  asio::co_spawn(executor, serve(house, std::move(session)), asio::detached);
}

asio::awaitable<void> HttpServer::House::welcome(std::shared_ptr<House> house, Door& door) {
  auto const executor = door.acceptor.get_executor();
  while (house->is_open) {
    error_code ec;
    SocketStream::Socket socket(executor);
    co_await door.acceptor.async_accept(socket, told(ec));
    if (!house->is_open) co_return;
    if (ec) {
      door.pause.expires_after(breath);
      co_await door.pause.async_wait(told(ec));
    } else if (house->make_room(door.way)) {
      admit(house, std::move(socket), door.way);
    } else {
      turn_away(socket);
    }
  }
}

/// Said at once or not at all: there is no room to wait.
void HttpServer::House::turn_away(SocketStream::Socket& socket) {
  auto refused = problem(fault(Code::over_limit, "http.too_many_sessions"), Language::zh);
  refused.fields.emplace_back("Retry-After", "10");
  auto const text = head_of(refused, After::close) + refused.body;
  error_code ec;
  socket.non_blocking(true, ec);
  socket.write_some(asio::buffer(text), ec);
  socket.shutdown(SocketStream::Socket::shutdown_both, ec);
}

asio::awaitable<void> HttpServer::House::serve(std::shared_ptr<House> house, std::shared_ptr<Session> session) {
  try {
    co_await house->converse(session);
  } catch (std::exception const&) {
    // No memory, most likely: this connection ends, the others go on.
  }
  session->close();
  house->sessions.erase(session.get());
}

asio::awaitable<void> HttpServer::House::converse(std::shared_ptr<Session> session) {
  auto first_byte_within = settings.header_within;
  while (session->is_open) {
    auto& request = session->blank_request();
    RequestParser parser(request);
    parser.header_limit(2 * header_bytes);  // has been looked at before it is parsed
    session->listening_since = ++turns;
    auto ec = co_await receive_head(*session, parser, settings, first_byte_within);
    session->listening_since = 0;
    if (!session->is_open) co_return;
    auto refused = ec ? complaint(ec, language_of(request)) : unreliable(request, parser.version());
    if (ec && !refused) co_return;
    if (!refused && (asks_to_watch(request) || asks_for_events(request))) {
      co_await watch(session, parser, request);
      co_return;
    }
    if (!refused && request.has_body) {
      refused = refused_unread(request, pages);
      if (!refused) ec = co_await take_body(*session, parser, request, refused);
      if (ec && !refused) co_return;
    }
    if (refused) {
      co_await refuse(*session, *refused, request.method);
      co_return;
    }
    auto const waiting = ask(*session, request);
    if (!waiting->response) co_await wait_for_answer(*session, *waiting);
    session->waiting.reset();
    if (!session->is_open) co_return;
    auto const response = answer_from(*waiting, request);
    auto const after = parser.keep_alive() && parser.version() == 11 ? After::keep : After::close;
    auto const body = body_for(request.method, response);
    auto const sent = say_now(*session, response, body, after, ec);
    if (!ec && sent < session->said.size() + body.size()) ec = co_await say_rest(*session, body, sent, settings);
    if (ec) co_return;
    if (after == After::close) {
      co_await part(*session);
      co_return;
    }
    // Who has asked on already is answered behind what this answer has set going.
    if (session->buffer.size() > 0) co_await asio::post(session->stream.get_executor(), asio::use_awaitable);
    first_byte_within = settings.idle_at_most;
  }
}

asio::awaitable<void> HttpServer::House::refuse(Session& session, Response const& response, std::string_view method) {
  error_code ec;
  auto const body = body_for(method, response);
  auto const sent = say_now(session, response, body, After::close, ec);
  if (!ec && sent < session.said.size() + body.size()) ec = co_await say_rest(session, body, sent, settings);
  if (!ec) co_await part(session);
}

/// Either there is a body in the request afterwards, or a reason in `refused`, or the error that ended it all.
asio::awaitable<error_code> HttpServer::House::take_body(Session& session, RequestParser& parser, Request& request,
                                                         std::optional<Response>& refused) {
  error_code ec;
  auto const language = language_of(request);
  auto const expected = request.field("expect");
  if (!expected.empty() && !same_word(expected, "100-continue")) {
    refused = problem(417, fault(Code::unsupported, "http.expectation"), language);
    co_return ec;
  }
  Promise const promise(bodies, parser.content_length().value_or(limits::http_body));
  if (bodies > limits::http_bodies) {
    refused = problem(fault(Code::unavailable, "http.too_many_bodies"), language);
    co_return ec;
  }
  if (!expected.empty() && session.buffer.size() == 0 && parser.version() == 11) {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    auto const sent = session.line().write_now(asio::buffer(go_on), asio::const_buffer(), ec);
    if (!ec && sent < go_on.size()) ec = asio::error::would_block;  // who takes no 25 bytes takes no answer either
    if (ec) co_return ec;
  }
  ec = co_await receive_body(session, parser, settings);
  if (ec) refused = complaint(ec, language);
  co_return ec;
}

/// Most are answered before this returns, and cost no timer.
std::shared_ptr<Waiting> HttpServer::House::ask(Session& session, Request const& request) {
  auto waiting = std::make_shared<Waiting>();
  session.waiting = waiting;
  answer(request, answers, pages, [later = std::weak_ptr(waiting)](Response response) {
    if (auto const still = later.lock()) still->settle(std::move(response));
  });
  return waiting;
}

/// Without keeping anybody else.
asio::awaitable<void> HttpServer::House::wait_for_answer(Session& session, Waiting& waiting) {
  error_code woken;
  session.line().expires_never();
  waiting.bell.emplace(session.stream.get_executor());
  waiting.bell->expires_after(settings.answer_within);
  co_await waiting.bell->async_wait(told(woken));
}

Response HttpServer::House::answer_from(Waiting& waiting, Request const& request) const {
  if (!waiting.response) return problem(fault(Code::timeout, "http.no_answer"), language_of(request));
  // A browser does not tell its page why a WebSocket was refused; asked plainly, the same address says whether there is
  // room.
  if (waiting.response->status == 426 && live.is_full() && request.target.starts_with("/api/live"))
    return problem(no_room_to_watch(), language_of(request));
  return std::move(*waiting.response);
}

std::optional<Response> HttpServer::House::begin_to_watch(Session& session, Request const& request,
                                                          std::string& hello) {
  auto admitted = signboard::admit(request, live.screens());
  if (auto* const refused = std::get_if<Response>(&admitted)) return std::move(*refused);
  auto const& screens = std::get<std::vector<std::size_t>>(admitted);
  hello = boost::json::serialize(introduction(live.screens(), screens, answers.utc_offset));
  auto watcher = live.watch(screens, [news = &session.news] { news->cancel(); });
  if (!watcher) return problem(watcher.error(), language_of(request));
  session.watcher = std::move(*watcher);
  return {};
}

std::optional<Response> HttpServer::House::begin_to_hear(std::shared_ptr<Session> const& session,
                                                         Request const& request) {
  auto hear = [later = std::weak_ptr(session)](std::shared_ptr<std::string const> event) {
    if (auto const listener = later.lock()) Session::hear(listener, std::move(event));
  };
  auto admitted = admit_to_events(request, answers, std::move(hear));
  if (auto* const refused = std::get_if<Response>(&admitted)) return std::move(*refused);
  session->subscription = std::get<Subscription>(std::move(admitted));
  return {};
}

asio::awaitable<void> HttpServer::House::watch(std::shared_ptr<Session> session, RequestParser const& parser,
                                               Request const& request) {
  std::string hello;
  std::optional<Response> refused;
  if (asks_for_events(request))
    refused = begin_to_hear(session, request);
  else
    refused = begin_to_watch(*session, request, hello);
  if (refused) {
    co_await refuse(*session, *refused, request.method);
    co_return;
  }
  error_code ec;
  auto& stream = session->stream;
  session->line().expires_never();
  session->line().socket().set_option(asio::socket_base::send_buffer_size(kernel_bytes), ec);
  websocket::stream_base::timeout times;
  times.handshake_timeout = settings.header_within;
  times.idle_timeout = settings.idle_at_most;
  times.keep_alive_pings = true;
  stream.set_option(times);
  stream.read_message_max(word_bytes);
  stream.auto_fragment(false);
  auto const asked = in_beast_form(request, parser.version());
  co_await stream.async_accept(asked, told(ec));
  if (ec || !session->is_open) co_return;
  auto const executor = stream.get_executor();
  asio::co_spawn(executor, tell(session, std::move(hello)), asio::detached);
  co_await listen_to(*session);
}

HttpServer::HttpServer(std::shared_ptr<House> house) : house_(std::move(house)) {}
HttpServer::~HttpServer() { stop(); }

Result<std::unique_ptr<HttpServer>> HttpServer::listen(asio::io_context& desk, HttpSettings settings, Answers answers,
                                                       Live& live) {
  assert(answers.screens && answers.lineup && answers.status);
  error_code ec;
  bool const only_local = settings.address.empty() && !settings.socket.empty();
  auto const address = asio::ip::make_address(settings.address == "localhost" ? "127.0.0.1" : settings.address, ec);
  if (!only_local && (ec || !address.is_loopback()))
    return fault(Code::denied, "http.not_loopback", {{"address", settings.address}});
  std::error_code no_directory;
  if (!settings.web_root.empty() && !std::filesystem::is_directory(settings.web_root, no_directory))
    return fault(Code::not_found, "http.no_web_root", {{"directory", settings.web_root.string()}});
  auto const place = tcp::endpoint(address, settings.port);
  auto house = std::make_shared<House>(desk, std::move(settings), std::move(answers), live);
  if (!only_local) {
    if (auto const opened = house->open(place); !opened) return opened.error();
  }
  if (!house->settings.socket.empty()) {
    if (auto const opened = house->open_socket(); !opened) return opened.error();
    asio::co_spawn(desk, House::welcome(house, house->local), asio::detached);
  }
  if (!only_local) asio::co_spawn(desk, House::welcome(house, house->loopback), asio::detached);
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(house)));
}

std::uint16_t HttpServer::port() const {
  error_code ec;
  tcp::endpoint place;
  auto const there = house_->loopback.acceptor.local_endpoint(ec);
  if (ec || there.size() > place.capacity()) return 0;
  std::memcpy(place.data(), there.data(), there.size());
  return place.port();
}

std::size_t HttpServer::sessions() const { return house_->sessions.size(); }

void HttpServer::stop() {
  house_->is_open = false;
  error_code ec;
  for (auto* const door : {&house_->loopback, &house_->local}) {
    door->acceptor.close(ec);
    door->pause.cancel();
  }
  house_->socket_file.reset();
  auto const open = house_->sessions;  // closing one may end another's subscription
  for (auto* const session : open) session->close();
}

}  // namespace signboard
