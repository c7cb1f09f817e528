#pragma once

#include "controller/bill.hpp"
#include "controller/ink_table.hpp"
#include "controller/painter.hpp"

#include <functional>
#include <string>
#include <vector>

namespace signboard {

/// Plays without desk, stage and threads: what is needed is set and inked on the spot. For the command line, for
/// drafts, and for whoever wants to know what a screen shows at some moment.
class Tryout {
 public:
  /// Told of everything that was set (`announcement "x"`, `area "clock"`), for which look.
  using Tell = std::function<void(std::string const& what, Look const& look, Result<Composed> const& composed)>;

  explicit Tryout(Typesetter& typesetter, Tell tell = {}) : typesetter_(typesetter), tell_(std::move(tell)) {}

  /// What cannot be set is passed over, as on the stage.
  Chapter chapter(Bill const& bill);

  /// The picture of a chapter at a moment it covers; black where the screen is off.
  Frame frame(Chapter const& chapter, WallTime wall, Size size);

  /// One beat of one scene.
  Frame frame(ScenePtr const& scene, std::int64_t beat);

 private:
  Painter& painter_of(ScenePtr const& scene, std::size_t layer);
  FindTile find_tile();

  Typesetter& typesetter_;
  Tell tell_;
  std::vector<std::unique_ptr<Painter>> painters_;  // by area
  InkTable ink_;
  SteadyTime turn_{std::chrono::hours{1}};  // counts pictures, not time
};

}  // namespace signboard
