#pragma once

#include "playlists/announcement.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"

#include <boost/json/value.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace signboard {

/// A screen in a generated configuration: rgb, 60 frames a second.
struct ScreenLine {
  std::string name;
  Size size;
  std::string driver, line;
};

/// A screen that sends nothing anywhere.
ScreenLine null_screen(std::string name, Size size);

struct RunOptions {
  std::vector<std::string> words;  ///< of the command line
  std::filesystem::path state;     ///< the folder of its store; none: one of its own, gone with it
};

/// signboardd as people run it, with files of its own and its preview on a free port.
class DaemonRun {
 public:
  DaemonRun(Setup const& setup, std::vector<ScreenLine> const& screens, std::vector<Announcement> const& playlist,
            RunOptions const& options = {});

  /// Writes the playlist anew and has the daemon read it.
  void publish(std::vector<Announcement> const& playlist);

  Child& process() { return child_; }
  std::string log() const;

  /// What /api/status says; waits for the daemon to have come up. Throws with its log if it does not.
  boost::json::value status();
  /// Throws unless every screen is showing one of its announcements.
  void require_showing();
  /// Where its API is; waits as status() does.
  int preview_port();
  /// SIGKILL: it is gone when this returns, and has not been asked.
  void kill();

 private:
  static std::vector<std::string> command(Setup const& setup, Folder const& folder,
                                          std::vector<std::string> const& options);

  Folder folder_;
  Child child_;
};

}  // namespace signboard
