#pragma once

#include "controller/compose.hpp"
#include "controller/ink_table.hpp"
#include "controller/painter.hpp"
#include "controller/scene.hpp"
#include "fonts/typesetter.hpp"

#include <memory>

namespace signboard {

/// The product's own fonts; throws with the product's own words where they cannot be had.
std::unique_ptr<Typesetter> open_fonts();

Look look_of(Size screen);

/// The first scene of an announcement; throws with the product's own words if it cannot be set.
ScenePtr scene_of(Announcement const& announcement, Size screen, Typesetter& typesetter);

/// Makes the ink a part needs at a beat, where the table lacks it.
void ink_for(Part const& part, std::int64_t beat, Typesetter& typesetter, InkTable& table);

/// All the ink of a scene.
InkTable inked(Scene const& scene, Typesetter& typesetter);

/// The only picture of an announcement that does not move, painted by the product's own parts.
Frame still_picture(Announcement const& announcement, Size screen);

FindTile from(InkTable const& table);

/// The beats of a scroll at which text fills the whole area: [first, last].
struct FullBeats {
  std::int64_t first = 0, last = 0;
};
FullBeats full_beats(Scene const& scene);

}  // namespace signboard
