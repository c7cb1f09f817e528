#include "controller/link_words.hpp"

namespace signboard {
namespace {

// People read seconds.
std::string to_the_second(WallTime time, std::chrono::minutes utc_offset) {
  return format_wall_time(std::chrono::floor<std::chrono::seconds>(time), utc_offset);
}

std::string state_words(LinkStatus const& status, std::chrono::minutes utc_offset, Language language) {
  Values const values{{"since", to_the_second(status.since, utc_offset)}, {"frames", std::to_string(status.frames)}};
  if (!status.up) return worded("link.is_down", values, language);
  if (!status.on) return worded("link.is_dark", values, language);
  return worded("link.is_up", values, language);
}

}  // namespace

std::string link_words(LinkStatus const& status, std::chrono::minutes utc_offset, Language language) {
  auto words = state_words(status, utc_offset, language);
  if (!status.last_trouble) return words;
  auto const trouble = worded(*status.last_trouble, language);
  auto const at = to_the_second(status.last_trouble_at, utc_offset);
  return words + worded("link.last_trouble", {{"at", at}, {"trouble", trouble}}, language);
}

}  // namespace signboard
