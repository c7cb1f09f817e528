#pragma once

#include "controller/ink_table.hpp"
#include "controller/painter.hpp"
#include "controller/show.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace signboard {

/// What a screen has been showing, in numbers.
struct ShowStatus {
  std::string screen;
  std::vector<AnnouncementPtr> items;  ///< by area; null where there is none
  std::uint64_t frames = 0, skipped_beats = 0, late_ink = 0;
};

/// All screens of one daemon, beat by beat. Pure but for what it is given to call: it is told the time, paints what is
/// due, hands the frames on and says when it wants to be called again. Areas with the same scene share its painter and
/// its ink, and screens that agree in all areas share their frame, as long as they are in the same phase.
class Stage {
 public:
  /// A frame for one screen. It is the painter's own buffer and stays as it is until the next turn; `changed` is false
  /// where a still picture is only said again.
  using Offer = std::function<void(std::size_t screen, FramePtr const& frame, WallTime at, bool changed)>;
  using OrderInk = std::function<void(std::vector<InkOrder>)>;
  using SetLight = std::function<void(std::size_t screen, Light light)>;

  Stage(Offer offer, OrderInk order_ink, SetLight set_light)
      : offer_(std::move(offer)), order_ink_(std::move(order_ink)), set_light_(std::move(set_light)) {}

  /// Adds a screen that begins dark; the number it is known by from now on comes back.
  std::size_t add(std::string const& name, Size size);
  void remove(std::size_t screen);

  void adopt(std::size_t screen, Edition edition);
  void adopt(std::vector<InkedTile> inked, SteadyTime now);

  /// Paints and offers what is due.
  SteadyTime turn(Now now);

  /// Screens that should show something nobody has made ready.
  std::vector<std::size_t> lacking() const;
  std::vector<ShowStatus> status() const;
  std::size_t ink_bytes() const { return ink_.bytes(); }

 private:
  // One scene in one pass of it, wherever it is shown.
  struct Painting {
    explicit Painting(ScenePtr scene) : painter(std::move(scene)) {}
    Painter painter;
    WallTime began{};
  };

  // Where a painting stands on a screen, and which of its beats the frame shows; -1: none yet.
  struct Layer {
    Rect area;
    std::shared_ptr<Painting> painting;  // null: nothing to show there
    std::int64_t beat = -1;
  };

  // A whole screen as it is.
  struct Picture {
    FramePtr backdrop;
    std::vector<Layer> layers;
    std::shared_ptr<Frame> frame;
    std::uint64_t turns = 0;  // how often anything of it changed
  };

  // What makes two screens show the same picture: their size, backdrop, and each area's place, scene and phase.
  struct Likeness {
    int width = 0, height = 0;
    Frame const* backdrop = nullptr;
    std::vector<std::tuple<int, int, Scene const*, WallTime>> layers;
    auto operator<=>(Likeness const&) const = default;
  };

  struct Place {
    std::string name;
    Size size;
    Show show;
    Edition edition;
    std::shared_ptr<Picture> picture;
    Likeness likeness;
    std::uint64_t shown = 0;  // which turn of the picture was offered
    std::vector<AnnouncementPtr> items;
    std::optional<Light> light;  // as it was set last
    SteadyTime due{}, offered{}, looked_ahead{};
    std::uint64_t frames = 0, late_ink = 0;
    bool waits_for_ink = false;  // what it should show has just been ordered
    bool gone = false;
  };

  void play(std::size_t number, Place& place, Now now);
  void look_ahead(Place& place, Now now);
  bool paint(Picture& picture, Show::Beat const& beat);
  std::shared_ptr<Picture> picture_of(Place& place, Show::Beat const& beat);
  std::shared_ptr<Painting> painting_of(Show::AreaBeat const& beat, Picture const* last, std::size_t layer);

  Offer offer_;
  OrderInk order_ink_;
  SetLight set_light_;
  std::vector<Place> places_;
  // By scene and the beginning of its present pass: areas that came to the same scene at different times are at
  // different beats of it, and must not share a window.
  std::map<std::pair<Scene const*, WallTime>, std::weak_ptr<Painting>> paintings_;
  std::map<Likeness, std::weak_ptr<Picture>> pictures_;
  InkTable ink_;
  std::vector<InkOrder> orders_;
  SteadyTime swept_{};
};

}  // namespace signboard
