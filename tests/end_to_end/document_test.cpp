// The document of the API is held against a daemon at work: every answer has a status that is documented for its
// operation, and a body that fits the schema given for it.

#include "base/time.hpp"
#include "tests/controller/http/schema.hpp"
#include "tests/support/ask.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>

using namespace signboard;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

// An office with a plain screen, a divided one, and a daemon that nobody answers on a serial line.
struct Office {
  Office() {
    folder.write("programme.toml",
                 "[[announcement]]\nid = \"welcome\"\nrank = \"filler\"\ntext = \"欢迎\"\n"
                 "[[announcement]]\nid = \"evening\"\ntext = \"晚间\"\nwindows = [\"18:00-08:00\"]\n");
    auto const config =
        folder.write("signboard.toml",
                     "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"off\"\n"
                     "[[screen]]\nname = \"lobby\"\nsize = \"96x16\"\ndriver = \"null\"\nbrightness = 70\n"
                     "[[screen.hours]]\nwindows = [\"00:00-23:00\"]\n"
                     "[[screen]]\nname = \"hall\"\nsize = \"192x64\"\nlayout = \"body-with-clock\"\ndriver = \"null\"\n"
                     "[[screen]]\nname = \"window\"\nsize = \"32x16\"\ndriver = \"adalight\"\nline = "
                     "\"serial:/dev/no-such-port\"\n");
    daemon.emplace("signboardd", std::vector<std::string>{"--config", config.string()}, folder.path());
    for (int tries = 0; tries < 600 && document.is_null(); ++tries) {
      auto told = ask(folder.path() / "signboard.sock", "GET", "/api/openapi.json");
      if (told.status == 200)
        document = std::move(told.body);
      else
        daemon->wait(50ms);
    }
    INFO(daemon->errors());
    REQUIRE(document.is_object());
  }

  // The operation of a path, and its name for the tally.
  json::object const& operation(std::string const& method, std::string const& path) {
    std::string lower;
    for (char const c : method) lower += static_cast<char>(c + ('a' - 'A'));
    for (auto const& each : document.at("paths").as_object()) {
      std::regex const pattern(std::regex_replace(std::string(each.key()), std::regex("\\{[^}]*\\}"), "[^/]+"));
      if (!std::regex_match(path, pattern) || !each.value().as_object().contains(lower)) continue;
      auto const& found = each.value().at(lower).as_object();
      seen.insert(std::string(found.at("operationId").as_string()));
      return found;
    }
    FAIL("not documented: " << method << " " << path);
    throw std::runtime_error("not reached");
  }

  Told ask_for(int status, std::string const& method, std::string const& target, std::string const& body = {},
               std::string const& fields = {}) {
    auto told = ask(folder.path() / "signboard.sock", method, target, body, fields);
    INFO(method << " " << target << " " << body << " -> " << told.status << " " << json::serialize(told.body));
    CHECK(told.status == status);
    auto const& responses = operation(method, target.substr(0, target.find('?'))).at("responses").as_object();
    auto const* const response = responses.if_contains(std::to_string(told.status));
    REQUIRE(response != nullptr);
    auto const* const content = resolved(document, *response).as_object().if_contains("content");
    if (content == nullptr || told.body.is_null()) return told;
    for (auto const* const type : {"application/json", "application/problem+json"})
      if (auto const* const kind = content->as_object().if_contains(type))
        CHECK(SchemaCheck(document).misfit(kind->at("schema"), told.body) == "");
    return told;
  }

  Scratch folder;
  std::optional<Child> daemon;
  json::value document;
  std::set<std::string> seen;
};

}  // namespace

TEST_CASE("what a daemon at work answers is what the document of its API says") {
  Office office;
  auto const clock = office.ask_for(200, "GET", "/api/clock");
  auto const now = parse_wall_time(std::string(clock.body.at("now").as_string()), 0min);
  REQUIRE(now.has_value());
  auto const later = [&](std::chrono::hours hours) {
    return format_wall_time(std::chrono::floor<std::chrono::seconds>(*now) + hours, 0min);
  };

  office.ask_for(200, "GET", "/api/openapi.json");
  office.ask_for(200, "GET", "/api/screens");
  office.ask_for(200, "GET", "/api/status");
  office.daemon->wait(1'500ms);  // until there has been a report of the screens
  auto const status = office.ask_for(200, "GET", "/api/status");
  CHECK(status.body.at("screens").as_array().size() == 3);
  office.ask_for(200, "GET", "/metrics");

  office.ask_for(201, "POST", "/api/announcements", R"({"id": "tax", "text": "医保缴费", "effect": "hold"})");
  office.ask_for(409, "POST", "/api/announcements", R"({"id": "tax", "text": "医保缴费"})");
  office.ask_for(422, "POST", "/api/announcements", R"({"id": "x", "text": "y", "screens": ["nowhere"]})");
  office.ask_for(400, "POST", "/api/announcements", R"({"id": )");
  office.ask_for(400, "POST", "/api/announcements", R"({"id": "x", "text": "one", "text": "other"})");
  office.ask_for(400, "POST", "/api/announcements",
                 R"({"id": "x", "text": "y", "published": "2020-01-01T00:00:00+08:00"})");
  office.ask_for(400, "POST", "/api/announcements",
                 R"({"id": "x", "text": [{"language": "bo", "words": "y"}, {"language": "bo", "words": "z"}]})");
  auto const over = office.ask_for(201, "POST", "/api/announcements",
                                   R"({"id": "late", "text": "年会", "valid_until": "2020-01-01"})");
  CHECK(over.body.at("findings").at(0).at("id") == "over_already");
  office.ask_for(200, "PUT", "/api/announcements/late", R"({"text": "年会"})", "If-Match: *\r\n");
  office.ask_for(200, "DELETE", "/api/announcements/late");
  office.ask_for(201, "POST", "/api/announcements",
                 R"({"id": "plays-once", "rank": "insert", "text": "开会", "effect": "hold", "hold_ms": 5000})");
  auto const tax = office.ask_for(200, "GET", "/api/announcements/tax");
  office.ask_for(404, "GET", "/api/announcements/nothing");
  office.ask_for(200, "PUT", "/api/announcements/tax", R"({"id": "tax", "text": "医保缴费延期"})",
                 "If-Match: " + tax.etag + "\r\n");
  office.ask_for(412, "PUT", "/api/announcements/tax", R"({"id": "tax", "text": "医保"})",
                 "If-Match: " + tax.etag + "\r\n");
  office.ask_for(200, "GET", "/api/announcements?limit=2");
  office.ask_for(200, "GET", "/api/announcements?screen=hall");
  office.ask_for(404, "GET", "/api/announcements?screen=nowhere");

  for (auto const* const screen : {"lobby", "hall", "window"}) {
    auto const path = "/api/screens/" + std::string(screen);
    office.ask_for(200, "GET", path + "/lineup");
    office.ask_for(200, "GET", path + "/lineup?at=" + later(30h).substr(0, 19) + "Z");
    office.ask_for(200, "GET", path + "/forecast?from=" + later(0h) + "&to=" + later(72h));
  }
  CHECK(office.ask_for(200, "GET", "/api/screens/hall/lineup").body.as_object().contains("areas"));
  office.ask_for(404, "GET", "/api/screens/nowhere/lineup");
  office.ask_for(400, "GET", "/api/screens/lobby/lineup?at=yesterday");

  office.ask_for(201, "POST", "/api/urgent",
                 R"({"id": "flood", "text": "撤离", "rank": "urgent", "valid_until": ")" + later(3h) + "\"}");
  office.ask_for(400, "POST", "/api/urgent",
                 R"({"id": "flood-2", "text": "撤离", "rank": "urgent", "valid_until": ")" + later(48h) + "\"}");
  office.ask_for(200, "GET", "/api/urgent");
  office.ask_for(200, "GET", "/api/screens/hall/lineup");  // taken over
  auto const flood = office.ask_for(200, "GET", "/api/urgent/flood");
  CHECK(flood.body.at("rank") == "urgent");
  office.ask_for(404, "GET", "/api/urgent/tax");
  office.ask_for(200, "PATCH", "/api/urgent/flood", R"({"valid_until": ")" + later(4h) + "\"}");
  office.ask_for(200, "DELETE", "/api/urgent/flood", R"({"reason": "over"})");
  office.ask_for(404, "DELETE", "/api/urgent/flood", R"({"reason": "over"})");

  office.ask_for(200, "PUT", "/api/blackout", R"({"reason": "test", "screens": ["lobby"]})");
  office.ask_for(200, "GET", "/api/blackout");
  auto const black = office.ask_for(200, "GET", "/api/status").body.at("screens").at(0);
  CHECK(black.at("blackout") == true);
  CHECK(black.at("showing").is_null());
  office.ask_for(200, "GET", "/api/screens/lobby/lineup");
  office.ask_for(200, "DELETE", "/api/blackout", R"({"reason": "over"})");
  office.ask_for(200, "PUT", "/api/blackout", R"({"reason": "all"})");
  office.ask_for(409, "DELETE", "/api/blackout", R"({"reason": "one", "screens": ["hall"]})");
  office.ask_for(200, "DELETE", "/api/blackout", R"({"reason": "all"})");
  office.ask_for(422, "PUT", "/api/blackout", R"({"reason": "test", "screens": ["nowhere"]})");

  office.ask_for(200, "POST", "/api/preview", R"({"screen": "hall", "announcement": {"id": "x", "text": "试"}})",
                 "Accept: application/json\r\n");
  auto const draft =
      office.ask_for(200, "POST", "/api/preview",
                     R"({"screen": "hall", "announcement": {"id": "x", "text": "试", "valid_until": "2020-01-01"}})",
                     "Accept: application/json\r\n");
  CHECK(draft.body.at("findings").at(0).at("id") == "over_already");
  auto const page = office.ask_for(400, "GET", "/api/announcements?limit=0", {}, "Accept-Language: en\r\n");
  CHECK(std::string(page.body.at("detail").as_string()).find("It can be 1…1000") != std::string::npos);
  auto const faults = office.ask_for(200, "GET", "/api/faults");
  REQUIRE_FALSE(faults.body.at("faults").as_array().empty());  // the serial line that is not there
  auto const& first = faults.body.at("faults").at(0);
  CHECK(first.at("number") == "F101");
  CHECK(first.at("since").is_string());
  CHECK(status.body.at("screens").at(2).at("trouble").at("number") == "F101");
  office.ask_for(200, "GET", std::string(first.at("help").as_string()) + "?lang=en");
  office.ask_for(404, "GET", "/help/F999");
  office.ask_for(200, "GET", "/help");
  office.ask_for(200, "GET", "/api/problems/" + std::string(faults.body.at("faults").at(0).at("id").as_string()));
  office.ask_for(404, "GET", "/help/F999");
  office.ask_for(200, "GET", "/api/ledger?limit=50");
  office.ask_for(200, "GET", "/api/ledger/verify");
  office.ask_for(200, "GET", "/api/export");
  office.ask_for(200, "POST", "/api/import", R"({"toml": "[[announcement]]\nid = \"imported\"\ntext = \"甲\"\n"})");
  auto const backup = R"({"file": ")" + (office.folder.path() / "backup.db").string() + "\"}";
  office.ask_for(201, "POST", "/api/backup", backup);
  office.ask_for(409, "POST", "/api/backup", backup);  // replaces nothing
  office.ask_for(400, "POST", "/api/backup", R"({"file": "backup.db"})");
  office.ask_for(200, "POST", "/api/clock/confirm", "{}");
  office.ask_for(200, "DELETE", "/api/announcements/tax", R"({"reason": "over"})");

  // Pictures, and what is said over a WebSocket, have no schema.
  std::set<std::string> const others{"getPicture", "watchLive", "watchEvents"};
  for (auto const& path : office.document.at("paths").as_object())
    for (auto const& each : path.value().as_object())
      if (each.value().is_object() && each.value().as_object().contains("operationId")) {
        std::string const name(each.value().at("operationId").as_string());
        INFO(name);
        CHECK((office.seen.contains(name) || others.contains(name)));
      }
}
