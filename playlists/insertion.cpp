#include "playlists/insertion.hpp"

#include <algorithm>
#include <cassert>
#include <vector>

namespace signboard {

Span insertion_span(WallTime now, std::chrono::nanoseconds length, std::span<Span const> accepted) {
  assert(length.count() > 0);
  std::vector<Span> others(accepted.begin(), accepted.end());
  std::sort(others.begin(), others.end(), [](Span const& a, Span const& b) { return a.from < b.from; });
  auto from = now;
  for (auto const& other : others) {
    if (other.until <= from || other.until <= other.from) continue;
    if (other.from - from >= length) break;
    from = other.until;
  }
  return {from, from + length};
}

}  // namespace signboard
