#include "controller/tryout.hpp"

#include "controller/compose_content.hpp"

namespace signboard {

Chapter Tryout::chapter(Bill const& bill) {
  auto const find = [this](AreaBill const& area, AnnouncementPtr const& item) -> std::optional<ComposedPtr> {
    auto composed =
        area.content ? compose(*area.content, area.look, typesetter_) : compose(*item, area.look, typesetter_);
    if (tell_)
      tell_(item ? "announcement \"" + item->id + "\"" : "area \"" + area.channel.area + "\"", area.look, composed);
    if (!composed) return nullptr;
    return std::make_shared<Composed const>(std::move(*composed));
  };
  return *chapter_of(bill, find);
}

Frame Tryout::frame(Chapter const& chapter, WallTime wall, Size size) {
  if (!chapter.light.on) return Frame(size);
  Frame frame = chapter.backdrop ? *chapter.backdrop : Frame(size);
  for (std::size_t i = 0; i < chapter.areas.size(); ++i) {
    auto const& [area, programme] = chapter.areas[i];
    if (auto const cue = programme.at(wall))
      painter_of(cue->scene, i).paint(cue->beat, find_tile(), frame, {area.x, area.y});
  }
  ink_.forget_unwanted(turn_);
  turn_ += std::chrono::milliseconds{50};
  return frame;
}

Frame Tryout::frame(ScenePtr const& scene, std::int64_t beat) {
  Frame frame(scene->size);
  painter_of(scene, 0).paint(beat, find_tile(), frame);
  ink_.forget_unwanted(turn_);
  turn_ += std::chrono::milliseconds{50};
  return frame;
}

Painter& Tryout::painter_of(ScenePtr const& scene, std::size_t layer) {
  if (painters_.size() <= layer) painters_.resize(layer + 1);
  auto& painter = painters_[layer];
  if (!painter || &painter->scene() != scene.get()) painter = std::make_unique<Painter>(scene);
  return *painter;
}

FindTile Tryout::find_tile() {
  return [this](StripPtr const& strip, int tile) {
    ink_.want(strip, tile, turn_);
    if (auto found = ink_.find(strip, tile)) return found;
    auto made = typesetter_.ink(*strip, tile);
    ink_.put({strip, tile, made}, turn_);
    return made;
  };
}

}  // namespace signboard
