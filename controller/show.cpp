#include "controller/show.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace signboard {

// A step of the wall clock is seen after this long at the latest, also in the middle of a picture that holds for an
// hour.
constexpr std::chrono::nanoseconds longest_wait = limits::resend_still;

Show::Chapter Show::chapter(Edition const& edition, WallTime from) const {
  Chapter made;
  made.from = from;
  made.lineup = edition.bulletin->lineup(screen_, from);
  made.until = made.lineup.until.value_or(WallTime::max());
  std::vector<Programme::Entry> entries;
  for (auto& item : made.lineup.showing()) {
    auto const found = edition.cast->find(item.get());
    if (found == edition.cast->end()) {
      made.lacking = true;
    } else if (found->second) {  // null: it cannot be set, and its author has been told
      entries.push_back({std::move(item), found->second});
    }
  }
  made.programme = Programme(std::move(entries), made.lineup.since);
  return made;
}

Show::Beat Show::tick(Edition const& edition, Now now) {
  if (edition.number != edition_ || !current_.covers(now.wall)) {
    edition_ = edition.number;
    current_ = chapter(edition, now.wall);
    coming_ = current_.until == WallTime::max() ? Chapter{} : chapter(edition, current_.until);
  }
  Beat beat;
  auto next = std::min(now.wall + longest_wait, current_.until);
  if (auto cue = current_.programme.at(now.wall)) {
    beat.item = std::move(cue->item);
    beat.scene = std::move(cue->scene);
    beat.beat = cue->beat;
    beat.began = cue->next - beat.scene->period * (beat.beat + 1);
    next = std::min(next, cue->next);
  }
  beat.next = now.steady + (next - now.wall);
  count_skipped(beat);
  return beat;
}

std::optional<Programme::Cue> Show::ahead(WallTime wall) const {
  if (current_.covers(wall)) return current_.programme.at(wall);
  if (coming_.covers(wall)) return coming_.programme.at(wall);
  return std::nullopt;
}

void Show::count_skipped(Beat const& beat) {
  if (beat.scene.get() == last_scene_ && beat.beat > last_beat_ + 1)
    skipped_ += static_cast<std::uint64_t>(beat.beat - last_beat_ - 1);
  last_scene_ = beat.scene.get();
  last_beat_ = beat.beat;
}

}  // namespace signboard
