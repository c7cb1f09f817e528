#pragma once

#include "controller/config.hpp"
#include "drivers/cards/card.hpp"
#include "drivers/line.hpp"
#include "drivers/wiring.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signboard {

/// A UDP port of this computer.
struct UdpPlace {
  std::string host = "127.0.0.1";  ///< an address of this computer, IPv6 without brackets
  std::uint16_t port = 0;          ///< 0: any free one
  bool operator==(UdpPlace const&) const = default;
};

/// A pseudo-terminal that programs take for a serial port.
struct PtyPlace {
  std::string link;  ///< a path that shall lead to it; empty: none, its own name is told
  int baud = 0;      ///< bytes are taken no faster than such a line carries them; 0: as they come
  bool operator==(PtyPlace const&) const = default;
};

using Place = std::variant<UdpPlace, PtyPlace>;

/// One simulated card as it was asked for.
struct CardPlan {
  std::string name;
  CardKind const* kind = nullptr;
  Size size;
  Depth depth = Depth::rgb;  ///< what light its lamps make; the bytes are kept as they came
  Rgb led{255, 0, 0};        ///< the colour of mono lamps
  Wiring wiring;
  ColourOrder order = order_rgb;
  Place place;
};

/// `[NAME=]DRIVER:WIDTHxHEIGHT@PLACE[,KEY=VALUE...]`, where PLACE is a port, HOST:PORT, a path (it has a slash) or
/// `pty`; the keys are depth, led, baud, and those of a driver's wiring. Without a name the card is called like its
/// driver. Errors: signsim.bad_card {card, part, example}, signsim.no_card {driver, known}, signsim.wrong_place {card,
/// place, wanted}, cli.impossible_size, driver.*.
Result<CardPlan> parse_card(std::string_view text);

/// Where the far end of a configured line can be played on this computer; nothing for a line that has none.
std::optional<Place> place_of(LineAddress const& line);

/// A card for each screen that has one, at the place its line names. Error: signsim.no_screens {file} if there is none.
Reading<std::vector<CardPlan>> plan_screens(Config const& config);

}  // namespace signboard
