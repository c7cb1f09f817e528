#include "controller/store/ledger.hpp"

#include "controller/store/digest.hpp"
#include "controller/store/store.hpp"
#include "tests/controller/store/support.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <sstream>

using namespace signboard;

namespace {

// A store of ten rows that somebody gets at.
struct Tampered {
  Folder folder;
  std::filesystem::path file = folder.path() / "signboard.db";

  Tampered() {
    auto const store = opened(file);
    for (int i = 1; i <= 8; ++i) commit(*store, put("a-" + std::to_string(i), "公告 " + std::to_string(i)));
    commit(*store, withdraw("a-3"));
    commit(*store, by(BlackOut{"", "演练"}));
  }

  std::string verdict() const {
    auto const store = opened(file);
    auto const head = store->verify();
    if (head) return "ok " + std::to_string(head->count);
    auto words = std::string(head.error().id);
    for (auto const& [name, value] : head.error().values)
      if (name != "file") words += " " + value;
    return words;
  }

  std::string verdict_after(std::string const& sql) const {
    meddle(file, without_triggers + sql);
    return verdict();
  }
};

std::string exported(Store& store, LedgerForm form) {
  std::ostringstream out;
  CHECK(store.export_ledger(out, form).has_value());
  return out.str();
}

}  // namespace

TEST_CASE("SHA-256 is that of FIPS 180-4") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a row of the ledger has one form, whatever it holds") {
  LedgerRow const row{7, store_time() + std::chrono::nanoseconds{5}, "张\"\n", "note", "lobby", R"({"a":1})"};
  CHECK(canonical(row) ==
        R"({"actor":"张\"\n","at":"2026-11-22T08:30:00.000000005+00:00","body":{"a":1},"kind":"note","number":7,)"
        R"("subject":"lobby"})");
  // Computed with sha256sum over 64 zeros, a line feed and the row above.
  CHECK(chained(std::string(64, '0'), row) == sha256(std::string(64, '0') + "\n" + canonical(row)));
  CHECK(chained(std::string(64, '0'), row) != chained(std::string(64, '1'), row));
}

TEST_CASE_METHOD(Tampered, "an untouched ledger is found in order") { CHECK(verdict() == "ok 10"); }

TEST_CASE_METHOD(Tampered, "no word of ours nor a database browser changes the ledger by mistake") {
  auto const refused = [&](std::string const& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    auto const code =
        sqlite3_exec(database, ("PRAGMA recursive_triggers=ON;" + sql).c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(database);
    return code == SQLITE_CONSTRAINT;
  };
  CHECK(refused("UPDATE ledger SET actor = 'x' WHERE number = 4"));
  CHECK(refused("DELETE FROM ledger WHERE number = 10"));
  CHECK(refused("DELETE FROM ledger"));
  CHECK(refused("INSERT OR REPLACE INTO ledger SELECT number, at, 'x', kind, subject, body, hash FROM ledger LIMIT 1"));
  CHECK(refused("INSERT INTO ledger SELECT 12, at, actor, kind, subject, body, hash FROM ledger LIMIT 1"));
  CHECK(refused("UPDATE ledger_head SET count = 9"));
  CHECK(refused("DELETE FROM ledger_head"));
  CHECK(verdict() == "ok 10");
}

TEST_CASE_METHOD(Tampered, "a changed row is named, whichever column it was") {
  CHECK(verdict_after("UPDATE ledger SET body = replace(body, '公告 4', '公告 5') WHERE number = 4") ==
        "store.ledger_changed 4");
}

TEST_CASE_METHOD(Tampered, "another actor is a changed row") {
  CHECK(verdict_after("UPDATE ledger SET actor = 'li' WHERE number = 1") == "store.ledger_changed 1");
}

TEST_CASE_METHOD(Tampered, "another time is a changed row") {
  CHECK(verdict_after("UPDATE ledger SET at = at + 1 WHERE number = 10") == "store.ledger_changed 10");
}

TEST_CASE_METHOD(Tampered, "another kind is a changed row") {
  CHECK(verdict_after("UPDATE ledger SET kind = 'note' WHERE number = 9") == "store.ledger_changed 9");
}

TEST_CASE_METHOD(Tampered, "another subject is a changed row") {
  CHECK(verdict_after("UPDATE ledger SET subject = 'a-4' WHERE number = 3") == "store.ledger_changed 3");
}

TEST_CASE_METHOD(Tampered, "a row changed together with its hash breaks the chain at the next one") {
  LedgerRow forged;
  std::string before;
  {
    auto const store = opened(file);
    forged = store->ledger(4, 1)->front();
    auto const lines = exported(*store, LedgerForm::json_lines);
    std::istringstream in(lines);
    for (int i = 0; i < 4; ++i) std::getline(in, before);
    before = std::string(boost::json::parse(before).at("hash").as_string());
  }
  forged.actor = "nobody";
  CHECK(verdict_after("UPDATE ledger SET actor = 'nobody', hash = '" + chained(before, forged) +
                      "' WHERE number = 5") == "store.ledger_changed 6");
}

TEST_CASE_METHOD(Tampered, "two rows that were swapped are noticed at the first") {
  CHECK(verdict_after("UPDATE ledger SET number = 100 WHERE number = 4; UPDATE ledger SET number = 4 WHERE number = 6;"
                      "UPDATE ledger SET number = 6 WHERE number = 100") == "store.ledger_changed 4");
}

TEST_CASE_METHOD(Tampered, "a row taken out of the middle is missed") {
  CHECK(verdict_after("DELETE FROM ledger WHERE number = 5") == "store.ledger_missing 5");
}

TEST_CASE_METHOD(Tampered, "rows cut off at the end are missed, at a glance and closely") {
  CHECK(verdict_after("DELETE FROM ledger WHERE number > 7") == "store.ledger_cut 7 10");
  auto const store = opened(file);
  auto const trouble = loaded(*store).trouble;
  REQUIRE(trouble.size() == 1);
  CHECK(trouble[0].id == "store.ledger_cut");
}

TEST_CASE_METHOD(Tampered, "what is written after a cut does not hide it") {
  meddle(file, without_triggers + "DELETE FROM ledger WHERE number > 7");
  commit(*opened(file), put("b"));
  CHECK(verdict() == "store.ledger_missing 8");
}

TEST_CASE_METHOD(Tampered, "a cut whose traces in the store were removed is told by the file beside it") {
  auto const store = opened(file);
  auto const seventh = store->ledger(6, 1);
  std::string line;
  {
    std::istringstream in(exported(*store, LedgerForm::json_lines));
    for (int i = 0; i < 7; ++i) std::getline(in, line);
  }
  auto const hash = std::string(boost::json::parse(line).at("hash").as_string());
  const_cast<std::unique_ptr<Store>&>(store).reset();
  CHECK(verdict_after("DELETE FROM announcement WHERE number > 7; UPDATE history SET ended = NULL;"
                      "DELETE FROM history WHERE number > 7; DELETE FROM ledger WHERE number > 7;"
                      "UPDATE ledger_head SET count = 7, hash = '" +
                      hash + "'") == "store.ledger_older 7 10");
}

TEST_CASE_METHOD(Tampered, "an older copy put in the place of the store is told by the file beside it") {
  auto const copy = folder.path() / "copy.db";
  std::filesystem::copy_file(file, copy);
  commit(*opened(file), put("b"));
  std::filesystem::copy_file(copy, file, std::filesystem::copy_options::overwrite_existing);
  auto store = opened(file);
  CHECK(loaded(*store).trouble.front().id == "store.ledger_older");
  commit(*store, put("c"));
  commit(*store, put("d"));
  store.reset();
  // It has as many rows by now, but they are not those.
  CHECK(verdict() == "store.ledger_changed 11");
}

TEST_CASE_METHOD(Tampered, "a head that was changed is noticed") {
  CHECK(verdict_after("UPDATE ledger_head SET hash = '" + std::string(64, 'a') + "'") == "store.ledger_head 10");
}

TEST_CASE_METHOD(Tampered, "rows added past the program are noticed") {
  CHECK(verdict_after("DROP TRIGGER ledger_grows_by_one; DROP TRIGGER ledger_head_follows;"
                      "INSERT INTO ledger SELECT 11, at, actor, kind, subject, body, hash FROM ledger WHERE number=10")
            .starts_with("store.ledger_changed 11"));
}

TEST_CASE_METHOD(Tampered, "an announcement changed behind our back is told, though the ledger is whole") {
  CHECK(verdict_after("UPDATE announcement SET body = replace(body, '公告 4', '恭喜发财') WHERE id = 'a-4'") ==
        "store.text_changed a-4");
}

TEST_CASE_METHOD(Tampered, "an earlier version put back in force behind our back is told") {
  commit(*opened(file), put("a-4", "新的公告"));
  CHECK(verdict() == "ok 11");
  CHECK(verdict_after("UPDATE announcement SET version = 1, number = 4, body = (SELECT "
                      "json_extract(body, '$.announcement') FROM ledger WHERE number = 4) WHERE id = 'a-4'") ==
        "store.text_changed a-4");
}

TEST_CASE_METHOD(Tampered, "a withdrawn announcement put back behind our back is told") {
  CHECK(verdict_after("INSERT INTO announcement (id, version, number, origin, owner, body) "
                      "SELECT 'a-3', 1, 3, origin, owner, replace(body, 'a-4', 'a-3') FROM announcement "
                      "WHERE id = 'a-4'") == "store.text_changed a-3");
}

TEST_CASE_METHOD(Tampered, "the ledger as JSON lines can be verified by others") {
  auto const store = opened(file);
  std::istringstream in(exported(*store, LedgerForm::json_lines));
  std::string hash(64, '0');
  std::string line;
  int count = 0;
  while (std::getline(in, line)) {
    auto row = boost::json::parse(line).as_object();
    auto const said = std::string(row.at("hash").as_string());
    auto const member = line.find("\"hash\":\"");
    line.erase(member, std::string_view("\"hash\":\"\",").size() + 64);
    hash = sha256(hash + "\n" + line);
    CHECK(hash == said);
    CHECK(row.at("number").as_int64() == ++count);
  }
  CHECK(count == 10);
  CHECK(hash == store->head().hash);
}

TEST_CASE("the ledger as CSV opens in a spreadsheet and runs nothing there") {
  Folder const folder;
  auto const store = opened(folder.path() / "signboard.db");
  commit(*store, by(Record{Record::Kind::note, "=HYPERLINK(\"http://x\")", "逗号,引号\"", {}}, "+1"));
  auto const text = exported(*store, LedgerForm::csv);
  CHECK(text ==
        "\xEF\xBB\xBFnumber,at,actor,kind,subject,body,hash\r\n"
        "1,2026-11-22T08:30:00+00:00,\"'+1\",\"note\",\"'=HYPERLINK(\"\"http://x\"\")\","
        "\"{\"\"values\"\":{},\"\"what\"\":\"\"逗号,引号\\\"\"\"\"}\"," +
            store->head().hash + "\r\n");
}

TEST_CASE("an export that its target could not take is told") {
  Folder const folder;
  auto const store = opened(folder.path() / "signboard.db");
  for (int i = 0; i < 200; ++i) commit(*store, by(Record{Record::Kind::note, "x", std::string(2'000, 'x'), {}}));
  std::ofstream full("/dev/full");
  if (!full) {
    WARN("no /dev/full here");
    return;
  }
  CHECK(store->export_ledger(full, LedgerForm::csv).error().id == "store.export_failed");
}

TEST_CASE("rows of the ledger can be read from any number on") {
  Folder const folder;
  auto const store = opened(folder.path() / "signboard.db");
  for (int i = 0; i < 5; ++i) commit(*store, put("a-" + std::to_string(i)));
  auto const rows = store->ledger(2, 2);
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[0].number == 3);
  CHECK((*rows)[0].subject == "a-2");
  CHECK((*rows)[1].number == 4);
  CHECK(store->ledger(5, 10)->empty());
}
