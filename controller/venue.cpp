#include "controller/venue.hpp"

#include "controller/picture_file.hpp"
#include "controller/table_file.hpp"

namespace signboard {
namespace {

template <class T>
void load_into(std::map<std::filesystem::path, T>& files, std::vector<Error>& errors, std::filesystem::path const& file,
               Result<T> loaded) {
  if (loaded)
    files.emplace(file, std::move(*loaded));
  else
    errors.push_back(loaded.error());
}

}  // namespace

Look look_of(Screen const& screen) {
  return {.size = screen.size,
          .depth = screen.depth,
          .frames_per_second = screen.fps,
          .ink = screen.ink,
          .led = screen.led,
          .pair = {},
          .on_grid = false};
}

Venue venue_of(Screen const& screen, Config const& config) {
  auto const look = look_of(screen);
  return {screen.name,       look,       screen.layout, backdrop_of(screen.layout, look), config.pairs,
          config.utc_offset, screen.plan};
}

Reading<Properties> load_properties(Config const& config) {
  Reading<Properties> read;
  auto& [tables, pictures] = read.value;
  for (auto const& screen : config.screens)
    for (auto const& area : screen.layout.areas) {
      if (auto const* const table = std::get_if<TableContent>(&area.content); table && !tables.contains(table->file))
        load_into(tables, read.errors, table->file, load_table(table->file));
      if (auto const* const picture = std::get_if<PictureContent>(&area.content);
          picture && !pictures.contains(picture->file))
        load_into(pictures, read.errors, picture->file, load_picture(picture->file));
    }
  return read;
}

std::vector<std::filesystem::path> property_files(Config const& config) {
  std::vector<std::filesystem::path> files;
  for (auto const& screen : config.screens)
    for (auto const& area : screen.layout.areas) {
      if (auto const* const table = std::get_if<TableContent>(&area.content)) files.push_back(table->file);
      if (auto const* const picture = std::get_if<PictureContent>(&area.content)) files.push_back(picture->file);
    }
  return files;
}

}  // namespace signboard
