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

void Backstage::set_screens(std::vector<Screen> screens) {
  screens_ = std::move(screens);
  released_.clear();
}

void Backstage::trust_clock(bool trusted) { clock_trusted_ = trusted; }

Backstage::Screen const* Backstage::find_screen(std::string_view name) const {
  auto const found = std::ranges::find_if(screens_, [name](Screen const& screen) { return screen.venue.name == name; });
  return found == screens_.end() ? nullptr : &*found;
}

void Backstage::publish(std::shared_ptr<Bulletin const> bulletin, Haste haste) {
  bulletin_ = std::move(bulletin);
  if (haste == Haste::urgent && planning_) press();
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

Bill Backstage::bill(Screen const& screen, WallTime wall) const {
  auto bill = bill_at(screen.venue, *bulletin_, properties_, wall);
  if (!clock_trusted_) bill.light = {true, screen.venue.plan.at(wall).percent};
  return bill;
}

// What is to be played now and what comes next, as far ahead as the stage may have to go without us.
std::vector<Bill> Backstage::bills(Screen const& screen, WallTime wall) const {
  std::vector<Bill> all;
  for (auto from = wall; from != WallTime::max() && all.size() < most_bills; from = all.back().until) {
    if (all.size() >= fewest_bills && from >= wall + planned_span) break;
    all.push_back(bill(screen, from));
  }
  return all;
}

Backstage::Costume const* Backstage::find_costume(AreaBill const& area, Announcement const* item) const {
  auto const [first, last] = wardrobe_.equal_range(item);
  for (auto at = first; at != last; ++at)
    if (at->second.look == area.look && at->second.content == area.content) return &at->second;
  return nullptr;
}

// What of it has not been set yet.
std::vector<Backstage::Costume> Backstage::lacking(Planned const& planned) const {
  std::vector<Costume> ordered;
  auto const need = [&](AreaBill const& area, AnnouncementPtr const& item) {
    auto const is_same = [&](Costume const& other) {
      return other.item == item && other.look == area.look && other.content == area.content;
    };
    if (find_costume(area, item.get()) == nullptr && std::ranges::none_of(ordered, is_same))
      ordered.push_back({item, area.content, area.look, nullptr});
  };
  for (auto const& plan : planned)
    for (auto const& bill : plan.bills)
      for (auto const& area : bill.areas) {
        if (area.content)
          need(area, nullptr);
        else
          for (auto const& item : area.lineup.showing) need(area, item);
      }
  return ordered;
}

void Backstage::plan() {
  if (planning_) {
    plan_again_ = true;
    return;
  }
  planning_ = true;
  auto const number = ++plans_;
  auto const wall = clock_.now().wall;
  Planned planned;
  for (auto const& screen : screens_) planned.push_back({screen.place, bills(screen, wall)});
  auto ordered = lacking(planned);
  if (ordered.empty()) return release(std::move(planned), number);
  std::vector<Workshop::Order> orders;
  orders.reserve(ordered.size());
  for (auto const& costume : ordered)
    orders.push_back([item = costume.item, content = costume.content, look = costume.look](Typesetter& typesetter) {
      return content ? compose(*content, look, typesetter) : compose(*item, look, typesetter);
    });
  // What is released is what was planned, whatever has been published meanwhile: half a programme must not flash.
  workshop_.compose(std::move(orders), wiring_.executor,
                    [this, ordered = std::move(ordered), planned = std::move(planned),
                     number](std::vector<Result<Composed>> made) mutable {
                      keep(std::move(ordered), std::move(made));
                      release(std::move(planned), number);
                    });
}

// Beside a plan that is under way: the present as far as it has been made ready. The plan knows less by now.
void Backstage::press() {
  auto const wall = clock_.now().wall;
  Planned present;
  for (auto const& screen : screens_) present.push_back({screen.place, {bill(screen, wall)}});
  if (!lacking(present).empty()) return;
  pressed_ = plans_;
  released_.clear();
  hand_over(present, [] {});
}

void Backstage::keep(std::vector<Costume> ordered, std::vector<Result<Composed>> made) {
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    auto& costume = ordered[i];
    wiring_.composed(costume.item ? "announcement \"" + costume.item->id + "\"" : "a content", costume.look, made[i]);
    if (made[i]) costume.composed = std::make_shared<Composed const>(std::move(*made[i]));
    costume.plan = plans_;
    auto const* const key = costume.item.get();
    wardrobe_.emplace(key, std::move(costume));
  }
}

ComposedPtr Backstage::find_set(AreaBill const& area, AnnouncementPtr const& item) const {
  auto const* const costume = find_costume(area, item.get());
  return costume == nullptr ? nullptr : costume->composed;
}

void Backstage::hang_up(AnnouncementPtr const& item, Look const& look, ComposedPtr composed) {
  wardrobe_.emplace(item.get(), Costume{item, std::nullopt, look, std::move(composed), plans_});
}

Backstage::Outlook Backstage::outlook(Screen const& screen, WallTime wall) const {
  Outlook outlook{bill(screen, wall), {}};
  auto const chapter = chapter_of(outlook.bill, [this](AreaBill const& area, AnnouncementPtr const& item) {
    auto const* const costume = find_costume(area, item.get());
    return std::optional<ComposedPtr>(costume == nullptr ? nullptr : costume->composed);
  });
  for (auto const& area : chapter->areas) outlook.programmes.push_back(area.programme);
  return outlook;
}

// Whether the stage plays from it already, so that it need not be disturbed.
bool Backstage::is_known(Planned const& planned, WallTime wall) const {
  auto const same_bill = [](Bill const& one, Bill const& other) { return plays_the_same(one, other); };
  auto const same = [&](Plan const& one, Plan const& other) {
    return one.place == other.place && one.bills.front().from <= wall &&
           std::ranges::equal(one.bills, other.bills, same_bill);
  };
  return std::ranges::equal(released_, planned, same);
}

void Backstage::release(Planned planned, std::uint64_t number) {
  auto const now = clock_.now();
  std::set<Costume const*> worn;
  auto soonest = WallTime::max();
  for (auto const& plan : planned) {
    soonest = std::min(soonest, plan.bills.front().until);
    for (auto const& bill : plan.bills)
      for (auto const& area : bill.areas) {
        if (area.content) worn.insert(find_costume(area, nullptr));
        for (auto const& item : area.lineup.showing) worn.insert(find_costume(area, item.get()));
      }
  }
  // What was hung up since this plan began is for the next one.
  std::erase_if(wardrobe_, [&](auto const& hung) { return hung.second.plan < number && !worn.contains(&hung.second); });
  plan_again_at(soonest, now);
  bool const outdated = number <= pressed_;
  if (outdated || is_known(planned, now.wall)) {
    if (outdated) plan_again_ = true;
    return finish_plan();
  }
  hand_over(planned, [this] { finish_plan(); });
  released_ = std::move(planned);
}

void Backstage::finish_plan() {
  planning_ = false;
  if (std::exchange(plan_again_, false)) plan();
}

// To the stage, with the ink of what it begins with.
void Backstage::hand_over(Planned const& planned, std::function<void()> then) {
  auto const wall = clock_.now().wall;
  Release ready;
  std::vector<InkOrder> orders;
  std::set<std::pair<Strip const*, int>> ordered;
  auto const find = [&](AreaBill const& area, AnnouncementPtr const& item) -> std::optional<ComposedPtr> {
    auto const* const costume = find_costume(area, item.get());
    if (costume == nullptr) return std::nullopt;
    return costume->composed;
  };
  for (auto const& [place, bills] : planned) {
    auto chapters = std::make_shared<std::vector<Chapter>>();
    for (auto const& bill : bills)
      if (auto chapter = chapter_of(bill, find)) chapters->push_back(std::move(*chapter));
    Edition edition{++edition_, std::move(chapters)};
    for (auto ahead = 0ms; ahead <= first_ink_span; ahead += first_ink_step)
      for (auto const& beat : Show::ahead(edition, wall + ahead)) {
        if (!beat.scene) continue;
        for (auto const& part : beat.scene->parts)
          for (auto const& need : tiles_needed(part, beat.beat))
            for (int tile = need.first; tile <= need.last; ++tile)
              if (ordered.emplace(need.strip.get(), tile).second) orders.push_back({need.strip, tile});
      }
    ready.editions.emplace_back(place, std::move(edition));
  }
  workshop_.ink(std::move(orders), wiring_.executor,
                [this, ready = std::move(ready), then = std::move(then)](std::vector<InkedTile> ink) mutable {
                  ready.ink = std::move(ink);
                  wiring_.release(std::move(ready));
                  then();
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
