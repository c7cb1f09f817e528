#pragma once

#include "playlists/announcement.hpp"
#include "playlists/shelf.hpp"
#include "playlists/timetable.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
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

/// Which announcements a channel shows. Good until `until`, or until an edit.
struct Lineup {
  std::vector<AnnouncementPtr> showing;  ///< in playing order
  /// The last moment at which the answer changed for those of the showing rank or above; the loop is counted from here.
  /// 1970-01-01T00:00Z where nothing ever did, so that every daemon with the same content shows the same frame.
  WallTime since{};
  std::optional<WallTime> until;  ///< the first moment after now at which `showing` or `since` will be another
};

/// Everything there is to say. Changed only on the desk thread, shared as an immutable snapshot; holds no pixels and
/// keeps no time. Playing order is the order of `put` (an edit keeps its place); from insert upwards the one that began
/// later goes first, then the lower id. An announcement began at its valid_from, else when it was published, else in
/// 1970; being published restarts the loop, but hides nothing from a clock that was set back.
/// A copy shares nearly all with its original: to copy and to change one announcement takes microseconds.
class Bulletin {
 public:
  void put(Announcement announcement);  ///< adds, or replaces the one with that id
  void put(AnnouncementPtr announcement);
  bool withdraw(Id const& id);  ///< false if there was none
  AnnouncementPtr find(Id const& id) const;
  std::vector<AnnouncementPtr> all() const;  ///< in the order of put
  std::size_t size() const { return rows_.size(); }

  /// Pure: a forecast for next week is the same call with another `now`.
  Lineup lineup(Channel const& channel, WallTime now) const;
  Lineup lineup(std::string_view screen, WallTime now) const;  ///< of a screen that is not divided
  /// Why each announcement is shown there or is not: first those of the line-up in playing order, then all others in
  /// the order of put.
  std::vector<Judged> judged(Channel const& channel, WallTime now) const;
  /// The same over all channels of one screen; the first of them may be the takeover, which outranks the others.
  std::vector<Judged> judged(std::span<Channel const> channels, WallTime now) const;
  /// What of it may be seen there from `from` until before `until`: within that time the same is showing.
  Bulletin excerpt(Channel const& channel, WallTime from, WallTime until) const;
  std::uint64_t revision() const { return revision_; }  ///< grows with every edit

 private:
  // What is asked of every announcement at every look, side by side in memory. Names are kept as one of 64 bits each:
  // where two share a bit, the announcement itself is asked.
  struct Row {
    std::uint64_t number = 0;  // ascending in the order of put
    Timetable times;
    WallTime published = WallTime::min();  // if the loop restarts there
    std::uint64_t screens = 0, areas = 0;  // none: names none
    Rank rank = Rank::routine;
    AnnouncementPtr item;
  };
  struct ByNumber {
    static std::uint64_t key(Row const& row) { return row.number; }
  };
  struct Named {
    AnnouncementPtr item;
    std::uint64_t number = 0;
  };
  struct ById {
    static Id const& key(Named const& named) { return named.item->id; }
  };
  class Search;
  static Row row_of(AnnouncementPtr item, std::uint64_t number);

  Shelf<Row, ByNumber> rows_;
  Shelf<Named, ById> ids_;
  std::uint64_t next_number_ = 0;
  std::uint64_t revision_ = 0;
};

}  // namespace signboard
