#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace signboard {

/// One row of the ledger as it was written.
struct LedgerRow {
  std::uint64_t number = 0;
  WallTime at;
  std::string actor, kind, subject;
  std::string body;    ///< a JSON object in canonical form: members sorted, no blanks
  std::string hash{};  ///< as it is kept; empty for one that is not in the ledger yet
};

/// How much there is in the ledger and what it amounts to. Whoever wrote it down elsewhere can prove later that nothing
/// before it was changed or left out.
struct LedgerHead {
  std::uint64_t count = 0;
  std::string hash = std::string(64, '0');  ///< SHA-256 of the last row, in hexadecimal digits
  bool operator==(LedgerHead const&) const = default;
};

/// The row as one line of JSON with its members sorted: {"actor":…,"at":…,"body":…,"kind":…,"number":…,"subject":…}.
std::string canonical(LedgerRow const& row);

/// SHA-256 over the hash of the row before (64 zeros for the first), a line feed, and canonical(row).
std::string chained(std::string_view previous_hash, LedgerRow const& row);

enum class LedgerForm : std::uint8_t {
  json_lines,  ///< canonical(row) with a member "hash" in its place
  csv          ///< for spreadsheets: with a byte order mark, and nothing in it is a formula
};

void write_ledger_start(std::ostream& out, LedgerForm form);
void write_ledger_row(std::ostream& out, LedgerForm form, LedgerRow const& row, std::string_view hash);

}  // namespace signboard
