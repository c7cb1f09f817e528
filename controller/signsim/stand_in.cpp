#include "controller/signsim/stand_in.hpp"

#include <algorithm>
#include <array>

namespace signboard {
namespace {

Disturbance::Line line_of(CardKind const& kind) {
  return kind.line == CardKind::Line::stream ? Disturbance::Line::stream : Disturbance::Line::datagrams;
}

}  // namespace

StandIn::StandIn(CardPlan plan, std::unique_ptr<Port> port, std::uint32_t seed)
    : plan_(std::move(plan)),
      port_(std::move(port)),
      card_(plan_.kind->make(plan_.size)),
      disturbance_(line_of(*plan_.kind), seed),
      shown_(plan_.size) {
  if (plan_.wiring != Wiring{}) lamps_ = lamp_order(plan_.wiring, plan_.size);
}

Result<void> StandIn::start(Now now) {
  if (auto opened = port_->open(); !opened) return opened.error();
  is_plugged_ = true;
  boot(now.steady);
  return {};
}

Result<void> StandIn::turn(Now now, Seen const& seen) {
  disturbance_.turn(now.steady);
  if (auto followed = follow_cables(now); !followed) return followed.error();
  auto received = port_->receive(now);
  // A bootloader starts anew whenever a computer opens the port (DTR).
  if (received.was_opened && plan_.kind->opening == CardKind::Opening::resets && is_powered_) boot(now.steady);
  for (auto& piece : received.pieces) disturbance_.put(std::move(piece), now.steady);
  disturbance_.turn(now.steady);
  while (auto const piece = disturbance_.take(now.steady)) hear(*piece, now, seen);
  if (is_powered_) follow(card_->wait(now.steady));
  return {};
}

Result<void> StandIn::wish(FaultWish const& wish, Now now) {
  disturbance_.set(wish, now.steady);
  return follow_cables(now);
}

std::optional<SteadyTime> StandIn::due() const {
  std::optional<SteadyTime> first;
  for (auto const& each : {disturbance_.due(), port_->due(), is_powered_ ? card_->due() : std::nullopt})
    if (each && (!first || *each < *first)) first = each;
  return first;
}

void StandIn::hear(Disturbance::Piece const& piece, Now now, Seen const& seen) {
  if (!is_powered_) return;
  std::span<std::byte const> rest(piece.bytes);
  bool const is_datagram = plan_.kind->line == CardKind::Line::datagrams;
  while (is_datagram || !rest.empty()) {
    auto const turn = card_->hear(rest, now.steady);
    follow(turn);
    if (turn.showed) {
      look();
      seen(*this, piece.at);
    }
    if (is_datagram) break;
    rest = rest.subspan(turn.taken);
  }
}

void StandIn::follow(CardTurn const& turn) {
  if (turn.went_dark) look();
  if (!turn.reply.empty() && !disturbance_.has(FaultKind::silent)) port_->reply(turn.reply);
}

void StandIn::boot(SteadyTime now) {
  is_powered_ = true;
  auto const turn = card_->power_on(now);
  look();
  follow(turn);
}

/// From the order on the wire to where each lamp hangs, and each colour to its own.
void StandIn::look() {
  ++changes_;
  auto const wire = card_->shown().pixels();
  auto const lamps = shown_.pixels();
  for (std::size_t i = 0; i < wire.size(); ++i) {
    std::array<std::uint8_t, 3> const sent{wire[i].r, wire[i].g, wire[i].b};
    std::array<std::uint8_t, 3> colours{};
    for (std::size_t place = 0; place < 3; ++place) colours[plan_.order[place]] = sent[place];
    lamps[lamps_.empty() ? i : lamps_[i]] = {colours[0], colours[1], colours[2]};
  }
}

Result<void> StandIn::follow_cables(Now now) {
  bool const cut = disturbance_.has(FaultKind::power);
  if (cut && is_powered_) {
    is_powered_ = false;
    ++power_cuts_;
    card_->power_off();
    disturbance_.drop();
    look();
  } else if (!cut && !is_powered_) {
    boot(now.steady);
  }
  bool const out = disturbance_.has(FaultKind::unplug);
  if (out && is_plugged_) {
    is_plugged_ = false;
    port_->close();
    disturbance_.drop();
  } else if (!out && !is_plugged_) {
    if (auto opened = port_->open(); !opened) return opened.error();
    is_plugged_ = true;
  }
  return {};
}

StandIn stand_in(CardPlan plan, std::uint32_t seed) {
  auto port = std::holds_alternative<UdpPlace>(plan.place) ? udp_port(std::get<UdpPlace>(plan.place))
                                                           : pty_port(std::get<PtyPlace>(plan.place));
  return {std::move(plan), std::move(port), seed};
}

}  // namespace signboard
