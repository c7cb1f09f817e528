#include "fonts/inflate.hpp"

#include <zlib.h>

#include <memory>

namespace signboard {

std::optional<std::vector<unsigned char>> inflated(std::filesystem::path const& file, std::size_t limit) {
  std::unique_ptr<gzFile_s, decltype(&gzclose)> const in{gzopen(file.c_str(), "rb"), gzclose};
  if (!in) return std::nullopt;
  constexpr unsigned step = 256 * 1'024;
  gzbuffer(in.get(), step);
  std::vector<unsigned char> bytes;
  for (;;) {
    auto const before = bytes.size();
    bytes.resize(before + step);
    auto const read = gzread(in.get(), bytes.data() + before, step);
    if (read < 0) return std::nullopt;
    bytes.resize(before + static_cast<std::size_t>(read));
    if (bytes.size() > limit) return std::nullopt;
    if (static_cast<unsigned>(read) < step) break;
  }
  int status = Z_OK;
  gzerror(in.get(), &status);  // a file that was cut short says so only here
  if (status != Z_OK && status != Z_STREAM_END) return std::nullopt;
  bytes.shrink_to_fit();
  return bytes;
}

}  // namespace signboard
