#pragma once

#include "base/frame.hpp"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace signboard {

/// A desktop of a test's own: an Xvfb without a window manager, whose picture can be read. Ended, by its own process
/// id, with this object.
class Desktop {
 public:
  static bool is_possible();  ///< whether there is an Xvfb

  /// `folder` is for its files. Throws std::runtime_error if it does not come up.
  Desktop(Size size, std::filesystem::path const& folder);
  ~Desktop();
  Desktop(Desktop const&) = delete;
  Desktop& operator=(Desktop const&) = delete;

  std::string const& display() const { return display_; }  ///< for the environment variable DISPLAY

  pid_t pid() const { return pid_; }

  /// What a person would see now.
  Frame picture() const;

 private:
  Size size_;
  std::filesystem::path framebuffer_;
  std::string display_;
  pid_t pid_ = -1;
};

}  // namespace signboard
