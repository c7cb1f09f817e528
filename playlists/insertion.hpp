#pragma once

#include "base/time.hpp"

#include <chrono>
#include <span>

namespace signboard {

/// A stretch of time, half-open: [from, until).
struct Span {
  WallTime from{}, until{};
  bool operator==(Span const&) const = default;
};

/// When an insert plays that is accepted now and takes that long: at once, or when those accepted before it on the same
/// screens leave room for it. So each plays once, one after the other in the order of acceptance, and an insert that is
/// promised for a later hour holds nobody up who is done by then. `length` is more than nothing; the others in any
/// order.
Span insertion_span(WallTime now, std::chrono::nanoseconds length, std::span<Span const> accepted);

}  // namespace signboard
