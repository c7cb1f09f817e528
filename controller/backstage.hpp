#pragma once

#include "controller/bill.hpp"
#include "controller/clock.hpp"
#include "controller/show.hpp"
#include "controller/workshop.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

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

/// Owns the Bulletin; has everything that is about to be shown set before the stage hears of it. Lives on the desk
/// thread, behind the desk.
class Backstage {
 public:
  struct Screen {
    Venue venue;
    std::size_t place = 0;  ///< its number on the stage
  };
  struct Wiring {
    boost::asio::any_io_executor executor;  ///< of the desk thread
    std::function<void(Release)> release;   ///< called on the desk thread
    /// For the log: what was made ready (`announcement "x"`, `area "clock"`), for which look.
    std::function<void(std::string const& what, Look const&, Result<Composed> const&)> composed;
  };

  Backstage(Workshop& workshop, Clock const& clock, Wiring wiring);

  void set_screens(std::vector<Screen> screens);

  /// Everything there is to say, from now on. What is the same as before keeps its place in mid-scroll.
  void publish(std::vector<AnnouncementPtr> const& announcements);

  /// The tables and pictures of divided screens; seen at the next plan.
  void set_properties(Properties properties);

  /// Makes ready what the screens are about to need, and does so again in time; also to be called when the stage lacks
  /// something.
  void plan();

  std::shared_ptr<Bulletin const> bulletin() const { return bulletin_; }
  std::vector<Screen> const& screens() const { return screens_; }
  Screen const* find_screen(std::string_view name) const;

  /// What a screen is to play at a moment, and its programmes as far as they have been made ready.
  struct Outlook {
    Bill bill;
    std::vector<Programme> programmes;  ///< by the areas of the bill
  };
  Outlook outlook(Screen const& screen, WallTime wall) const;
  Bill bill(Screen const& screen, WallTime wall) const { return bill_at(screen.venue, *bulletin_, properties_, wall); }
  Properties const& properties() const { return properties_; }

  /// Something that was set elsewhere and is about to be published: it need not be set again.
  void hang_up(AnnouncementPtr const& item, Look const& look, ComposedPtr composed);

 private:
  struct Costume {
    AnnouncementPtr item;  // null for a content
    std::optional<ContentAt> content;
    Look look;
    ComposedPtr composed;  // null: it cannot be set
  };
  std::vector<Bill> bills(Screen const& screen, WallTime wall) const;
  Costume const* find_costume(AreaBill const& area, Announcement const* item) const;
  void keep(std::vector<Costume> ordered, std::vector<Result<Composed>> made);
  void release(std::vector<std::vector<Bill>> const& bills, std::vector<Screen> const& screens);
  void plan_again_at(WallTime wall, Now now);

  Workshop& workshop_;
  Clock const& clock_;
  Wiring wiring_;
  boost::asio::steady_timer again_;
  std::vector<Screen> screens_;
  std::shared_ptr<Bulletin const> bulletin_ = std::make_shared<Bulletin const>();
  Properties properties_;
  std::multimap<Announcement const*, Costume> wardrobe_;
  std::uint64_t edition_ = 0;
  bool composing_ = false;
  bool plan_again_ = false;
};

}  // namespace signboard
