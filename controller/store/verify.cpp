#include "controller/store/parts.hpp"
#include "controller/store/witness.hpp"

#include <ostream>

namespace signboard {
namespace {

constexpr char const* ledger_rows =
    "SELECT number, at, actor, kind, subject, body, hash FROM ledger WHERE number > ? ORDER BY number LIMIT ?";

LedgerRow row_of(Query const& rows) {
  return {rows.count(0), time_at(rows.number(1)), rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.text(6)};
}

// What is in force must be what the ledger says was put in force.
Result<void> verify_texts(Database& database) {
  Query rows(database,
             "SELECT a.id, a.body, l.body, l.subject, COALESCE(h.ended, (SELECT min(n.number) FROM history n "
             "WHERE n.id = a.id AND n.version > a.version)) FROM announcement a "
             "LEFT JOIN ledger l ON l.number = a.number AND l.kind = 'put' "
             "LEFT JOIN history h ON h.id = a.id AND h.version = a.version AND h.number = a.number ORDER BY a.place");
  while (rows.next())
    if (rows.is_null(2) || !rows.is_null(4) || rows.text(3) != rows.text(0) ||
        !rows.text(2).starts_with("{\"announcement\":" + rows.text(1) + ",\"origin\":"))
      return fault(Code::conflict, "store.text_changed", {{"id", rows.text(0)}});
  return {};
}

Result<LedgerHead> verify_chain(Database& database) {
  LedgerHead expected, found;
  {
    Query head(database, "SELECT count, hash FROM ledger_head");
    if (head.next()) expected = {head.count(0), head.text(1)};
  }
  auto const witness = read_witness(database.file());
  for (Query rows(database, ledger_rows, 0, -1); rows.next();) {
    auto const row = row_of(rows);
    auto const number = std::to_string(found.count + 1);
    if (row.number != found.count + 1) return fault(Code::conflict, "store.ledger_missing", {{"number", number}});
    auto const hash = chained(found.hash, row);
    if (hash != rows.text(6) || (witness && witness->count == row.number && witness->hash != hash))
      return fault(Code::conflict, "store.ledger_changed", {{"number", number}});
    found = {row.number, hash};
  }
  auto const kept = std::to_string(found.count);
  if (found.count < expected.count)
    return fault(Code::conflict, "store.ledger_cut", {{"kept", kept}, {"expected", std::to_string(expected.count)}});
  if (found != expected) return fault(Code::conflict, "store.ledger_head", {{"number", kept}});
  if (witness && witness->count > found.count)
    return fault(
        Code::conflict, "store.ledger_older",
        {{"kept", kept}, {"expected", std::to_string(witness->count)}, {"file", witness_of(database.file()).string()}});
  return found;
}

}  // namespace

Result<LedgerHead> Store::verify() {
  auto& database = *parts_->database;
  try {
    auto head = verify_chain(database);
    if (!head) return head;
    if (auto texts = verify_texts(database); !texts) return texts.error();
    return head;
  } catch (SQLite::Exception const& trouble) {
    return database.trouble_of(trouble);
  }
}

Result<std::vector<LedgerRow>> Store::ledger(std::uint64_t after, std::size_t limit) {
  auto& database = *parts_->database;
  try {
    std::vector<LedgerRow> all;
    for (Query rows(database, ledger_rows, after, limit); rows.next();) all.push_back(row_of(rows));
    return all;
  } catch (SQLite::Exception const& trouble) {
    return database.trouble_of(trouble);
  }
}

Result<void> Store::export_ledger(std::ostream& out, LedgerForm form) {
  auto& database = *parts_->database;
  try {
    write_ledger_start(out, form);
    for (Query rows(database, ledger_rows, 0, -1); rows.next();)
      write_ledger_row(out, form, row_of(rows), rows.text(6));
  } catch (SQLite::Exception const& trouble) {
    return database.trouble_of(trouble);
  }
  out.flush();
  if (!out) return fault(Code::io, "store.export_failed");
  return {};
}

}  // namespace signboard
