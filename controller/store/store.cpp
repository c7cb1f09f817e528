#include "controller/store/store.hpp"

#include "base/limits.hpp"
#include "controller/announcement_json.hpp"
#include "controller/store/parts.hpp"
#include "controller/store/witness.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>

namespace signboard {
namespace {

constexpr std::uint64_t rows_between_witnesses = 1'000;

// What can be said about the ledger without reading it: whether it ends as its head and the file beside it say.
std::vector<Error> glance_at_ledger(Database& database, LedgerHead const& head) {
  std::vector<Error> trouble;
  auto const expected = std::to_string(head.count);
  Query last(database, "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1");
  auto const kept = last.next() ? last.count(0) : 0;
  if (kept < head.count)
    trouble.push_back(
        fault(Code::conflict, "store.ledger_cut", {{"kept", std::to_string(kept)}, {"expected", expected}}));
  else if (kept > head.count || (kept > 0 && last.text(1) != head.hash))
    trouble.push_back(fault(Code::conflict, "store.ledger_head", {{"number", std::to_string(kept)}}));
  auto const witness = read_witness(database.file());
  if (witness && witness->count > head.count) {
    trouble.push_back(fault(Code::conflict, "store.ledger_older",
                            {{"kept", expected},
                             {"expected", std::to_string(witness->count)},
                             {"file", witness_of(database.file()).string()}}));
  } else if (witness && witness->count > 0) {
    Query same(database, "SELECT hash FROM ledger WHERE number = ?", witness->count);
    if (same.next() && same.text(0) != witness->hash)
      trouble.push_back(fault(Code::conflict, "store.ledger_changed", {{"number", std::to_string(witness->count)}}));
  }
  return trouble;
}

Origin origin_named(std::string_view name) {
  for (auto const origin : {Origin::desk, Origin::file, Origin::import})
    if (name == name_of(origin)) return origin;
  return Origin::desk;  // the schema knows no other
}

// What does not fit the rules of today, or of another site, is told and left out; it must not keep all others from the
// wall.
void load_announcements(Database& database, std::chrono::minutes utc_offset, Stored& stored) {
  PlaylistRules rules;
  rules.utc_offset = utc_offset;
  Query rows(database, "SELECT id, version, origin, owner, body FROM announcement ORDER BY place");
  while (rows.next()) {
    boost::json::error_code trouble;
    auto const document = boost::json::parse(rows.text(4), trouble);
    auto read = read_announcement(document, rules, Marks::read);
    if (read.errors.empty() && read.value.id == rows.text(0))
      stored.announcements.push_back({std::make_shared<Announcement const>(std::move(read.value)), rows.count(1),
                                      origin_named(rows.text(2)), rows.text(3)});
    else
      stored.trouble.push_back(
          fault(Code::conflict, "store.unreadable",
                {{"id", rows.text(0)}, {"reason", read.errors.empty() ? "id" : std::string(read.errors.front().id)}}));
  }
}

// False if it gave way.
bool write_all(std::span<Change const> changes, Store::GiveWay const& give_way, Writing& writing,
               std::vector<Outcome>& outcomes) {
  outcomes.reserve(changes.size());
  for (auto const& change : changes) {
    if (give_way()) {
      outcomes.clear();
      return false;
    }
    outcomes.push_back(writing.write_beside_others(change));
  }
  return true;
}

}  // namespace

// Not while something is wrong with the ledger: the file is the evidence.
void Store::Parts::bear_witness() {
  if (!trouble.empty() || tally.head.count == witnessed) return;
  write_witness(database->file(), tally.head);
  witnessed = tally.head.count;
}

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Store::~Store() { parts_->bear_witness(); }

Result<std::unique_ptr<Store>> Store::open(std::filesystem::path const& file, StoreOptions const& options) {
  auto database = Database::open(file, options.patience);
  if (!database) return database.error();
  auto parts = std::make_unique<Parts>();
  parts->options = options;
  parts->database = std::move(*database);
  auto& base = *parts->database;
  try {
    Query head(base, "SELECT count, hash FROM ledger_head");
    if (!head.next()) return fault(Code::io, "store.corrupt", {{"file", file.string()}, {"reason", "ledger_head"}});
    parts->tally.head = {head.count(0), head.text(1)};
    Query in_force(base, "SELECT count(*) FROM announcement");
    if (in_force.next()) parts->tally.in_force = in_force.count(0);
    parts->trouble = glance_at_ledger(base, parts->tally.head);
  } catch (SQLite::Exception const& trouble) {
    return base.trouble_of(trouble);
  }
  parts->bear_witness();
  return std::unique_ptr<Store>(new Store(std::move(parts)));
}

LedgerHead const& Store::head() const { return parts_->tally.head; }

Result<Stored> Store::load() {
  auto& database = *parts_->database;
  try {
    Stored stored;
    stored.trouble = parts_->trouble;
    load_announcements(database, parts_->options.utc_offset, stored);
    for (Query rows(database, "SELECT screen, actor, reason, since FROM blackout ORDER BY screen"); rows.next();)
      stored.blackouts.push_back({rows.text(0), rows.text(1), rows.text(2), time_at(rows.number(3))});
    for (Query rows(database, "SELECT id, screen, since, until FROM insert_span ORDER BY place"); rows.next();)
      stored.inserts.push_back({rows.text(0), rows.text(1), time_at(rows.number(2)), time_at(rows.number(3))});
    for (Query rows(database, "SELECT at, actor, source FROM clock_confirmation"); rows.next();)
      stored.clock = {time_at(rows.number(0)), rows.text(1), rows.text(2)};
    for (Query rows(database, "SELECT screen, key, value FROM screen_setting"); rows.next();)
      stored.screens[rows.text(0)][rows.text(1)] = rows.text(2);
    return stored;
  } catch (SQLite::Exception const& trouble) {
    return database.trouble_of(trouble);
  }
}

Result<std::vector<Outcome>> Store::transact(Write const& write) {
  auto& database = *parts_->database;
  if (parts_->unsure && !database.forget_log())
    return fault(Code::io, "store.io", {{"file", database.file().string()}, {"reason", "checkpoint"}});
  parts_->unsure = false;
  auto tally = parts_->tally;
  bool at_last_step = false;
  try {
    std::vector<Outcome> outcomes;
    database.begin();
    Writing writing(database, tally);
    if (!write(writing, outcomes)) {
      database.roll_back();
      return outcomes;
    }
    at_last_step = true;
    database.commit();
    parts_->tally = std::move(tally);
    if (parts_->tally.head.count >= parts_->witnessed + rows_between_witnesses) parts_->bear_witness();
    return outcomes;
  } catch (SQLite::Exception const& trouble) {
    auto error = database.trouble_of(trouble);
    database.roll_back();
    // The log may hold the transaction whole, only its sync failed: after a restart it would be taken for good. Once
    // the log is begun anew it is gone for certain.
    if (!at_last_step || database.forget_log()) return error;
    parts_->unsure = true;
    return fault(error.code, "store.unsure", {{"file", database.file().string()}, {"reason", trouble.what()}});
  }
}

Result<std::vector<Outcome>> Store::commit(std::span<Change const> changes, GiveWay const& give_way) {
  return transact([&](Writing& writing, std::vector<Outcome>& outcomes) {
    if (changes.size() == 1) {
      if (give_way()) return false;
      outcomes.push_back(writing.write(changes.front()));
      return outcomes.front().has_value();
    }
    return write_all(changes, give_way, writing, outcomes);
  });
}

Result<std::vector<Outcome>> Store::commit_together(std::span<Change const> changes, GiveWay const& give_way) {
  return transact([&](Writing& writing, std::vector<Outcome>& outcomes) {
    return write_all(changes, give_way, writing, outcomes) &&
           std::ranges::all_of(outcomes, [](Outcome const& outcome) { return outcome.has_value(); });
  });
}

bool Store::wants_tidying() const { return parts_->database->log_is_long(); }

void Store::tidy() { parts_->database->copy_log(); }

Result<std::vector<Past>> Store::history(Id const& id) {
  auto& database = *parts_->database;
  try {
    std::vector<Past> all;
    Query rows(database,
               "SELECT h.version, p.body, p.actor, p.at, e.at, e.kind, e.body FROM history h "
               "JOIN ledger p ON p.number = h.number "
               "LEFT JOIN history n ON n.id = h.id AND n.version = h.version + 1 "
               "LEFT JOIN ledger e ON e.number = COALESCE(h.ended, n.number) "
               "WHERE h.id = ? ORDER BY h.version",
               id);
    while (rows.next()) {
      Past past{rows.count(0), {}, rows.text(2), time_at(rows.number(3)), {}, {}};
      boost::json::error_code trouble;
      auto const put = boost::json::parse(rows.text(1), trouble);
      if (auto const* const object = put.if_object(); object != nullptr && object->contains("announcement"))
        past.body = canonical(object->at("announcement"));
      if (!rows.is_null(4)) {
        past.ended = time_at(rows.number(4));
        past.ending = "replaced";
        auto const end = boost::json::parse(rows.text(6), trouble);
        if (auto const* const object = end.if_object(); object != nullptr && rows.text(5) == "withdraw")
          if (auto const* const ending = object->if_contains("ending"); ending != nullptr && ending->is_string())
            past.ending = ending->as_string();
      }
      all.push_back(std::move(past));
    }
    return all;
  } catch (SQLite::Exception const& trouble) {
    return database.trouble_of(trouble);
  }
}

}  // namespace signboard
