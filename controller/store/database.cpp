#include "controller/store/database.hpp"

#include "controller/store/schema.hpp"
#include "controller/store/witness.hpp"

#include <cassert>
#include <cerrno>
#include <sqlite3.h>
#include <system_error>
#include <utility>

// One process, one connection: the lock is exclusive, so the index of the log lives on the heap and needs no shared
// memory, and nobody else can put the log's end where it is not expected.

namespace signboard {
namespace {

constexpr int application_id = 1'398'227'780;  // as in schema_1.sql
// Then the log is copied into the main file between two transactions: often and a little, for an urgent notice that
// comes meanwhile waits until that is done.
constexpr int log_pages = 200;
// Then at the end of a transaction, for nobody has found the time.
constexpr int log_pages_at_most = 2'000;
constexpr int log_bytes_kept = 16 * 1'024 * 1'024;  // what a long transaction leaves of the log

// As a URI, for `psow=0`: a write that is cut short may spoil the whole 4 KiB block it falls into, as it does on flash
// cards. SQLite then never lets two transactions share a block of the log.
std::string uri_of(std::filesystem::path const& file) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (char const c : std::filesystem::absolute(file).string()) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '?' && c != '#' && c != '%') {
      uri += c;
      continue;
    }
    uri += '%';
    uri += digits[byte >> 4U];
    uri += digits[byte & 15U];
  }
  return uri + "?psow=0";
}

Error trouble_with(std::filesystem::path const& file, int code, std::string const& words, int system_code) {
  auto const name = file.string();
  auto const reason = system_code == 0 ? words : words + " (" + std::generic_category().message(system_code) + ")";
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return fault(Code::no_space, "store.no_space", {{"file", name}});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fault(Code::unavailable, "store.locked", {{"file", name}});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fault(Code::io, "store.corrupt", {{"file", name}, {"reason", words}});
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return fault(Code::denied, "store.denied", {{"file", name}});
    case SQLITE_CANTOPEN:
      return fault(Code::io, "store.cannot_open", {{"file", name}, {"reason", reason}});
    default:
      break;
  }
  if (system_code == ENOSPC || system_code == EDQUOT) return fault(Code::no_space, "store.no_space", {{"file", name}});
  return fault(Code::io, "store.io", {{"file", name}, {"reason", reason}});
}

// Counting every byte that SQLite asks for takes a lock each time, and nobody reads the count. It can be left off only
// before the first use, and matters to nothing if it is too late.
void count_no_bytes() { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace

SQLite::Statement& Query::prepared(Database& database, char const* sql) {
  auto const found = database.statements_.find(sql);
  assert(found == database.statements_.end() || found->second.getQuery() == sql);
  if (found != database.statements_.end()) return found->second;
  return database.statements_.emplace(sql, SQLite::Statement(database.connection_, sql)).first->second;
}

Database::Database(std::filesystem::path file, std::chrono::milliseconds patience)
    : file_(std::move(file)),
      connection_(uri_of(file_), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX,
                  static_cast<int>(patience.count())) {}

Result<std::unique_ptr<Database>> Database::open(std::filesystem::path const& file,
                                                 std::chrono::milliseconds patience) {
  std::unique_ptr<Database> database;
  count_no_bytes();
  try {
    database.reset(new Database(file, patience));
  } catch (SQLite::Exception const& trouble) {
    return trouble_with(file, trouble.getErrorCode(), trouble.what(), 0);
  }
  try {
    if (auto ready = database->make_ready(); !ready) return ready.error();
  } catch (SQLite::Exception const& trouble) {
    return database->trouble_of(trouble);
  }
  return database;
}

Error Database::trouble_of(SQLite::Exception const& trouble) const {
  bool const from_system = (trouble.getErrorCode() & 0xFF) == SQLITE_IOERR || trouble.getErrorCode() == SQLITE_CANTOPEN;
  return trouble_with(file_, trouble.getErrorCode(), trouble.what(),
                      from_system ? sqlite3_system_errno(connection_.getHandle()) : 0);
}

std::int64_t Database::number_of(char const* sql) { return connection_.execAndGet(sql).getInt64(); }

Result<void> Database::make_ready() {
  auto const name = file_.string();
  connection_.exec("PRAGMA locking_mode = EXCLUSIVE");
  connection_.exec("PRAGMA cell_size_check = ON");
  auto const known = static_cast<int>(schema_steps().size());
  auto const found = static_cast<int>(number_of("PRAGMA user_version"));  // the first look: takes the lock
  if (number_of("SELECT count(*) FROM sqlite_schema") == 0) {
    if (auto const witness = read_witness(file_); witness && witness->count > 0)
      return fault(
          Code::io, "store.vanished",
          {{"file", name}, {"count", std::to_string(witness->count)}, {"witness", witness_of(file_).string()}});
  } else if (number_of("PRAGMA application_id") != application_id || found < 1) {
    return fault(Code::invalid, "store.foreign", {{"file", name}});
  }
  if (found > known)
    return fault(Code::unsupported, "store.newer",
                 {{"file", name}, {"form", std::to_string(found)}, {"known", std::to_string(known)}});
  if (auto const whole = connection_.execAndGet("PRAGMA quick_check(1)").getString(); whole != "ok")
    return fault(Code::io, "store.corrupt", {{"file", name}, {"reason", whole}});

  // In WAL mode EXTRA is FULL. A new store begins in rollback mode, and there FULL lets the journal come back after a
  // power cut, which would undo the step to WAL and with it throw away the log.
  connection_.exec("PRAGMA synchronous = EXTRA");
  connection_.exec("PRAGMA journal_mode = WAL");
  connection_.exec("PRAGMA foreign_keys = ON");
  connection_.exec("PRAGMA recursive_triggers = ON");  // so that REPLACE cannot delete past the triggers
  connection_.exec("PRAGMA temp_store = MEMORY");
  sqlite3_wal_hook(connection_.getHandle(), &Database::after_commit, this);  // takes the place of wal_autocheckpoint
  connection_.exec("PRAGMA journal_size_limit = " + std::to_string(log_bytes_kept));
  bring_up_to_date(found);
  // What the log still holds must be in the main file before anything is acknowledged: SQLite throws away the log of a
  // main file that is empty, and that is what a sync which failed when the store was begun may have left of it.
  if (!empty_log()) throw SQLite::Exception(connection_.getHandle());
  return {};
}

void Database::bring_up_to_date(int form) {
  auto const steps = schema_steps();
  if (form == static_cast<int>(steps.size())) return;
  begin();  // all or nothing: a power cut leaves the old form
  for (auto const step : steps.subspan(static_cast<std::size_t>(form))) connection_.exec(std::string(step));
  connection_.exec("PRAGMA user_version = " + std::to_string(steps.size()));
  commit();
}

void Database::begin() { Query(*this, "BEGIN IMMEDIATE").run(); }

void Database::commit() { Query(*this, "COMMIT").run(); }

void Database::roll_back() noexcept {
  for (auto& [sql, statement] : statements_) statement.tryReset();
  if (sqlite3_get_autocommit(connection_.getHandle()) == 0) connection_.tryExec("ROLLBACK");
}

// What goes wrong here is no fault of the transaction, which is on the disk; the next look at the log will tell.
int Database::after_commit(void* self, sqlite3*, char const*, int pages) {
  auto& database = *static_cast<Database*>(self);
  database.pages_in_log_ = pages;
  if (pages >= log_pages_at_most) database.copy_log();
  return SQLITE_OK;
}

bool Database::log_is_long() const noexcept { return pages_in_log_ >= log_pages; }

void Database::copy_log() noexcept {
  sqlite3_wal_checkpoint_v2(connection_.getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  pages_in_log_ = 0;
}

bool Database::empty_log() noexcept {
  return sqlite3_wal_checkpoint_v2(connection_.getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) ==
         SQLITE_OK;
}

bool Database::forget_log() noexcept {
  if (!empty_log()) return false;
  // The log was cut to nothing, but a power cut may undo that. A transaction of no meaning begins it anew, under
  // another mark, and is synced: what stood there before is not of this log any more.
  auto const same = "PRAGMA user_version = " + std::to_string(schema_steps().size());
  return connection_.tryExec(same) == SQLITE_OK;
}

}  // namespace signboard
