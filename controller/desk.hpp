#pragma once

#include "controller/clock.hpp"
#include "controller/compose.hpp"
#include "controller/show.hpp"
#include "controller/workshop.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace signboard {

/// What the desk hands to the stage: for each screen what to play from, and the ink of what it begins with.
struct Release {
  std::vector<std::pair<std::size_t, Edition>> editions;  ///< by the stage's number of the screen
  std::vector<InkedTile> ink;
};

/// The only door for changes. Owns the Bulletin; has everything that is about to be shown set and checked before the
/// stage hears of it. Lives on the desk thread.
class Desk {
 public:
  struct Screen {
    std::string name;
    Look look;
    std::size_t place = 0;  ///< its number on the stage
  };
  struct Wiring {
    boost::asio::any_io_executor executor;  ///< of the desk thread
    std::function<void(Release)> release;   ///< called on the desk thread
    std::function<void(AnnouncementPtr const&, Look const&, Result<Composed> const&)> composed;  ///< for the log
  };

  Desk(Workshop& workshop, Clock const& clock, Wiring wiring);

  void set_screens(std::vector<Screen> screens);

  /// Everything there is to say, from now on. What is the same as before keeps its place in mid-scroll.
  void publish(std::vector<Announcement> announcements);

  /// Makes ready what the screens are about to need; also to be called when the stage lacks something.
  void plan();

  std::shared_ptr<Bulletin const> bulletin() const { return bulletin_; }
  std::vector<Screen> const& screens() const { return screens_; }
  Screen const* find_screen(std::string_view name) const;

  /// The programme a screen plays at a moment, as far as its announcements have been made ready.
  Programme programme(Screen const& screen, Lineup const& lineup) const;

 private:
  struct Costume {
    AnnouncementPtr item;
    Look look;
    ComposedPtr composed;  // null: it cannot be set
  };

  static std::vector<AnnouncementPtr> needed(Bulletin const& bulletin, Screen const& screen, WallTime wall);
  Costume const* find_costume(Announcement const* item, Look const& look) const;
  void keep(std::vector<Workshop::Made>&& made);
  void release(std::shared_ptr<Bulletin const> const& bulletin, std::vector<Screen> const& screens);

  Workshop& workshop_;
  Clock const& clock_;
  Wiring wiring_;
  std::vector<Screen> screens_;
  std::shared_ptr<Bulletin const> bulletin_ = std::make_shared<Bulletin const>();
  std::multimap<Announcement const*, Costume> wardrobe_;
  std::uint64_t edition_ = 0;
  bool composing_ = false;
  bool plan_again_ = false;
};

}  // namespace signboard
