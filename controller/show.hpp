#pragma once

#include "base/time.hpp"
#include "controller/programme.hpp"
#include "playlists/bulletin.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace signboard {

/// Which announcements have been made ready for one screen.
using Cast = std::unordered_map<Announcement const*, ComposedPtr>;

/// What a screen plays from: everything there is to say, and what of it has been made ready. Immutable; a newer one has
/// a higher number.
struct Edition {
  std::uint64_t number = 0;
  std::shared_ptr<Bulletin const> bulletin;
  std::shared_ptr<Cast const> cast;
};

/// Runs one screen's programme. A plain state machine: it is told the time and answers with a scene and a beat, so
/// urgent notices, withdrawals and clock steps need no wiring; the next tick simply sees them.
class Show {
 public:
  explicit Show(std::string screen) : screen_(std::move(screen)) {}

  struct Beat {
    AnnouncementPtr item;  ///< null, as is the scene, when there is nothing to show
    ScenePtr scene;
    std::int64_t beat = 0;
    WallTime began{};   ///< when this pass of the scene did; screens that agree in scene and this show the same
    SteadyTime next{};  ///< when to ask again
  };

  Beat tick(Edition const& edition, Now now);

  /// What tick() would show at a moment that is not long from now, for making ink in time.
  std::optional<Programme::Cue> ahead(WallTime wall) const;

  Lineup const& lineup() const { return current_.lineup; }
  Programme const& programme() const { return current_.programme; }

  /// Something that should be showing (now, or after the next change) has not been made ready.
  bool lacks_scenes() const { return current_.lacking || coming_.lacking; }

  /// Beats that passed without a picture because the tick came too late.
  std::uint64_t skipped_beats() const { return skipped_; }

 private:
  struct Chapter {
    WallTime from{}, until{};
    Lineup lineup;
    Programme programme;
    bool lacking = false;
    bool covers(WallTime wall) const { return wall >= from && wall < until; }
  };
  Chapter chapter(Edition const& edition, WallTime from) const;
  void count_skipped(Beat const& beat);

  std::string screen_;
  std::uint64_t edition_ = 0;
  Chapter current_, coming_;
  Scene const* last_scene_ = nullptr;
  std::int64_t last_beat_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace signboard
