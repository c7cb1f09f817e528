#pragma once

#include "controller/bill.hpp"
#include "controller/chapter.hpp"
#include "controller/compose.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace signboard {

/// Plans and sets as the desk does, on the spot: announcements in, editions out. What stays the same keeps its scenes.
class Planner {
 public:
  explicit Planner(Typesetter& typesetter) : typesetter_(typesetter) {}

  static Venue venue(Look const& look, std::string name = "lobby") {
    Venue venue;
    venue.name = std::move(name);
    venue.look = look;
    return venue;
  }

  /// Chapters from a moment on, until nothing changes any more.
  Edition edition(std::vector<Announcement> announcements, Venue const& venue, WallTime from) {
    Bulletin bulletin;
    for (auto& announcement : announcements) {
      auto& known = items_[announcement.id];
      if (!known || *known != announcement) known = std::make_shared<Announcement const>(std::move(announcement));
      bulletin.put(known);
    }
    auto chapters = std::make_shared<std::vector<Chapter>>();
    for (auto at = from; at != WallTime::max(); at = chapters->back().until)
      chapters->push_back(*chapter_of(bill_at(venue, bulletin, {}, at), [this](auto const& area, auto const& item) {
        auto& costume = costumes_[{item.get(), area.look.size.width, area.look.size.height}];
        if (!costume) {
          auto composed = compose(*item, area.look, typesetter_);
          if (composed) costume = std::make_shared<Composed const>(std::move(*composed));
        }
        return std::optional<ComposedPtr>(costume);
      }));
    return {++number_, std::move(chapters)};
  }
  Edition edition(std::vector<Announcement> announcements, Look const& look, WallTime from) {
    return edition(std::move(announcements), venue(look), from);
  }

 private:
  Typesetter& typesetter_;
  std::map<Id, AnnouncementPtr> items_;
  std::map<std::tuple<Announcement const*, int, int>, ComposedPtr> costumes_;
  std::uint64_t number_ = 0;
};

}  // namespace signboard
