#pragma once

#include "controller/compose.hpp"
#include "controller/scene.hpp"
#include "playlists/announcement.hpp"

#include <vector>

namespace signboard {

/// The tones of a text on a panel, by its style. `down`: rows of a gradient downwards; `across`: columns of one across,
/// each way. One tone where the panel shows no difference; of two the second colours the names of fields.
std::vector<Tone> tones_for(Style const& style, Look const& look, int down, int across);

}  // namespace signboard
