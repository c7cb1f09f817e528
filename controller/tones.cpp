#include "controller/tones.hpp"

#include <algorithm>

namespace signboard {

std::vector<Tone> tones_for(Style const& style, Look const& look, int down, int across) {
  Rgb const white{255, 255, 255};
  auto const ink = shown_ink(style.ink.value_or(look.ink), look);
  auto const second = shown_ink(style.second_ink.value_or(white), look);
  Tone const plain{.ink = ink, .depth = look.depth};
  if (ink == second) return {plain};
  auto tone = plain;
  switch (style.colouring) {
    case Colouring::plain:
      break;
    case Colouring::gradient_down:
      tone = {ink, second, Tone::Gradient::down, std::max(1, down), look.depth};
      break;
    case Colouring::gradient_across:
      tone = {ink, second, Tone::Gradient::across, std::max(1, across), look.depth};
      break;
    case Colouring::two_tone:
      return {plain, Tone{.ink = second, .depth = look.depth}};
  }
  return {tone};
}

}  // namespace signboard
