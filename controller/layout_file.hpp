#pragma once

#include "base/result.hpp"
#include "controller/layout.hpp"
#include "controller/toml_reader.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace signboard {

/// What a layout in a file cannot know of itself.
struct LayoutRules {
  std::filesystem::path folder;  ///< from which the files it names are looked for
  std::chrono::minutes utc_offset{480};
};

/// Reads one `[[layout]]`. What is wrong is reported; the layout must then not be used.
Layout read_layout(TomlTable& table, LayoutRules const& rules);

/// What is wrong with a layout on a screen of this size: layout.outside {area, screen_size}, layout.overlap {area,
/// other}, layout.too_small {area, rows}.
std::vector<Error> faults_of(Layout const& layout, Size screen);

/// The layouts that need not be written down, made for a size: `one-line`, `title-over-body`, `body-with-clock`,
/// `chinese-over-tibetan`. Nothing for another name.
std::optional<Layout> template_layout(std::string_view name, Size screen);
std::span<std::string_view const> template_names();

}  // namespace signboard
