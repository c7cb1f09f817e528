#include "controller/store/disk.hpp"
#include "controller/store/parts.hpp"
#include "controller/store/witness.hpp"

#include <SQLiteCpp/Backup.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <sqlite3.h>
#include <system_error>
#include <utility>

namespace signboard {
namespace {

namespace fs = std::filesystem;

constexpr int pages_a_step = 256;  // 1 MiB: a few milliseconds

fs::path with_suffix(fs::path file, std::string_view suffix) { return file += suffix; }

Error trouble_with_file(fs::path const& file, std::error_code const& trouble) {
  if (trouble == std::errc::no_space_on_device)
    return fault(Code::no_space, "store.no_space", {{"file", file.string()}});
  return fault(Code::io, "store.io", {{"file", file.string()}, {"reason", trouble.message()}});
}

void remove_store(fs::path const& file) {
  std::error_code ignored;
  for (auto const* const suffix : {"", "-wal", "-shm", "-journal", ".head"})
    fs::remove(with_suffix(file, suffix), ignored);
}

Error something_is_at(fs::path const& file) {
  return fault(Code::conflict, "store.backup_exists", {{"file", file.string()}});
}

// Never in the place of anything, also if it came there meanwhile. A stick whose file system does not know how to say
// that in one go is asked before.
std::error_code give_name(fs::path const& draft, fs::path const& file) {
  if (renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) return {};
  std::error_code trouble(errno, std::generic_category());
  if (trouble != std::errc::invalid_argument && trouble != std::errc::function_not_supported) return trouble;
  if (fs::exists(fs::symlink_status(file, trouble))) return std::make_error_code(std::errc::file_exists);
  fs::rename(draft, file, trouble);
  return trouble;
}

class CopyUnderWay final : public Store::BackUp {
 public:
  CopyUnderWay(Database& source, fs::path file)
      : file_(std::move(file)),
        draft_(with_suffix(file_, ".part")),
        target_(std::in_place, draft_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE),
        copy_(std::in_place, *target_, source.connection()) {}

  ~CopyUnderWay() override {
    copy_.reset();
    target_.reset();
    if (!complete_) remove_store(draft_);
  }

  Result<Progress> step() override {
    try {
      auto const answer = copy_->executeStep(pages_a_step);
      if (answer == SQLITE_BUSY || answer == SQLITE_LOCKED)
        return fault(Code::unavailable, "store.locked", {{"file", draft_.string()}});
      if (answer != SQLITE_DONE) return Progress::going_on;
      copy_.reset();
      target_->exec("PRAGMA journal_mode = DELETE");  // one plain file, readable from a medium that cannot be written
      target_.reset();
    } catch (SQLite::Exception const& trouble) {
      // Whichever of the two failed: a full stick is the target's, and so is nearly everything else.
      if ((trouble.getErrorCode() & 0xFF) == SQLITE_FULL)
        return fault(Code::no_space, "store.no_space", {{"file", file_.string()}});
      return fault(Code::io, "store.io", {{"file", file_.string()}, {"reason", trouble.what()}});
    }
    if (auto const trouble = sync_to_disk(draft_)) return trouble_with_file(file_, trouble);
    auto trouble = give_name(draft_, file_);
    if (trouble == std::errc::file_exists) return something_is_at(file_);
    if (trouble) return trouble_with_file(file_, trouble);
    complete_ = true;
    trouble = sync_to_disk(file_.parent_path());
    if (trouble) return trouble_with_file(file_, trouble);
    return Progress::complete;
  }

 private:
  fs::path file_, draft_;
  std::optional<SQLite::Database> target_;
  std::optional<SQLite::Backup> copy_;
  bool complete_ = false;
};

// `20261122T083000Z`, free of what file names cannot hold.
std::string stamp_of(WallTime at) {
  auto stamp = format_wall_time(std::chrono::floor<std::chrono::seconds>(at), std::chrono::minutes{0});
  stamp.resize(stamp.find('+'));
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return stamp + "Z";
}

// Empties the log of the store that is there into its main file, so that it can be kept as one file. What is too broken
// for that is kept with its log.
Result<void> put_to_rest(fs::path const& file, std::chrono::milliseconds patience) {
  try {
    SQLite::Database former(file.string(), SQLite::OPEN_READWRITE, static_cast<int>(patience.count()));
    former.exec("PRAGMA locking_mode = EXCLUSIVE");
    former.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    former.exec("BEGIN EXCLUSIVE");
    former.exec("ROLLBACK");
  } catch (SQLite::Exception const& trouble) {
    auto const code = trouble.getErrorCode() & 0xFF;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
      return fault(Code::unavailable, "store.locked", {{"file", file.string()}});
  }
  return {};
}

// A second name for the former file, so that its place is never empty; a copy where the disk knows no second names.
Result<fs::path> keep_former(fs::path const& file, WallTime at) {
  auto const base = with_suffix(file, ".replaced-" + stamp_of(at));
  auto kept = base;
  std::error_code trouble;
  for (int again = 2; fs::exists(kept, trouble); ++again) kept = with_suffix(base, "-" + std::to_string(again));
  fs::create_hard_link(file, kept, trouble);
  if (trouble) {
    trouble.clear();
    fs::copy_file(file, kept, trouble);
    if (!trouble) trouble = sync_to_disk(kept);
  }
  for (auto const* const suffix : {"-wal", "-journal", ".head"}) {
    std::error_code missing;
    if (!trouble && fs::exists(with_suffix(file, suffix), missing))
      fs::rename(with_suffix(file, suffix), with_suffix(kept, suffix), trouble);
  }
  if (!trouble) trouble = sync_to_disk(file.parent_path());
  if (trouble) return trouble_with_file(kept, trouble);
  return kept;
}

// The backup as a store of its own beside the place it is meant for, verified, brought up to date, at rest.
Result<LedgerHead> prepare(fs::path const& backup, fs::path const& draft, Restorer const& restorer,
                           StoreOptions const& options) {
  std::error_code trouble;
  if (!fs::is_regular_file(backup, trouble) || fs::file_size(backup, trouble) == 0)
    return fault(Code::not_found, "store.no_backup", {{"file", backup.string()}});
  fs::copy_file(backup, draft, fs::copy_options::overwrite_existing, trouble);
  if (!trouble && fs::exists(with_suffix(backup, "-wal")))
    fs::copy_file(with_suffix(backup, "-wal"), with_suffix(draft, "-wal"), trouble);
  if (trouble) return trouble_with_file(draft, trouble);
  fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, trouble);  // it may come from a sealed medium
  auto store = Store::open(draft, options);
  if (!store) return store.error();
  if (auto const sound = (*store)->verify(); !sound) return sound.error();
  if (auto const complete = (*store)->load(); !complete) return complete.error();
  Change const note{restorer.actor,
                    restorer.at,
                    Record{Record::Kind::note, {}, "store.restored", {{"file", backup.filename().string()}}},
                    {}};
  auto const noted = (*store)->commit({&note, 1});
  if (!noted) return noted.error();
  return (*store)->head();
}

}  // namespace

Result<std::unique_ptr<Store::BackUp>> Store::begin_back_up(fs::path const& file) {
  std::error_code nothing_there;
  if (fs::exists(fs::symlink_status(file, nothing_there))) return something_is_at(file);
  remove_store(with_suffix(file, ".part"));
  try {
    return std::unique_ptr<BackUp>(std::make_unique<CopyUnderWay>(*parts_->database, file));
  } catch (SQLite::Exception const& trouble) {
    return fault(Code::io, "store.cannot_open", {{"file", file.string()}, {"reason", trouble.what()}});
  }
}

Result<void> Store::back_up(fs::path const& file) {
  auto copy = begin_back_up(file);
  if (!copy) return copy.error();
  for (;;) {
    auto const progress = (*copy)->step();
    if (!progress) return progress.error();
    if (*progress == BackUp::Progress::complete) return {};
  }
}

Result<Restored> restore_store(fs::path const& backup, fs::path const& file, Restorer const& restorer,
                               StoreOptions const& options) {
  auto const draft = with_suffix(file, ".restoring");
  remove_store(draft);
  auto head = prepare(backup, draft, restorer, options);
  if (!head) {
    remove_store(draft);
    return head.error();
  }
  Restored restored{*head, {}};
  std::error_code trouble;
  if (fs::exists(file, trouble)) {
    auto rests = put_to_rest(file, options.patience);
    auto kept = rests ? keep_former(file, restorer.at) : Result<fs::path>(rests.error());
    if (!kept) {
      remove_store(draft);
      return kept.error();
    }
    restored.replaced = *kept;
    give_to_owner_of(file, draft);
  } else {
    give_to_owner_of(file.parent_path().empty() ? "." : file.parent_path(), draft);
  }
  fs::rename(draft, file, trouble);  // from here on it is the store
  if (!trouble) fs::rename(witness_of(draft), witness_of(file), trouble);
  if (!trouble) trouble = sync_to_disk(file.parent_path());
  if (trouble) return trouble_with_file(file, trouble);
  return restored;
}

}  // namespace signboard
