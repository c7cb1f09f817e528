#include "drivers/cards/adalight.hpp"
#include "drivers/cards/ddp.hpp"
#include "drivers/cards/tpm2.hpp"

#include <algorithm>
#include <array>

namespace signboard {

namespace {

template <class Kind>
std::unique_ptr<Card> make(Size size) {
  return std::make_unique<Kind>(size);
}

using enum CardKind::Line;
using enum CardKind::Opening;

// One line for each card.
constexpr std::array kinds{
    CardKind{"ddp", datagrams, unnoticed, make<DdpCard>},
    CardKind{"adalight", stream, resets, make<AdalightCard>},
    CardKind{"tpm2", stream, unnoticed, make<Tpm2Card>},
};

}  // namespace

std::span<CardKind const> card_kinds() { return kinds; }

CardKind const* find_card(std::string_view name) {
  auto const* const found = std::ranges::find(kinds, name, &CardKind::name);
  return found == kinds.end() ? nullptr : found;
}

}  // namespace signboard
