#pragma once

#include "controller/announcement_rules.hpp"
#include "controller/reading.hpp"
#include "playlists/announcement.hpp"

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <cstdint>

namespace signboard {

/// An announcement as JSON, spelled as in a playlist file (docs/playlist-file.md): {id, title, text, rank, effect,
/// speed_px_s, hold_ms, repeats, transition, ink, second_ink, colouring, blinks, lines, valid_from, valid_until,
/// weekdays, windows, screens, areas, published}. `text` is a string, or [{language, words}] where languages are named.
/// What is not set is left out, but for the style, which is written in full so that it outlives a change of defaults.
boost::json::object to_json(Announcement const& item, boost::json::storage_ptr const& place = {});

/// Whether a document may say when it was published: to_json() does, a draft may not.
enum class Marks : std::uint8_t { refused, read };

/// The announcement a document says, and everything that is wrong with it: the value is of use only if there are no
/// errors. What to_json() wrote reads back the same.
Reading<Announcement> read_announcement(boost::json::value const& document, PlaylistRules const& rules,
                                        Marks marks = Marks::refused);

}  // namespace signboard
