#pragma once

#include "controller/announcement_rules.hpp"
#include "controller/config.hpp"
#include "controller/reading.hpp"
#include "playlists/announcement.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What the office's announcements look like as a file (docs/playlist-file.md).
struct PlaylistFile {
  std::string title;
  std::vector<Announcement> announcements;  ///< only those in which nothing is wrong, in the order of the file
  std::map<Id, Spot> places;                ///< where each id stands, also of those in which something is wrong
};

class TomlTable;

/// The keys that say how something looks and moves, wherever they stand; `style` is what holds without them.
Style read_style(TomlTable& table, Style style);

PlaylistRules rules_of(Config const& config);

/// Pure. `name` is used in messages.
Reading<PlaylistFile> read_playlist(std::string_view text, std::string const& name, PlaylistRules const& rules);

Reading<PlaylistFile> load_playlist(std::filesystem::path const& file, PlaylistRules const& rules);

/// The files of a configuration in playing order: a folder stands for its *.toml files by name, without hidden ones.
Reading<std::vector<std::filesystem::path>> playlist_files(Config const& config);

/// All announcements of a configuration, in playing order. Of two with one id the first is kept.
Reading<std::vector<Announcement>> load_playlists(Config const& config);

/// What was read from each file when nothing was wrong with it.
using AcceptedFiles = std::map<std::filesystem::path, PlaylistFile>;

/// The same for a daemon that reads its files again: a file with mistakes stands for what it said before they were
/// made, so that an urgent notice in another file does not wait for them. Brings `accepted` up to date.
Reading<std::vector<Announcement>> load_playlists(Config const& config, AcceptedFiles& accepted);

/// Everything that is wrong with a configuration file and the playlists it names.
std::vector<Error> check(std::filesystem::path const& config_file);

}  // namespace signboard
