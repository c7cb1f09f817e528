#pragma once

#include "base/time.hpp"
#include "controller/compose.hpp"
#include "playlists/bulletin.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace signboard {

using ComposedPtr = std::shared_ptr<Composed const>;

/// The loop a screen plays while its line-up stays the same. What is on at a moment is a function of the wall clock and
/// of nothing else: the loop is counted from the line-up's `since`.
class Programme {
 public:
  struct Entry {
    AnnouncementPtr item;
    ComposedPtr composed;
  };

  Programme() = default;
  Programme(std::vector<Entry> entries, WallTime since);

  /// What is on: which beat of which scene, and until when.
  struct Cue {
    AnnouncementPtr item;
    ScenePtr scene;
    std::int64_t beat = 0;
    WallTime next{};  ///< when the next beat begins
  };
  /// Nothing if there is nothing to play.
  std::optional<Cue> at(WallTime wall) const;

  /// The end of the turn that is on at a moment: all repeats of one announcement. There must be something to play.
  WallTime turn_ends(WallTime wall) const;

  /// Whether one pass of that entry begins at or after `from` and ends by `until`.
  bool plays_whole(std::size_t entry, WallTime from, WallTime until) const;

  std::chrono::nanoseconds length() const { return length_; }  ///< of the whole loop
  std::vector<Entry> const& entries() const { return entries_; }

 private:
  std::chrono::nanoseconds in_loop(WallTime wall) const;
  std::size_t place_of(std::chrono::nanoseconds in_loop) const;

  std::vector<Entry> entries_;
  std::vector<std::chrono::nanoseconds> starts_;
  std::chrono::nanoseconds length_{0};
  WallTime since_{};
};

}  // namespace signboard
