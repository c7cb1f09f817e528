// GCC 12 destroys some temporaries of a co_await expression twice: in those expressions nothing is braced and there is
// no lambda; it is named first.

#include "controller/http/exchange.hpp"

#include "base/limits.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>

namespace signboard {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

namespace {

constexpr std::size_t at_once = 16'384;          // taken from a socket
constexpr std::size_t unwanted_bytes = 262'144;  // of a refused body, read so that the answer is not lost to a reset
constexpr std::size_t copied_at_most = 16'384;   // of a body, to be sent in one piece with its head
constexpr std::chrono::milliseconds farewell{2'000};

auto told(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

std::string_view view_of(beast::flat_buffer const& buffer) {
  return {static_cast<char const*>(buffer.cdata().data()), buffer.size()};
}

// To receive more is spelled out where it is done, between these two: a coroutine of its own costs a tenth of what a
// small request takes.
asio::mutable_buffer room_in(beast::flat_buffer& buffer) {
  return buffer.prepare(std::min(at_once, buffer.max_size() - buffer.size()));
}

void keep_received(beast::flat_buffer& buffer, std::size_t count, error_code& ec) {
  if (ec == asio::error::eof) ec = buffer.size() == 0 ? http::error::end_of_stream : http::error::partial_message;
  if (!ec) buffer.commit(count);
}

}  // namespace

std::optional<Response> complaint(error_code const& ec, Language language) {
  if (ec == http::error::end_of_stream || ec == http::error::partial_message) return {};
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
    return problem(431, fault(Code::over_limit, "http.header_too_large"), language);
  if (ec == http::error::body_limit)
    return problem(413, fault(Code::over_limit, "http.body_too_large", {{"limit", std::to_string(limits::http_body)}}),
                   language);
  if (ec == http::error::bad_version) return problem(505, fault(Code::unsupported, "http.bad_version"), language);
  if (ec.category() == make_error_code(http::error::bad_method).category())
    return problem(fault(Code::invalid, "http.bad_request"), language);
  return {};
}

asio::awaitable<error_code> receive_head(Session& session, RequestParser& parser, HttpSettings const& settings,
                                         std::chrono::milliseconds first_byte_within) {
  error_code ec;
  HeadScan scan;
  auto& buffer = session.buffer;
  bool begun = buffer.size() > 0;
  session.line().expires_after(begun ? settings.header_within : first_byte_within);
  for (;;) {
    while (scan.length() == 0 && view_of(buffer).starts_with("\r\n")) buffer.consume(2);
    auto const seen = scan.look(view_of(buffer));
    if (seen == HeadScan::Seen::malformed) co_return http::error::bad_field;
    if (seen == HeadScan::Seen::complete && scan.length() <= header_bytes) break;
    if (buffer.size() >= header_bytes) co_return http::error::header_limit;
    if (!begun && buffer.size() > 0) {
      begun = true;
      session.line().expires_after(settings.header_within);
    }
    auto const count = co_await session.line().socket().async_read_some(room_in(buffer), told(ec));
    keep_received(buffer, count, ec);
    if (ec) co_return ec;
  }
  asio::const_buffer const head(buffer.cdata().data(), scan.length());
  parser.put(head, ec);
  buffer.consume(scan.length());
  co_return ec;
}

asio::awaitable<error_code> receive_body(Session& session, RequestParser& parser, HttpSettings const& settings) {
  error_code ec;
  auto& buffer = session.buffer;
  session.line().expires_after(settings.body_within);
  while (!parser.is_done()) {
    if (buffer.size() > 0) {
      auto const understood = parser.put(buffer.cdata(), ec);
      buffer.consume(understood);
      if (ec && ec != http::error::need_more) co_return ec;
      if (parser.is_done()) break;
      if (understood > 0 && buffer.size() > 0) continue;
      if (buffer.size() == buffer.max_size()) co_return http::error::bad_chunk_extension;
    }
    auto const count = co_await session.line().socket().async_read_some(room_in(buffer), told(ec));
    keep_received(buffer, count, ec);
    if (ec) co_return ec;
  }
  co_return error_code();
}

std::size_t say_now(Session& session, Response const& response, std::string_view body, After after, error_code& ec) {
  session.said.clear();
  append_head(session.said, response, after);
  auto const head = session.said.size();
  if (body.size() > copied_at_most) return session.line().write_now(asio::buffer(session.said), asio::buffer(body), ec);
  session.said += body;
  auto const sent = session.line().write_now(asio::buffer(session.said), asio::const_buffer(), ec);
  session.said.resize(head);
  return sent;
}

asio::awaitable<error_code> say_rest(Session& session, std::string_view body, std::size_t sent,
                                     HttpSettings const& settings) {
  error_code ec;
  auto& line = session.line();
  auto const& head = session.said;
  line.expires_after(settings.idle_at_most);
  if (sent < head.size()) {
    auto const rest = asio::buffer(head) + sent;
    sent += co_await asio::async_write(line, rest, told(ec));
    if (ec) co_return ec;
  }
  auto const rest = asio::buffer(body) + (sent - head.size());
  co_await asio::async_write(line, rest, told(ec));
  co_return ec;
}

std::string_view body_for(std::string_view method, Response const& response) {
  return method == "HEAD" ? std::string_view() : std::string_view(response.body);
}

asio::awaitable<void> part(Session& session) {
  error_code ec;
  auto& line = session.line();
  line.socket().shutdown(SocketStream::Socket::shutdown_send, ec);
  line.expires_after(farewell);
  std::array<char, 4'096> unwanted{};
  auto const room = asio::buffer(unwanted);
  for (std::size_t seen = 0; !ec && seen < unwanted_bytes;)
    seen += co_await line.socket().async_read_some(room, told(ec));
}

}  // namespace signboard
