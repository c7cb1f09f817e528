#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/http/live.hpp"
#include "controller/http/pages.hpp"
#include "controller/messages.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace signboard {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// What a client asks, without the socket it came by.
struct Request {
  std::string method = "GET", target = "/";
  Fields fields;          ///< header fields in the order they came
  bool has_body = false;  ///< a length over 0, or any transfer coding
  bool upgrades = false;  ///< a well-formed request to change to WebSocket

  /// Of the first field with that name, in any case; empty if there is none.
  std::string_view field(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string type;  ///< empty if there is no body
  std::string body;
  Fields fields;
};

/// What the routes may ask; called on the desk thread.
struct Answers {
  std::function<boost::json::value()> screens;  ///< GET /api/screens
  /// GET /api/screens/NAME/lineup?at=RFC3339
  std::function<Result<boost::json::value>(std::string_view screen, std::optional<WallTime> at)> lineup;
  std::function<boost::json::value()> status;  ///< GET /api/status
  std::chrono::minutes utc_offset{
      0};  ///< the place's; for a time asked without an offset, and for the times on the page
};

/// Pure but for the files of a page directory. GET and HEAD only; HEAD is answered like GET, and its body left out by
/// whoever sends it. Problems are application/problem+json (RFC 9457) in the language asked for.
Response answer(Request const& request, Answers const& answers, Pages const& pages);

/// A request to change to WebSocket at /api/live; any other request to change is answered as if it had not been made.
bool asks_to_watch(Request const& request);

/// Whether a request may watch, and which screens: those named by ?screens=a,b, or all. Otherwise what to answer.
std::variant<std::vector<std::size_t>, Response> admit(Request const& request, std::vector<LiveScreen> const& screens);

/// The first message of /api/live: what the indices mean, and when a picture is no longer to be believed.
boost::json::value introduction(std::vector<LiveScreen> const& screens, std::vector<std::size_t> const& watched,
                                std::chrono::minutes utc_offset);

/// The language a client prefers by Accept-Language (RFC 9110, 12.5.4): Chinese unless English is asked for more.
Language language_asked(std::string_view accept_language);

/// An error as an answer: its status follows from its code.
Response problem(Error const& error, Language language);
Response problem(int status, Error const& error, Language language);

}  // namespace signboard
