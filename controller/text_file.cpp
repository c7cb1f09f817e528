#include "controller/text_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace signboard {

Result<std::string> read_text_file(std::filesystem::path const& path, std::size_t limit) {
  namespace fs = std::filesystem;
  auto const file = path.string();
  std::error_code trouble;
  auto const status = fs::status(path, trouble);
  if (status.type() == fs::file_type::not_found) return fault(Code::not_found, "file.missing", {{"file", file}});
  if (trouble == std::errc::permission_denied) return fault(Code::denied, "file.denied", {{"file", file}});
  if (trouble) return fault(Code::io, "file.unreadable", {{"file", file}, {"reason", trouble.message()}});
  // A pipe or a device could keep us waiting, or never end.
  if (!fs::is_regular_file(status)) return fault(Code::invalid, "file.not_a_file", {{"file", file}});

  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::error_code const reason(errno, std::generic_category());
    if (reason == std::errc::permission_denied) return fault(Code::denied, "file.denied", {{"file", file}});
    return fault(Code::io, "file.unreadable", {{"file", file}, {"reason", reason.message()}});
  }
  auto const size = fs::file_size(path, trouble);
  if (!trouble && size > limit)
    return fault(Code::over_limit, "file.too_large", {{"file", file}, {"limit", std::to_string(limit)}});
  // It may grow while it is read, so the size alone is not believed.
  std::string text(trouble ? limit + 1 : std::min<std::size_t>(limit, size) + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) {
    std::error_code const reason(errno, std::generic_category());
    return fault(Code::io, "file.unreadable", {{"file", file}, {"reason", reason.message()}});
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace signboard
