#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/signsim/faults.hpp"
#include "controller/signsim/plan.hpp"

#include <memory>
#include <optional>
#include <poll.h>
#include <span>
#include <string>
#include <vector>

namespace signboard {

/// Where a simulated card is plugged in: a UDP port or a pseudo-terminal of this computer. Nothing here waits.
class Port {
 public:
  virtual ~Port() = default;

  /// Plugs it in, the first time or again. Errors: signsim.cannot_bind {place, reason}, signsim.no_pty {reason},
  /// signsim.no_link {file, reason}.
  virtual Result<void> open() = 0;
  /// Pulls it out: whoever is at the other end notices.
  virtual void close() = 0;

  /// What to wait for; nothing while it is closed.
  virtual void await(std::vector<pollfd>& into) const = 0;
  /// When to look again although nothing happened to what is awaited.
  virtual std::optional<SteadyTime> due() const = 0;

  struct Received {
    std::vector<Disturbance::Piece> pieces;
    bool was_opened = false;  ///< a program took hold of the port before these came
  };
  virtual Received receive(Now now) = 0;

  /// To whoever spoke last, or holds the port; lost if there is nobody.
  virtual void reply(std::span<std::byte const> bytes) = 0;

  /// For people and scripts: `127.0.0.1:4048`, `/dev/pts/5`.
  virtual std::string where() const = 0;
};

std::unique_ptr<Port> udp_port(UdpPlace place);
std::unique_ptr<Port> pty_port(PtyPlace place);

}  // namespace signboard
