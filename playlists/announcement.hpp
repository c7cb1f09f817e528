#pragma once

#include "base/frame.hpp"
#include "base/motion.hpp"
#include "playlists/schedule.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

using Id = std::string;  ///< a slug: lower-case letters, digits and dashes, 1 to 64 characters

/// Whether a text may be an id or the name of a screen.
bool is_slug(std::string_view text);

/// What goes before what, lowest first. Only those of the highest rank on hand are shown.
enum class Rank : std::uint8_t { filler, routine, insert, urgent, warning, blackout };

/// The same thing said in one language. `language` is BCP 47: zh-Hans, bo, ug, mn, ii, en; empty: by script.
struct Text {
  std::string language;
  std::string words;  ///< well-formed UTF-8, not empty, at most limits::text_accepted bytes
  bool operator==(Text const&) const = default;
};

inline constexpr int lines_max = 16;  // 8 rows each on the tallest common screen, 128 rows

/// How the ink of a text is coloured; where the panel can make the colours. `two_tone` gives the name of a field (what
/// stands before the first colon of a line) the second ink, and what the field says the first.
enum class Colouring : std::uint8_t { plain, gradient_down, gradient_across, two_tone };

/// How it looks and moves.
struct Style {
  Motion motion;
  std::optional<Rgb> ink;         ///< none: the screen's own colour
  std::optional<Rgb> second_ink;  ///< where a gradient ends, or the names of fields; none: white
  Colouring colouring = Colouring::plain;
  bool blinks = false;  ///< half a second lit, half a second dark: slow enough for eyes that must not see flicker
  int lines = 1;        ///< how many lines of type share the rows of the screen, 1 to lines_max
  bool operator==(Style const&) const = default;
};

inline constexpr std::size_t texts_max = 4;  // no office of ours says one thing in more languages

/// One thing to say. A value: to edit one is to publish its successor under the same id.
struct Announcement {
  Id id;
  std::string title;        ///< for people; never shown on the wall. May be empty
  std::vector<Text> texts;  ///< at least one; two make a pair (Chinese and Tibetan); at most texts_max
  Rank rank = Rank::routine;
  Style style;
  Schedule schedule;
  std::vector<std::string> screens;  ///< names; empty means every screen
  std::vector<std::string> areas;    ///< of divided screens; empty: the main area, or all of it from urgent upwards
  /// When it was accepted by the desk; what has no `valid_from` counts from here. Files have none.
  std::optional<WallTime> published;
  bool operator==(Announcement const&) const = default;
};

using AnnouncementPtr = std::shared_ptr<Announcement const>;

std::string_view name_of(Rank rank);      ///< `filler`, `routine`, ... as spelled in files and on the command line
std::string_view name_of(Effect effect);  ///< `auto`, `hold`, `scroll_left`, `scroll_up`, `page`
std::optional<Rank> rank_named(std::string_view name);
std::optional<Effect> effect_named(std::string_view name);
std::span<std::string_view const> rank_names();    ///< all of them, lowest first
std::span<std::string_view const> effect_names();  ///< all of them, in the order of Effect
std::string_view name_of(Transition transition);   ///< `cut`, `wipe`, `roll`
std::string_view name_of(Colouring colouring);     ///< `plain`, `gradient_down`, `gradient_across`, `two_tone`
std::optional<Transition> transition_named(std::string_view name);
std::optional<Colouring> colouring_named(std::string_view name);
std::span<std::string_view const> transition_names();
std::span<std::string_view const> colouring_names();

}  // namespace signboard
