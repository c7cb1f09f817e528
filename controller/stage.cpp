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
  auto dark = std::make_shared<Scene>();
  dark->size = size;
  dark->period = 1h;
  Place place{.name = name, .show = Show(name), .edition = {}, .dark = std::move(dark), .painting = {}, .item = {}};
  places_.push_back(std::move(place));
  return places_.size() - 1;
}

void Stage::remove(std::size_t screen) {
  auto& place = places_[screen];
  place.gone = true;
  place.edition = {};
  place.painting.reset();
  place.item.reset();
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
}

SteadyTime Stage::turn(Now now) {
  auto next = now.steady + limits::resend_still;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    auto& place = places_[i];
    if (place.gone || !place.edition.bulletin) continue;
    if (place.due <= now.steady) play(i, place, now);
    next = std::min(next, place.due);
  }
  for (auto& place : places_)
    if (!place.gone && place.edition.bulletin && now.steady - place.looked_ahead >= look_ahead_every)
      look_ahead(place, now);
  if (!orders_.empty()) order_ink_(std::exchange(orders_, {}));
  if (now.steady - swept_ >= sweep_every) {
    swept_ = now.steady;
    ink_.forget_unwanted(now.steady);
    std::erase_if(paintings_, [](auto const& item) {
      auto const painting = item.second.lock();
      return !painting || painting->began != item.first.second;
    });
  }
  return next;
}

void Stage::play(std::size_t number, Place& place, Now now) {
  auto beat = place.show.tick(place.edition, now);
  place.due = beat.next;
  auto painting = painting_of(beat.scene ? beat.scene : place.dark, beat.began, place.painting);
  if (painting->beat != beat.beat) {
    auto const find = [this](StripPtr const& strip, int tile) { return ink_.find(strip, tile); };
    if (painting->painter.paint(beat.beat, find, *painting->frame)) {
      painting->beat = beat.beat;
    } else {
      ++place.late_ink;
      place.looked_ahead = {};
      // The same scene repeats its last picture; another one's picture must not stay a moment too long.
      if (painting != place.painting) {
        painting = painting_of(place.dark, {}, nullptr);
        painting->painter.paint(0, find, *painting->frame);
        painting->beat = 0;
        beat.item.reset();
      }
    }
  }
  bool const changed = painting != place.painting || painting->beat != place.beat;
  place.painting = std::move(painting);
  place.beat = place.painting->beat;
  place.item = std::move(beat.item);
  if (!changed && now.steady - place.offered < limits::resend_still) return;
  place.offered = now.steady;
  if (changed) ++place.frames;
  offer_(number, place.painting->frame, now.wall, changed);
}

void Stage::look_ahead(Place& place, Now now) {
  place.looked_ahead = now.steady;
  for (auto ahead = 0ns; ahead <= look_ahead_span; ahead += look_ahead_step) {
    auto const cue = place.show.ahead(now.wall + ahead);
    if (!cue) continue;
    for (auto const& part : cue->scene->parts)
      for (auto const& need : tiles_needed(part, cue->beat))
        for (int tile = need.first; tile <= need.last; ++tile)
          if (ink_.want(need.strip, tile, now.steady)) orders_.push_back({need.strip, tile});
  }
}

// A screen that plays a scene again goes on with its own painter, if nobody else looks at that one.
std::shared_ptr<Stage::Painting> Stage::painting_of(ScenePtr const& scene, WallTime began,
                                                    std::shared_ptr<Painting> const& last) {
  auto& known = paintings_[{scene.get(), began}];
  auto painting = known.lock();
  if (painting && painting->began == began) return painting;
  bool const own = last && last.use_count() == 1 && &last->painter.scene() == scene.get();
  painting = own ? last : std::make_shared<Painting>(scene);
  painting->began = began;
  known = painting;
  return painting;
}

std::vector<std::size_t> Stage::lacking() const {
  std::vector<std::size_t> screens;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (!places_[i].gone && places_[i].edition.bulletin && places_[i].show.lacks_scenes()) screens.push_back(i);
  return screens;
}

std::vector<ShowStatus> Stage::status() const {
  std::vector<ShowStatus> all;
  for (auto const& place : places_)
    if (!place.gone) all.push_back({place.name, place.item, place.frames, place.show.skipped_beats(), place.late_ink});
  return all;
}

}  // namespace signboard
