// The line-up is asked for, not kept: it is worked out anew from the announcements, the channel and the moment. Urgent
// notices, withdrawals, expiry and stepped clocks therefore need no code of their own, and a forecast is the same call.
// One pass over the rows finds the highest rank that may be seen, who has it, and for every rank the last and the next
// moment at which the answer changes; only rows that would change what has been found so far are looked at closely.

#include "playlists/bulletin.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <unordered_set>
#include <utility>

namespace signboard {
namespace {

constexpr std::size_t ranks = static_cast<std::size_t>(Rank::blackout) + 1;

bool names(std::vector<std::string> const& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::uint64_t bit_of(std::string_view name) {
  return std::uint64_t{1} << (std::hash<std::string_view>{}(name) % std::uint64_t{64});
}

std::uint64_t bits_of(std::vector<std::string> const& names) {
  std::uint64_t bits = 0;
  for (auto const& name : names) bits |= bit_of(name);
  return bits;
}

bool plays_on(Channel const& channel, Announcement const& item) {
  return item.screens.empty() || names(item.screens, channel.screen);
}

bool takes_over(Rank rank) { return rank >= Rank::urgent; }

bool belongs_to(Channel const& channel, Announcement const& item) {
  switch (channel.share) {
    case Channel::Share::whole:
      return true;
    case Channel::Share::takeover:
      return item.areas.empty() && takes_over(item.rank);
    case Channel::Share::main:
      if (item.areas.empty()) return !takes_over(item.rank);
      break;
    case Channel::Share::named:
      break;
  }
  return names(item.areas, channel.area);
}

WallTime began(Announcement const& item) { return item.schedule.from.value_or(item.published.value_or(WallTime{})); }

bool goes_first(AnnouncementPtr const& one, AnnouncementPtr const& other) {
  auto const a = began(*one), b = began(*other);
  return a != b ? a > b : one->id < other->id;
}

// Why something is kept off all of these channels.
Reason judge(Announcement const& item, std::span<Channel const> channels, Spell const& spell, WallTime now) {
  if (!plays_on(channels.front(), item)) return Reason::other_screens;
  auto const belongs = [&item](Channel const& channel) { return belongs_to(channel, item); };
  if (std::none_of(channels.begin(), channels.end(), belongs)) return Reason::other_areas;
  if (spell.open) return Reason::outranked;
  if (spell.until == WallTime::max()) return Reason::expired;
  return item.schedule.from && now < *item.schedule.from ? Reason::not_yet : Reason::outside_hours;
}

}  // namespace

std::string_view name_of(Reason reason) {
  static constexpr std::array<std::string_view, 7> names{"showing", "outranked",     "not_yet",    "outside_hours",
                                                         "expired", "other_screens", "other_areas"};
  return names.at(static_cast<std::size_t>(reason));
}

/// One look for one channel at one moment.
class Bulletin::Search {
 public:
  Search(Channel const& channel, WallTime now)
      : channel_(channel), now_(now), screen_(bit_of(channel.screen)), area_(bit_of(channel.area)) {
    last_.fill(WallTime::min());
    next_.fill(WallTime::max());
  }

  void look_at(Row const& row) {
    auto const rank = static_cast<std::size_t>(row.rank);
    if (rank < lowest_ || !may_belong(row)) return;
    auto spell = row.times.at(now_);
    if (row.published != WallTime::min()) {
      if (row.published <= now_)
        spell.since = std::max(spell.since, row.published);
      else
        spell.until = std::min(spell.until, row.published);
    }
    if (!spell.open && spell.since <= last_[rank] && spell.until >= next_[rank]) return;
    if (!plays_on(channel_, *row.item) || !belongs_to(channel_, *row.item)) return;
    last_[rank] = std::max(last_[rank], spell.since);
    next_[rank] = std::min(next_[rank], spell.until);
    if (!spell.open) return;
    if (rank > lowest_) {
      lowest_ = rank;
      showing_.clear();
    }
    showing_.push_back(&row.item);
  }

  Lineup lineup() const {
    Lineup lineup;
    lineup.showing.reserve(showing_.size());
    for (auto const* item : showing_) lineup.showing.push_back(*item);
    if (lowest_ >= static_cast<std::size_t>(Rank::insert))
      std::sort(lineup.showing.begin(), lineup.showing.end(), goes_first);
    auto const since = *std::max_element(last_.begin() + lowest_, last_.end());
    auto const until = *std::min_element(next_.begin() + lowest_, next_.end());
    if (since != WallTime::min()) lineup.since = since;
    if (until != WallTime::max()) lineup.until = until;
    return lineup;
  }

 private:
  bool may_belong(Row const& row) const {
    if (row.screens != 0 && (row.screens & screen_) == 0) return false;
    switch (channel_.share) {
      case Channel::Share::whole:
        return true;
      case Channel::Share::takeover:
        return row.areas == 0 && takes_over(row.rank);
      case Channel::Share::main:
        return row.areas == 0 ? !takes_over(row.rank) : (row.areas & area_) != 0;
      case Channel::Share::named:
        break;
    }
    return (row.areas & area_) != 0;
  }

  Channel const& channel_;
  WallTime now_;
  std::uint64_t screen_, area_;
  std::size_t lowest_ = 0;  // rank that can still matter: the highest that was found open
  std::array<WallTime, ranks> last_, next_;
  std::vector<AnnouncementPtr const*> showing_;
};

Bulletin::Row Bulletin::row_of(AnnouncementPtr item, std::uint64_t number) {
  auto const& schedule = item->schedule;
  Timetable times(schedule);
  // It did not change the answer if it was published outside its hours.
  bool const restarts = item->published && !schedule.from && times.at(*item->published).open;
  auto const published = restarts ? *item->published : WallTime::min();
  auto const screens = bits_of(item->screens), areas = bits_of(item->areas);
  auto const rank = item->rank;
  return {number, std::move(times), published, screens, areas, rank, std::move(item)};
}

void Bulletin::put(Announcement announcement) { put(std::make_shared<Announcement const>(std::move(announcement))); }

void Bulletin::put(AnnouncementPtr item) {
  auto const* const known = ids_.find(item->id);
  auto const number = known ? known->number : next_number_++;
  ids_.put({item, number});
  rows_.put(row_of(std::move(item), number));
  ++revision_;
}

bool Bulletin::withdraw(Id const& id) {
  auto const* const known = ids_.find(id);
  if (!known) return false;
  auto const number = known->number;
  auto const keeps_id = known->item;  // `id` may be its own
  rows_.take(number);
  ids_.take(keeps_id->id);
  ++revision_;
  return true;
}

AnnouncementPtr Bulletin::find(Id const& id) const {
  auto const* const known = ids_.find(id);
  return known ? known->item : nullptr;
}

std::vector<AnnouncementPtr> Bulletin::all() const {
  std::vector<AnnouncementPtr> items;
  items.reserve(size());
  for (auto const& leaf : rows_.leaves())
    for (auto const& row : *leaf) items.push_back(row.item);
  return items;
}

Lineup Bulletin::lineup(std::string_view screen, WallTime now) const {
  return lineup(Channel{std::string(screen), {}, Channel::Share::whole}, now);
}

Lineup Bulletin::lineup(Channel const& channel, WallTime now) const {
  Search search(channel, now);
  for (auto const& leaf : rows_.leaves())
    for (auto const& row : *leaf) search.look_at(row);
  return search.lineup();
}

Bulletin Bulletin::excerpt(Channel const& channel, WallTime from, WallTime until) const {
  Bulletin few;
  few.next_number_ = next_number_;
  for (auto const& leaf : rows_.leaves())
    for (auto const& row : *leaf) {
      auto const spell = row.times.at(from);
      if (!spell.open && spell.until >= until) continue;
      if (!plays_on(channel, *row.item) || !belongs_to(channel, *row.item)) continue;
      few.ids_.put({row.item, row.number});
      few.rows_.put(row);
    }
  few.revision_ = revision_;
  return few;
}

std::vector<Judged> Bulletin::judged(Channel const& channel, WallTime now) const {
  return judged(std::span(&channel, 1), now);
}

std::vector<Judged> Bulletin::judged(std::span<Channel const> channels, WallTime now) const {
  assert(!channels.empty());
  std::vector<Judged> all;
  all.reserve(size());
  std::unordered_set<Announcement const*> shown;
  for (auto const& channel : channels) {
    for (auto& item : lineup(channel, now).showing)
      if (shown.insert(item.get()).second) all.push_back({std::move(item), Reason::showing});
    if (channel.share == Channel::Share::takeover && !shown.empty()) break;
  }
  for (auto const& leaf : rows_.leaves())
    for (auto const& row : *leaf)
      if (!shown.contains(row.item.get()))
        all.push_back({row.item, judge(*row.item, channels, row.times.at(now), now)});
  return all;
}

}  // namespace signboard
