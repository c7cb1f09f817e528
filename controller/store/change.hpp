#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "playlists/announcement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace signboard {

/// Grows with every change of one announcement, also across a withdrawal; never used twice. The ETag of the API.
using Version = std::uint64_t;

/// Where an announcement came from: written at the desk, read from a playlist file, or brought in from elsewhere.
enum class Origin : std::uint8_t { desk, file, import };

/// Puts an announcement in force, in the place of the one with its id.
struct Put {
  Announcement item;
  Origin origin = Origin::desk;
  std::string owner;  ///< who answers for it: an office, an account, a file
  /// None: whatever is there. 0: none may be in force. Else the one in force must have this version (If-Match).
  std::optional<Version> expected;
};

enum class Ending : std::uint8_t { withdrawn, ended };

/// Takes an announcement out of force; it stays in the history.
struct Withdraw {
  Id id;
  std::optional<Version> expected;  ///< as for Put
  Ending ending = Ending::withdrawn;
  std::string reason;
};

/// Dark from now on, also after a restart, until it is lifted. To say it twice is no mistake.
struct BlackOut {
  std::string screen;  ///< empty: all of them
  std::string reason;
};
struct LiftBlackout {
  std::string screen;  ///< as it was blacked out: lifting all does not lift one
  std::string reason;
};

/// An insert may play over the others in this span. Those that are over by the time of the change are dropped with it.
struct AcceptInsert {
  Id id;
  std::string screen;  ///< empty: all of them
  WallTime from, until;
};

/// Somebody, or a time server, has said that the clock is right.
struct ConfirmClock {
  std::string source;
};

/// What the desk sets for one screen: brightness, power; the value as the desk spells it.
struct SetScreen {
  std::string screen, key;
  std::optional<std::string> value;  ///< none: back to the configuration
};

/// What was on a screen from when to when: one span, or several of an hour told together.
struct Shown {
  std::string screen, area;
  Id id;
  Version version = 0;
  WallTime from, until;
  int times = 1;
};

/// What happens besides, for the ledger alone.
struct Record {
  enum class Kind : std::uint8_t { started, stopped, fault, refused, note };
  Kind kind = Kind::note;
  std::string subject;  ///< the screen or the announcement it is about; may be empty
  std::string what;     ///< the id of a sentence of the catalogue, or words
  Values values;
};

/// Makes a change that is sent twice happen once: the second gets the outcome of the first. The key is the sender's;
/// `request` is what he asked for (or its digest), so that a key used for something else is refused.
struct Once {
  std::string key, request;
};

using What = std::variant<Put, Withdraw, BlackOut, LiftBlackout, AcceptInsert, ConfirmClock, SetScreen, Shown, Record>;

/// One change, with who and when. The store reads no clock.
struct Change {
  std::string actor;
  WallTime at;
  What what;
  std::optional<Once> once;
};

/// A change that is on the disk.
struct Kept {
  std::uint64_t number = 0;  ///< its row in the ledger
  Version version = 0;       ///< of the announcement it was about, if there was one
  enum class Told : std::uint8_t { now, before } told = Told::now;  ///< before: the key had been used, nothing was done
  bool operator==(Kept const&) const = default;
};

/// What became of one change. Refused: store.stale, store.in_force, store.not_in_force, store.full, store.key_reused,
/// store.unfit, store.too_long.
using Outcome = Result<Kept>;

}  // namespace signboard
