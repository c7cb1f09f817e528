#pragma once

#include "base/result.hpp"
#include "controller/store/change.hpp"
#include "controller/store/ledger.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signboard {

class Writing;

/// An announcement in force.
struct InForce {
  AnnouncementPtr item;
  Version version = 0;
  Origin origin = Origin::desk;
  std::string owner;
};

/// What an announcement once said.
struct Past {
  Version version = 0;
  std::string body;  ///< as JSON (controller/announcement_json.hpp)
  std::string actor;
  WallTime put;
  std::optional<WallTime> ended;  ///< none: it is in force
  std::string ending;             ///< `replaced`, `withdrawn`, `ended`; empty in force
};

struct BlackoutLatch {
  std::string screen;  ///< empty: all of them
  std::string actor, reason;
  WallTime since;
};

struct ClockConfirmation {
  WallTime at;
  std::string actor, source;
};

/// Everything a daemon needs when it starts.
struct Stored {
  std::vector<InForce> announcements;  ///< in the order in which their ids first came into force
  std::vector<BlackoutLatch> blackouts;
  std::vector<AcceptInsert> inserts;
  std::optional<ClockConfirmation> clock;
  std::map<std::string, std::map<std::string, std::string>> screens;  ///< what the desk set: screen, key, value
  /// What a glance at the ledger shows, where verify() looks closely; store.unreadable {id, reason} for what is in
  /// force but not in the list.
  std::vector<Error> trouble;
};

struct StoreOptions {
  std::chrono::minutes utc_offset{480};       ///< what the days and windows of announcements are told by
  std::chrono::milliseconds patience{2'000};  ///< how long to wait for another program to leave the store
};

/// The past and the promised: one SQLite file in WAL mode, synchronous FULL, so that what was acknowledged outlives a
/// power cut. Belongs to one thread at a time, and to one process: a second one is refused. Every error that leaves it
/// says what to do: store.locked, store.corrupt, store.foreign, store.newer, store.cannot_open, store.no_space,
/// store.io, store.unsure.
class Store {
 public:
  /// Opens the store, or begins one where there is none; brings an older form up to date; looks whether the file is
  /// whole, and leaves a broken one as it is.
  static Result<std::unique_ptr<Store>> open(std::filesystem::path const& file, StoreOptions const& options);
  ~Store();
  Store(Store const&) = delete;
  Store& operator=(Store const&) = delete;

  Result<Stored> load();

  /// Asked before each change: whether to give way to somebody else. Then nothing has happened, and there are no
  /// outcomes.
  using GiveWay = std::function<bool()>;

  /// All changes in one transaction, in their order. A refused one leaves no trace and does not touch the others. When
  /// this returns outcomes, they are on the disk. If the disk fails nothing of it has happened; but for store.unsure,
  /// when even that cannot be told before the next start.
  Result<std::vector<Outcome>> commit(
      std::span<Change const> changes, GiveWay const& give_way = [] { return false; });

  /// All of them or none: if one is refused, nothing has happened, and the outcomes tell of each what is wrong with it.
  Result<std::vector<Outcome>> commit_together(std::span<Change const> changes, GiveWay const& give_way);

  /// Whether tidy() has something to do: between transactions, when nobody is in a hurry.
  bool wants_tidying() const;
  /// Copies the log into the main file: a millisecond or two. Nothing is lost where it fails or is never called.
  void tidy();

  /// All versions of an announcement, oldest first.
  Result<std::vector<Past>> history(Id const& id);

  /// Rows after that number, at most `limit` of them.
  Result<std::vector<LedgerRow>> ledger(std::uint64_t after, std::size_t limit);
  LedgerHead const& head() const;

  /// Reads the whole ledger, and what is in force against it. The head if all is well; else the first thing that is
  /// wrong: store.ledger_changed {number}, store.ledger_missing {number}, store.ledger_cut {kept, expected},
  /// store.ledger_head {number}, store.ledger_older {kept, expected, file}, store.text_changed {id}.
  Result<LedgerHead> verify();

  Result<void> export_ledger(std::ostream& out, LedgerForm form);

  /// A copy that is made while changes go on. It appears under its name when it is complete and on the disk.
  class BackUp {
   public:
    virtual ~BackUp() = default;
    enum class Progress : std::uint8_t { going_on, complete };
    virtual Result<Progress> step() = 0;  ///< a few milliseconds' worth; the store must still be open
  };
  Result<std::unique_ptr<BackUp>> begin_back_up(std::filesystem::path const& file);
  Result<void> back_up(std::filesystem::path const& file);  ///< the same at one go

 private:
  struct Parts;
  /// Writes into the open transaction; false to roll it back.
  using Write = std::function<bool(Writing&, std::vector<Outcome>&)>;
  Result<std::vector<Outcome>> transact(Write const& write);
  explicit Store(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Who brings a store back, and when.
struct Restorer {
  std::string actor;
  WallTime at;
};

struct Restored {
  LedgerHead head;
  std::filesystem::path replaced;  ///< where the former store is now; empty if there was none
};

/// Puts a backup in the place of a store that nobody has open. The backup is copied and verified first; the former file
/// is kept beside it; the change of places is one step.
Result<Restored> restore_store(std::filesystem::path const& backup, std::filesystem::path const& file,
                               Restorer const& restorer, StoreOptions const& options);

}  // namespace signboard
