#pragma once

#include "base/result.hpp"
#include "controller/chapter.hpp"

#include <filesystem>

namespace signboard {

/// The picture in a PNG file. Errors, all naming the file: those of read_text_file and read_png.
Result<FramePtr> load_picture(std::filesystem::path const& file);

}  // namespace signboard
