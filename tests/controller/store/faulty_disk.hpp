#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace signboard {

/// A disk in memory, put under SQLite as its default file system for as long as this lives. It knows what has been
/// synced and what has not, and can lose power or fail at any chosen call. What it does not promise is what a cheap
/// card does not promise: what was not synced is there, or not, or in part, in any order, and a write that is cut short
/// may spoil the whole 4 KiB block it falls into. After a sync that failed, what it was for never becomes durable
/// unless it is written again (as Linux does it).
class FaultyDisk {
 public:
  /// `normal` takes the connections' synchronous=FULL away, as a control that must lose something.
  enum class Durability : std::uint8_t { full, normal };
  explicit FaultyDisk(Durability durability = Durability::full);
  ~FaultyDisk();
  FaultyDisk(FaultyDisk const&) = delete;
  FaultyDisk& operator=(FaultyDisk const&) = delete;

  /// Calls that change something: writes, truncations, syncs, deletions, and files that are begun.
  std::uint64_t calls() const { return calls_; }

  void cut_power_at(std::uint64_t call) { cut_at_ = call; }
  bool has_power() const { return has_power_; }
  /// The machine starts again: what was not synced is decided now.
  void restore_power(std::mt19937& random);

  enum class Failure : std::uint8_t { full, broken };  ///< ENOSPC or EIO
  enum class Lasting : std::uint8_t { once, from_then_on };
  void fail_at(std::uint64_t call, Failure failure, Lasting lasting);
  void mend() { fail_at_.reset(); }
  bool failed() const { return failed_; }

  struct Operation {
    enum class Kind : std::uint8_t { write, truncate } kind;
    std::size_t offset;
    std::string bytes;
  };
  struct File {
    std::string now, durable;
    std::vector<Operation> pending;
    bool is_durable = false;  // its name is on the disk
  };

  // For the functions SQLite calls.
  std::shared_ptr<File> open(std::string const& name, int flags);
  bool exists(std::string const& name) const { return has_power_ && files_.contains(name); }
  enum class Folder : std::uint8_t { as_it_comes, synced };
  int remove(std::string const& name, Folder folder);
  int write(File& file, std::size_t offset, std::string bytes);
  int truncate(File& file, std::size_t size);
  int sync(File& file);
  int swallow_pragma(std::string_view name, std::string_view value) const;
  Failure failure() const { return failure_; }

 private:
  enum class Turn : std::uint8_t { works, fails, dark };
  Turn turn();
  static void apply(std::string& content, Operation const& operation);
  static void apply_in_part(std::string& content, Operation const& operation, std::mt19937& random);

  Durability durability_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::shared_ptr<File>> files_;
  std::map<std::string, std::shared_ptr<File>> ghosts_;  // deleted, but their names may come back
  std::uint64_t calls_ = 0;
  std::optional<std::uint64_t> cut_at_, fail_at_;
  Failure failure_ = Failure::broken;
  Lasting lasting_ = Lasting::once;
  bool has_power_ = true;
  bool failed_ = false;
};

}  // namespace signboard
