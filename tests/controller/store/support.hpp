#pragma once

#include "controller/messages.hpp"
#include "controller/store/store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/folder.hpp"

#include <sqlite3.h>
#include <string>

namespace signboard {

/// Where files cost nothing, for tests that begin hundreds of stores.
inline std::filesystem::path fast_folder() {
  std::filesystem::path const memory = "/dev/shm";
  return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

inline WallTime store_time(int seconds = 0) {
  return *parse_wall_time("2026-11-22T08:30:00Z", std::chrono::minutes{0}) + std::chrono::seconds{seconds};
}

inline Announcement notice(Id id, std::string words = "公告") {
  Announcement item;
  item.id = std::move(id);
  item.texts = {{"", std::move(words)}};
  return item;
}

inline Change by(What what, std::string actor = "zhang") {
  return {std::move(actor), store_time(), std::move(what), {}};
}

inline Change put(Id id, std::string words = "公告", std::optional<Version> expected = {}) {
  return by(Put{notice(std::move(id), std::move(words)), Origin::desk, "office", expected});
}

inline Change withdraw(Id id, std::optional<Version> expected = {}) {
  return by(Withdraw{std::move(id), expected, Ending::withdrawn, "over"});
}

inline Change once(Change change, std::string key, std::string request = "r") {
  change.once = Once{std::move(key), std::move(request)};
  return change;
}

template <class T>
std::string told(Result<T> const& result) {
  return result ? "ok" : worded(result.error(), Language::en);
}

inline std::unique_ptr<Store> opened(std::filesystem::path const& file) {
  auto store = Store::open(file, {std::chrono::minutes{480}, std::chrono::milliseconds{50}});
  INFO(told(store));
  REQUIRE(store.has_value());
  return std::move(*store);
}

inline std::string id_of_error(std::filesystem::path const& file) {
  auto const store = Store::open(file, {std::chrono::minutes{480}, std::chrono::milliseconds{20}});
  return store ? "ok" : std::string(store.error().id);
}

/// Commits one change that must reach the disk; what became of it.
inline Outcome commit(Store& store, Change const& change) {
  auto outcomes = store.commit({&change, 1});
  INFO(told(outcomes));
  REQUIRE(outcomes.has_value());
  REQUIRE(outcomes->size() == 1);
  return outcomes->front();
}

inline std::string refusal(Outcome const& outcome) { return outcome ? "accepted" : std::string(outcome.error().id); }

inline Stored loaded(Store& store) {
  auto stored = store.load();
  INFO(told(stored));
  REQUIRE(stored.has_value());
  return std::move(*stored);
}

/// What is in force, as `id/version words`.
inline std::vector<std::string> in_force(Store& store) {
  std::vector<std::string> lines;
  for (auto const& each : loaded(store).announcements)
    lines.push_back(each.item->id + "/" + std::to_string(each.version) + " " + each.item->texts.front().words);
  return lines;
}

/// What somebody does to the file with a tool of his own, while the store is closed.
inline void meddle(std::filesystem::path const& file, std::string const& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  char* words = nullptr;
  auto const code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &words);
  INFO((words == nullptr ? "" : words));
  CHECK(code == SQLITE_OK);
  sqlite3_free(words);
  sqlite3_close(database);
}

inline std::string const without_triggers =
    "DROP TRIGGER ledger_is_never_changed; DROP TRIGGER ledger_is_never_shortened; DROP TRIGGER "
    "ledger_head_only_grows;";

}  // namespace signboard
