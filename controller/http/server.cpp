// Sockets and their limits; what is said is decided in routes.cpp and live.cpp. The one file that holds Beast's server
// side, because each costs 8 s to compile.
//
// GCC 12 destroys some temporaries of a co_await expression twice: in those expressions nothing is braced and there is
// no lambda; it is named first.

#include "controller/http/server.hpp"

#include "base/limits.hpp"
#include "controller/http/tcp_stream.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cassert>
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

namespace {

constexpr std::size_t header_bytes = 16'384;     // browsers send about one
constexpr std::size_t buffer_bytes = 65'536;     // a header, and requests sent ahead of their turn
constexpr std::size_t unwanted_bytes = 262'144;  // of a refused body, read so that the answer is not lost to a reset
constexpr std::size_t word_bytes = 1'024;        // of a watcher's message; it has nothing to say
constexpr int kernel_bytes = 262'144;            // sent but not taken: keeps a slow watcher near the present
constexpr std::chrono::microseconds between_pictures{33'334};  // 30 a second
constexpr std::chrono::milliseconds breath{100};  // when no connection can be taken, as for want of descriptors
constexpr std::chrono::milliseconds farewell{2'000};

using Parser = http::request_parser<http::empty_body>;
using Reply = http::response<http::string_body>;

/// One connection. Its timers are only woken, never waited out, when it closes.
struct Session {
  explicit Session(tcp::socket socket)
      : stream(std::move(socket)), news(stream.get_executor()), pace(stream.get_executor()) {}

  TcpStream& line() { return stream.next_layer(); }

  void close() {
    watcher.reset();
    line().close();
    news.cancel();
    pace.cancel();
  }

  websocket::stream<TcpStream, false> stream;  // without permessage-deflate
  beast::flat_buffer buffer{buffer_bytes};
  asio::steady_timer news, pace;
  std::unique_ptr<Live::Watcher> watcher;
};

auto told(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

/// As far as it was understood.
Request request_of(Parser const& parser) {
  auto const& message = parser.get();
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (auto const& field : message) request.fields.emplace_back(field.name_string(), field.value());
  if (!parser.is_header_done()) return request;
  request.has_body = parser.content_length().value_or(0) > 0 || message.count(http::field::transfer_encoding) > 0;
  request.upgrades = websocket::is_upgrade(message);
  return request;
}

enum class After { keep, close };

/// What follows a body, or a method that may have one by rules of its own, is not taken for a request.
After after_answering(Request const& request, Parser const& parser) {
  bool const is_plain = !request.has_body && (request.method == "GET" || request.method == "HEAD");
  return is_plain && parser.get().keep_alive() ? After::keep : After::close;
}

Reply reply_of(Response response, std::string_view method, After after) {
  Reply reply;
  reply.result(static_cast<unsigned>(response.status));
  reply.set(http::field::server, "signboard");
  for (auto const& [name, value] : response.fields) reply.insert(name, value);
  if (!response.type.empty()) reply.set(http::field::content_type, response.type);
  if (response.status != 304) reply.content_length(response.body.size());
  if (method != "HEAD") reply.body() = std::move(response.body);
  reply.keep_alive(after == After::keep);
  return reply;
}

/// What to say to a header that cannot be read; nothing if nobody is there to hear it.
std::optional<Response> complaint(error_code const& ec, Language language) {
  if (ec == http::error::end_of_stream || ec == http::error::partial_message) return {};
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
    return problem(431, fault(Code::over_limit, "http.header_too_large"), language);
  if (ec == http::error::bad_version) return problem(505, fault(Code::unsupported, "http.bad_version"), language);
  if (ec.category() == make_error_code(http::error::bad_method).category())
    return problem(fault(Code::invalid, "http.bad_request"), language);
  return {};
}

/// The buffer is empty between requests that were not sent ahead: then the first byte may take its time.
asio::awaitable<error_code> receive(Session& session, Parser& parser, HttpSettings const& settings,
                                    std::chrono::milliseconds first_byte_within) {
  error_code ec;
  auto& line = session.line();
  if (session.buffer.size() == 0) {
    line.expires_after(first_byte_within);
    auto const room = session.buffer.prepare(4'096);
    auto const count = co_await line.async_read_some(room, told(ec));
    if (ec == asio::error::eof) ec = http::error::end_of_stream;
    if (ec) co_return ec;
    session.buffer.commit(count);
  }
  line.expires_after(settings.header_within);
  co_await http::async_read_header(line, session.buffer, parser, told(ec));
  co_return ec;
}

asio::awaitable<error_code> send(Session& session, Reply& reply, HttpSettings const& settings) {
  error_code ec;
  session.line().expires_after(settings.idle_at_most);
  co_await http::async_write(session.line(), reply, told(ec));
  co_return ec;
}

/// A socket closed with bytes unread resets the connection, and the answer may be lost with it.
asio::awaitable<void> part(Session& session) {
  error_code ec;
  auto& line = session.line();
  line.socket().shutdown(tcp::socket::shutdown_send, ec);
  line.expires_after(farewell);
  std::array<char, 4'096> unwanted{};
  auto const room = asio::buffer(unwanted);
  for (std::size_t seen = 0; !ec && seen < unwanted_bytes;) seen += co_await line.async_read_some(room, told(ec));
}

/// Sends what is new, each screen at most once a beat of 1/30 s, until the connection closes.
asio::awaitable<void> send_pictures(Session& session) {
  error_code ec;
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

asio::awaitable<void> tell(std::shared_ptr<Session> session, std::string hello) {
  try {
    error_code ec;
    auto const words = asio::buffer(hello);
    session->stream.text(true);
    co_await session->stream.async_write(words, told(ec));
    session->stream.binary(true);
    if (!ec) co_await send_pictures(*session);
  } catch (std::exception const&) {
    // As in serve: this watcher ends, the others go on.
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

}  // namespace

struct HttpServer::House {
  House(asio::io_context& desk, HttpSettings chosen, Answers given, Live& shown)
      : settings(std::move(chosen)),
        answers(std::move(given)),
        pages(settings.web_root),
        live(shown),
        acceptor(desk),
        pause(desk) {}

  static asio::awaitable<void> welcome(std::shared_ptr<House> house);
  static asio::awaitable<void> serve(std::shared_ptr<House> house, std::shared_ptr<Session> session);
  asio::awaitable<void> converse(std::shared_ptr<Session> session);
  asio::awaitable<void> watch(std::shared_ptr<Session> session, Parser const& parser, Request const& request);
  Result<void> open(tcp::endpoint const& place);
  Response plain_answer(Request const& request) const;
  void turn_away(tcp::socket& socket) const;

  HttpSettings const settings;
  Answers const answers;
  Pages const pages;
  Live& live;
  tcp::acceptor acceptor;
  asio::steady_timer pause;
  std::set<Session*> sessions;
  bool is_open = true;
};

Result<void> HttpServer::House::open(tcp::endpoint const& place) {
  error_code ec;
  acceptor.open(place.protocol(), ec);
  if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) acceptor.bind(place, ec);
  if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
  if (!ec) return {};
  return fault(Code::io, "http.cannot_listen",
               {{"address", settings.address}, {"port", std::to_string(place.port())}, {"reason", ec.message()}});
}

asio::awaitable<void> HttpServer::House::welcome(std::shared_ptr<House> house) {
  auto const executor = house->acceptor.get_executor();
  while (house->is_open) {
    error_code ec;
    tcp::socket socket(executor);
    co_await house->acceptor.async_accept(socket, told(ec));
    if (!house->is_open) co_return;
    if (ec) {
      house->pause.expires_after(breath);
      co_await house->pause.async_wait(told(ec));
    } else if (house->sessions.size() >= limits::http_sessions) {
      house->turn_away(socket);
    } else {
      auto session = std::make_shared<Session>(std::move(socket));
      asio::co_spawn(executor, serve(house, std::move(session)), asio::detached);
    }
  }
}

/// A browser does not tell its page why a WebSocket was refused; asked plainly, the same address says whether there is
/// room.
Response HttpServer::House::plain_answer(Request const& request) const {
  auto response = answer(request, answers, pages);
  if (response.status != 426 || !live.is_full()) return response;
  return problem(no_room_to_watch(), language_asked(request.field("accept-language")));
}

/// Said at once or not at all: there is no room to wait.
void HttpServer::House::turn_away(tcp::socket& socket) const {
  auto const refused = problem(fault(Code::over_limit, "http.too_many_sessions"), Language::zh);
  std::string const text =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\nContent-Type: " + refused.type +
      "\r\nContent-Length: " + std::to_string(refused.body.size()) + "\r\n\r\n" + refused.body;
  error_code ec;
  socket.non_blocking(true, ec);
  socket.write_some(asio::buffer(text), ec);
  socket.shutdown(tcp::socket::shutdown_both, ec);
}

asio::awaitable<void> HttpServer::House::serve(std::shared_ptr<House> house, std::shared_ptr<Session> session) {
  house->sessions.insert(session.get());
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
  while (is_open) {
    Parser parser;
    parser.header_limit(header_bytes);
    auto ec = co_await receive(*session, parser, settings, first_byte_within);
    if (!is_open) co_return;
    auto const request = request_of(parser);
    if (ec) {
      auto refused = complaint(ec, language_asked(request.field("accept-language")));
      if (!refused) co_return;
      auto reply = reply_of(std::move(*refused), request.method, After::close);
      ec = co_await send(*session, reply, settings);
      if (!ec) co_await part(*session);
      co_return;
    }
    if (asks_to_watch(request)) {
      co_await watch(session, parser, request);
      co_return;
    }
    auto const after = after_answering(request, parser);
    auto reply = reply_of(plain_answer(request), request.method, after);
    ec = co_await send(*session, reply, settings);
    if (ec) co_return;
    if (after == After::close) {
      co_await part(*session);
      co_return;
    }
    first_byte_within = settings.idle_at_most;
  }
}

asio::awaitable<void> HttpServer::House::watch(std::shared_ptr<Session> session, Parser const& parser,
                                               Request const& request) {
  auto admitted = admit(request, live.screens());
  auto refused = std::optional<Response>();
  std::string hello;
  if (auto* const response = std::get_if<Response>(&admitted)) {
    refused = std::move(*response);
  } else {
    auto const& screens = std::get<std::vector<std::size_t>>(admitted);
    hello = boost::json::serialize(introduction(live.screens(), screens, answers.utc_offset));
    auto* const news = &session->news;
    auto watcher = live.watch(screens, [news] { news->cancel(); });
    if (watcher)
      session->watcher = std::move(*watcher);
    else
      refused = problem(watcher.error(), language_asked(request.field("accept-language")));
  }
  error_code ec;
  if (refused) {
    auto reply = reply_of(std::move(*refused), request.method, After::close);
    ec = co_await send(*session, reply, settings);
    if (!ec) co_await part(*session);
    co_return;
  }
  auto& stream = session->stream;
  session->line().expires_never();
  session->line().socket().set_option(asio::socket_base::send_buffer_size(kernel_bytes), ec);
  session->line().socket().set_option(tcp::no_delay(true), ec);
  websocket::stream_base::timeout times;
  times.handshake_timeout = settings.header_within;
  times.idle_timeout = settings.idle_at_most;
  times.keep_alive_pings = true;
  stream.set_option(times);
  stream.read_message_max(word_bytes);
  stream.auto_fragment(false);
  co_await stream.async_accept(parser.get(), told(ec));
  if (ec || !is_open) co_return;
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
  auto const address = asio::ip::make_address(settings.address == "localhost" ? "127.0.0.1" : settings.address, ec);
  if (ec || !address.is_loopback()) return fault(Code::denied, "http.not_loopback", {{"address", settings.address}});
  std::error_code no_directory;
  if (!settings.web_root.empty() && !std::filesystem::is_directory(settings.web_root, no_directory))
    return fault(Code::not_found, "http.no_web_root", {{"directory", settings.web_root.string()}});
  auto const place = tcp::endpoint(address, settings.port);
  auto house = std::make_shared<House>(desk, std::move(settings), std::move(answers), live);
  if (auto const opened = house->open(place); !opened) return opened.error();
  asio::co_spawn(desk, House::welcome(house), asio::detached);
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(house)));
}

std::uint16_t HttpServer::port() const {
  error_code ec;
  return house_->acceptor.local_endpoint(ec).port();
}

std::size_t HttpServer::sessions() const { return house_->sessions.size(); }

void HttpServer::stop() {
  house_->is_open = false;
  error_code ec;
  house_->acceptor.close(ec);
  house_->pause.cancel();
  for (auto* const session : house_->sessions) session->close();
}

}  // namespace signboard
