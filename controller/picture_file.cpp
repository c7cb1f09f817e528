#include "controller/picture_file.hpp"

#include "controller/text_file.hpp"
#include "drivers/picture.hpp"

#include <span>

namespace signboard {

Result<FramePtr> load_picture(std::filesystem::path const& file) {
  auto const bytes = read_text_file(file, read_bytes_most);
  if (!bytes) return bytes.error();
  auto read = read_png(std::as_bytes(std::span(*bytes)));
  if (!read) {
    auto error = read.error();
    error.values.emplace_back("at", file.string());
    return error;
  }
  return std::make_shared<Frame const>(std::move(*read));
}

}  // namespace signboard
