#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/messages.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Where a signboardd answers.
struct Url {
  std::string host;  ///< without the brackets of an IPv6 address
  std::uint16_t port = 80;
  std::filesystem::path socket{};  ///< of a unix socket, instead of host and port
};

/// `http://127.0.0.1:8080`, `http://[::1]:8080/`, `localhost:8080` or `unix:/run/signboard/signboard.sock`; no path.
/// Error: client.bad_url {url}.
Result<Url> parse_url(std::string_view text);

/// The daemon meant by --url and --socket (empty: not given): the one that was given, --url first; else the unix socket
/// of $SIGNBOARD_SOCKET, else the usual one (usual_socket_path()). Error: client.bad_url.
Result<Url> find_daemon(std::string const& url, std::string const& socket);

inline constexpr std::chrono::milliseconds client_patience{5'000};  ///< for a whole answer, or a connection

/// Percent-encoded, for a part of a path or a value of a query.
std::string encoded(std::string_view text);

/// One request.
struct Question {
  std::string method = "GET", target = "/";
  boost::json::value body{};      ///< null: none
  std::string if_match{};         ///< an entity tag as it came, with its quotes; empty: none
  bool must_be_new = false;       ///< If-None-Match: *
  std::string idempotency_key{};  ///< empty: none
  std::string accept{};           ///< a media type; empty: whatever comes
  std::chrono::milliseconds patience = client_patience;
};

/// What came back, when all went well: a status from 200 to 299.
struct Said {
  int status = 200;
  std::string type, bytes;    ///< as they came
  boost::json::value body{};  ///< of JSON; else null
  std::string etag, location;
};

/// Asks, and waits for the answer. The reasons of a refusal come from the server, in `language`, each with its place.
/// Errors: client.unreachable {url, reason}, client.timeout {url, ms}, client.refused {url, status, reason},
/// client.bad_answer {url, reason}. The code of a refusal follows from its status and decides the exit code: invalid
/// (400, 413, 415, 422), denied, not_found, conflict, stale (412, 428), unavailable, unsupported, timeout, no_space,
/// io.
Result<Said> send(Url const& url, Question const& question, Language language);

/// GET of JSON. Errors as of send.
Result<boost::json::value> get_json(Url const& url, std::string_view target, Language language);

/// One picture that came.
struct Received {
  std::size_t screen = 0;              ///< index in FrameStream::screens()
  std::shared_ptr<Frame const> frame;  ///< the same as the last of this screen if it still stands
  WallTime at{};
};

/// The pictures of some screens as they are shown, newest first come: a slow reader misses some.
class FrameStream {
 public:
  struct Seen {
    std::string name;
    Size size;
    Depth depth = Depth::rgb;
  };

  /// No names: every screen. Errors as of get_json.
  static Result<FrameStream> open(Url const& url, std::vector<std::string> const& screens, Language language);
  FrameStream(FrameStream&&) noexcept;
  FrameStream& operator=(FrameStream&&) noexcept;
  ~FrameStream();

  std::vector<Seen> const& screens() const;
  std::chrono::milliseconds stale_after() const;  ///< without a picture for this long, the last one proves nothing

  /// Waits for a picture. client.timeout leaves the stream as it was: ask again. Other errors end it: client.closed
  /// {url, reason}, client.bad_answer, client.bad_picture {what}.
  Result<Received> next(std::chrono::milliseconds timeout);

 private:
  struct Line;
  explicit FrameStream(std::unique_ptr<Line> line);
  std::unique_ptr<Line> line_;
};

}  // namespace signboard
