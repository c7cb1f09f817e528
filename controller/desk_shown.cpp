// What was on the screens, for the ledger.

#include "controller/desk.hpp"

#include <utility>

namespace signboard {

void Desk::saw(std::string const& screen, std::string const& area, Id const& id, WallTime at) {
  std::pair const place(screen, area);
  auto& last = on_air_[place];
  if (!last.empty()) shown_[place][last].until = at;
  if (last == id) return;
  last = id;
  if (id.empty()) return;
  auto& stretch = shown_[place][id];
  if (stretch.times == 0) stretch = {id, at, at, 0};
  stretch.until = at;
  ++stretch.times;
}

void Desk::flush_shown(WallTime now) {
  shown_flushed_ = now;
  for (auto& [place, stretches] : std::exchange(shown_, {}))
    for (auto const& [id, stretch] : stretches) {
      auto const known = kept_.find(id);
      commit(Shown{place.first, place.second, id, known == kept_.end() ? 0 : known->second.version, stretch.from,
                   stretch.until, stretch.times},
             ourselves(), StoreThread::Urgency::routine, [](Outcome const&) {});
    }
  on_air_.clear();  // what is still on begins a new stretch
}

}  // namespace signboard
