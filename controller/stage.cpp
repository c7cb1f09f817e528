#include "controller/stage.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr auto look_ahead_every = 100ms;
constexpr auto look_ahead_step = 200ms;  // at the highest speed, 2,000 px/s, well under a tile
constexpr auto look_ahead_span = 2s;     // time for the workshop to finish a long layout before the ink is needed
constexpr auto sweep_every = 1s;

}  // namespace

std::size_t Stage::add(std::string const& name, Size size) {
  Place place;
  place.name = name;
  place.size = size;
  places_.push_back(std::move(place));
  return places_.size() - 1;
}

void Stage::remove(std::size_t screen) {
  auto& place = places_[screen];
  place = Place{};
  place.gone = true;
}

void Stage::adopt(std::size_t screen, Edition edition) {
  auto& place = places_[screen];
  if (place.gone) return;
  assert(edition.number > place.edition.number);
  place.edition = std::move(edition);
  place.due = {};  // a change is shown at once
}

void Stage::adopt(std::vector<InkedTile> inked, SteadyTime now) {
  for (auto& tile : inked) ink_.put(std::move(tile), now);
  for (auto& place : places_)
    if (place.waits_for_ink) place.due = {};
}

SteadyTime Stage::turn(Now now) {
  auto next = now.steady + limits::resend_still;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    auto& place = places_[i];
    if (place.gone || !place.edition.chapters) continue;
    if (place.due <= now.steady) play(i, place, now);
    next = std::min(next, place.due);
  }
  for (auto& place : places_)
    if (!place.gone && place.edition.chapters && now.steady - place.looked_ahead >= look_ahead_every)
      look_ahead(place, now);
  if (!orders_.empty()) order_ink_(std::exchange(orders_, {}));
  if (now.steady - swept_ >= sweep_every) {
    swept_ = now.steady;
    ink_.forget_unwanted(now.steady);
    std::erase_if(paintings_, [](auto const& item) {
      auto const painting = item.second.lock();
      return !painting || painting->began != item.first.second;
    });
    std::erase_if(pictures_, [](auto const& item) { return item.second.expired(); });
  }
  return next;
}

void Stage::play(std::size_t number, Place& place, Now now) {
  auto const& beat = place.show.tick(place.edition, now);
  place.due = beat.next;
  if (beat.light && beat.light != place.light) {
    place.light = beat.light;
    set_light_(number, *beat.light);
  }
  auto picture = picture_of(place, beat);
  place.waits_for_ink = !paint(*picture, beat);
  if (place.waits_for_ink) {
    ++place.late_ink;
    place.looked_ahead = {};
  }
  bool const changed = picture != place.picture || picture->turns != place.shown;
  place.picture = std::move(picture);
  place.shown = place.picture->turns;
  place.items.clear();
  for (std::size_t i = 0; i < beat.areas.size(); ++i)
    place.items.push_back(place.picture->layers[i].beat < 0 ? nullptr : beat.areas[i].item);
  if (!changed && now.steady - place.offered < limits::resend_still) return;
  place.offered = now.steady;
  if (changed) ++place.frames;
  offer_(number, place.picture->frame, now.wall, changed);
}

// Brings every area to its beat; false if ink is missing somewhere. There the same scene keeps its last picture;
// another one's picture must not stay a moment too long, so a scene that has shown nothing yet leaves its area dark.
bool Stage::paint(Picture& picture, Show::Beat const& beat) {
  auto const find = [this](StripPtr const& strip, int tile) { return ink_.find(strip, tile); };
  bool complete = true;
  bool moved = false;
  for (std::size_t i = 0; i < beat.areas.size(); ++i) {
    auto& layer = picture.layers[i];
    auto const& wanted = beat.areas[i];
    if (!layer.painting || layer.beat == wanted.beat) continue;
    if (layer.beat >= 0 && layer.painting->painter.scene().looks_alike(layer.beat, wanted.beat)) {
      layer.beat = wanted.beat;
      continue;
    }
    if (!layer.painting->painter.paint(wanted.beat, find, *picture.frame, {layer.area.x, layer.area.y})) {
      complete = false;
      continue;
    }
    layer.beat = wanted.beat;
    moved = true;
  }
  if (moved) ++picture.turns;
  return complete;
}

void Stage::look_ahead(Place& place, Now now) {
  place.looked_ahead = now.steady;
  for (auto ahead = 0ns; ahead <= look_ahead_span; ahead += look_ahead_step)
    for (auto const& beat : Show::ahead(place.edition, now.wall + ahead)) {
      if (!beat.scene) continue;
      for (auto const& part : beat.scene->parts)
        for (auto const& need : tiles_needed(part, beat.beat))
          for (int tile = need.first; tile <= need.last; ++tile)
            if (ink_.want(need.strip, tile, now.steady)) orders_.push_back({need.strip, tile});
    }
}

std::shared_ptr<Stage::Picture> Stage::picture_of(Place& place, Show::Beat const& beat) {
  Likeness likeness{place.size.width, place.size.height, beat.backdrop.get(), {}};
  for (auto const& area : beat.areas)
    likeness.layers.emplace_back(area.area.x, area.area.y, area.scene.get(), area.began);
  if (place.picture && likeness == place.likeness) return place.picture;
  place.likeness = likeness;
  auto& known = pictures_[std::move(likeness)];
  if (auto picture = known.lock()) return picture;

  auto picture = std::make_shared<Picture>();
  picture->backdrop = beat.backdrop;
  picture->frame = beat.backdrop ? std::make_shared<Frame>(*beat.backdrop) : std::make_shared<Frame>(place.size);
  picture->turns = 1;
  for (std::size_t i = 0; i < beat.areas.size(); ++i) {
    auto const& area = beat.areas[i];
    picture->layers.push_back({area.area, area.scene ? painting_of(area, place.picture.get(), i) : nullptr, -1});
  }
  known = picture;
  return picture;
}

// A scene that is played again goes on with its own painter, if nobody else looks at that one.
std::shared_ptr<Stage::Painting> Stage::painting_of(Show::AreaBeat const& beat, Picture const* last,
                                                    std::size_t layer) {
  auto& known = paintings_[{beat.scene.get(), beat.began}];
  auto painting = known.lock();
  if (painting && painting->began == beat.began) return painting;
  auto const* const before = last != nullptr && layer < last->layers.size() ? &last->layers[layer].painting : nullptr;
  bool const own =
      before != nullptr && *before && before->use_count() == 1 && &(*before)->painter.scene() == beat.scene.get();
  painting = own ? *before : std::make_shared<Painting>(beat.scene);
  painting->began = beat.began;
  known = painting;
  return painting;
}

std::vector<std::size_t> Stage::lacking() const {
  std::vector<std::size_t> screens;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!places_[i].gone && places_[i].edition.chapters && places_[i].show.lacks_chapter()) screens.push_back(i);
  return screens;
}

std::vector<ShowStatus> Stage::status() const {
  std::vector<ShowStatus> all;
  for (auto const& place : places_)
    if (!place.gone) all.push_back({place.name, place.items, place.frames, place.show.skipped_beats(), place.late_ink});
  return all;
}

}  // namespace signboard
