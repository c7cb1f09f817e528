#include "controller/backstage.hpp"

#include "controller/compose_content.hpp"

#include <algorithm>
#include <set>

namespace signboard {
namespace {

using namespace std::chrono_literals;

// What the stage is given ink for with a release; beyond it orders its own (controller/stage.cpp looks 2 s ahead).
constexpr auto first_ink_span = 500ms;
constexpr auto first_ink_step = 100ms;

// A screen whose programme changes every second is planned no further than this; the stage asks when it runs out.
constexpr std::size_t fewest_bills = 2, most_bills = 16;
constexpr auto planned_span = 10s;
// Without a change in sight the plan is looked over after this long: no more than a habit.
constexpr std::chrono::nanoseconds longest_trust = 1h;

}  // namespace

Backstage::Backstage(Workshop& workshop, Clock const& clock, Wiring wiring)
    : workshop_(workshop), clock_(clock), wiring_(std::move(wiring)), again_(wiring_.executor) {}

void Backstage::set_screens(std::vector<Screen> screens) { screens_ = std::move(screens); }

Backstage::Screen const* Backstage::find_screen(std::string_view name) const {
  auto const found = std::ranges::find_if(screens_, [name](Screen const& screen) { return screen.venue.name == name; });
  return found == screens_.end() ? nullptr : &*found;
}

void Backstage::publish(std::vector<AnnouncementPtr> const& announcements) {
  // Built anew so that the playing order is that of the list; an announcement that did not change stays the same
  // object, and with it its scenes, its ink and the frame in hand.
  auto fresh = std::make_shared<Bulletin>();
  for (auto const& announcement : announcements) {
    auto const known = bulletin_->find(announcement->id);
    fresh->put(known && *known == *announcement ? known : announcement);
  }
  bulletin_ = std::move(fresh);
  plan();
}

namespace {

// What reads the same as before stays the same object, and with it its scenes.
template <class T>
void keep_equal(std::map<std::filesystem::path, T>& fresh, std::map<std::filesystem::path, T> const& before) {
  for (auto& [file, value] : fresh)
    if (auto const known = before.find(file); known != before.end() && *known->second == *value) value = known->second;
}

}  // namespace

void Backstage::set_properties(Properties properties) {
  keep_equal(properties.tables, properties_.tables);
  keep_equal(properties.pictures, properties_.pictures);
  properties_ = std::move(properties);
}

// What is to be played now and what comes next, as far ahead as the stage may have to go without us.
std::vector<Bill> Backstage::bills(Screen const& screen, WallTime wall) const {
  std::vector<Bill> all;
  for (auto from = wall; from != WallTime::max() && all.size() < most_bills; from = all.back().until) {
    if (all.size() >= fewest_bills && from >= wall + planned_span) break;
    all.push_back(bill_at(screen.venue, *bulletin_, properties_, from));
  }
  return all;
}

Backstage::Costume const* Backstage::find_costume(AreaBill const& area, Announcement const* item) const {
  auto const [first, last] = wardrobe_.equal_range(item);
  for (auto at = first; at != last; ++at)
    if (at->second.look == area.look && at->second.content == area.content) return &at->second;
  return nullptr;
}

void Backstage::plan() {
  if (composing_) {
    plan_again_ = true;
    return;
  }
  auto const wall = clock_.now().wall;
  std::vector<std::vector<Bill>> planned;
  std::vector<Costume> ordered;
  auto const need = [&](AreaBill const& area, AnnouncementPtr const& item) {
    auto const is_same = [&](Costume const& other) {
      return other.item == item && other.look == area.look && other.content == area.content;
    };
    if (find_costume(area, item.get()) == nullptr && std::ranges::none_of(ordered, is_same))
      ordered.push_back({item, area.content, area.look, nullptr});
  };
  for (auto const& screen : screens_) {
    planned.push_back(bills(screen, wall));
    for (auto const& bill : planned.back())
      for (auto const& area : bill.areas) {
        if (area.content)
          need(area, nullptr);
        else
          for (auto const& item : area.lineup.showing) need(area, item);
      }
  }
  std::vector<Workshop::Order> orders;
  for (auto const& costume : ordered)
    orders.push_back([item = costume.item, content = costume.content, look = costume.look](Typesetter& typesetter) {
      return content ? compose(*content, look, typesetter) : compose(*item, look, typesetter);
    });
  composing_ = true;
  // What is released is what was planned, whatever has been published meanwhile: half a programme must not flash.
  workshop_.compose(std::move(orders), wiring_.executor,
                    [this, ordered = std::move(ordered), planned = std::move(planned),
                     screens = screens_](std::vector<Result<Composed>> made) mutable {
                      keep(std::move(ordered), std::move(made));
                      release(planned, screens);
                    });
}

void Backstage::keep(std::vector<Costume> ordered, std::vector<Result<Composed>> made) {
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    auto& costume = ordered[i];
    wiring_.composed(costume.item ? "announcement \"" + costume.item->id + "\"" : "a content", costume.look, made[i]);
    if (made[i]) costume.composed = std::make_shared<Composed const>(std::move(*made[i]));
    auto const* const key = costume.item.get();
    wardrobe_.emplace(key, std::move(costume));
  }
}

void Backstage::hang_up(AnnouncementPtr const& item, Look const& look, ComposedPtr composed) {
  wardrobe_.emplace(item.get(), Costume{item, std::nullopt, look, std::move(composed)});
}

Backstage::Outlook Backstage::outlook(Screen const& screen, WallTime wall) const {
  Outlook outlook{bill_at(screen.venue, *bulletin_, properties_, wall), {}};
  auto const chapter = chapter_of(outlook.bill, [this](AreaBill const& area, AnnouncementPtr const& item) {
    auto const* const costume = find_costume(area, item.get());
    return std::optional<ComposedPtr>(costume == nullptr ? nullptr : costume->composed);
  });
  for (auto const& area : chapter->areas) outlook.programmes.push_back(area.programme);
  return outlook;
}

void Backstage::release(std::vector<std::vector<Bill>> const& bills, std::vector<Screen> const& screens) {
  auto const now = clock_.now();
  Release ready;
  std::vector<InkOrder> orders;
  std::set<std::pair<Strip const*, int>> ordered;
  std::set<Costume const*> worn;
  auto soonest = WallTime::max();
  auto const find = [&](AreaBill const& area, AnnouncementPtr const& item) -> std::optional<ComposedPtr> {
    auto const* const costume = find_costume(area, item.get());
    if (costume == nullptr) return std::nullopt;
    worn.insert(costume);
    return costume->composed;
  };
  for (std::size_t i = 0; i < screens.size(); ++i) {
    auto chapters = std::make_shared<std::vector<Chapter>>();
    for (auto const& bill : bills[i])
      if (auto chapter = chapter_of(bill, find)) chapters->push_back(std::move(*chapter));
    if (!chapters->empty()) soonest = std::min(soonest, chapters->front().until);
    Edition edition{++edition_, std::move(chapters)};
    for (auto ahead = 0ms; ahead <= first_ink_span; ahead += first_ink_step)
      for (auto const& beat : Show::ahead(edition, now.wall + ahead)) {
        if (!beat.scene) continue;
        for (auto const& part : beat.scene->parts)
          for (auto const& need : tiles_needed(part, beat.beat))
            for (int tile = need.first; tile <= need.last; ++tile)
              if (ordered.emplace(need.strip.get(), tile).second) orders.push_back({need.strip, tile});
      }
    ready.editions.emplace_back(screens[i].place, std::move(edition));
  }
  std::erase_if(wardrobe_, [&](auto const& hung) { return !worn.contains(&hung.second); });
  plan_again_at(soonest, now);

  workshop_.ink(std::move(orders), wiring_.executor,
                [this, ready = std::move(ready)](std::vector<InkedTile> ink) mutable {
                  ready.ink = std::move(ink);
                  wiring_.release(std::move(ready));
                  composing_ = false;
                  if (std::exchange(plan_again_, false)) plan();
                });
}

// As the present chapters end, the next ones become the present, and others must follow them.
void Backstage::plan_again_at(WallTime wall, Now now) {
  again_.cancel();
  if (wall - now.wall > longest_trust) wall = now.wall + longest_trust;
  again_.expires_at(now.steady + (wall - now.wall));
  again_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) plan();
  });
}

}  // namespace signboard
