#pragma once

#include "controller/http/answers.hpp"
#include "controller/http/live.hpp"
#include "controller/http/message.hpp"
#include "controller/http/pages.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signboard {

/// One thing the API can do.
struct Route {
  std::string_view method;
  std::string_view path;       ///< `/api/announcements/{id}`; a name in braces stands for one part of a path
  std::string_view operation;  ///< operationId in docs/api/openapi.json
};

/// All of them. HEAD and OPTIONS go without saying.
std::vector<Route> routes();

using Respond = std::function<void(Response)>;

/// Answers, now or later: `respond` is called once, on the desk thread. HEAD is answered like GET, and its body left
/// out by whoever sends it. Problems are in the language asked for.
void answer(Request const& request, Answers const& answers, Pages const& pages, Respond respond);

/// Why there is no need to receive the body of a request whose head has come; nothing if there is.
std::optional<Response> refused_unread(Request const& request, Pages const& pages);

/// A request to change to WebSocket at /api/live or /api/events; any other request to change is answered as if it had
/// not been made.
bool asks_to_watch(Request const& request);
bool asks_for_events(Request const& request);

/// Whether a request may watch, and which screens: those named by ?screens=a,b, or all. Otherwise what to answer.
std::variant<std::vector<std::size_t>, Response> admit(Request const& request, std::vector<LiveScreen> const& screens);

/// The subscription to the events of a request, or what to answer.
std::variant<Subscription, Response> admit_to_events(Request const& request, Answers const& answers, Hear hear);

/// The first message of /api/live: what the indices mean, and when a picture is no longer to be believed.
boost::json::value introduction(std::vector<LiveScreen> const& screens, std::vector<std::size_t> const& watched,
                                std::chrono::minutes utc_offset);

}  // namespace signboard
