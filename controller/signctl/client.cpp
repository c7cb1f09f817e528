// The other end of controller/http, for programs that have nothing else to do than wait. Each call runs a small loop of
// its own until it has what it waits for or its time is up.

#include "controller/signctl/client.hpp"

#include "base/limits.hpp"
#include "controller/http/local_socket.hpp"
#include "controller/http/picture.hpp"
#include "controller/http/socket_stream.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace signboard {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t answer_bytes = 8'388'608;  // a line-up of thousands of announcements
constexpr std::size_t picture_bytes = picture_head_bytes + 3 * static_cast<std::size_t>(limits::screen_pixels_max);

std::string place_of(Url const& url) {
  if (!url.socket.empty()) return "localhost";
  auto const host = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
  return host + ":" + std::to_string(url.port);
}

std::string text_of(Url const& url) {
  return url.socket.empty() ? "http://" + place_of(url) : "unix:" + url.socket.string();
}

Error trouble(std::string_view id, Url const& url, error_code const& ec, std::chrono::milliseconds patience) {
  if (ec == beast::error::timeout)
    return fault(Code::timeout, "client.timeout", {{"url", text_of(url)}, {"ms", std::to_string(patience.count())}});
  return {Code::unavailable, id, {{"url", text_of(url)}, {"reason", ec.message()}}};
}

Error unreachable(Url const& url, error_code const& ec) {
  return trouble("client.unreachable", url, ec, client_patience);
}

Error bad_answer(Url const& url, std::string reason) {
  return fault(Code::invalid, "client.bad_answer", {{"url", text_of(url)}, {"reason", std::move(reason)}});
}

Code code_of(unsigned status) {
  switch (status) {
    case 403:
      return Code::denied;
    case 404:
      return Code::not_found;
    case 409:
      return Code::conflict;
    case 412:
    case 428:
      return Code::stale;
    case 500:
      return Code::io;
    case 501:
      return Code::unsupported;
    case 503:
      return Code::unavailable;
    case 504:
      return Code::timeout;
    case 507:
      return Code::no_space;
    default:
      return status < 500 ? Code::invalid : Code::rejected;
  }
}

std::string text_in(boost::json::object const& object, std::string_view key) {
  auto const* const found = object.if_contains(key);
  auto const* const text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

/// Each mistake with its place, where there are several or the place says more than the sentence.
std::string reasons_in(boost::json::object const& problem) {
  std::string reasons;
  auto const* const errors = problem.if_contains("errors");
  auto const* const list = errors == nullptr ? nullptr : errors->if_array();
  if (list != nullptr)
    for (auto const& each : *list) {
      if (!each.is_object()) continue;
      auto const pointer = text_in(each.get_object(), "pointer");
      if (!reasons.empty()) reasons += "; ";
      if (!pointer.empty()) reasons += pointer + ": ";
      reasons += text_in(each.get_object(), "title");
    }
  return reasons.empty() ? text_in(problem, "detail") : reasons;
}

/// The server words its refusals (RFC 9457); whoever else answers is quoted by the status alone.
Error refused(Url const& url, http::response<http::string_body> const& response) {
  std::string reason;
  error_code ec;
  auto const body = boost::json::parse(response.body(), ec);
  if (auto const* const problem = ec ? nullptr : body.if_object()) reason = reasons_in(*problem);
  if (reason.empty()) reason = std::string(response.reason());
  return fault(
      code_of(response.result_int()), "client.refused",
      {{"url", text_of(url)}, {"status", std::to_string(response.result_int())}, {"reason", std::move(reason)}});
}

std::string_view tag_of(Language language) { return language == Language::zh ? "zh-Hans, en;q=0.5" : "en, zh;q=0.5"; }

/// What an operation leaves here when it is done.
using Outcome = std::optional<error_code>;

error_code wait_for(Outcome const& outcome, asio::io_context& loop, SocketStream const& stream) {
  loop.restart();
  while (!outcome) loop.run_one();
  return stream.timed_out() ? make_error_code(beast::error::timeout) : *outcome;
}

error_code connect_to(asio::io_context& loop, SocketStream& stream, asio::generic::stream_protocol::endpoint place) {
  error_code ec;
  stream.socket().close(ec);
  Outcome outcome;
  stream.socket().async_connect(place, [&outcome](error_code const& done) { outcome = done; });
  return wait_for(outcome, loop, stream);
}

/// This and every later step has `patience` in all.
error_code connect(asio::io_context& loop, SocketStream& stream, Url const& url, std::chrono::milliseconds patience) {
  error_code ec;
  stream.expires_after(patience);
  if (!url.socket.empty()) {
    asio::local::stream_protocol::endpoint place;
    auto const& path = url.socket.native();
    if (path.size() >= place.capacity() - sizeof(sa_family_t)) return asio::error::name_too_long;
    place.path(path);
    return connect_to(loop, stream, place);
  }
  tcp::resolver resolver(loop);
  auto const places = resolver.resolve(url.host, std::to_string(url.port), ec);
  if (ec) return ec;
  for (auto const& place : places) {
    ec = connect_to(loop, stream, place.endpoint());
    if (!ec || stream.timed_out()) break;
  }
  return ec;
}

http::request<http::string_body> request_for(Url const& url, Question const& question, Language language) {
  http::request<http::string_body> request(http::string_to_verb(question.method), question.target, 11);
  request.method_string(question.method);
  request.set(http::field::host, place_of(url));
  request.set(http::field::accept_language, tag_of(language));
  if (!question.accept.empty()) request.set(http::field::accept, question.accept);
  if (!question.if_match.empty()) request.set(http::field::if_match, question.if_match);
  if (question.must_be_new) request.set(http::field::if_none_match, "*");
  if (!question.idempotency_key.empty()) request.set("Idempotency-Key", question.idempotency_key);
  if (!question.body.is_null()) request.body() = boost::json::serialize(question.body);
  if (!question.body.is_null() || question.method == "POST") request.set(http::field::content_type, "application/json");
  request.keep_alive(false);
  request.prepare_payload();
  return request;
}

}  // namespace

std::string encoded(std::string_view text) {
  std::string safe;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    bool const plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (plain)
      safe += c;
    else
      (safe += '%', safe += "0123456789ABCDEF"[byte >> 4]) += "0123456789ABCDEF"[byte & 15U];
  }
  return safe;
}

Result<Url> find_daemon(std::string const& url, std::string const& socket) {
  if (!url.empty()) return parse_url(url);
  return Url{"localhost", 80, socket.empty() ? usual_socket_path() : std::filesystem::path(socket)};
}

Result<Url> parse_url(std::string_view text) {
  auto const bad = [whole = std::string(text)] { return fault(Code::invalid, "client.bad_url", {{"url", whole}}); };
  if (text.starts_with("unix:")) {
    if (text.size() == 5) return bad();
    return Url{"localhost", 80, std::filesystem::path(text.substr(5))};
  }
  if (text.starts_with("http://")) text.remove_prefix(7);
  if (text.ends_with('/')) text.remove_suffix(1);
  Url url;
  auto const bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == std::string_view::npos) return bad();
  auto const colon = text.find(':', bracket);
  url.host = std::string(bracket == 0 ? text.substr(0, colon) : text.substr(1, bracket - 1));
  if (url.host.empty() || url.host.find_first_of("/?#@ ") != std::string::npos) return bad();
  if (bracket != 0 && colon != bracket + 1 && text.size() != bracket + 1) return bad();
  if (colon != std::string_view::npos) {
    auto const port = text.substr(colon + 1);
    auto const read = std::from_chars(port.data(), port.data() + port.size(), url.port);
    if (read.ec != std::errc{} || read.ptr != port.data() + port.size() || url.port == 0) return bad();
  }
  return url;
}

Result<Said> send(Url const& url, Question const& question, Language language) {
  asio::io_context loop(1);
  SocketStream stream(loop);
  auto const lost = [&](error_code const& ec) { return trouble("client.unreachable", url, ec, question.patience); };
  if (auto const ec = connect(loop, stream, url, question.patience)) return lost(ec);
  auto request = request_for(url, question, language);
  Outcome sent;
  http::async_write(stream, request, [&sent](error_code const& done, std::size_t) { sent = done; });
  // A server may refuse a body before it has all of it; its reasons are there to be read.
  if (auto const ec = wait_for(sent, loop, stream); ec == beast::error::timeout) return lost(ec);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(answer_bytes);
  Outcome received;
  http::async_read(stream, buffer, parser, [&received](error_code const& done, std::size_t) { received = done; });
  auto ec = wait_for(received, loop, stream);
  if (ec == beast::error::timeout) return lost(ec);
  if (ec) return bad_answer(url, ec.message());
  auto const& response = parser.get();
  if (response.result_int() < 200 || response.result_int() > 299) return refused(url, response);
  auto const field = [&response](http::field name) { return std::string(response[name]); };
  Said said{static_cast<int>(response.result_int()),
            field(http::field::content_type),
            response.body(),
            {},
            field(http::field::etag),
            field(http::field::location)};
  if (said.type.starts_with("application/json")) said.body = boost::json::parse(said.bytes, ec);
  if (ec) return bad_answer(url, ec.message());
  return said;
}

Result<boost::json::value> get_json(Url const& url, std::string_view target, Language language) {
  Question question;
  question.target = std::string(target);
  auto said = send(url, question, language);
  if (!said) return said.error();
  if (!said->type.starts_with("application/json")) return bad_answer(url, said->type);
  return std::move(said->body);
}

struct FrameStream::Line {
  explicit Line(Url place) : url(std::move(place)) {}

  std::optional<Error> open(std::string const& target, Language language);
  Outcome read(std::chrono::milliseconds timeout);
  std::optional<Error> hear_introduction();
  Result<Received> picture();

  Url const url;
  asio::io_context loop{1};
  websocket::stream<SocketStream, false> stream{loop};
  beast::flat_buffer buffer;
  std::vector<Seen> screens;
  std::vector<std::shared_ptr<Frame const>> last;
  std::vector<std::size_t> places;  ///< the server's index of each
  std::chrono::milliseconds stale_after{0};
  bool reading = false;
  Outcome arrived;
};

std::optional<Error> FrameStream::Line::open(std::string const& target, Language language) {
  if (auto const ec = connect(loop, stream.next_layer(), url, client_patience)) return unreachable(url, ec);
  stream.set_option(websocket::stream_base::decorator(
      [language](websocket::request_type& request) { request.set(http::field::accept_language, tag_of(language)); }));
  stream.read_message_max(picture_bytes);
  websocket::response_type response;
  Outcome shaken;
  stream.async_handshake(response, place_of(url), target, [&shaken](error_code const& done) { shaken = done; });
  auto const ec = wait_for(shaken, loop, stream.next_layer());
  if (ec == websocket::error::upgrade_declined) return refused(url, response);
  if (ec == beast::error::timeout) return unreachable(url, ec);
  if (ec) return bad_answer(url, ec.message());
  stream.next_layer().expires_never();
  stream.set_option(websocket::stream_base::timeout::suggested(beast::role_type::client));
  return hear_introduction();
}

/// Nothing if the time is up; the read then goes on at the next call.
auto FrameStream::Line::read(std::chrono::milliseconds timeout) -> Outcome {
  if (!reading) {
    reading = true;
    arrived.reset();
    buffer.clear();
    stream.async_read(buffer, [this](error_code const& done, std::size_t) { arrived = done; });
  }
  bool rang = false;
  asio::steady_timer alarm(loop, timeout);
  alarm.async_wait([&rang](error_code const&) { rang = true; });
  loop.restart();
  while (!arrived && !rang) loop.run_one();
  alarm.cancel();
  while (!rang) loop.run_one();
  if (!arrived) return {};
  reading = false;
  return arrived;
}

std::optional<Error> FrameStream::Line::hear_introduction() {
  auto const heard = read(client_patience);
  if (!heard) return unreachable(url, beast::error::timeout);
  if (*heard) return trouble("client.closed", url, *heard, client_patience);
  error_code ec;
  auto const value = boost::json::parse(beast::buffers_to_string(buffer.data()), ec);
  if (ec) return bad_answer(url, ec.message());
  try {
    if (value.at("version").as_int64() != 1) return bad_answer(url, "version");
    stale_after = std::chrono::milliseconds(value.at("stale_after_ms").as_int64());
    for (auto const& entry : value.at("screens").as_array()) {
      auto const side = [&entry](char const* name) { return boost::json::value_to<int>(entry.at(name)); };
      auto const& depth = entry.at("depth").as_string();
      screens.push_back({std::string(entry.at("name").as_string()),
                         {side("width"), side("height")},
                         depth == "mono"        ? Depth::mono
                         : depth == "red_green" ? Depth::red_green
                                                : Depth::rgb});
      places.push_back(boost::json::value_to<std::size_t>(entry.at("index")));
    }
  } catch (std::exception const& e) {
    return bad_answer(url, e.what());
  }
  last.resize(screens.size());
  return {};
}

Result<Received> FrameStream::Line::picture() {
  auto const bytes = buffer.cdata();
  std::span<std::uint8_t const> const message(static_cast<std::uint8_t const*>(bytes.data()), bytes.size());
  auto const head = read_picture_head(message);
  if (!head) return head.error();
  auto const place = std::find(places.begin(), places.end(), head->screen);
  if (place == places.end()) return bad_answer(url, "screen " + std::to_string(head->screen));
  auto const screen = static_cast<std::size_t>(place - places.begin());
  if (head->form == PictureForm::unchanged) {
    if (!last[screen]) return bad_answer(url, "unchanged");
  } else {
    auto frame = read_picture(*head, message);
    if (!frame) return frame.error();
    last[screen] = std::make_shared<Frame const>(std::move(*frame));
  }
  return Received{screen, last[screen], head->at};
}

FrameStream::FrameStream(std::unique_ptr<Line> line) : line_(std::move(line)) {}
FrameStream::FrameStream(FrameStream&&) noexcept = default;
FrameStream& FrameStream::operator=(FrameStream&&) noexcept = default;
FrameStream::~FrameStream() = default;

Result<FrameStream> FrameStream::open(Url const& url, std::vector<std::string> const& screens, Language language) {
  std::string target = "/api/live";
  for (auto const& name : screens) target += (target.size() == 9 ? "?screens=" : ",") + encoded(name);
  auto line = std::make_unique<Line>(url);
  if (auto error = line->open(target, language)) return std::move(*error);
  return FrameStream(std::move(line));
}

std::vector<FrameStream::Seen> const& FrameStream::screens() const { return line_->screens; }
std::chrono::milliseconds FrameStream::stale_after() const { return line_->stale_after; }

Result<Received> FrameStream::next(std::chrono::milliseconds timeout) {
  auto const heard = line_->read(timeout);
  if (!heard) return trouble("client.timeout", line_->url, beast::error::timeout, timeout);
  if (*heard) return trouble("client.closed", line_->url, *heard, timeout);
  return line_->picture();
}

}  // namespace signboard
