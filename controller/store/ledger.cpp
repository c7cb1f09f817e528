#include "controller/store/ledger.hpp"

#include "controller/store/digest.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <ostream>

namespace signboard {
namespace {

std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string_view(text)); }

std::string time_of(LedgerRow const& row) { return format_wall_time(row.at, std::chrono::minutes{0}); }

// The members in the order of their names; `hash` only where the row is told to people.
std::string line_of(LedgerRow const& row, std::string_view hash) {
  std::string line = "{\"actor\":" + quoted(row.actor) + ",\"at\":\"" + time_of(row) + "\",\"body\":" + row.body;
  if (!hash.empty()) line.append(",\"hash\":\"").append(hash).append("\"");
  return line + ",\"kind\":" + quoted(row.kind) + ",\"number\":" + std::to_string(row.number) +
         ",\"subject\":" + quoted(row.subject) + "}";
}

// A cell of a table. What a spreadsheet would take for a formula gets an apostrophe: the words come from anybody.
std::string cell(std::string_view text) {
  static constexpr std::string_view formula_begins = "=+-@\t\r";
  std::string quoted_text = "\"";
  if (!text.empty() && formula_begins.find(text.front()) != std::string_view::npos) quoted_text += '\'';
  for (char const c : text) {
    if (c == '"') quoted_text += '"';
    quoted_text += c;
  }
  return quoted_text + '"';
}

}  // namespace

std::string canonical(LedgerRow const& row) { return line_of(row, {}); }

std::string chained(std::string_view previous_hash, LedgerRow const& row) {
  std::string text(previous_hash);
  text += '\n';
  return sha256(text + canonical(row));
}

void write_ledger_start(std::ostream& out, LedgerForm form) {
  if (form == LedgerForm::csv)
    out << "\xEF\xBB\xBF"
        << "number,at,actor,kind,subject,body,hash\r\n";
}

void write_ledger_row(std::ostream& out, LedgerForm form, LedgerRow const& row, std::string_view hash) {
  if (form == LedgerForm::json_lines) {
    out << line_of(row, hash) << '\n';
    return;
  }
  out << row.number << ',' << time_of(row) << ',' << cell(row.actor) << ',' << cell(row.kind) << ','
      << cell(row.subject) << ',' << cell(row.body) << ',' << hash << "\r\n";
}

}  // namespace signboard
