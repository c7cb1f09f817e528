#include "controller/programme.hpp"

#include <algorithm>

namespace signboard {

using std::chrono::nanoseconds;

Programme::Programme(std::vector<Entry> entries, WallTime since) : since_(since) {
  for (auto& entry : entries) {
    auto const length = entry.composed->length();
    if (length <= nanoseconds{0}) continue;
    starts_.push_back(length_);
    length_ += length;
    entries_.push_back(std::move(entry));
  }
}

// Also for a moment before `since`, which a clock set back can bring about.
nanoseconds Programme::in_loop(WallTime wall) const {
  auto const rest = (wall - since_) % length_;
  return rest < nanoseconds{0} ? rest + length_ : rest;
}

std::size_t Programme::place_of(nanoseconds in_loop) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(starts_, in_loop) - starts_.begin()) - 1;
}

WallTime Programme::turn_ends(WallTime wall) const {
  auto const passed = in_loop(wall);
  auto const place = place_of(passed);
  return wall + (starts_[place] + entries_[place].composed->length() - passed);
}

bool Programme::plays_whole(std::size_t entry, WallTime from, WallTime until) const {
  auto const& composed = *entries_[entry].composed;
  auto const pass = composed.length() / composed.repeats;
  auto const passed = in_loop(from) - starts_[entry];  // since its turn began in this loop; negative before
  auto begins = from - passed;                         // this loop's turn
  if (passed > nanoseconds{0}) {
    begins += (passed + pass - nanoseconds{1}) / pass * pass;
    if (begins + pass > from - passed + composed.length()) begins = from - passed + length_;
  }
  return begins + pass <= until;
}

std::optional<Programme::Cue> Programme::at(WallTime wall) const {
  if (entries_.empty()) return std::nullopt;
  auto const passed = in_loop(wall);
  auto const place = place_of(passed);
  auto const& [item, composed] = entries_[place];
  auto const in_pass = (passed - starts_[place]) % (composed->length() / composed->repeats);
  nanoseconds start{0};
  for (auto const& scene : composed->scenes) {
    auto const in_scene = in_pass - start;
    if (in_scene < scene->length()) {
      auto const beat = in_scene / scene->period;
      return Cue{item, scene, beat, wall + (scene->period * (beat + 1) - in_scene)};
    }
    start += scene->length();
  }
  return std::nullopt;  // not reached: the scenes of a pass fill it
}

}  // namespace signboard
