#pragma once

#include "base/result.hpp"
#include "controller/messages.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signboard {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The way a request came by.
enum class Way : std::uint8_t { loopback, unix_socket };

/// What a client asks, without the socket it came by.
struct Request {
  std::string method = "GET", target = "/";
  Fields fields;          ///< header fields in the order they came
  bool has_body = false;  ///< a length over 0, or any transfer coding
  bool upgrades = false;  ///< a well-formed request to change to WebSocket
  std::string body;
  Way way = Way::loopback;
  std::string actor = "tcp:127.0.0.1";  ///< who asks, as far as is known

  /// Of the first field with that name, in any case; empty if there is none.
  std::string_view field(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};

/// What an answer says to browsers besides its content: guess no type, tell nobody where you came from; of the API
/// also: keep nothing that changes, and run nothing from elsewhere. Every answer says it, so it is no list of strings
/// in each.
enum class Guard : std::uint8_t { none, page, api };
std::span<std::pair<std::string_view, std::string_view> const> fields_of(Guard guard);

struct Response {
  int status = 200;
  std::string type;  ///< empty if there is no body
  std::string body;
  Fields fields{};  ///< besides those of `guard`
  Guard guard = Guard::none;
};

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char at);
bool same_letters(std::string_view a, std::string_view b);  ///< of one length, in any case (ASCII)
// Asked of every field of a request several times, and nearly always the lengths differ.
inline bool same_word(std::string_view a, std::string_view b) { return a.size() == b.size() && same_letters(a, b); }

/// The language a client prefers by Accept-Language (RFC 9110, 12.5.4): Chinese unless English is asked for more.
Language language_asked(std::string_view accept_language);

/// Which of some media types a client likes best by Accept (RFC 9110, 12.5.1), the first of them if it does not mind;
/// nothing if it wants none.
std::optional<std::size_t> preferred(std::string_view accept, std::span<std::string_view const> types);

/// What an edit is made conditional on (RFC 9110, 13.1).
struct Condition {
  enum class Kind : std::uint8_t { none, version, exists, absent, unmet };
  Kind kind = Kind::none;
  std::string tag;  ///< of `version`, without its quotes
};

/// From If-Match and If-None-Match. Weak tags never match there, so a request with none but weak ones is unmet. Errors:
/// http.bad_etag {text} for what is no entity tag, two strong ones, or both fields at once.
Result<Condition> condition_of(Request const& request);

/// Whether a reader's If-None-Match names the tag (without quotes), by the weak comparison.
bool is_known(std::string_view if_none_match, std::string_view tag);

/// The phrase of a status in the reader's language, for the title of a problem.
std::string_view phrase_of(int status, Language language);

/// An error as a status. One about a part of the document that was sent (value `field`) is never a 404 or a 503.
int status_of(Error const& error);

/// Errors as application/problem+json (RFC 9457): `type` leads to the sentences in both languages, `title` is the
/// status in words, `detail` says what happened and what to do, `errors` has each with the JSON pointer to its place.
Response problem(Error const& error, Language language);
Response problem(int status, Error const& error, Language language);
Response problem(std::span<Error const> errors, Language language);

Response guarded(Response response);
Response guarded_api(Response response);
Response json_answer(int status, boost::json::value const& value);
Response json_text_answer(int status, std::string text);  ///< that is JSON already

}  // namespace signboard
