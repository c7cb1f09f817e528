#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace signboard {

/// The value that `share` of all (0 to 1) do not exceed. There must be one.
inline double percentile(std::vector<double> values, double share) {
  assert(!values.empty());
  auto const place = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  auto const nth = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(place, 1) - 1);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

inline double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

}  // namespace signboard
