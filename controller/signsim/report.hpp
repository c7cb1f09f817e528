#pragma once

#include "controller/messages.hpp"
#include "controller/signsim/view.hpp"

#include <boost/json/value.hpp>

#include <span>
#include <string>

namespace signboard {

/// `{at, cards: [{card, driver, width, height, place, link, digest, frames_per_second, requested, dropped, power_cuts,
/// faults, counts: {...}}]}`; `requested` are the faults asked for, `faults` what the card found wrong by itself.
boost::json::value status_of(std::span<StandIn const> cards, std::span<Note const> notes, WallTime at);

/// One line about one card, with everything it counted.
std::string line_about(StandIn const& card, Note const& note);

/// Where it is to be reached: `lobby: ddp 192x32, 127.0.0.1:4048`.
std::string introduction_of(StandIn const& card);

/// For the title of a window: the rate, what the card found wrong, the faults asked for.
std::string caption_of(Note const& note, CardTally const& tally, Language language);

}  // namespace signboard
