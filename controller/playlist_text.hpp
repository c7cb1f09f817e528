#pragma once

#include "playlists/announcement.hpp"

#include <string>
#include <vector>

namespace signboard {

/// Announcements as a playlist file that reads back the same (docs/playlist-file.md).
std::string playlist_text(std::vector<AnnouncementPtr> const& announcements);

}  // namespace signboard
