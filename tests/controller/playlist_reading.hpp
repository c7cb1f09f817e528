#pragma once

#include "controller/messages.hpp"
#include "controller/playlist_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace signboard {

using Briefs = std::vector<std::string>;

inline Reading<PlaylistFile> read(std::string_view text, PlaylistRules const& rules = {}) {
  return read_playlist(text, "notices.toml", rules);
}

inline Announcement only(std::string_view text) {
  auto const reading = read(text);
  INFO((reading.errors.empty() ? std::string("no errors") : worded(reading.errors.front(), Language::en)));
  REQUIRE(reading.errors.empty());
  REQUIRE(reading.value.announcements.size() == 1);
  return reading.value.announcements.front();
}

// An announcement in which one line is tried out.
inline Briefs faults_of(std::string const& line) {
  return briefs(read("[[announcement]]\nid = \"a\"\ntext = \"公告\"\n" + line + "\n").errors);
}

}  // namespace signboard
