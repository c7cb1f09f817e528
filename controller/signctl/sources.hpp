#pragma once

#include "controller/compose.hpp"
#include "controller/config.hpp"
#include "controller/signctl/commands.hpp"

#include <optional>
#include <vector>

namespace signboard {

/// The announcements a command line speaks of: those of a playlist, or one made of the words given.
/// A playlist with any error gives all its errors and nothing else.
struct Sources {
  std::vector<Announcement> announcements;
  std::vector<Error> errors;
};
Sources read_sources(SourceOptions const& options, std::chrono::minutes utc_offset);

/// The look of a configured screen with single options on top; without a configuration 256x32, rgb, 60 frames a second.
struct Stagecraft {
  Look look;
  Venue venue;  ///< the screen, or one that is not divided with that look
  std::optional<Config> config;
  std::string screen;  ///< its name, if it is a configured one
  std::vector<Error> errors;
};
Stagecraft read_look(LookOptions const& options);

Result<Size> parse_size(std::string_view option, std::string_view text);
Result<Depth> parse_depth(std::string_view option, std::string_view text);
Result<Rgb> parse_ink(std::string_view option, std::string_view text);

/// Opens the fonts of the configuration, or of the system.
Result<std::unique_ptr<Typesetter>> open_typesetter(std::optional<Config> const& config);

}  // namespace signboard
