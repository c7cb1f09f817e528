#include "controller/desk.hpp"

#include <algorithm>
#include <set>

namespace signboard {
namespace {

using namespace std::chrono_literals;

// What the stage is given ink for with a release; beyond it orders its own (controller/stage.cpp looks 2 s ahead).
constexpr auto first_ink_span = 500ms;
constexpr auto first_ink_step = 100ms;

}  // namespace

Desk::Desk(Workshop& workshop, Clock const& clock, Wiring wiring)
    : workshop_(workshop), clock_(clock), wiring_(std::move(wiring)) {}

void Desk::set_screens(std::vector<Screen> screens) { screens_ = std::move(screens); }

Desk::Screen const* Desk::find_screen(std::string_view name) const {
  auto const found = std::ranges::find(screens_, name, &Screen::name);
  return found == screens_.end() ? nullptr : &*found;
}

void Desk::publish(std::vector<Announcement> announcements) {
  // Built anew so that the playing order is that of the list; an announcement that did not change stays the same
  // object, and with it its scenes, its ink and the frame in hand.
  auto fresh = std::make_shared<Bulletin>();
  for (auto& announcement : announcements) {
    auto const known = bulletin_->find(announcement.id);
    if (known && *known == announcement)
      fresh->put(known);
    else
      fresh->put(std::make_shared<Announcement const>(std::move(announcement)));
  }
  bulletin_ = std::move(fresh);
  plan();
}

std::vector<AnnouncementPtr> Desk::needed(Bulletin const& bulletin, Screen const& screen, WallTime wall) {
  auto const now = bulletin.lineup(screen.name, wall);
  auto items = now.showing();
  if (now.until) {
    auto const coming = bulletin.lineup(screen.name, *now.until).showing();
    items.insert(items.end(), coming.begin(), coming.end());
  }
  return items;
}

Desk::Costume const* Desk::find_costume(Announcement const* item, Look const& look) const {
  auto const [first, last] = wardrobe_.equal_range(item);
  for (auto at = first; at != last; ++at)
    if (at->second.look == look) return &at->second;
  return nullptr;
}

void Desk::plan() {
  if (composing_) {
    plan_again_ = true;
    return;
  }
  auto const wall = clock_.now().wall;
  std::vector<Workshop::Order> orders;
  std::vector<Look> looks;
  std::set<std::pair<Announcement const*, std::ptrdiff_t>> ordered;
  for (auto const& screen : screens_) {
    // Screens that agree in their look are dressed once.
    auto const alike = std::ranges::find(looks, screen.look);
    auto const look = alike - looks.begin();
    if (alike == looks.end()) looks.push_back(screen.look);
    for (auto& item : needed(*bulletin_, screen, wall))
      if (!find_costume(item.get(), screen.look) && ordered.emplace(item.get(), look).second)
        orders.push_back({std::move(item), screen.look});
  }
  composing_ = true;
  // What is released is what was composed for, whatever has been published meanwhile: half a programme must not flash.
  workshop_.compose(std::move(orders), wiring_.executor,
                    [this, bulletin = bulletin_, screens = screens_](std::vector<Workshop::Made> made) {
                      keep(std::move(made));
                      release(bulletin, screens);
                    });
}

void Desk::keep(std::vector<Workshop::Made>&& made) {
  for (auto& [item, look, composed] : made) {
    wiring_.composed(item, look, composed);
    ComposedPtr ready = composed ? std::make_shared<Composed const>(std::move(*composed)) : nullptr;
    auto const* const key = item.get();
    wardrobe_.emplace(key, Costume{std::move(item), look, std::move(ready)});
  }
}

Programme Desk::programme(Screen const& screen, Lineup const& lineup) const {
  std::vector<Programme::Entry> entries;
  for (auto& item : lineup.showing())
    if (auto const* costume = find_costume(item.get(), screen.look); costume && costume->composed)
      entries.push_back({std::move(item), costume->composed});
  return {std::move(entries), lineup.since};
}

void Desk::release(std::shared_ptr<Bulletin const> const& bulletin, std::vector<Screen> const& screens) {
  auto const now = clock_.now();
  Release ready;
  std::vector<InkOrder> orders;
  std::set<std::pair<Strip const*, int>> ordered;
  std::set<std::pair<Announcement const*, ComposedPtr>> worn;
  for (auto const& screen : screens) {
    auto cast = std::make_shared<Cast>();
    for (auto const& item : needed(*bulletin, screen, now.wall))
      if (auto const* costume = find_costume(item.get(), screen.look)) {
        cast->emplace(item.get(), costume->composed);
        worn.emplace(item.get(), costume->composed);
      }
    Edition edition{++edition_, bulletin, std::move(cast)};
    Show rehearsal(screen.name);
    rehearsal.tick(edition, now);
    for (auto ahead = 0ms; ahead <= first_ink_span; ahead += first_ink_step) {
      auto const cue = rehearsal.ahead(now.wall + ahead);
      if (!cue) continue;
      for (auto const& part : cue->scene->parts)
        for (auto const& need : tiles_needed(part, cue->beat))
          for (int tile = need.first; tile <= need.last; ++tile)
            if (ordered.emplace(need.strip.get(), tile).second) orders.push_back({need.strip, tile});
    }
    ready.editions.emplace_back(screen.place, std::move(edition));
  }
  std::erase_if(wardrobe_, [&](auto const& hung) { return !worn.contains({hung.first, hung.second.composed}); });

  workshop_.ink(std::move(orders), wiring_.executor,
                [this, ready = std::move(ready)](std::vector<InkedTile> ink) mutable {
                  ready.ink = std::move(ink);
                  wiring_.release(std::move(ready));
                  composing_ = false;
                  if (std::exchange(plan_again_, false)) plan();
                });
}

}  // namespace signboard
