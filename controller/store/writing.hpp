#pragma once

#include "controller/store/change.hpp"
#include "controller/store/database.hpp"
#include "controller/store/ledger.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace signboard {

/// What the store knows of itself without asking the disk. A transaction works on a copy.
struct Tally {
  LedgerHead head;
  std::size_t in_force = 0;
};

/// Writes changes into the open transaction of a database. Throws SQLite::Exception where the disk fails.
class Writing {
 public:
  Writing(Database& database, Tally& tally) : database_(database), tally_(tally) {}

  /// Of a refused change something may have been written: the transaction must be rolled back.
  Outcome write(Change const& change);
  /// A refused change leaves no trace, and those before it stand.
  Outcome write_beside_others(Change const& change);

 private:
  Outcome apply(Change const& change);
  Outcome once(Change const& change, Once const& once);

  Outcome apply(Change const& change, Put const& put);
  Outcome apply(Change const& change, Withdraw const& withdraw);
  Outcome apply(Change const& change, BlackOut const& blackout);
  Outcome apply(Change const& change, LiftBlackout const& lift);
  Outcome apply(Change const& change, AcceptInsert const& insert);
  Outcome apply(Change const& change, ConfirmClock const& confirm);
  Outcome apply(Change const& change, SetScreen const& set);
  Outcome apply(Change const& change, Shown const& shown);
  Outcome apply(Change const& change, Record const& record);

  Version version_in_force(Id const& id);  // 0: none is
  std::uint64_t note(Change const& change, std::string_view kind, std::string subject, boost::json::object body);

  Database& database_;
  Tally& tally_;
};

/// The row at the end of the ledger, for what is no change of the state.
std::uint64_t add_to_ledger(Database& database, LedgerHead& head, LedgerRow row);

/// JSON with the members of objects in the order of their names.
std::string canonical(boost::json::value const& value);

/// Words that come from anywhere as they may stand in the ledger: well-formed, at most limits::ledger_words bytes.
std::string presentable(std::string_view words);

std::int64_t nanoseconds_of(WallTime time);
WallTime time_at(std::int64_t nanoseconds);
std::string_view name_of(Origin origin);
std::string_view name_of(Ending ending);

}  // namespace signboard
