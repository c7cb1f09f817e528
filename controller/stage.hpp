#pragma once

#include "controller/ink_table.hpp"
#include "controller/painter.hpp"
#include "controller/show.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace signboard {

using FramePtr = std::shared_ptr<Frame const>;

/// What a screen has been showing, in numbers.
struct ShowStatus {
  std::string screen;
  AnnouncementPtr item;
  std::uint64_t frames = 0, skipped_beats = 0, late_ink = 0;
};

/// All screens of one daemon, beat by beat. Pure but for what it is given to call: it is told the time, paints what is
/// due, hands the frames on and says when it wants to be called again. Screens with the same scene share its painter,
/// its frame and its ink, as long as they are in the same phase.
class Stage {
 public:
  /// A frame for one screen. It is the painter's own buffer and stays as it is until the next turn; `changed` is false
  /// where a still picture is only said again.
  using Offer = std::function<void(std::size_t screen, FramePtr const& frame, WallTime at, bool changed)>;
  using OrderInk = std::function<void(std::vector<InkOrder>)>;

  Stage(Offer offer, OrderInk order_ink) : offer_(std::move(offer)), order_ink_(std::move(order_ink)) {}

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
  struct Painting {
    explicit Painting(ScenePtr scene)
        : painter(std::move(scene)), frame(std::make_shared<Frame>(painter.scene().size)) {}
    Painter painter;
    std::shared_ptr<Frame> frame;
    WallTime began{};        // of the pass it is painting
    std::int64_t beat = -1;  // what the frame shows
  };

  struct Place {
    std::string name;
    Show show;
    Edition edition;
    ScenePtr dark;  // what is shown when there is nothing to show
    std::shared_ptr<Painting> painting;
    std::int64_t beat = -1;
    AnnouncementPtr item;
    SteadyTime due{}, offered{}, looked_ahead{};
    std::uint64_t frames = 0, late_ink = 0;
    bool gone = false;
  };

  void play(std::size_t number, Place& place, Now now);
  void look_ahead(Place& place, Now now);
  std::shared_ptr<Painting> painting_of(ScenePtr const& scene, WallTime began, std::shared_ptr<Painting> const& last);

  Offer offer_;
  OrderInk order_ink_;
  std::vector<Place> places_;
  // By scene and the beginning of its present pass: screens that came to the same scene at different times are at
  // different beats of it, and must not share a frame.
  std::map<std::pair<Scene const*, WallTime>, std::weak_ptr<Painting>> paintings_;
  InkTable ink_;
  std::vector<InkOrder> orders_;
  SteadyTime swept_{};
};

}  // namespace signboard
