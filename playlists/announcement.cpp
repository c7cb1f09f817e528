#include "playlists/announcement.hpp"

#include <algorithm>
#include <array>

namespace signboard {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 6> ranks{"filler", "routine", "insert", "urgent", "warning", "blackout"};
constexpr std::array<std::string_view, 5> effects{"auto", "hold", "scroll_left", "scroll_up", "page"};
constexpr std::array<std::string_view, 3> transitions{"cut", "wipe", "roll"};
constexpr std::array<std::string_view, 4> colourings{"plain", "gradient_down", "gradient_across", "two_tone"};

template <class Enum>
std::optional<Enum> enumerator_named(std::span<std::string_view const> names, std::string_view name) {
  auto const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

bool is_slug(std::string_view text) {
  auto const fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

std::string_view name_of(Rank rank) { return ranks.at(static_cast<std::size_t>(rank)); }
std::string_view name_of(Effect effect) { return effects.at(static_cast<std::size_t>(effect)); }

std::optional<Rank> rank_named(std::string_view name) { return enumerator_named<Rank>(ranks, name); }
std::optional<Effect> effect_named(std::string_view name) { return enumerator_named<Effect>(effects, name); }

std::string_view name_of(Transition transition) { return transitions.at(static_cast<std::size_t>(transition)); }
std::string_view name_of(Colouring colouring) { return colourings.at(static_cast<std::size_t>(colouring)); }
std::optional<Transition> transition_named(std::string_view name) {
  return enumerator_named<Transition>(transitions, name);
}
std::optional<Colouring> colouring_named(std::string_view name) {
  return enumerator_named<Colouring>(colourings, name);
}

std::span<std::string_view const> rank_names() { return ranks; }
std::span<std::string_view const> effect_names() { return effects; }
std::span<std::string_view const> transition_names() { return transitions; }
std::span<std::string_view const> colouring_names() { return colourings; }

}  // namespace signboard
