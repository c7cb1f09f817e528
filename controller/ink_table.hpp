#pragma once

#include "base/time.hpp"
#include "controller/painter.hpp"

#include <unordered_map>
#include <vector>

namespace signboard {

/// A tile somebody should make, or has made.
struct InkOrder {
  StripPtr strip;
  int tile = 0;
};
struct InkedTile {
  StripPtr strip;
  int tile = 0;
  TilePtr ink;
};

/// The ink the stage has at hand. Holds what is shown soon and forgets what nobody wanted for a while, so that memory
/// follows the width of the screens and not the length of the texts.
class InkTable {
 public:
  TilePtr find(StripPtr const& strip, int tile) const;
  void put(InkedTile inked, SteadyTime now);

  /// Says that a tile will be needed. True if it has to be ordered: it is not here, and was not ordered of late.
  bool want(StripPtr const& strip, int tile, SteadyTime now);

  void forget_unwanted(SteadyTime now);
  std::size_t bytes() const;

 private:
  struct Slot {
    TilePtr ink;
    SteadyTime wanted{}, ordered{};
  };
  struct Entry {
    StripPtr strip;  // keeps the key valid
    std::vector<Slot> slots;
  };
  Entry& entry(StripPtr const& strip);

  std::unordered_map<Strip const*, Entry> entries_;
};

}  // namespace signboard
