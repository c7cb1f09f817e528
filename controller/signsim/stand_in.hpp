#pragma once

#include "controller/signsim/faults.hpp"
#include "controller/signsim/plan.hpp"
#include "controller/signsim/port.hpp"

#include <functional>

namespace signboard {

/// A simulated card in the place of a real one: plugged in, with everything that can go wrong with it.
class StandIn {
 public:
  /// Called with each frame that came in and is shown now, and when its last byte arrived.
  using Seen = std::function<void(StandIn const&, WallTime)>;

  StandIn(CardPlan plan, std::unique_ptr<Port> port, std::uint32_t seed);

  /// Plugs it in and switches it on. Errors: as Port::open().
  Result<void> start(Now now);

  /// Takes what came, and lets time pass. An error is about a cable that cannot be put back.
  Result<void> turn(Now now, Seen const& seen);
  /// Pulls or puts back cables and power as well.
  Result<void> wish(FaultWish const& wish, Now now);

  void await(std::vector<pollfd>& into) const { port_->await(into); }
  std::optional<SteadyTime> due() const;

  CardPlan const& plan() const { return plan_; }
  Frame const& shown() const { return shown_; }       ///< as a passer-by sees it, lamp by lamp
  std::uint64_t changes() const { return changes_; }  ///< grows whenever shown() may be another
  CardTally tally() const { return card_->tally(); }
  Disturbance const& disturbance() const { return disturbance_; }
  std::uint64_t power_cuts() const { return power_cuts_; }
  std::string where() const { return port_->where(); }

 private:
  void hear(Disturbance::Piece const& piece, Now now, Seen const& seen);
  void follow(CardTurn const& turn);
  void boot(SteadyTime now);
  void look();
  Result<void> follow_cables(Now now);

  CardPlan plan_;
  std::unique_ptr<Port> port_;
  std::unique_ptr<Card> card_;
  Disturbance disturbance_;
  std::vector<std::uint32_t> lamps_;  // empty: the wire runs row by row
  Frame shown_;
  std::uint64_t changes_ = 0, power_cuts_ = 0;
  bool is_plugged_ = false, is_powered_ = false;
};

/// The stand-in for a plan, on a port of the kind it names.
StandIn stand_in(CardPlan plan, std::uint32_t seed);

}  // namespace signboard
