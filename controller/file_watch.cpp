#include "controller/file_watch.hpp"

#include <system_error>

namespace signboard {

namespace fs = std::filesystem;

bool FileWatch::changed(std::vector<fs::path> const& paths) {
  std::map<fs::path, Mark> seen;
  std::error_code trouble;  // a file that is not there, or no longer, is one more way to be different
  auto const look_at = [&](fs::path const& file) {
    Mark mark;
    mark.written = fs::last_write_time(file, trouble);
    if (trouble) mark.written = {};
    mark.size = fs::file_size(file, trouble);
    if (trouble) mark.size = 0;
    seen.emplace(file, mark);
  };
  for (auto const& path : paths) {
    look_at(path);
    if (!fs::is_directory(path, trouble)) continue;
    for (fs::directory_iterator entry(path, trouble); !trouble && entry != fs::directory_iterator{};
         entry.increment(trouble))
      look_at(entry->path());
  }
  bool const different = seen != marks_;
  marks_ = std::move(seen);
  return different;
}

}  // namespace signboard
