#pragma once

#include "playlists/announcement.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"

#include <boost/json/value.hpp>

#include <filesystem>
#include <functional>
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

/// signboardd as people run it, with files of its own and its preview on a free port.
class DaemonRun {
 public:
  /// `prepare` is given its folder before it starts; what it keeps is in `state` there.
  DaemonRun(Setup const& setup, std::vector<ScreenLine> const& screens, std::vector<Announcement> const& playlist,
            std::vector<std::string> const& options = {},
            std::function<void(std::filesystem::path const& folder)> const& prepare = {});

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

 private:
  static std::vector<std::string> command(Setup const& setup, Folder const& folder,
                                          std::vector<std::string> const& options);

  Folder folder_;
  Child child_;
};

}  // namespace signboard
