#pragma once

#include "playlists/announcement.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace signboard {

/// The text over and over, until it has so many characters.
std::string repeated(std::string_view text, int characters);

/// Han characters out of the text, without punctuation, digits or letters, in an order that `seed` decides. All are one
/// em wide and none acts on its neighbour.
std::string han_at_random(std::string_view text, int characters, std::uint32_t seed);

/// The words in a scroll of 4 pixels a frame at 60 frames a second.
Announcement scrolling(std::string words);
/// A short text that does not move, so that one frame alone is right whenever it comes.
Announcement held(std::string words = "森林草原防火期，严禁野外用火");
inline constexpr int scroll_step = 4;
inline constexpr int scroll_fps = 60;
inline constexpr Rgb scroll_ink{255, 64, 32};

}  // namespace signboard
