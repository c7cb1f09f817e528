#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>

namespace signboard {

/// The latch of the blackout: a file that is there while the screens must be dark. It outlives the program and a power
/// cut, and whoever can do nothing else can create it by hand. What it says (who, when, why) is for people.
class DarkFile {
 public:
  explicit DarkFile(std::filesystem::path file) : file_(std::move(file)) {}

  std::filesystem::path const& file() const { return file_; }

  /// Also when it cannot be told: a disk that does not answer must not light a screen.
  bool is_set() const;

  /// On the disk when it comes back. Error: blackout.not_latched {file, reason}.
  Result<void> set(std::string const& words) const;

  /// Gone from the disk when it comes back. Error: blackout.not_lifted {file, reason}.
  Result<void> lift() const;

 private:
  std::filesystem::path file_;
};

}  // namespace signboard
