#pragma once

#include "controller/layout.hpp"
#include "controller/scene.hpp"
#include "fonts/typesetter.hpp"
#include "playlists/announcement.hpp"

#include <string>
#include <vector>

namespace signboard {

/// How texts in several languages share a screen or an area. A matter of the site's policy, not of the program.
struct PairPolicy {
  std::vector<std::string> order;  ///< languages, first is above or earlier; the others follow as written
  int first_percent = 50;          ///< of the rows, for the first of two that are stacked
  Stacking stacking = Stacking::automatic;
  bool operator==(PairPolicy const&) const = default;
};

/// What of a screen decides how an announcement looks on it. Screens that agree in this share their scenes.
struct Look {
  Size size;
  Depth depth = Depth::rgb;
  int frames_per_second = 60;  ///< the most the screen can take
  Rgb ink{255, 0, 0};          ///< for announcements that name none
  Rgb led{255, 0, 0};          ///< the colour of a mono panel
  PairPolicy pair{};
  bool on_grid = false;  ///< beside others on a divided screen: steps come at whole multiples of grid_of(fps)
  bool operator==(Look const&) const = default;
};

/// Below this many rows a pair plays one text after the other; from here on the two are stacked.
inline constexpr int rows_for_stacked_pair = 64;

/// Something the author should know, and in which text of the announcement.
struct Remark {
  std::string language;
  Finding finding;
};

/// An announcement made ready for one look: its scenes in playing order, and what the fonts had to say about it.
struct Composed {
  std::vector<ScenePtr> scenes;
  int repeats = 1;
  std::vector<Remark> remarks;
  int overflow_pages = 0;  ///< a held text that needs more than one screenful: how many more, turned like pages

  std::chrono::nanoseconds length() const;  ///< of all repeats
};

/// Errors are those of the typesetter; nothing of the announcement is shown then.
Result<Composed> compose(Announcement const& announcement, Look const& look, Typesetter& typesetter);

/// How something moves for that look.
Pace pace_of(Motion const& motion, Look const& look);

/// The colour that a panel makes of an ink: its own on mono; the nearest of red, green and yellow on red_green.
Rgb shown_ink(Rgb ink, Look const& look);

}  // namespace signboard
