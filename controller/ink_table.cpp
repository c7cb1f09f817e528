#include "controller/ink_table.hpp"

#include <algorithm>
#include <iterator>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr auto unwanted_after = 3s;     // longer than the look ahead of the stage, so nothing is made twice
constexpr auto order_again_after = 1s;  // an order that got lost with a stopped workshop is not waited for for ever

}  // namespace

InkTable::Entry& InkTable::entry(StripPtr const& strip) {
  auto& found = entries_[strip.get()];
  if (!found.strip) {
    found.strip = strip;
    found.slots.resize(static_cast<std::size_t>(strip->tiles()));
  }
  return found;
}

TilePtr InkTable::find(StripPtr const& strip, int tile) const {
  auto const found = entries_.find(strip.get());
  return found == entries_.end() ? nullptr : found->second.slots[static_cast<std::size_t>(tile)].ink;
}

void InkTable::put(InkedTile inked, SteadyTime now) {
  auto& slot = entry(inked.strip).slots[static_cast<std::size_t>(inked.tile)];
  slot.ink = std::move(inked.ink);
  slot.wanted = std::max(slot.wanted, now);
}

bool InkTable::want(StripPtr const& strip, int tile, SteadyTime now) {
  auto& slot = entry(strip).slots[static_cast<std::size_t>(tile)];
  slot.wanted = now;
  if (slot.ink || (slot.ordered != SteadyTime{} && now - slot.ordered < order_again_after)) return false;
  slot.ordered = now;
  return true;
}

void InkTable::forget_unwanted(SteadyTime now) {
  for (auto at = entries_.begin(); at != entries_.end();) {
    bool wanted = false;
    for (auto& slot : at->second.slots) {
      if (slot.wanted != SteadyTime{} && now - slot.wanted < unwanted_after)
        wanted = true;
      else
        slot = {};
    }
    at = wanted ? std::next(at) : entries_.erase(at);
  }
}

std::size_t InkTable::bytes() const {
  std::size_t total = 0;
  for (auto const& [strip, entry] : entries_)
    for (auto const& slot : entry.slots)
      if (slot.ink) total += slot.ink->pixels().size();
  return total;
}

}  // namespace signboard
