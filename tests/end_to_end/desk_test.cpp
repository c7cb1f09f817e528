#include "base/limits.hpp"
#include "base/time.hpp"
#include "tests/support/ask.hpp"
#include "tests/support/card_on_udp.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>

using namespace signboard;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr Size panel{96, 16};

// An office of its own: one screen, an empty playlist, a store.
struct Office {
  Office() {
    folder.write("programme.toml", "");
    config =
        folder.write("signboard.toml",
                     "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"off\"\n[[screen]]\nname = \"lobby\"\n"
                     "size = \"96x16\"\ndriver = \"ddp\"\nline = \"udp:127.0.0.1:" +
                         std::to_string(card.port()) + "\"\n");
  }

  void open() {
    daemon.emplace("signboardd", std::vector<std::string>{"--config", config.string()}, folder.path());
    for (int tries = 0; tries < 600 && told("GET", "/api/status").status != 200; ++tries) card.during(100ms);
    REQUIRE(told("GET", "/api/status").status == 200);
  }

  void cut_power() {
    daemon->signal(SIGKILL);
    REQUIRE(daemon->wait(10s).has_value());
    daemon.reset();
    while (card.next(200ms)) {
    }
  }

  Told told(std::string const& method, std::string const& target, std::string const& body = {},
            std::string const& fields = {}) const {
    return ask(folder.path() / "signboard.sock", method, target, body, fields);
  }

  // Whether the screen comes to be like that, and stays so for a moment.
  bool becomes(bool lit) {
    for (int tries = 0; tries < 50; ++tries) {
      auto const shown = card.during(300ms);
      auto const is_lit = [](CardOnUdp::Shown const& each) { return each.frame != Frame(panel); };
      if (shown.size() < 1) continue;
      if (lit && std::ranges::any_of(shown, is_lit)) return true;
      if (!lit && std::ranges::none_of(shown, is_lit)) return true;
    }
    return false;
  }

  Scratch folder;
  CardOnUdp card{panel};
  std::filesystem::path config;
  std::optional<Child> daemon;
};

// So many hours from now, by the daemon's clock.
std::string in_hours(Office const& office, int hours) {
  auto const told = office.told("GET", "/api/clock");
  auto const now = parse_wall_time(std::string(told.body.at("now").as_string()), std::chrono::minutes{0});
  REQUIRE(now.has_value());
  return format_wall_time(std::chrono::floor<std::chrono::seconds>(*now) + std::chrono::hours{hours},
                          std::chrono::minutes{0});
}

constexpr auto notice = R"({"id": "tax", "title": "医保", "text": "医保缴费", "effect": "hold"})";

}  // namespace

TEST_CASE("what was announced is kept through a power cut, and what was withdrawn does not come back") {
  Office office;
  office.open();
  CHECK(office.becomes(false));
  auto const made = office.told("POST", "/api/announcements", notice, "Idempotency-Key: one\r\n");
  REQUIRE(made.status == 201);
  CHECK(made.body.at("saved").as_bool());
  CHECK(office.becomes(true));
  // Sent again under its key it happens once; under no key the id is taken.
  CHECK(office.told("POST", "/api/announcements", notice, "Idempotency-Key: one\r\n").status == 201);
  CHECK(office.told("POST", "/api/announcements", notice).status == 409);
  office.cut_power();
  office.open();
  CHECK(office.becomes(true));
  auto const kept = office.told("GET", "/api/announcements/tax");
  REQUIRE(kept.status == 200);
  CHECK(kept.body.at("title").as_string() == "医保");
  CHECK(kept.body.at("origin").as_string() == "desk");
  // A stale edit is refused, the right one is made.
  auto const edited = R"({"id": "tax", "text": "医保缴费延期", "effect": "hold"})";
  CHECK(office.told("PUT", "/api/announcements/tax", edited, "If-Match: \"99\"\r\n").status == 412);
  CHECK(office.told("PUT", "/api/announcements/tax", edited, "If-Match: " + kept.etag + "\r\n").status == 200);
  REQUIRE(office.told("DELETE", "/api/announcements/tax").status == 200);
  CHECK(office.becomes(false));
  office.cut_power();
  office.open();
  CHECK(office.told("GET", "/api/announcements/tax").status == 404);
  CHECK(office.becomes(false));
  CHECK(office.told("GET", "/api/ledger/verify").status == 200);
}

TEST_CASE("what is exported while an urgent notice stands can be imported") {
  Office office;
  office.open();
  REQUIRE(office.told("POST", "/api/announcements", notice).status == 201);
  auto const flood = R"({"id": "flood", "text": "撤离", "valid_until": ")" + in_hours(office, 3) + "\"}";
  REQUIRE(office.told("POST", "/api/urgent", flood).status == 201);
  auto const answer = say(office.folder.path() / "signboard.sock",
                          "GET /api/export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  auto const file = answer.substr(answer.find("\r\n\r\n") + 4);
  CHECK(file.find("\"tax\"") != std::string::npos);
  CHECK(file.find("flood") == std::string::npos);
  auto const imported = office.told("POST", "/api/import", json::serialize(json::object{{"toml", file}}));
  CHECK(imported.status == 200);
  CHECK(imported.body.at("replaced") == json::array{"tax"});
}

TEST_CASE("what is asked in one breath with a change is answered behind it") {
  Office office;
  office.open();
  std::string const body = notice;
  auto const answers =
      say(office.folder.path() / "signboard.sock",
          "POST /api/announcements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body +
              "GET /api/screens/lobby/lineup HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  auto const second = answers.find("HTTP/1.1 200");
  CHECK(answers.starts_with("HTTP/1.1 201"));
  REQUIRE(second != std::string::npos);
  CHECK(answers.find("\"tax\"", second) != std::string::npos);
}

TEST_CASE(
    "an urgent notice takes the screen, must end, and gives it back; what is wrong with one is told by its field") {
  Office office;
  office.open();
  REQUIRE(office.told("POST", "/api/announcements", notice).status == 201);
  CHECK(office.told("POST", "/api/urgent", R"({"id": "flood", "text": "撤离", "rank": "urgent"})").status == 400);
  auto const too_long = office.told(
      "POST", "/api/urgent",
      R"({"id": "flood", "text": "撤离", "rank": "urgent", "valid_until": ")" + in_hours(office, 48) + "\"}");
  CHECK(too_long.status >= 400);
  CHECK(json::serialize(too_long.body).find("/valid_until") != std::string::npos);
  auto const raised = office.told(
      "POST", "/api/urgent",
      R"({"id": "flood", "text": "撤离", "rank": "urgent", "valid_until": ")" + in_hours(office, 3) + "\"}");
  REQUIRE(raised.status == 201);
  auto const on_air = [&] {
    // Just after a start nothing has been made ready yet.
    for (int tries = 0; tries < 50; ++tries) {
      auto const told = office.told("GET", "/api/screens/lobby/lineup");
      if (auto const& now = told.body.at("now"); now.is_string()) return std::string(now.as_string());
      office.card.during(50ms);
    }
    return std::string();
  };
  CHECK(on_air() == "flood");
  office.cut_power();
  office.open();
  CHECK(on_air() == "flood");
  auto const changed = office.told("PATCH", "/api/urgent/flood", R"({"valid_until": ")" + in_hours(office, 5) + "\"}");
  CHECK(changed.status == 200);
  CHECK(office.told("DELETE", "/api/urgent/flood", R"({"reason": "over"})").status == 200);
  CHECK(on_air() == "tax");
  CHECK(office.told("GET", "/api/urgent").body.at("urgent").as_array().empty());
}

TEST_CASE(
    "a blackout is dark at once, by any of its ways, stays so through a power cut, and is lifted by an act of its "
    "own") {
  Office office;
  office.open();
  REQUIRE(office.told("POST", "/api/announcements", notice).status == 201);
  REQUIRE(office.becomes(true));
  REQUIRE(office.told("PUT", "/api/blackout", R"({"reason": "wrong text"})").status == 200);
  CHECK(office.becomes(false));
  office.cut_power();
  office.open();
  for (int i = 0; i < 10; ++i)
    for (auto const& shown : office.card.during(100ms)) CHECK(shown.frame == Frame(panel));
  // Not even an urgent notice lights it.
  REQUIRE(office
              .told("POST", "/api/urgent",
                    R"({"id": "x", "text": "撤离", "rank": "urgent", "valid_until": ")" + in_hours(office, 1) + "\"}")
              .status == 201);
  CHECK(office.becomes(false));
  REQUIRE(office.told("DELETE", "/api/blackout", R"({"reason": "corrected"})").status == 200);
  CHECK(office.becomes(true));
  auto const evidence = office.folder.path() / "state" / "evidence";
  CHECK_FALSE(std::filesystem::is_empty(evidence));

  // No picture can be kept now: it gets as dark, and somebody hears of it.
  std::filesystem::remove_all(evidence);
  std::ofstream(evidence) << "in the way";
  office.daemon->signal(SIGUSR1);
  CHECK(office.becomes(false));
  CHECK(office.daemon->says("evidence", 10s));
  REQUIRE(office.told("DELETE", "/api/blackout", R"({"reason": "drill over"})").status == 200);
  CHECK(office.becomes(true));

  std::ofstream(office.folder.path() / "state" / "blackout") << "by hand";
  CHECK(office.becomes(false));
}

TEST_CASE(
    "without a store everyday announcements are refused, an urgent notice is shown and says that it is not saved") {
  Office office;
  office.folder.write("state", "a file where a folder should be");
  office.open();
  auto const refused = office.told("POST", "/api/announcements", notice);
  CHECK(refused.status >= 500);
  CHECK(office.becomes(false));
  auto const raised = office.told(
      "POST", "/api/urgent",
      R"({"id": "flood", "text": "撤离", "rank": "urgent", "valid_until": ")" + in_hours(office, 3) + "\"}");
  REQUIRE(raised.status == 201);
  CHECK_FALSE(raised.body.at("saved").as_bool());
  CHECK(office.becomes(true));
  CHECK_FALSE(office.told("GET", "/api/faults").body.at("faults").as_array().empty());
  // Dark works with the store dead, too, and the other way round.
  CHECK(office.told("PUT", "/api/blackout", R"({"reason": "test"})").status == 200);
  CHECK(office.becomes(false));
}

TEST_CASE("a draft is shown exactly as the screen would show it, and a forecast says what comes when") {
  Office office;
  office.open();
  auto const findings =
      office.told("POST", "/api/preview", R"({"screen": "lobby", "announcement": {"id": "x", "text": "试一试"}})",
                  "Accept: application/json\r\n");
  REQUIRE(findings.status == 200);
  CHECK(findings.body.at("reading_seconds").as_int64() >= 1);
  REQUIRE(office
              .told("POST", "/api/announcements",
                    R"({"id": "late", "text": "停水", "valid_from": ")" + in_hours(office, 2) +
                        R"(", "valid_until": ")" + in_hours(office, 4) + "\"}")
              .status == 201);
  auto const forecast =
      office.told("GET", "/api/screens/lobby/forecast?from=" + in_hours(office, 0) + "&to=" + in_hours(office, 6));
  REQUIRE(forecast.status == 200);
  auto const& spans = forecast.body.at("spans").as_array();
  REQUIRE(spans.size() == 3);
  CHECK(spans[0].at("showing").as_array().empty());
  CHECK(spans[1].at("showing").as_array().at(0).as_string() == "late");
  CHECK(spans[2].at("showing").as_array().empty());
}

TEST_CASE("an import with one announcement that cannot be shown is refused whole, and under a key it happens once") {
  Office office;
  office.open();
  auto const import = [&](std::string const& toml, std::string const& key) {
    return office.told("POST", "/api/import", json::serialize(json::object{{"toml", toml}}),
                       "Idempotency-Key: " + key + "\r\n");
  };
  std::string const sound = "[[announcement]]\nid = \"good\"\ntext = \"停水\"\neffect = \"hold\"\n";
  std::string const too_tall = "[[announcement]]\nid = \"tall\"\ntext = \"停水\"\nlines = 8\n";
  auto const refused = import(sound + too_tall, "one");
  INFO(json::serialize(refused.body));
  CHECK(refused.status >= 400);
  CHECK(json::serialize(refused.body).find("tall") != std::string::npos);
  auto const unread = import(sound + "[[announcement]]\nid = \"tall\"\ntext = 7\n", "one");
  CHECK(unread.status == 400);
  CHECK(json::serialize(unread.body).find(":7:") != std::string::npos);
  CHECK(import(sound + "[[announcement]]\nid = \"far\"\ntext = \"x\"\nscreens = [\"nowhere\"]\n", "one").status == 422);
  CHECK(office.told("GET", "/api/announcements/good").status == 404);
  REQUIRE(import(sound, "two").status == 200);
  auto const again = import(sound, "two");
  CHECK(json::serialize(again.body.at("added")) == "[\"good\"]");
  CHECK(office.told("GET", "/api/announcements/good").body.at("version").as_int64() == 1);
  CHECK(office.becomes(true));

  auto const anew = import("[[announcement]]\nid = \"good\"\ntext = \"来水\"\neffect = \"hold\"\n", "three");
  CHECK(json::serialize(anew.body.at("replaced")) == "[\"good\"]");
  REQUIRE(office
              .told("POST", "/api/urgent",
                    R"({"id": "flood", "text": "撤离", "valid_until": ")" + in_hours(office, 1) + "\"}")
              .status == 201);
  auto const over_urgent = import("[[announcement]]\nid = \"flood\"\ntext = \"x\"\n" + sound, "four");
  CHECK(over_urgent.status == 409);
  CHECK(office.told("GET", "/api/announcements/good").body.at("version").as_int64() == 2);
  CHECK(office.told("GET", "/api/urgent").body.at("urgent").as_array().size() == 1);
}

TEST_CASE("an import of more announcements than may wait for the disk is kept whole") {
  constexpr std::size_t count = limits::store_queue + 500;
  Office office;
  office.open();
  std::string toml;
  for (std::size_t i = 0; i < count; ++i)
    toml += "[[announcement]]\nid = \"a-" + std::to_string(i) + "\"\nrank = \"filler\"\ntext = \"停水\"\n";
  auto const all = office.told("POST", "/api/import", json::serialize(json::object{{"toml", toml}}));
  REQUIRE(all.status == 200);
  CHECK(all.body.at("added").as_array().size() == count);
  CHECK(office.told("GET", "/api/announcements/a-" + std::to_string(count - 1)).status == 200);
}
