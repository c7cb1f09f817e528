#include "controller/http/live.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace signboard {

Error no_room_to_watch() {
  return fault(Code::over_limit, "http.too_many_watchers", {{"most", std::to_string(limits::watchers)}});
}

Live::Live(std::vector<LiveScreen> screens) : screens_(std::move(screens)), places_(screens_.size()) {
  watchers_.reserve(limits::watchers);
}

Live::~Live() { assert(watchers_.empty()); }

void Live::show(std::size_t screen, std::shared_ptr<Frame const> frame, WallTime at) {
  assert(screen < places_.size() && frame && frame->size() == screens_[screen].size);
  auto& place = places_[screen];
  if (place.watchers == 0) return;
  if (!place.frame || (place.frame != frame && *place.frame != *frame)) {
    ++place.changed;
    place.packed.reset();
    place.frame = std::move(frame);
  }
  place.at = at;
  ++place.told;
  for (auto* const watcher : watchers_) {
    auto const sees = [screen](Watcher::Seat const& seat) { return seat.screen == screen; };
    if (std::any_of(watcher->seats_.begin(), watcher->seats_.end(), sees)) watcher->wake_();
  }
}

bool Live::is_full() const { return watchers_.size() >= limits::watchers; }

Result<std::unique_ptr<Live::Watcher>> Live::watch(std::vector<std::size_t> const& screens,
                                                   std::function<void()> wake) {
  if (is_full()) return no_room_to_watch();
  auto watcher = std::make_unique<Watcher>(*this, screens, std::move(wake));
  watchers_.push_back(watcher.get());
  bool news = false;
  for (auto const& seat : watcher->seats_) news |= places_[seat.screen].watchers++ == 0;
  if (news) tell_watched();
  return watcher;
}

void Live::leave(Watcher const& watcher) {
  std::erase(watchers_, &watcher);
  bool news = false;
  for (auto const& seat : watcher.seats_) {
    auto& place = places_[seat.screen];
    if (--place.watchers > 0) continue;
    place.frame.reset();
    place.packed.reset();
    news = true;
  }
  if (news) tell_watched();
}

void Live::tell_watched() const {
  if (!on_watched_change) return;
  std::vector<bool> watched;
  watched.reserve(places_.size());
  for (auto const& place : places_) watched.push_back(place.watchers > 0);
  on_watched_change(watched);
}

Live::Watcher::Watcher(Live& live, std::vector<std::size_t> const& screens, std::function<void()> wake)
    : live_(live), wake_(std::move(wake)) {
  for (auto const screen : screens) {
    assert(screen < live.places_.size());
    seats_.push_back({screen, 0, 0});
  }
}

bool Live::Watcher::has_news() const {
  return std::any_of(seats_.begin(), seats_.end(), [this](Seat const& seat) {
    auto const& place = live_.places_[seat.screen];
    return place.frame && place.told != seat.told;
  });
}

std::optional<Live::Watcher::Said> Live::Watcher::take() {
  for (std::size_t i = 0; i < seats_.size(); ++i) {
    auto& seat = seats_[(turn_ + i) % seats_.size()];
    auto& place = live_.places_[seat.screen];
    if (!place.frame || place.told == seat.told) continue;
    PictureHead head{PictureForm::unchanged, seat.screen, place.frame->size(), place.at};
    Said said;
    if (place.changed != seat.changed) {
      if (!place.packed)
        place.packed = std::make_shared<std::vector<std::uint8_t> const>(signboard::packed(*place.frame));
      if (place.packed->empty()) {
        head.form = PictureForm::rgb888;
        auto const bytes = bytes_of(*place.frame);
        said.pixels = {reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()};
        said.keeper = place.frame;
      } else {
        head.form = PictureForm::palette;
        said.pixels = *place.packed;
        said.keeper = place.packed;
      }
    }
    said.head = written(head);
    seat.told = place.told;
    seat.changed = place.changed;
    turn_ = (turn_ + i + 1) % seats_.size();
    return said;
  }
  return {};
}

}  // namespace signboard
