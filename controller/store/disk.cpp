#include "controller/store/disk.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signboard {

std::error_code sync_to_disk(std::filesystem::path const& path) {
  auto const name = path.empty() ? std::filesystem::path(".") : path;
  int const descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {errno, std::generic_category()};
  std::error_code trouble;
  if (::fsync(descriptor) != 0) trouble = {errno, std::generic_category()};
  ::close(descriptor);
  return trouble;
}

void give_to_owner_of(std::filesystem::path const& model, std::filesystem::path const& file) {
  struct stat known {};
  if (::stat(model.c_str(), &known) != 0) return;
  static constexpr mode_t file_bits = 0666;  // the model may be a folder
  if (::chown(file.c_str(), known.st_uid, known.st_gid) == 0) ::chmod(file.c_str(), known.st_mode & file_bits);
}

}  // namespace signboard
