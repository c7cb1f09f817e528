#pragma once

#include "base/time.hpp"
#include "controller/chapter.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace signboard {

/// Runs one screen's programme. A plain state machine: it is told the time and answers with scenes and beats, so urgent
/// notices, withdrawals and clock steps need no wiring; the next tick simply sees them.
class Show {
 public:
  struct AreaBeat {
    Rect area;
    AnnouncementPtr item;  ///< null for what the configuration gives, and where there is nothing to show
    ScenePtr scene;        ///< null when there is nothing to show
    std::int64_t beat = 0;
    WallTime began{};  ///< when this pass of the scene did; areas that agree in scene and this show the same
  };
  struct Beat {
    FramePtr backdrop;
    std::vector<AreaBeat> areas;
    std::optional<Light> light;  ///< none where there is no chapter: as it was
    SteadyTime next{};           ///< when to ask again
  };

  /// Good until the next tick.
  Beat const& tick(Edition const& edition, Now now);

  /// What tick() would show at a moment that is not long from now, for making ink in time.
  static std::vector<AreaBeat> ahead(Edition const& edition, WallTime wall);

  /// The edition has no chapter for this moment, or will have none in a moment: as after a step of the clock.
  bool lacks_chapter() const { return lacking_; }

  /// Beats that passed without a picture because the tick came too late.
  std::uint64_t skipped_beats() const { return skipped_; }

 private:
  struct Last {
    Scene const* scene = nullptr;
    std::int64_t beat = 0;
  };
  void count_skipped();

  Beat beat_;
  std::vector<Last> last_;
  bool lacking_ = false;
  std::uint64_t skipped_ = 0;
};

}  // namespace signboard
