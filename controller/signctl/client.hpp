#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/messages.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Where a signboardd answers.
struct Url {
  std::string host;  ///< without the brackets of an IPv6 address
  std::uint16_t port = 80;
};

/// `http://127.0.0.1:8080`, `http://[::1]:8080/` or `localhost:8080`; no path. Error: client.bad_url {url}.
Result<Url> parse_url(std::string_view text);

inline constexpr std::chrono::milliseconds client_patience{5'000};  ///< for a whole answer, or a connection

/// GET, waiting for the answer. The reason of a refusal comes from the server, in `language`.
/// Errors: client.unreachable {url, reason}, client.timeout {url, ms}, client.refused {url, status, reason},
/// client.bad_answer {url, reason}. The code of a refusal tells not_found, invalid and unavailable apart.
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
