#include "controller/dark_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signboard {
namespace {

// A name that was made or taken away is safe only when its folder has been written.
int write_folder_out(std::filesystem::path const& file) {
  auto const folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  int const trouble = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return trouble;
}

int write_out(std::filesystem::path const& file, std::string const& words) {
  constexpr mode_t for_the_office = 0640;
  int const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, for_the_office);
  if (descriptor < 0) return errno;
  // The file's being there is what counts: words that find no room do not matter.
  int trouble = ::write(descriptor, words.data(), words.size()) < 0 && errno != ENOSPC ? errno : 0;
  if (::fsync(descriptor) != 0 && trouble == 0) trouble = errno;
  ::close(descriptor);
  return trouble != 0 ? trouble : write_folder_out(file);
}

}  // namespace

bool DarkFile::is_set() const {
  struct stat found {};
  if (::stat(file_.c_str(), &found) == 0) return true;
  return errno != ENOENT && errno != ENOTDIR;
}

Result<void> DarkFile::set(std::string const& words) const {
  if (auto const trouble = write_out(file_, words); trouble != 0)
    return fault(trouble == ENOSPC ? Code::no_space : Code::io, "blackout.not_latched",
                 {{"file", file_.string()}, {"reason", std::strerror(trouble)}});
  return {};
}

Result<void> DarkFile::lift() const {
  auto const trouble = ::unlink(file_.c_str()) == 0 || errno == ENOENT ? write_folder_out(file_) : errno;
  if (trouble != 0)
    return fault(Code::io, "blackout.not_lifted", {{"file", file_.string()}, {"reason", std::strerror(trouble)}});
  return {};
}

}  // namespace signboard
