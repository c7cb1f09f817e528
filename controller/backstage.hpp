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

  enum class Haste : std::uint8_t { none, urgent };

  /// Everything there is to say, from now on; an announcement that did not change must be the same object. What is
  /// urgent does not wait for what is just being made ready.
  void publish(std::shared_ptr<Bulletin const> bulletin, Haste haste = Haste::none);

  /// A clock that is not believed switches no screen off and dims none.
  void trust_clock(bool trusted);

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
  Bill bill(Screen const& screen, WallTime wall) const;
  Properties const& properties() const { return properties_; }
  /// What has been set already; null where there is nothing.
  ComposedPtr find_set(AreaBill const& area, AnnouncementPtr const& item) const;

  /// Something that was set elsewhere, just before it is published: it need not be set again.
  void hang_up(AnnouncementPtr const& item, Look const& look, ComposedPtr composed);

 private:
  struct Costume {
    AnnouncementPtr item;  // null for a content
    std::optional<ContentAt> content;
    Look look;
    ComposedPtr composed;    // null: it cannot be set
    std::uint64_t plan = 0;  // the last one that began before it was hung up
  };
  // What one screen is to play, now and next.
  struct Plan {
    std::size_t place = 0;
    std::vector<Bill> bills;
  };
  using Planned = std::vector<Plan>;

  std::vector<Bill> bills(Screen const& screen, WallTime wall) const;
  std::vector<Costume> lacking(Planned const& planned) const;
  void press();
  Costume const* find_costume(AreaBill const& area, Announcement const* item) const;
  void keep(std::vector<Costume> ordered, std::vector<Result<Composed>> made);
  void release(Planned planned, std::uint64_t number);
  void hand_over(Planned const& planned, std::function<void()> then);
  bool is_known(Planned const& planned, WallTime wall) const;
  void finish_plan();
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
  std::uint64_t plans_ = 0;    // begun so far
  std::uint64_t pressed_ = 0;  // plans up to this one know less than the stage does
  Planned released_;           // what the stage plays from
  bool clock_trusted_ = true;
  bool planning_ = false;
  bool plan_again_ = false;
};

}  // namespace signboard
