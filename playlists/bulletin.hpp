#pragma once

#include "playlists/announcement.hpp"

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace signboard {

/// Why an announcement is on a screen, or is not.
/// `outside_hours`: valid, but not on this day of the week or at this time of day.
enum class Reason : std::uint8_t { showing, outranked, not_yet, outside_hours, expired, other_screens, other_areas };

std::string_view name_of(Reason reason);

/// Where a line-up plays.
struct Channel {
  enum class Share : std::uint8_t {
    whole,     ///< a screen that is not divided: everything
    takeover,  ///< all of a divided screen at once: what is urgent or higher and names no area
    main,      ///< the area of a divided screen for what names none, up to insert
    named      ///< an area for what names it
  };
  std::string screen;
  std::string area;  ///< empty for whole and takeover
  Share share = Share::whole;
  bool operator==(Channel const&) const = default;
};

struct Judged {
  AnnouncementPtr item;
  Reason reason;
};

/// Which announcements a screen may show, and why not the others. Good until `until`, or until an edit.
struct Lineup {
  std::vector<Judged> all;  ///< in playing order
  /// The last moment at which the answer changed for those of the showing rank or above; the loop is counted from here.
  /// 1970-01-01T00:00Z where nothing ever did, so that every daemon with the same content shows the same frame.
  WallTime since{};
  std::optional<WallTime> until;  ///< the first moment after now at which the answer may change

  std::vector<AnnouncementPtr> showing() const;
};

/// Everything there is to say. Changed only on the desk thread, shared as an immutable snapshot; holds no pixels and
/// keeps no time. Playing order is the order of `put` (an edit keeps its place); from insert upwards the one that began
/// later goes first, then the lower id.
class Bulletin {
 public:
  void put(Announcement announcement);  ///< adds, or replaces the one with that id
  void put(AnnouncementPtr announcement);
  bool withdraw(Id const& id);  ///< false if there was none
  AnnouncementPtr find(Id const& id) const;
  std::vector<AnnouncementPtr> const& all() const { return items_; }

  /// Pure: a forecast for next week is the same call with another `now`.
  Lineup lineup(Channel const& channel, WallTime now) const;
  Lineup lineup(std::string_view screen, WallTime now) const;  ///< of a screen that is not divided
  std::uint64_t revision() const { return revision_; }         ///< grows with every edit

 private:
  std::vector<std::uint64_t>::difference_type place_of(std::uint64_t number) const;

  std::vector<AnnouncementPtr> items_;
  std::vector<std::uint64_t> numbers_;  // of the items, beside them; ascending, and unlike a place they never change
  std::map<Id, std::uint64_t> number_of_;
  std::uint64_t next_number_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace signboard
