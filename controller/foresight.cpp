// Two questions about the same bills: what follows what, and whether there is time to read it. An announcement is read
// whole if one pass of it lies within a stretch in which its area's loop runs on undisturbed and the screen is on; such
// a stretch may reach over several bills, for bills also end where another area changes.

#include "controller/foresight.hpp"

#include <algorithm>
#include <map>

namespace signboard {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t entries_most = 50'000;  // in all bills together: a few MB as JSON

// An area whose loop runs on.
struct Stretch {
  AreaBill const* area = nullptr;  // as it was when it began
  Programme programme;
  WallTime from{}, until{};
};

bool goes_on(Stretch const& stretch, Bill const& bill, AreaBill const& area) {
  return stretch.area != nullptr && stretch.until == bill.from && stretch.area->channel == area.channel &&
         stretch.area->look == area.look && stretch.area->lineup.showing == area.lineup.showing &&
         stretch.area->lineup.since == area.lineup.since;
}

class Forecaster {
 public:
  Forecaster(WallTime until, FindReady const& find) : until_(until), find_(find) {}

  void look_at(Bill const& bill) {
    auto const end = std::min(bill.until, until_);
    std::vector<Stretch> running;
    ForeseenSpan span{bill.from, end, {}, bill.light, nanoseconds{0}};
    for (auto const& area : bill.areas) {
      if (area.content || area.lineup.showing.empty()) continue;
      for (auto const& item : area.lineup.showing) {
        span.showing.push_back(item);
        know(item, area);
      }
      auto const before =
          std::ranges::find_if(running_, [&](Stretch const& each) { return goes_on(each, bill, area); });
      running.push_back(before == running_.end() ? begin(bill, area) : std::move(*before));
      if (before != running_.end()) before->area = nullptr;
      running.back().until = end;
      span.loop = std::max(span.loop, running.back().programme.length());
    }
    for (auto const& ended : running_) close(ended);
    running_.clear();
    if (bill.light.on) running_ = std::move(running);
    append(std::move(span));
  }

  Foresight finish() {
    for (auto const& ended : running_) close(ended);
    return std::move(foresight_);
  }

 private:
  void know(AnnouncementPtr const& item, AreaBill const& area) {
    auto const [place, is_new] = places_.try_emplace(item.get(), foresight_.items.size());
    if (is_new) foresight_.items.push_back({item, std::nullopt, false});
    auto& known = foresight_.items[place->second];
    auto const ready = find_(area, item);
    if (!ready || !*ready) return;
    auto const pass = (*ready)->length() / (*ready)->repeats;
    known.reading = std::max(known.reading.value_or(nanoseconds{0}), pass);
  }

  Stretch begin(Bill const& bill, AreaBill const& area) const {
    std::vector<Programme::Entry> entries;
    bool complete = true;
    for (auto const& item : area.lineup.showing) {
      auto const ready = find_(area, item);
      complete = complete && ready;
      if (ready && *ready) entries.push_back({item, *ready});
    }
    // With a length unknown nobody can say when the others have their turn.
    if (!complete) entries.clear();
    return {&area, Programme(std::move(entries), area.lineup.since), bill.from, bill.from};
  }

  void close(Stretch const& stretch) {
    if (stretch.area == nullptr) return;
    for (std::size_t i = 0; i < stretch.programme.entries().size(); ++i) {
      auto& known = foresight_.items[places_.at(stretch.programme.entries()[i].item.get())];
      known.whole = known.whole || stretch.programme.plays_whole(i, stretch.from, stretch.until);
    }
  }

  void append(ForeseenSpan span) {
    auto& spans = foresight_.spans;
    bool const same = !spans.empty() && spans.back().showing == span.showing && spans.back().light == span.light &&
                      spans.back().loop == span.loop;
    if (same)
      spans.back().until = span.until;
    else
      spans.push_back(std::move(span));
  }

  WallTime until_;
  FindReady const& find_;
  std::vector<Stretch> running_;
  std::map<Announcement const*, std::size_t> places_;  // of the items
  Foresight foresight_;
};

}  // namespace

std::vector<Bill> bills_between(std::function<Bill(WallTime)> const& bill_at, WallTime from, WallTime until,
                                std::size_t most) {
  std::vector<Bill> bills;
  std::size_t entries = 0;
  for (auto wall = from; wall < until && bills.size() < most && entries < entries_most; wall = bills.back().until) {
    bills.push_back(bill_at(wall));
    for (auto const& area : bills.back().areas) entries += area.lineup.showing.size();
  }
  return bills;
}

Foresight foresee(std::vector<Bill> const& bills, WallTime until, FindReady const& find) {
  Forecaster forecaster(until, find);
  for (auto const& bill : bills) forecaster.look_at(bill);
  auto foresight = forecaster.finish();
  if (!bills.empty() && bills.back().until < until) foresight.cut_at = bills.back().until;
  return foresight;
}

}  // namespace signboard
