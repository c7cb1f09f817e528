#pragma once

#include "playlists/schedule.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace signboard {

// What every way of writing an announcement asks of it, whether it comes as TOML or as JSON.

/// What a file or document cannot know of itself.
struct PlaylistRules {
  std::chrono::minutes utc_offset{480};                         ///< for dates that name no offset
  std::optional<std::set<std::string, std::less<>>> screens{};  ///< the names there are; none: any name will do
  std::optional<std::set<std::string, std::less<>>> areas{};    ///< likewise, of those that announcements play in
  std::optional<std::chrono::minutes> urgent_longest{};         ///< how long an urgent notice of a file may stand
};

bool is_blank(std::string_view words);
/// The shape of a BCP 47 tag (RFC 5646, section 2.1): a language of two or three letters, then parts of up to eight
/// letters and digits.
bool is_language(std::string_view tag);

/// Whether there is a moment at which it covers; true also where it ends before it begins, which is another fault.
bool is_ever_open(Schedule const& schedule);

}  // namespace signboard
