#pragma once

#include "base/frame.hpp"
#include "playlists/announcement.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace signboard {

// What an area of a divided screen shows. All but texts are given by the configuration and follow the calendar alone.

/// Whether the texts of a pair stand above each other or play one after the other; `automatic`: by the rows there are.
enum class Stacking : std::uint8_t { automatic, stacked, in_turn };

/// Announcements: the area has a line-up of its own.
struct TextContent {
  bool is_main = false;  ///< plays what names no area; exactly one area of a layout does
  Stacking stacking = Stacking::automatic;
  bool operator==(TextContent const&) const = default;
};

/// The time of day, changing on the second.
struct ClockContent {
  enum class Format : std::uint8_t { hours_minutes, hours_minutes_seconds } format = Format::hours_minutes;
  Style style;
  bool operator==(ClockContent const&) const = default;
};

/// Words about the day; a new scene each midnight. In `format` stand for the day: {year} {month} {day} {weekday}
/// {lunar_year} {lunar_month} {lunar_day} {zodiac} {solar_term} (empty on most days) {days} (until `target`,
/// countdown).
struct DayContent {
  std::vector<Text> formats;  ///< at least one; a second one makes a pair
  std::optional<std::chrono::local_days> target;
  std::vector<Text> afterwards;  ///< countdown: what is shown from the target day on; empty: nothing
  Style style;
  bool operator==(DayContent const&) const = default;
};

/// Rows from a file: leaders, duties, telephones, whereabouts. Read again when it changes.
struct TableContent {
  std::filesystem::path file;        ///< .csv or .toml
  std::vector<std::string> columns;  ///< which, and in which order; empty: all of them
  bool heading = true;               ///< the names of the columns stand above every page
  int row_height = 16;               ///< rows of pixels of one line of the table
  Style style;                       ///< second_ink: of the heading
  bool operator==(TableContent const&) const = default;
};

/// A PNG, centred; what is larger than the area is scaled down by whole numbers. Read again when it changes.
struct PictureContent {
  std::filesystem::path file;
  bool operator==(PictureContent const&) const = default;
};

using Content = std::variant<TextContent, ClockContent, DayContent, TableContent, PictureContent>;

/// A rectangle of a divided screen.
struct Area {
  std::string name;  ///< a slug, its own within the layout
  Rect rect;         ///< with its border
  int border = 0;    ///< pixels of line all round, inside `rect`
  Rgb border_ink{255, 0, 0};
  int gap = 0;  ///< dark pixels between the border and what the area shows
  Content content;
  bool operator==(Area const&) const = default;

  Rect inside() const {
    int const edge = border + gap;
    return {rect.x + edge, rect.y + edge, rect.width - 2 * edge, rect.height - 2 * edge};
  }
};

/// How a screen is divided. Areas do not overlap and lie inside the screen.
struct Layout {
  std::string name;
  std::vector<Area> areas;
  bool operator==(Layout const&) const = default;
};

}  // namespace signboard
