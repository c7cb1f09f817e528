#include "tests/bench/scenes.hpp"

#include "controller/messages.hpp"
#include "tests/bench/texts.hpp"

#include <stdexcept>

namespace signboard {

std::unique_ptr<Typesetter> open_fonts() {
  auto opened = Typesetter::open(debian_manifest());
  if (!opened) throw std::runtime_error(worded(opened.error(), Language::en));
  return std::move(*opened);
}

Look look_of(Size screen) { return {.size = screen, .depth = Depth::rgb, .frames_per_second = scroll_fps}; }

ScenePtr scene_of(Announcement const& announcement, Size screen, Typesetter& typesetter) {
  auto composed = compose(announcement, look_of(screen), typesetter);
  if (!composed) throw std::runtime_error(worded(composed.error(), Language::en));
  return composed->scenes.front();
}

void ink_for(Part const& part, std::int64_t beat, Typesetter& typesetter, InkTable& table) {
  for (auto const& [strip, first, last] : tiles_needed(part, beat))
    for (int tile = first; tile <= last; ++tile)
      if (!table.find(strip, tile)) table.put({strip, tile, typesetter.ink(*strip, tile)}, {});
}

InkTable inked(Scene const& scene, Typesetter& typesetter) {
  InkTable table;
  for (auto const& part : scene.parts)
    for (auto const& placed : part.strips)
      for (int tile = 0; tile < placed.strip->tiles(); ++tile)
        table.put({placed.strip, tile, typesetter.ink(*placed.strip, tile)}, {});
  return table;
}

Frame still_picture(Announcement const& announcement, Size screen) {
  auto const typesetter = open_fonts();
  auto const scene = scene_of(announcement, screen, *typesetter);
  InkTable table;
  ink_for(scene->parts.front(), 0, *typesetter, table);
  Painter painter(scene);
  Frame frame(screen);
  if (!painter.paint(0, from(table), frame)) throw std::runtime_error("ink is missing");
  return frame;
}

FindTile from(InkTable const& table) {
  return [&table](StripPtr const& strip, int tile) { return table.find(strip, tile); };
}

FullBeats full_beats(Scene const& scene) {
  auto const& part = scene.parts.front();
  auto const& travel = std::get<Travel>(part.movement);
  int const step = travel.step.x;
  int const width = part.strips.front().strip->width();
  return {(-travel.start.x + step - 1) / step, (width - part.area.width - travel.start.x) / step};
}

}  // namespace signboard
