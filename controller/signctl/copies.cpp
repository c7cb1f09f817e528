// The ledger, copies, and playlist files out and in.

#include "base/limits.hpp"
#include "controller/signctl/saying.hpp"
#include "controller/signctl/state_folder.hpp"
#include "controller/signctl/verbs.hpp"
#include "controller/store/store.hpp"
#include "controller/text_file.hpp"

#include <boost/json/serialize.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>

namespace signboard {
namespace {

namespace json = boost::json;

constexpr char const* store_file = "signboard.db";

// To standard output, or to a new file.
Result<void> write_out(std::string const& file, std::function<void(std::ostream&)> const& write) {
  if (file.empty() || file == "-") {
    write(std::cout);
    return {};
  }
  std::ofstream out(file, std::ios::binary);
  if (out) write(out);
  out.close();
  if (!out) return fault(Code::io, "cli.cannot_write", {{"file", file}, {"reason", std::strerror(errno)}});
  return {};
}

void say_row(json::object const& row, Console const& console) {
  console.say(words_in(row, "number") + " " + text_in(row, "at") + " " + text_in(row, "actor") + " " +
              text_in(row, "kind") + " " + text_in(row, "subject") + " " + words_in(row, "body"));
}

void say_head(json::object const& head, Console const& console) {
  console.say(std::string(choose(console, "台账行数 ", "rows of the ledger: ")) + words_in(head, "count") +
              std::string(choose(console, "，末行 SHA-256 ", ", SHA-256 of the last: ")) + text_in(head, "hash"));
}

Result<LedgerRow> row_of(json::object const& written) {
  auto const at = parse_wall_time(text_in(written, "at"), std::chrono::minutes(0));
  auto const* const number = written.if_contains("number");
  auto const* const body = written.if_contains("body");
  bool const is_whole = at && number != nullptr && number->is_int64() && body != nullptr;
  if (!is_whole)
    return fault(Code::io, "client.bad_answer", {{"url", "/api/ledger"}, {"reason", json::serialize(written)}});
  return LedgerRow{static_cast<std::uint64_t>(number->get_int64()),
                   *at,
                   text_in(written, "actor"),
                   text_in(written, "kind"),
                   text_in(written, "subject"),
                   json::serialize(*body)};
}

}  // namespace

Exit read_ledger(LedgerOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const page =
      line->get("/api/ledger?after=" + std::to_string(options.after) + "&limit=" + std::to_string(options.limit));
  if (!page) return console.complain(page.error());
  if (console.json) {
    console.say(json::value(*page));
    return Exit::fine;
  }
  for (auto const& row : objects_in(*page, "rows")) say_row(row, console);
  if (auto const next = words_in(*page, "next"); !next.empty())
    console.say(
        std::string(choose(console, "还有更多：signctl ledger --after ", "more with: signctl ledger --after ")) + next);
  return Exit::fine;
}

Exit verify_ledger(Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  Question question{"GET", "/api/ledger/verify"};
  question.patience = std::chrono::seconds(35);  // it reads all of it
  auto const said = line->ask(question);
  if (!said) {
    // A ledger that does not hold is what was looked for, not a mishap of the looking.
    auto const exit = console.complain(said.error());
    return said.error().code == Code::conflict ? Exit::found_faults : exit;
  }
  if (console.json) {
    console.say(said->body);
    return Exit::fine;
  }
  console.say(choose(console, "台账完整，没有改动。", "The ledger is whole and unchanged."));
  if (said->body.is_object()) say_head(said->body.get_object(), console);
  return Exit::fine;
}

Exit export_ledger(LedgerOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const written = line->get_all("/api/ledger", "rows", std::to_string(options.after));
  if (!written) return console.complain(written.error());
  std::vector<std::pair<LedgerRow, std::string>> rows;
  for (auto const& each : *written) {
    auto row = each.is_object() ? row_of(each.get_object()) : row_of({});
    if (!row) return console.complain(row.error());
    rows.emplace_back(std::move(*row), text_in(each.get_object(), "hash"));
  }
  auto const form = options.form == "csv" ? LedgerForm::csv : LedgerForm::json_lines;
  auto const put = write_out(options.out, [&](std::ostream& out) {
    write_ledger_start(out, form);
    for (auto const& [row, hash] : rows) write_ledger_row(out, form, row, hash);
  });
  return put ? Exit::fine : console.complain(put.error());
}

Exit back_up(std::string const& file, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  std::error_code trouble;
  auto const whole = std::filesystem::absolute(file, trouble);
  if (trouble)
    return console.complain(fault(Code::io, "cli.cannot_write", {{"file", file}, {"reason", trouble.message()}}));
  auto const said = line->change({"POST", "/api/backup", json::object{{"file", whole.string()}}});
  if (!said) return console.complain(said.error());
  if (console.json) {
    console.say(said->body);
    return Exit::fine;
  }
  console.say(std::string(choose(console, "已备份到 ", "backed up to ")) + whole.string());
  if (said->body.is_object()) say_head(said->body.get_object(), console);
  return Exit::fine;
}

Exit restore(RestoreOptions const& options, Errand const& errand, Console const& console) {
  auto const folder = state_folder(options.state, options.config);
  if (!folder) return console.complain(folder.error());
  auto const restored =
      restore_store(options.file, *folder / store_file, {user_name(), errand.clock->now().wall}, StoreOptions());
  if (!restored) return console.complain(restored.error());
  json::object const answer{{"file", (*folder / store_file).string()},
                            {"replaced", restored->replaced.string()},
                            {"count", restored->head.count},
                            {"hash", restored->head.hash}};
  if (console.json) {
    console.say(json::value(answer));
    return Exit::fine;
  }
  console.say(std::string(choose(console, "已恢复：", "restored: ")) + text_in(answer, "file"));
  if (!restored->replaced.empty())
    console.say(std::string(choose(console, "原来的数据保留在：", "what was there before is now: ")) +
                restored->replaced.string());
  say_head(answer, console);
  return Exit::fine;
}

Exit export_playlist(std::string const& out, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const said = line->ask({"GET", "/api/export"});
  if (!said) return console.complain(said.error());
  auto const put = write_out(out, [&said](std::ostream& stream) { stream << said->bytes; });
  return put ? Exit::fine : console.complain(put.error());
}

Exit import_playlist(std::string const& file, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const text = read_text_file(file, limits::text_refused);
  if (!text) return console.complain(text.error());
  auto const said = line->change({"POST", "/api/import", json::object{{"toml", *text}}});
  if (!said) return console.complain(said.error());
  if (console.json || !said->body.is_object()) {
    console.say(said->body);
    return Exit::fine;
  }
  auto const& answer = said->body.get_object();
  console.say(std::string(choose(console, "新增：", "new: ")) + words_in(answer, "added"));
  console.say(std::string(choose(console, "更新：", "replaced: ")) + words_in(answer, "replaced"));
  for (auto const& finding : objects_in(answer, "findings"))
    console.say(std::string(choose(console, "提醒：", "note: ")) + text_in(finding, "title"));
  return Exit::fine;
}

Exit preview(PreviewOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const office = line->office_time(errand.clock->now().wall);
  json::object item{{"id", "draft"}};
  if (!options.id.empty()) {
    auto found = line->get(path_of("announcements", options.id));
    if (!found) return console.complain(found.error());
    item = without_marks(std::move(*found));
  }
  auto draft = drafted(std::move(item), options.draft, office);
  if (!draft) return console.complain(draft.error());
  json::object order{{"screen", options.screen}, {"announcement", std::move(*draft)}};
  if (!options.at.empty()) {
    auto const at = parse_moment("--at", options.at, office, DayEnd::first);
    if (!at) return console.complain(at.error());
    order["at"] = format_wall_time(*at, office.utc_offset);
  }
  Question question{"POST", "/api/preview", std::move(order)};
  question.accept = options.out.empty()             ? "application/json"
                    : options.out.ends_with(".gif") ? "image/gif"
                                                    : "image/png";
  auto const said = line->change(std::move(question));
  if (!said) return console.complain(said.error());
  if (!options.out.empty()) {
    auto const put = write_out(options.out, [&said](std::ostream& stream) { stream << said->bytes; });
    return put ? Exit::fine : console.complain(put.error());
  }
  if (console.json || !said->body.is_object()) {
    console.say(said->body);
    return Exit::fine;
  }
  auto const& answer = said->body.get_object();
  console.say(text_in(answer, "screen") + std::string(choose(console, "：阅读约需秒数 ", ": seconds to read it: ")) +
              words_in(answer, "reading_seconds"));
  for (auto const& finding : objects_in(answer, "findings")) console.say("  " + text_in(finding, "title"));
  return Exit::fine;
}

}  // namespace signboard
