#include "playlists/forecast.hpp"

#include <algorithm>
#include <utility>

namespace signboard {

Forecast forecast(Bulletin const& bulletin, Channel const& channel, WallTime from, WallTime until,
                  ForecastLimits limits) {
  // Of ten years of announcements few matter to a week, and each change of that week looks at them anew.
  auto const excerpt = bulletin.excerpt(channel, from, until);
  Forecast forecast;
  std::size_t entries = 0;
  while (from < until) {
    auto lineup = excerpt.lineup(channel, from);
    auto const end = std::min(lineup.until.value_or(until), until);
    auto& spans = forecast.spans;
    if (!spans.empty() && spans.back().showing == lineup.showing) {
      spans.back().until = end;
    } else {
      entries += lineup.showing.size();
      if (!spans.empty() && (spans.size() >= limits.spans || entries > limits.entries)) {
        forecast.cut_at = from;
        break;
      }
      spans.push_back({from, end, std::move(lineup.showing)});
    }
    from = end;
  }
  return forecast;
}

}  // namespace signboard
