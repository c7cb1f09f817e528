// What is sent for each verb, and what is said of the answers.

#include "controller/store/store.hpp"
#include "tests/controller/signctl/support.hpp"

#include <fstream>
#include <iterator>

using namespace signboard;

namespace {

/// A notebook at the other end of the line.
struct Office {
  Notebook notebook;
  ServedDesk desk{{}, notebook.answers()};

  Told told(std::vector<std::string> words) {
    words.insert(words.end(), {"--url", "http://127.0.0.1:" + std::to_string(desk.port())});
    return told_by(std::move(words));
  }
};

boost::json::value parsed(std::string_view text) { return boost::json::parse(text); }

std::string contents(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("announce sends a document of what was said") {
  Office office;
  auto const told =
      office.told({"announce",   "--id",    "fire",       "--text",     "严禁野外用火", "--title",   "防火期",
                   "--rank",     "insert",  "--screens",  "lobby,gate", "--areas",      "main",      "--from",
                   "2026-11-23", "--until", "2026-11-30", "--weekdays", "mon,fri",      "--windows", "08:30-12:00",
                   "--effect",   "page",    "--ink",      "ffa000",     "--hold",       "4000",      "--blinks"});
  CHECK(told.errors.empty());
  CHECK(told.code == 0);
  CHECK(told.output == "fire, version 4: published\n");
  REQUIRE(office.notebook.entries.size() == 1);
  CHECK(office.notebook.entries[0].what == "announce");
  CHECK(office.notebook.entries[0].key.size() == 32);
  CHECK(office.notebook.entries[0].document == parsed(R"({
    "id": "fire", "text": "严禁野外用火", "title": "防火期", "rank": "insert", "effect": "page", "ink": "#ffa000",
    "hold_ms": 4000, "weekdays": ["mon", "fri"], "windows": ["08:30-12:00"], "screens": ["lobby", "gate"],
    "areas": ["main"], "blinks": true, "valid_from": "2026-11-23T00:00:00+08:00",
    "valid_until": "2026-12-01T00:00:00+08:00"})"));
}

TEST_CASE("announce says one thing in two languages") {
  Office office;
  CHECK(office.told({"announce", "--id", "fire", "--text", "用火", "--also", "bo", "མེ་"}).code == 0);
  CHECK(office.notebook.entries.at(0).document ==
        parsed(R"({"id": "fire", "text": [{"language": "zh-Hans", "words": "用火"},
                                          {"language": "bo", "words": "མེ་"}]})"));
}

TEST_CASE("an announcement without an id is given one that stays the same under the same key") {
  Office office;
  for (int i = 0; i < 2; ++i) CHECK(office.told({"announce", "--text", "a", "--key", "k-1"}).code == 0);
  CHECK(office.told({"announce", "--text", "a"}).code == 0);
  auto const& entries = office.notebook.entries;
  CHECK(entries.at(0).key == "k-1");
  CHECK(entries.at(0).document == entries.at(1).document);
  CHECK(id_in(entries.at(0).document) != id_in(entries.at(2).document));
  CHECK(entries.at(2).key != entries.at(0).key);
}

TEST_CASE("a change whose answer is lost is asked for again under the same key") {
  Office office;
  office.notebook.lost = 1;
  auto const told = office.told({"announce", "--id", "fire", "--text", "a"});
  CHECK(told.code == 0);
  REQUIRE(office.notebook.entries.size() == 2);
  CHECK(office.notebook.entries[0].key == office.notebook.entries[1].key);
  CHECK(office.notebook.entries[0].document == office.notebook.entries[1].document);
}

TEST_CASE("a list does not swallow what stands behind it") {
  Office office;
  office.notebook.standing = parsed(R"({"id": "fire", "text": "a", "rank": "routine", "version": 3})");
  CHECK(office.told({"edit", "--weekdays", "mon,fri", "--also", "bo", "མེ་", "fire"}).code == 0);
  REQUIRE(office.notebook.entries.size() == 1);
  CHECK(office.notebook.entries[0].what == "put fire");
  CHECK(office.notebook.entries[0].document.at("weekdays") == parsed(R"(["mon", "fri"])"));
  CHECK(office.notebook.entries[0].document.at("text").as_array().size() == 2);
}

TEST_CASE("announce takes what a playlist or a JSON file says") {
  Office office;
  Folder folder;
  auto const playlist = folder.write("p.toml",
                                     "[[announcement]]\nid = \"a\"\ntext = \"甲\"\n"
                                     "[[announcement]]\nid = \"b\"\ntext = \"乙\"\nscreens = [\"gate\"]\n");
  CHECK(office.told({"announce", "--playlist", playlist.string(), "b"}).code == 0);
  REQUIRE(office.notebook.entries.size() == 1);
  CHECK(office.notebook.entries[0].document.at("text") == "乙");
  CHECK(office.notebook.entries[0].document.at("screens") == parsed(R"(["gate"])"));
  CHECK(office.told({"announce", "--playlist", playlist.string()}).code == 0);
  REQUIRE(office.notebook.entries.size() == 3);
  CHECK(office.notebook.entries[1].key != office.notebook.entries[2].key);
  CHECK(office.told({"announce", "--playlist", playlist.string(), "c"}).code == 1);
  CHECK(office.notebook.entries.size() == 3);

  auto const json = folder.write("p.json", R"([{"id": "c", "text": "丙"}])");
  CHECK(office.told({"announce", "--json-file", json.string(), "--rank", "filler"}).code == 0);
  CHECK(office.notebook.entries.back().document == parsed(R"({"id": "c", "text": "丙", "rank": "filler"})"));
  CHECK(office.told({"announce", "--json-file", folder.write("bad.json", "[1]").string()}).code == 2);
  auto const twice = folder.write("twice.json", R"({"id": "c", "text": "丙", "text": "丁"})");
  auto const refused = office.told({"announce", "--json-file", twice.string()});
  CHECK(refused.code == 2);
  CHECK(refused.errors.find(twice.string()) != std::string::npos);
  CHECK(office.notebook.entries.back().document.at("text") == "丙");
}

TEST_CASE("announce refuses what is not said clearly, and sends nothing") {
  Office office;
  CHECK(office.told({"announce"}).code == 2);
  CHECK(office.told({"announce", "--text", "a", "--playlist", "p.toml"}).code == 2);
  CHECK(office.told({"announce", "--text", "a", "--until", "noon"}).code == 2);
  CHECK(office.told({"announce", "--text", "a", "--until", "19:40", "--for", "3h"}).code == 2);
  CHECK(office.told({"announce", "--text", ""}).code == 2);
  CHECK(office.told({"announce", "--text", "a", "--key", "two words"}).code == 2);
  CHECK(office.notebook.entries.empty());
}

TEST_CASE("edit changes what was said and names the version it changes") {
  Office office;
  office.notebook.standing = parsed(R"({"id": "fire", "text": "旧", "language": "zh-Hans", "rank": "routine",
      "valid_until": "2026-12-01T00:00:00+08:00", "screens": ["gate"], "version": 3, "owner": "unix:uid=1000",
      "origin": "desk", "published": "2026-11-01T00:00:00+08:00"})");
  auto const told = office.told({"edit", "fire", "--text", "新", "--clear", "screens", "--effect", "hold"});
  CHECK(told.code == 0);
  CHECK(told.output == "fire, version 4: edited\n");
  REQUIRE(office.notebook.entries.size() == 1);
  CHECK(office.notebook.entries[0].what == "put fire");
  CHECK(office.notebook.entries[0].tag == "3");
  CHECK(office.notebook.entries[0].document == parsed(R"({"id": "fire", "text": "新", "rank": "routine",
      "effect": "hold", "valid_until": "2026-12-01T00:00:00+08:00"})"));
  CHECK(office.told({"edit", "fire", "--title", "x", "--if-version", "2"}).code == 0);
  CHECK(office.notebook.entries[1].tag == "2");
  CHECK(office.told({"edit", "fire"}).code == 2);
}

TEST_CASE("edit says who was faster") {
  Office office;
  office.notebook.standing = parsed(R"({"id": "fire", "text": "a", "rank": "routine", "version": 5,
                                        "owner": "unix:uid=1234"})");
  office.notebook.refusal = {fault(Code::stale, "http.weak_etag")};
  auto const told = office.told({"edit", "fire", "--title", "x"});
  CHECK(told.code == 1);
  CHECK(told.errors.find("unix:uid=1234") != std::string::npos);
  CHECK(told.errors.find("version 5") != std::string::npos);
}

TEST_CASE("withdraw gives the reason") {
  Office office;
  CHECK(office.told({"withdraw", "fire", "--reason", "过时"}).code == 0);
  CHECK(office.notebook.entries.at(0).what == "withdraw fire");
  CHECK(office.notebook.entries.at(0).document == parsed(R"({"reason": "过时"})"));
}

TEST_CASE("list reads all pages") {
  Office office;
  CHECK(office.told({"list"}).output == "a [routine] 停水\nb [routine] 停水\n");
  CHECK(office.told({"list", "--json"}).json().at("announcements").as_array().size() == 2);
}

TEST_CASE("show of what is not there is told in words") {
  Office office;
  auto const told = office.told({"show", "none"});
  CHECK(told.code == 1);
  CHECK_FALSE(told.errors.empty());
}

TEST_CASE("an urgent notice ends when the daemon's clock says so") {
  Office office;
  auto const told =
      office.told({"urgent", "start", "--id", "water", "--text", "停水", "--for", "3h", "--screens", "gate"});
  CHECK(told.code == 0);
  CHECK(office.notebook.entries.at(0).what == "raise");
  CHECK(office.notebook.entries.at(0).document == parsed(R"({"id": "water", "text": "停水", "rank": "urgent",
      "screens": ["gate"], "valid_until": "2026-11-22T19:40:00+08:00"})"));
  CHECK(office.told({"urgent", "start", "--warning", "--text", "雷电", "--until", "18:00"}).code == 0);
  CHECK(office.notebook.entries.at(1).document.at("rank") == "warning");
  CHECK(office.told({"urgent", "extend", "water", "--until", "20:00"}).code == 0);
  CHECK(office.notebook.entries.at(2).what == "extend water");
  CHECK(office.notebook.entries.at(2).document == parsed(R"({"valid_until": "2026-11-22T20:00:00+08:00"})"));
  CHECK(office.told({"urgent", "end", "water"}).code == 0);
  CHECK(office.notebook.entries.at(3).what == "end water");
}

TEST_CASE("an urgent notice without an end, or one that has passed, is not sent") {
  Office office;
  CHECK(office.told({"urgent", "start", "--text", "停水"}).code == 2);
  auto const late = office.told({"urgent", "start", "--text", "停水", "--until", "16:00"});
  CHECK(late.code == 2);
  CHECK(late.errors.find("16:00") != std::string::npos);
  CHECK(office.told({"urgent", "extend", "water"}).code == 2);
  CHECK(office.told({"urgent"}).code == 2);
  CHECK(office.notebook.entries.empty());
}

TEST_CASE("lifting a blackout takes a reason") {
  Office office;
  CHECK(office.told({"blackout", "off"}).code == 2);
  CHECK(office.told({"blackout", "off", "--reason", "已更正", "--screens", "gate"}).code == 0);
  CHECK(office.notebook.entries.at(0).what == "light");
  CHECK(office.notebook.entries.at(0).document == parsed(R"({"reason": "已更正", "screens": ["gate"]})"));
}

TEST_CASE("a forecast is of a day from now, or of what was asked") {
  Office office;
  CHECK(office.told({"forecast", "lobby"}).output ==
        "x .. y: a, b (loop of 14 s)\ny .. z: switched off\n  a: takes 9 s\n"
        "  b: takes 5 s; there is never time to read it whole: shorten the text, speed it up, or give it more time\n");
  CHECK(office.notebook.entries.at(0).document == parsed(R"({"screen": "lobby", "hours": 24})"));
  CHECK(office.told({"forecast", "lobby", "--from", "18:00", "--to", "20:00"}).code == 0);
  CHECK(office.notebook.entries.at(1).document == parsed(R"({"screen": "lobby", "hours": 2})"));
}

TEST_CASE("faults give an exit code of their own") {
  Office office;
  auto const told = office.told({"faults"});
  CHECK(told.code == 3);
  CHECK(told.output == "F101 lobby: The line is down.\nWhat to do: signctl fault NUMBER\n");
}

TEST_CASE("what to do about a fault is told without a daemon, in the reader's language") {
  auto const page = told_by({"fault", "f101"});
  CHECK(page.code == 0);
  CHECK(page.output.starts_with("F101 "));
  CHECK(page.output.find("signctl ports") != std::string::npos);
  CHECK(page.output.find("**") == std::string::npos);
  CHECK(told_by({"fault"}).output.find("F302") != std::string::npos);
  CHECK(told_by({"fault", "F999"}).code == 1);
}

TEST_CASE("clock alone asks, clock confirm says so") {
  Office office;
  CHECK(office.told({"clock"}).code == 0);
  CHECK(office.notebook.entries.empty());
  CHECK(office.told({"clock", "confirm"}).code == 0);
  REQUIRE(office.notebook.entries.size() == 1);
  CHECK_FALSE(office.notebook.entries[0].key.empty());
}

TEST_CASE("the ledger is read by pages and written out whole") {
  Office office;
  Folder folder;
  CHECK(office.told({"ledger"}).output.find("--after 1") != std::string::npos);
  auto const file = folder.path() / "ledger.jsonl";
  CHECK(office.told({"ledger", "export", "--out", file.string()}).code == 0);
  auto const text = contents(file);
  CHECK(count_of(text, "\n") == 2);
  CHECK(count_of(text, "\"version\":1") == 2);
  CHECK(office.told({"ledger", "export", "--form", "csv"}).output.starts_with("\xEF\xBB\xBF"));
  CHECK(office.told({"ledger", "verify"}).code == 2);  // this desk does not do it
}

TEST_CASE("a backup goes to a path that means the same to the daemon") {
  Office office;
  CHECK(office.told({"backup", "here.db"}).code == 0);
  auto const file = std::string(office.notebook.entries.at(0).document.at("file").as_string());
  CHECK(file == (std::filesystem::current_path() / "here.db").string());
}

TEST_CASE("playlist files go out and in") {
  Office office;
  Folder folder;
  CHECK(office.told({"export"}).output == "title = \"x\"\n");
  auto const file = folder.write("p.toml", "title = \"y\"\n");
  auto const told = office.told({"import", file.string()});
  CHECK(told.output == "new: x\nreplaced: \n");
  CHECK(office.notebook.entries.at(0).document == parsed(R"({"toml": "title = \"y\"\n"})"));
}

TEST_CASE("a preview is written as the file is named") {
  Office office;
  Folder folder;
  auto const file = folder.path() / "x.gif";
  CHECK(office.told({"preview", "--screen", "lobby", "--text", "停水", "--out", file.string()}).code == 0);
  CHECK(contents(file) == "a picture");
  CHECK(office.notebook.entries.at(0).what == "preview lobby");
  CHECK(office.notebook.entries.at(0).document == parsed(R"({"id": "draft", "text": "停水"})"));
}

TEST_CASE("a backup is restored without a daemon, and what was there is kept") {
  Folder folder;
  auto const state = folder.path() / "state";
  std::filesystem::create_directory(state);
  auto const backup = folder.path() / "backup.db";
  {
    auto const store = Store::open(state / "signboard.db", {});
    REQUIRE(store.has_value());
    REQUIRE((*store)->back_up(backup).has_value());
  }
  auto const told = told_by({"restore", backup.string(), "--state", state.string(), "--json"});
  CHECK(told.errors.empty());
  CHECK(told.code == 0);
  CHECK(std::filesystem::exists(std::string(told.json().at("replaced").as_string())));
  CHECK(told_by({"restore", (folder.path() / "none").string(), "--state", state.string()}).code == 1);
}
