#pragma once

#include "controller/http/message.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include <cstdint>

namespace signboard {

/// Beast's reading of HTTP, straight into our own request: its own message would cost an allocation for each field of
/// each request, to be copied from afterwards. One parser reads one request, and `request` must outlive it. What `put`
/// did not understand leaves in `request` what it did.
class RequestParser : public boost::beast::http::basic_parser<true> {
 public:
  explicit RequestParser(Request& request);
  ~RequestParser() override;
  RequestParser(RequestParser const&) = delete;
  RequestParser& operator=(RequestParser const&) = delete;

  unsigned version() const { return version_; }  ///< 10, 11

 private:
  using error_code = boost::beast::error_code;
  using text = boost::beast::string_view;
  using length = boost::optional<std::uint64_t>;

  void on_request_impl(boost::beast::http::verb verb, text method, text target, int version, error_code& ec) override;
  void on_response_impl(int code, text reason, int version, error_code& ec) override;
  void on_field_impl(boost::beast::http::field field, text name, text value, error_code& ec) override;
  void on_header_impl(error_code& ec) override;
  void on_body_init_impl(length const& content_length, error_code& ec) override;
  std::size_t on_body_impl(text body, error_code& ec) override;
  void on_chunk_header_impl(std::uint64_t size, text extensions, error_code& ec) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, text body, error_code& ec) override;
  void on_finish_impl(error_code& ec) override;

  Request& request_;
  unsigned version_ = 11;
};

/// The same head in Beast's form, for its WebSocket.
boost::beast::http::request<boost::beast::http::empty_body> in_beast_form(Request const& request, unsigned version);

}  // namespace signboard
