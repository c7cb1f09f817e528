#pragma once

#include "controller/http/head.hpp"
#include "controller/http/request_parser.hpp"
#include "controller/http/server.hpp"
#include "controller/http/session.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

// How one request comes over a connection and one answer goes back, within the limits of HttpSettings. All of it ends
// with an error code; what closes a connection that is too slow is the time limit of its SocketStream.

namespace signboard {

inline constexpr std::size_t header_bytes = 16'384;  // browsers send about one

/// What to say to a request that cannot be read; nothing if nobody is there to hear it.
std::optional<Response> complaint(boost::system::error_code const& ec, Language language);

/// The buffer is empty between requests that were not sent ahead: then the first byte may take its time.
boost::asio::awaitable<boost::system::error_code> receive_head(Session& session, RequestParser& parser,
                                                               HttpSettings const& settings,
                                                               std::chrono::milliseconds first_byte_within);

boost::asio::awaitable<boost::system::error_code> receive_body(Session& session, RequestParser& parser,
                                                               HttpSettings const& settings);

/// Says what the system takes at once, which is nearly always all of it: how much of head and body. A small body goes
/// with its head in one piece; to tell the system of two costs more than to copy so much.
std::size_t say_now(Session& session, Response const& response, std::string_view body, After after,
                    boost::system::error_code& ec);

boost::asio::awaitable<boost::system::error_code> say_rest(Session& session, std::string_view body, std::size_t sent,
                                                           HttpSettings const& settings);

std::string_view body_for(std::string_view method, Response const& response);

/// A socket closed with bytes unread resets the connection, and the answer may be lost with it.
boost::asio::awaitable<void> part(Session& session);

}  // namespace signboard
