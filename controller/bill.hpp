#pragma once

#include "controller/chapter.hpp"
#include "controller/compose.hpp"
#include "controller/layout.hpp"
#include "playlists/bulletin.hpp"
#include "playlists/screen_plan.hpp"
#include "playlists/table.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// From when on texts in several languages share a screen in which way. Without a date: always.
struct DatedPairPolicy {
  std::optional<WallTime> from;
  PairPolicy policy;
  bool operator==(DatedPairPolicy const&) const = default;
};

/// A screen as far as it matters for what is shown on it.
struct Venue {
  std::string name;
  Look look;                           ///< of the whole screen
  Layout layout;                       ///< without areas: the screen is not divided
  FramePtr backdrop;                   ///< borders of the layout; null without any
  std::vector<DatedPairPolicy> pairs;  ///< by date; of those that have begun the last one counts
  std::chrono::minutes utc_offset{480};
  ScreenPlan plan{};  ///< its hours of power and brightness
};

/// The borders of a layout as lamps show them; null if it has none.
FramePtr backdrop_of(Layout const& layout, Look const& look);

/// What contents take from files, by path. A file that could not be read is missing here.
struct Properties {
  std::map<std::filesystem::path, std::shared_ptr<Table const>> tables;
  std::map<std::filesystem::path, FramePtr> pictures;
};

/// A content on one day, with all it needs.
struct ContentAt {
  Content content;
  std::chrono::local_days day;
  std::shared_ptr<Table const> table;
  FramePtr picture;
  bool operator==(ContentAt const&) const = default;
};

/// What one area is to play, before it has been made ready: announcements, or what the configuration gives.
struct AreaBill {
  Channel channel;
  Rect area;  ///< on the screen, without border and gap
  Look look;
  Lineup lineup;  ///< of announcements; only `since` is meant where `content` is given
  std::optional<ContentAt> content;
};

/// What a screen is to play from a moment on, until something begins or ends.
struct Bill {
  WallTime from{}, until{};  ///< [from, until)
  FramePtr backdrop;
  std::vector<AreaBill> areas;
  std::chrono::nanoseconds tick{0};
  Light light{};
};

/// Pure: a forecast is the same call with another moment. What is urgent takes a divided screen as a whole, and lights
/// one that would be off.
Bill bill_at(Venue const& venue, Bulletin const& bulletin, Properties const& properties, WallTime wall);

/// Whether two bills put the same on the screen until the same moment, whenever they begin.
bool plays_the_same(Bill const& one, Bill const& other);

/// Where a bill finds what has been made ready of it: nothing yet; or null, which is passed over, for what cannot be
/// set.
using FindReady = std::function<std::optional<ComposedPtr>(AreaBill const& area, AnnouncementPtr const& item)>;

/// The bill made ready; nothing if something of it is not.
std::optional<Chapter> chapter_of(Bill const& bill, FindReady const& find);

/// Where an announcement may be seen on a screen: its channels, the most important first.
std::vector<Channel> channels_of(Venue const& venue);

}  // namespace signboard
