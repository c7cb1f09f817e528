#pragma once

#include "base/time.hpp"
#include "controller/bill.hpp"
#include "controller/config.hpp"
#include "controller/fault_book.hpp"
#include "controller/foresight.hpp"
#include "controller/messages.hpp"
#include "controller/programme.hpp"
#include "controller/stage_thread.hpp"
#include "playlists/bulletin.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// Everything about one area of a screen, or about one that is not divided, at one moment.
struct AreaMoment {
  AreaBill bill;
  Programme programme;
};

/// Everything about one screen at one moment: what is on, what comes next, and the reason for every other announcement.
struct Moment {
  std::string_view screen;
  WallTime at{}, until{};
  std::vector<AreaMoment> areas;
  std::vector<Judged> judged;  ///< every announcement with its reason on this screen
  std::chrono::minutes utc_offset{0};
  Light light{};
  bool blackout = false;                    ///< now; never for another moment, for nobody knows
  std::vector<AnnouncementPtr> withheld{};  ///< because the clock is not believed
};

/// {screen, at, now: id or null, next: id or null, next_at, loop_ms, since, until, on, brightness, blackout, takeover,
/// showing:
/// [...], others:
/// [...], areas: [{area, content, now, next, next_at, loop_ms, since, showing: [ids]}]}; the first of them is about the
/// main area, and `areas` is there on divided screens only. Each announcement with id, title, rank, effect, reason,
/// languages, words, areas, valid_from, valid_until.
boost::json::value to_json(Moment const& moment);

/// What is on at the moment, and what follows it in the loop and when.
struct OnAir {
  AnnouncementPtr now, next;
  WallTime next_at{};  ///< when `next` begins; meaningless without one
};
OnAir on_air(AreaMoment const& area, WallTime at, WallTime until);

/// What a forecast was asked for.
struct ForecastFrame {
  std::string_view screen;
  WallTime from{}, until{};
  bool blackout = false;  ///< now; nobody knows until when
  std::chrono::minutes utc_offset{0};
};

/// {screen, from, to, cut_at, blackout, spans: [{from, until, showing: [ids], on, brightness, loop_ms}], announcements:
/// [{id, title, rank, reading_ms, whole}]}
boost::json::value to_json(Foresight const& foresight, ForecastFrame const& frame);

/// {screens: [{screen, showing, blackout, line: up or down, frames, ...}]}; nothing is showing on a screen that is
/// blacked out.
using IsDark = std::function<bool(std::string const& screen)>;
boost::json::value to_json(std::vector<ScreenStatus> const& screens, IsDark const& is_dark,
                           std::chrono::minutes utc_offset);
std::string json_text(std::vector<ScreenStatus> const& screens, IsDark const& is_dark, std::chrono::minutes utc_offset);

/// {number, help, id, title, screen: name or null, since: time or null}; `help` is the path of the page.
boost::json::object to_json(StandingFault const& fault, Language language, std::chrono::minutes utc_offset);

/// {name, width, height, depth, driver, fps}
boost::json::value to_json(Screen const& screen);

}  // namespace signboard
