#include "controller/announcement_rules.hpp"

namespace signboard {
bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_language(std::string_view tag) {
  std::size_t part = 0;
  bool first = true;
  for (std::size_t at = 0; at <= tag.size(); ++at) {
    if (at == tag.size() || tag[at] == '-') {
      if (part < (first ? 2 : 1) || part > (first ? 3 : 8)) return false;
      part = 0;
      first = false;
      continue;
    }
    bool const digit = tag[at] >= '0' && tag[at] <= '9';
    bool const letter = (tag[at] >= 'a' && tag[at] <= 'z') || (tag[at] >= 'A' && tag[at] <= 'Z');
    if (!letter && (first || !digit)) return false;
    ++part;
  }
  return true;
}

bool is_ever_open(Schedule const& schedule) {
  if (!schedule.until || (schedule.from && *schedule.from >= *schedule.until)) return true;
  auto const from = schedule.from.value_or(WallTime{});
  return schedule.covers(from) || schedule.next_change(from);
}

}  // namespace signboard
