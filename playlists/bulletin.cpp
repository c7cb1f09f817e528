// The line-up is asked for, not kept: it is worked out anew from the announcements, the screen and the moment. Urgent
// notices, withdrawals, expiry and stepped clocks therefore need no code of their own, and a forecast is the same call.
// One pass finds who may be seen and who among them ranks highest; a second one names those who must stand back, and
// gathers the moments at which the answer was and will be another.

#include "playlists/bulletin.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace signboard {
namespace {

bool names(std::vector<std::string> const& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool belongs_to(Channel const& channel, Announcement const& item) {
  bool const takes_over = item.areas.empty() && item.rank >= Rank::urgent;
  switch (channel.share) {
    case Channel::Share::whole:
      return true;
    case Channel::Share::takeover:
      return takes_over;
    case Channel::Share::main:
      return item.areas.empty() ? !takes_over : names(item.areas, channel.area);
    case Channel::Share::named:
      break;
  }
  return names(item.areas, channel.area);
}

Reason judge(Announcement const& item, Channel const& channel, WallTime now) {
  if (!item.screens.empty() && !names(item.screens, channel.screen)) return Reason::other_screens;
  if (!belongs_to(channel, item)) return Reason::other_areas;
  auto const& schedule = item.schedule;
  if (schedule.covers(now)) return Reason::showing;
  if (schedule.until && now >= *schedule.until) return Reason::expired;
  if (!schedule.next_change(now)) return Reason::expired;
  return schedule.from && now < *schedule.from ? Reason::not_yet : Reason::outside_hours;
}

}  // namespace

std::string_view name_of(Reason reason) {
  static constexpr std::array<std::string_view, 7> names{"showing", "outranked",     "not_yet",    "outside_hours",
                                                         "expired", "other_screens", "other_areas"};
  return names.at(static_cast<std::size_t>(reason));
}

std::vector<AnnouncementPtr> Lineup::showing() const {
  std::vector<AnnouncementPtr> items;
  for (auto const& judged : all)
    if (judged.reason == Reason::showing) items.push_back(judged.item);
  return items;
}

void Bulletin::put(Announcement announcement) { put(std::make_shared<Announcement const>(std::move(announcement))); }

void Bulletin::put(AnnouncementPtr item) {
  auto const [known, is_new] = number_of_.try_emplace(item->id, next_number_);
  if (is_new) {
    items_.push_back(item);
    numbers_.push_back(next_number_++);
  } else {
    items_[static_cast<std::size_t>(place_of(known->second))] = item;
  }
  ++revision_;
}

bool Bulletin::withdraw(Id const& id) {
  auto const known = number_of_.find(id);
  if (known == number_of_.end()) return false;
  auto const place = place_of(known->second);
  items_.erase(items_.begin() + place);
  numbers_.erase(numbers_.begin() + place);
  number_of_.erase(known);
  ++revision_;
  return true;
}

AnnouncementPtr Bulletin::find(Id const& id) const {
  auto const known = number_of_.find(id);
  return known == number_of_.end() ? nullptr : items_[static_cast<std::size_t>(place_of(known->second))];
}

Lineup Bulletin::lineup(std::string_view screen, WallTime now) const {
  return lineup(Channel{std::string(screen), {}, Channel::Share::whole}, now);
}

Lineup Bulletin::lineup(Channel const& channel, WallTime now) const {
  Lineup lineup;
  lineup.all.reserve(items_.size());
  std::optional<Rank> highest;
  for (auto const& item : items_) {
    auto const reason = judge(*item, channel, now);
    if (reason == Reason::showing) highest = std::max(highest.value_or(item->rank), item->rank);
    lineup.all.push_back({item, reason});
  }
  std::optional<WallTime> since;
  for (auto& [item, reason] : lineup.all) {
    if (reason == Reason::other_screens || reason == Reason::other_areas) continue;
    if (reason == Reason::showing && item->rank < *highest) reason = Reason::outranked;
    auto const next = item->schedule.next_change(now);
    if (next && (!lineup.until || *next < *lineup.until)) lineup.until = next;
    if (highest && item->rank < *highest) continue;
    if (auto const last = item->schedule.last_change(now); last && (!since || *last > *since)) since = last;
  }
  lineup.since = since.value_or(WallTime{});
  return lineup;
}

std::vector<std::uint64_t>::difference_type Bulletin::place_of(std::uint64_t number) const {
  auto const found = std::lower_bound(numbers_.begin(), numbers_.end(), number);
  assert(found != numbers_.end() && *found == number);
  return found - numbers_.begin();
}

}  // namespace signboard
