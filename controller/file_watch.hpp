#pragma once

#include <filesystem>
#include <map>
#include <vector>

namespace signboard {

/// Notices that files changed, by their time and size; also files that come and go. Somebody asks
/// it now and then: it works on every file system, those of USB sticks and network shares included.
class FileWatch {
 public:
  /// Whether anything about these files is different from the last call. Folders stand for the files in them.
  bool changed(std::vector<std::filesystem::path> const& paths);

 private:
  struct Mark {
    std::filesystem::file_time_type written{};
    std::uintmax_t size = 0;
    bool operator==(Mark const&) const = default;
  };
  std::map<std::filesystem::path, Mark> marks_;
};

}  // namespace signboard
