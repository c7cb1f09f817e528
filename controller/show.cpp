#include "controller/show.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace signboard {
namespace {

using std::chrono::nanoseconds;

// A step of the wall clock is seen after this long at the latest, also in the middle of a picture that holds for an
// hour.
constexpr nanoseconds longest_wait = limits::resend_still;

Chapter const* chapter_at(Edition const& edition, WallTime wall) {
  if (!edition.chapters) return nullptr;
  auto const found = std::ranges::find_if(*edition.chapters, [wall](Chapter const& c) { return c.covers(wall); });
  return found == edition.chapters->end() ? nullptr : &*found;
}

// The first moment of the grid at or after `wall`.
WallTime on_grid(WallTime wall, nanoseconds tick) {
  auto const past = wall.time_since_epoch() % tick;
  return past == nanoseconds{0} ? wall : wall + (tick - past);
}

Show::AreaBeat beat_of(AreaProgramme const& playing, WallTime wall, WallTime& next) {
  Show::AreaBeat beat;
  beat.area = playing.area;
  if (auto cue = playing.programme.at(wall)) {
    beat.item = std::move(cue->item);
    beat.scene = std::move(cue->scene);
    beat.beat = cue->beat;
    beat.began = cue->next - beat.scene->period * (beat.beat + 1);
    next = std::min(next, cue->next);
  }
  return beat;
}

}  // namespace

Show::Beat const& Show::tick(Edition const& edition, Now now) {
  auto const* const chapter = chapter_at(edition, now.wall);
  beat_.areas.clear();
  beat_.backdrop.reset();
  beat_.light.reset();
  auto next = now.wall + longest_wait;
  if (chapter != nullptr) {
    next = std::min(next, chapter->until);
    beat_.backdrop = chapter->backdrop;
    beat_.light = chapter->light;
    auto coming = next;
    for (auto const& playing : chapter->areas) beat_.areas.push_back(beat_of(playing, now.wall, coming));
    if (chapter->tick > nanoseconds{0}) coming = on_grid(coming, chapter->tick);
    next = std::min(next, coming);
  }
  lacking_ = chapter == nullptr || chapter_at(edition, next) == nullptr;
  beat_.next = now.steady + (next - now.wall);
  count_skipped();
  return beat_;
}

std::vector<Show::AreaBeat> Show::ahead(Edition const& edition, WallTime wall) {
  std::vector<AreaBeat> beats;
  if (auto const* const chapter = chapter_at(edition, wall)) {
    auto next = WallTime::max();
    for (auto const& playing : chapter->areas) beats.push_back(beat_of(playing, wall, next));
  }
  return beats;
}

void Show::count_skipped() {
  last_.resize(beat_.areas.size());
  for (std::size_t i = 0; i < last_.size(); ++i) {
    auto const& now = beat_.areas[i];
    if (now.scene && now.scene.get() == last_[i].scene && now.beat > last_[i].beat + 1)
      skipped_ += static_cast<std::uint64_t>(now.beat - last_[i].beat - 1);
    last_[i] = {now.scene.get(), now.beat};
  }
}

}  // namespace signboard
