#include "controller/bill.hpp"

#include "playlists/calendar.hpp"

#include <algorithm>

namespace signboard {
namespace {

using std::chrono::nanoseconds;

PairPolicy pair_policy_at(Venue const& venue, WallTime wall) {
  PairPolicy policy;
  for (auto const& dated : venue.pairs)
    if (!dated.from || *dated.from <= wall) policy = dated.policy;
  return policy;
}

void end_by(Bill& bill, std::optional<WallTime> moment) {
  if (moment && *moment > bill.from) bill.until = std::min(bill.until, *moment);
}

bool is_text(Area const& area) { return std::holds_alternative<TextContent>(area.content); }

Channel channel_of(Venue const& venue, Area const& area) {
  auto const* const text = std::get_if<TextContent>(&area.content);
  bool const is_main = text != nullptr && text->is_main;
  return {venue.name, area.name, is_main ? Channel::Share::main : Channel::Share::named};
}

template <class T>
T found_in(std::map<std::filesystem::path, T> const& files, std::filesystem::path const& file) {
  auto const found = files.find(file);
  return found == files.end() ? nullptr : found->second;
}

// What the configuration gives counts from the midnight its day began with, or, if it is the same every day, for ever.
void give_content(AreaBill& into, Area const& area, Venue const& venue, Properties const& properties, Bill& bill) {
  ContentAt content{area.content, {}, nullptr, nullptr};
  bool const follows_the_day =
      std::holds_alternative<ClockContent>(area.content) || std::holds_alternative<DayContent>(area.content);
  if (follows_the_day) {
    auto const day = day_of(bill.from, venue.utc_offset);
    into.lineup.since = start_of(day, venue.utc_offset);
    end_by(bill, start_of(day + std::chrono::days{1}, venue.utc_offset));
    if (std::holds_alternative<DayContent>(area.content)) content.day = day;
  }
  if (auto const* const table = std::get_if<TableContent>(&area.content))
    content.table = found_in(properties.tables, table->file);
  if (auto const* const picture = std::get_if<PictureContent>(&area.content))
    content.picture = found_in(properties.pictures, picture->file);
  into.content = std::move(content);
}

void fill_with(Bill& bill, Channel channel, Rect rect, Look look, Bulletin const& bulletin) {
  AreaBill area;
  area.lineup = bulletin.lineup(channel, bill.from);
  end_by(bill, area.lineup.until);
  area.channel = std::move(channel);
  area.area = rect;
  area.look = std::move(look);
  bill.areas.push_back(std::move(area));
}

void fill_areas(Bill& bill, Venue const& venue, Bulletin const& bulletin, Properties const& properties,
                Look const& whole) {
  bill.backdrop = venue.backdrop;
  bill.tick = grid_of(whole.frames_per_second);
  for (auto const& area : venue.layout.areas) {
    auto look = whole;
    look.size = {area.inside().width, area.inside().height};
    look.on_grid = true;
    if (auto const* const text = std::get_if<TextContent>(&area.content)) {
      look.pair.stacking = text->stacking;
      fill_with(bill, channel_of(venue, area), area.inside(), look, bulletin);
      continue;
    }
    AreaBill given;
    given.channel = channel_of(venue, area);
    given.area = area.inside();
    given.look = look;
    give_content(given, area, venue, properties, bill);
    bill.areas.push_back(std::move(given));
  }
}

std::optional<Rank> highest_rank(Bill const& bill) {
  std::optional<Rank> highest;
  for (auto const& area : bill.areas)
    for (auto const& item : area.lineup.showing) highest = std::max(highest, std::optional(item->rank));
  return highest;
}

void light_up(Bill& bill, ScreenPlan const& plan) {
  auto const wish = lit_for(highest_rank(bill), plan.at(bill.from));
  end_by(bill, wish.until);
  bill.light.on = wish.on;
  if (plan.percent != 100 || !plan.dimmings.empty()) bill.light.percent = wish.percent;
}

bool plays_the_same(AreaBill const& one, AreaBill const& other) {
  return one.channel == other.channel && one.area == other.area && one.look == other.look &&
         one.lineup.showing == other.lineup.showing && one.lineup.since == other.lineup.since &&
         one.content == other.content;
}

}  // namespace

bool plays_the_same(Bill const& one, Bill const& other) {
  auto const same = [](AreaBill const& a, AreaBill const& b) { return plays_the_same(a, b); };
  return one.until == other.until && one.backdrop == other.backdrop && one.tick == other.tick &&
         one.light == other.light && std::ranges::equal(one.areas, other.areas, same);
}

FramePtr backdrop_of(Layout const& layout, Look const& look) {
  auto const has_border = [](Area const& area) { return area.border > 0; };
  if (std::ranges::none_of(layout.areas, has_border)) return nullptr;
  auto frame = std::make_shared<Frame>(look.size);
  for (auto const& area : layout.areas) {
    auto const& [left, top, width, height] = area.rect;
    auto const ink = shown_ink(area.border_ink, look);
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if (std::min({x, y, width - 1 - x, height - 1 - y}) < area.border) frame->at(left + x, top + y) = ink;
  }
  return frame;
}

std::vector<Channel> channels_of(Venue const& venue) {
  if (venue.layout.areas.empty()) return {{venue.name, {}, Channel::Share::whole}};
  std::vector<Channel> channels{{venue.name, {}, Channel::Share::takeover}};
  for (auto const& area : venue.layout.areas)
    if (is_text(area)) channels.push_back(channel_of(venue, area));
  return channels;
}

Bill bill_at(Venue const& venue, Bulletin const& bulletin, Properties const& properties, WallTime wall) {
  Bill bill;
  bill.from = wall;
  bill.until = WallTime::max();
  for (auto const& dated : venue.pairs) end_by(bill, dated.from);
  auto look = venue.look;
  look.pair = pair_policy_at(venue, wall);
  bool const is_divided = !venue.layout.areas.empty();
  fill_with(bill, channels_of(venue).front(), {0, 0, look.size.width, look.size.height}, look, bulletin);
  if (is_divided && bill.areas.front().lineup.showing.empty()) {
    bill.areas.clear();
    fill_areas(bill, venue, bulletin, properties, look);
  }
  light_up(bill, venue.plan);
  return bill;
}

std::optional<Chapter> chapter_of(Bill const& bill, FindReady const& find) {
  Chapter chapter{bill.from, bill.until, bill.backdrop, {}, bill.tick, bill.light};
  for (auto const& area : bill.areas) {
    std::vector<AnnouncementPtr> items{nullptr};
    if (!area.content) items = area.lineup.showing;
    std::vector<Programme::Entry> entries;
    for (auto& item : items) {
      auto ready = find(area, item);
      if (!ready) return std::nullopt;
      if (*ready) entries.push_back({std::move(item), std::move(*ready)});
    }
    chapter.areas.push_back({area.area, Programme(std::move(entries), area.lineup.since)});
  }
  return chapter;
}

}  // namespace signboard
