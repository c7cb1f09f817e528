#pragma once

#include "controller/signctl/console.hpp"

#include <limits>
#include <string>
#include <vector>

namespace signboard {

/// A number that was not on the command line.
inline constexpr int not_given = std::numeric_limits<int>::min();

/// Where the words come from: exactly one of the three.
struct SourceOptions {
  std::string text, text_file, playlist;
  bool text_given = false;
  std::string id;        ///< one announcement of the playlist
  std::string language;  ///< of --text and --text-file; empty: by script
};

/// What the screen is like; from --config and --screen, and single options on top.
struct LookOptions {
  std::string config, screen;
  std::string size, depth, ink;
  int frames_per_second = not_given;  ///< then 60, or the screen's
};

struct RenderOptions {
  SourceOptions source;
  LookOptions look;
  std::string effect;
  int speed_px_s = not_given, hold_ms = not_given, lines = not_given,
      repeats = not_given;  ///< as the announcement says
  std::string frames, at, out, format;
  int zoom = 1;
};
Exit render(RenderOptions const& options, Console const& console);

struct ExplainOptions {
  SourceOptions source;
  int height = 32;
  std::string depth = "rgb", units = "px", font, features;
  int face = 0;
};
Exit explain(ExplainOptions const& options, Console const& console);

struct LintOptions {
  SourceOptions source;
  LookOptions look;
  int height = not_given;  ///< instead of a whole screen
};
Exit lint(LintOptions const& options, Console const& console);

struct CheckOptions {
  std::string config;
  std::vector<std::string> playlists;
};
Exit check(CheckOptions const& options, Console const& console);

struct AskOptions {
  std::string config, url, screen, at;
};
Exit now(AskOptions const& options,
         Console const& console);  ///< what is on, and what follows; `next` asks for a moment
Exit why(AskOptions const& options, Console const& console);  ///< every announcement with its reason

struct WatchOptions {
  std::string config, url, screen;
  int columns = 0;  ///< 0: as wide as the terminal
};
Exit watch(WatchOptions const& options, Console const& console);

struct StatusOptions {
  std::string url, screen;  ///< no screen: all of them
};
Exit status(StatusOptions const& options, Console const& console);  ///< how the lines of a running daemon are

Exit list_drivers(Console const& console);
Exit list_ports(Console const& console);  ///< the serial ports of this computer

}  // namespace signboard
