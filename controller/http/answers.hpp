#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/http/message.hpp"
#include "controller/http/metrics.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signboard {

/// Who asks, and under which conditions; the same for every operation.
struct Asked {
  std::string actor;            ///< `unix:uid=1000`, `tcp:127.0.0.1`
  std::string idempotency_key;  ///< empty if none was given; what is sent twice under one key must happen once
  std::string request;          ///< method, target and body to the byte, to compare with; only with a key
  Condition condition;          ///< never `unmet`: that is refused before
  Language language = Language::zh;
};

/// What is answered when all went well.
struct Reply {
  int status = 200;
  boost::json::value body;  ///< null: nothing
  std::string etag;         ///< without quotes: a version, `17`; empty: none
  std::string location;     ///< a path; empty: none
  std::string type, bytes;  ///< a media type and content of that type, instead of `body`
};

inline Reply plain_reply(boost::json::value body) { return {200, std::move(body), {}, {}, {}, {}}; }

/// How an operation ends. To be called once, on the desk thread, now or later; what is called after that is ignored,
/// and one that is dropped without a call is answered by http.unanswered. That the client is gone is no concern of who
/// calls it.
using Tell = std::function<void(std::variant<Reply, std::vector<Error>>)>;

struct ForecastQuery {
  std::string screen;
  WallTime from, until;  ///< in this order, at most forecast_longest apart
};
inline constexpr std::chrono::hours forecast_longest{24 * 31};

struct PictureQuery {
  std::string screen;
  std::optional<WallTime> at;  ///< none: now
};

/// Announcements in the order of their ids. Empty texts ask for all.
struct AnnouncementQuery {
  std::string rank, origin, screen;
  std::string after;  ///< the id of the last one seen
  std::size_t limit = 100;
};

struct LedgerQuery {
  std::uint64_t after = 0;  ///< the number of the last row seen
  std::size_t limit = 100;
};
inline constexpr std::size_t page_longest = 1'000;  ///< rows of one answer

struct BlackoutOrder {
  std::string reason;                ///< never empty
  std::vector<std::string> screens;  ///< empty: all of them
};

/// A draft, or an announcement in force, as one screen would show it.
struct PreviewOrder {
  enum class Form : std::uint8_t { png, gif, findings };
  std::string screen;
  boost::json::value announcement;  ///< as a document
  std::optional<WallTime> at;       ///< none: its first full frame
  Form form = Form::png;
};

/// Takes one event as JSON text, shared by all who listen. Never blocks: who listens too slowly is cut off.
using Hear = std::function<void(std::shared_ptr<std::string const>)>;
/// Ends when destroyed; `Hear` is not called afterwards.
using Subscription = std::shared_ptr<void>;

template <class... What>
using Ask = std::function<void(Asked const&, What const&..., Tell)>;

/// What the routes may ask; all of it is called on the desk thread. One that is missing is answered by 501. A document
/// is an object; what the paths and the doc comments here do not promise is for who answers to check. Errors about a
/// part of a document carry the value `field`, a JSON pointer into it.
struct Answers {
  std::function<boost::json::value()> screens;  ///< GET /api/screens
  /// GET /api/screens/{screen}/lineup?at=RFC3339
  std::function<Result<boost::json::value>(std::string_view screen, std::optional<WallTime> at)> lineup;
  std::function<std::string()> status;  ///< GET /api/status, as JSON text
  /// The place's; for a time asked without an offset, and for the times on the page.
  std::chrono::minutes utc_offset{0};

  Ask<ForecastQuery> forecast{};                         ///< GET /api/screens/{screen}/forecast?from=&to=
  Ask<PictureQuery> picture{};                           ///< GET /api/screens/{screen}/picture?at=
  Ask<> faults{};                                        ///< GET /api/faults
  std::function<std::vector<MetricFamily>()> metrics{};  ///< GET /metrics

  Ask<AnnouncementQuery> announcements{};  ///< GET /api/announcements
  Ask<std::string> announcement{};         ///< GET /api/announcements/{id}
  /// POST /api/announcements. The rank is none of urgent, warning, blackout.
  Ask<boost::json::value> announce{};
  /// PUT /api/announcements/{id}, conditional on a version, on being there or on not being there. The document has this
  /// id, and a rank as above.
  Ask<std::string, boost::json::value> put_announcement{};
  Ask<std::string, std::string> withdraw{};  ///< DELETE /api/announcements/{id}; id, reason (may be empty)

  Ask<> urgent{};                    ///< GET /api/urgent
  Ask<std::string> urgent_notice{};  ///< GET /api/urgent/{id}
  /// POST /api/urgent. The rank is urgent or warning, and there is a valid_until.
  Ask<boost::json::value> raise_urgent{};
  Ask<std::string, WallTime> change_urgent{};  ///< PATCH /api/urgent/{id}; id, the new valid_until
  Ask<std::string, std::string> end_urgent{};  ///< DELETE /api/urgent/{id}; id, reason (may be empty)

  Ask<> blackout{};                    ///< GET /api/blackout
  Ask<BlackoutOrder> black_out{};      ///< PUT /api/blackout
  Ask<BlackoutOrder> lift_blackout{};  ///< DELETE /api/blackout

  Ask<> clock{};          ///< GET /api/clock
  Ask<> confirm_clock{};  ///< POST /api/clock/confirm

  Ask<PreviewOrder> preview{};  ///< POST /api/preview

  Ask<LedgerQuery> ledger{};           ///< GET /api/ledger
  Ask<> verify_ledger{};               ///< GET /api/ledger/verify
  Ask<std::string> back_up{};          ///< POST /api/backup; the file
  Ask<> export_playlist{};             ///< GET /api/export
  Ask<std::string> import_playlist{};  ///< POST /api/import; the text of a playlist file

  /// WebSocket /api/events?after=: everything after that number as far as it is kept, then what happens. `hear` may be
  /// called before this returns.
  std::function<Result<Subscription>(Asked const&, std::optional<std::uint64_t> after, Hear hear)> events{};
};

}  // namespace signboard
