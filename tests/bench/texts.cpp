#include "tests/bench/texts.hpp"

#include "base/utf8.hpp"

#include <random>
#include <utility>
#include <vector>

namespace signboard {
namespace {

std::vector<char32_t> characters_of(std::string_view text) {
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < text.size();) characters.push_back(next_code_point(text, at));
  return characters;
}

bool is_unified_han(char32_t character) { return character >= 0x4E00 && character <= 0x9FFF; }

}  // namespace

std::string repeated(std::string_view text, int characters) {
  auto const all = characters_of(text);
  std::string words;
  for (int i = 0; i < characters; ++i) append_utf8(words, all[static_cast<std::size_t>(i) % all.size()]);
  return words;
}

std::string han_at_random(std::string_view text, int characters, std::uint32_t seed) {
  auto all = characters_of(text);
  std::erase_if(all, [](char32_t character) { return !is_unified_han(character); });
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::size_t> place(0, all.size() - 1);
  std::string words;
  for (int i = 0; i < characters; ++i) append_utf8(words, all[place(random)]);
  return words;
}

Announcement scrolling(std::string words) {
  Announcement announcement;
  announcement.id = "bench";
  announcement.texts = {{"zh-Hans", std::move(words)}};
  announcement.style.ink = scroll_ink;
  announcement.style.motion.effect = Effect::scroll_left;
  announcement.style.motion.speed_px_s = scroll_step * scroll_fps;
  return announcement;
}

Announcement held(std::string words) {
  auto announcement = scrolling(std::move(words));
  announcement.style.motion.effect = Effect::hold;
  return announcement;
}

}  // namespace signboard
