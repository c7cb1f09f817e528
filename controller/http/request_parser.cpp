#include "controller/http/request_parser.hpp"

#include "base/limits.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

namespace signboard {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t usual_fields = 16;  // browsers send about a dozen

std::string_view view_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

RequestParser::RequestParser(Request& request) : request_(request) { body_limit(limits::http_body); }
RequestParser::~RequestParser() = default;

void RequestParser::on_request_impl(http::verb /*verb*/, text method, text target, int version, error_code& /*ec*/) {
  request_.method = view_of(method);
  request_.target = view_of(target);
  version_ = static_cast<unsigned>(version);
  request_.fields.reserve(usual_fields);
}

void RequestParser::on_response_impl(int /*code*/, text /*reason*/, int /*version*/, error_code& /*ec*/) {}

// What follows the chunks of a body (a trailer) is no field of the head: whoever decided by the head is not told
// something else afterwards.
void RequestParser::on_field_impl(http::field /*field*/, text name, text value, error_code& /*ec*/) {
  if (!is_header_done()) request_.fields.emplace_back(view_of(name), view_of(value));
}

void RequestParser::on_header_impl(error_code& /*ec*/) {
  request_.has_body = content_length().value_or(0) > 0 || request_.count("transfer-encoding") > 0;
  request_.upgrades = upgrade() && boost::beast::websocket::is_upgrade(in_beast_form(request_, version_));
}

void RequestParser::on_body_init_impl(length const& content_length, error_code& /*ec*/) {
  if (content_length) request_.body.reserve(*content_length);  // at most the limit of a body
}

std::size_t RequestParser::on_body_impl(text body, error_code& /*ec*/) {
  request_.body.append(view_of(body));
  return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t /*size*/, text /*extensions*/, error_code& /*ec*/) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remain*/, text body, error_code& ec) {
  return on_body_impl(body, ec);
}

void RequestParser::on_finish_impl(error_code& /*ec*/) {}

http::request<http::empty_body> in_beast_form(Request const& request, unsigned version) {
  http::request<http::empty_body> message;
  message.version(version);
  message.method_string(request.method);
  message.target(request.target);
  for (auto const& [name, value] : request.fields) message.insert(name, value);
  return message;
}

}  // namespace signboard
