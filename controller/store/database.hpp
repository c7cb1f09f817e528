#pragma once

#include "base/result.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;

namespace signboard {

/// The connection to one store, brought to the present form. Whatever uses it is between a try and a catch of
/// SQLite::Exception, which trouble_of() turns into an Error.
class Database {
 public:
  /// Begins a store where there is none; not in the place of one that is known to have been there.
  static Result<std::unique_ptr<Database>> open(std::filesystem::path const& file, std::chrono::milliseconds patience);

  SQLite::Database& connection() { return connection_; }
  std::filesystem::path const& file() const { return file_; }
  Error trouble_of(SQLite::Exception const& trouble) const;

  void begin();
  void commit();
  void roll_back() noexcept;  ///< whatever is under way, also nothing
  /// Whether it is time for copy_log(). Until it is called the log grows, to 8 MB; then commit() calls it.
  bool log_is_long() const noexcept;
  /// Copies what the log holds into the main file, so that the next transaction may write it from its start again.
  void copy_log() noexcept;
  /// Copies everything into the main file and empties the log. False if something keeps it from that.
  bool empty_log() noexcept;
  /// The same, and for good: what the log held is not found there even after a power cut.
  bool forget_log() noexcept;

 private:
  friend class Query;
  Database(std::filesystem::path file, std::chrono::milliseconds patience);
  Result<void> make_ready();
  void bring_up_to_date(int form);
  std::int64_t number_of(char const* sql);
  static int after_commit(void* self, sqlite3* connection, char const* name, int pages);

  std::filesystem::path file_;
  SQLite::Database connection_;
  int pages_in_log_ = 0;
  std::map<char const*, SQLite::Statement, std::less<>> statements_;  // by where their text stands; prepared once
};

/// One run of a statement. There may be one of each text at a time, and the text must be a literal.
class Query {
 public:
  template <class... Values>
  Query(Database& database, char const* sql, Values const&... values) : statement_(prepared(database, sql)) {
    int place = 0;
    (bind(++place, values), ...);
  }
  ~Query() { statement_.tryReset(); }
  Query(Query const&) = delete;
  Query& operator=(Query const&) = delete;

  bool next() { return statement_.executeStep(); }
  void run() {
    while (next()) {
    }
  }
  std::int64_t number(int column) const { return statement_.getColumn(column).getInt64(); }
  std::uint64_t count(int column) const { return static_cast<std::uint64_t>(number(column)); }
  bool is_null(int column) const { return statement_.isColumnNull(column); }
  std::string text(int column) const { return statement_.getColumn(column).getString(); }

 private:
  static SQLite::Statement& prepared(Database& database, char const* sql);
  void bind(int place, std::int64_t value) { statement_.bind(place, value); }
  void bind(int place, std::uint64_t value) { statement_.bind(place, static_cast<std::int64_t>(value)); }
  void bind(int place, int value) { statement_.bind(place, value); }
  void bind(int place, std::string const& value) { statement_.bind(place, value); }
  void bind(int place, std::string_view value) { statement_.bind(place, std::string(value)); }

  SQLite::Statement& statement_;
};

}  // namespace signboard
