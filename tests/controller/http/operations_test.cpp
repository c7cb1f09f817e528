#include "controller/http/operations.hpp"

#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

using namespace signboard;

namespace {

namespace json = boost::json;

/// A desk that writes down what it is asked, and agrees.
struct Notes {
  Asked asked;
  std::string said;

  Tell agree(Asked const& who, std::string words, Tell const& tell) {
    asked = who;
    said = std::move(words);
    Reply reply;
    reply.body = {{"ok", true}};
    reply.etag = "5";
    tell(std::move(reply));
    return tell;
  }

  Answers answers() {
    auto all = some_answers();
    all.announcements = [this](Asked const& who, AnnouncementQuery const& query, Tell tell) {
      agree(
          who,
          query.rank + "|" + query.origin + "|" + query.screen + "|" + query.after + "|" + std::to_string(query.limit),
          tell);
    };
    all.announcement = [this](Asked const& who, std::string const& id, Tell tell) { agree(who, id, tell); };
    all.announce = [this](Asked const& who, json::value const& what, Tell tell) {
      agree(who, json::serialize(what), tell);
    };
    all.put_announcement = [this](Asked const& who, std::string const& id, json::value const& what, Tell tell) {
      agree(who, id + " " + json::serialize(what), tell);
    };
    all.withdraw = [this](Asked const& who, std::string const& id, std::string const& reason, Tell tell) {
      agree(who, id + " " + reason, tell);
    };
    all.raise_urgent = all.announce;
    all.change_urgent = [this](Asked const& who, std::string const& id, WallTime const& until, Tell tell) {
      agree(who, id + " " + format_wall_time(until, std::chrono::minutes(0)), tell);
    };
    all.black_out = [this](Asked const& who, BlackoutOrder const& order, Tell tell) {
      agree(who, order.reason + " " + std::to_string(order.screens.size()), tell);
    };
    all.preview = [this](Asked const& who, PreviewOrder const& order, Tell tell) {
      agree(who, order.screen + " " + std::to_string(static_cast<int>(order.form)) + (order.at ? " then" : " now"),
            tell);
    };
    all.ledger = [this](Asked const& who, LedgerQuery const& query, Tell tell) {
      agree(who, std::to_string(query.after) + "|" + std::to_string(query.limit), tell);
    };
    all.forecast = [this](Asked const& who, ForecastQuery const& query, Tell tell) { agree(who, query.screen, tell); };
    return all;
  }
};

Request asking(std::string method, std::string target, std::string body = "", Fields more = {}) {
  Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.fields = std::move(more);
  request.fields.emplace_back("Host", "localhost");
  request.has_body = !body.empty();
  if (request.has_body || request.method == "POST") request.fields.emplace_back("Content-Type", "application/json");
  request.body = std::move(body);
  return request;
}

std::string code_of(Response const& response) { return std::string(json::parse(response.body).at("code").as_string()); }

}  // namespace

TEST_CASE("announcements and urgent notices have doors of their own, and each names the other") {
  struct Row {
    std::string target, body, code;
  };
  auto const row = GENERATE(
      Row{"/api/announcements", R"({"id":"x","rank":"urgent"})", "http.use_urgent"},
      Row{"/api/announcements", R"({"id":"x","rank":"warning"})", "http.use_urgent"},
      Row{"/api/announcements", R"({"id":"x","rank":"blackout"})", "http.use_blackout"},
      Row{"/api/urgent", R"({"id":"x","rank":"routine","valid_until":"2026-10-01"})", "http.use_announcements"},
      Row{"/api/urgent", R"({"id":"x","rank":"urgent"})", "http.needs_end"},
      Row{"/api/urgent", R"({"id":"x"})", "http.needs_end"});
  Notes notes;
  CAPTURE(row.target, row.body);
  auto const response = answered(asking("POST", row.target, row.body), notes.answers());
  CHECK(response.status == 400);
  CHECK(code_of(response) == row.code);
  CHECK(notes.said.empty());
}

TEST_CASE("an urgent notice is urgent unless it says that it is a warning") {
  Notes notes;
  auto const answers = notes.answers();
  CHECK(answered(asking("POST", "/api/urgent", R"({"valid_until":"2026-10-01"})"), answers).status == 200);
  CHECK(notes.said == R"({"valid_until":"2026-10-01","rank":"urgent"})");
  CHECK(answered(asking("POST", "/api/urgent", R"({"rank":"warning","valid_until":"2026-10-01"})"), answers).status ==
        200);
  CHECK(answered(asking("POST", "/api/urgent", R"({"rank":"nonsense","valid_until":"2026-10-01"})"), answers).status ==
        200);
}

TEST_CASE("an edit needs a condition, and a stale one never reaches the desk") {
  Notes notes;
  auto const edit = [&](Fields more, std::string const& body = R"({"text":"a"})") {
    return answered(asking("PUT", "/api/announcements/x", body, std::move(more)), notes.answers());
  };
  CHECK(edit({}).status == 428);
  CHECK(edit({{"If-Match", R"(W/"3")"}}).status == 412);
  CHECK(edit({{"If-Match", "3"}}).status == 400);
  CHECK(notes.said.empty());
  auto const done = edit({{"If-Match", R"("3")"}});
  CHECK(done.status == 200);
  CHECK(field_of(done, "ETag") == R"("5")");
  CHECK(notes.said == R"(x {"text":"a","id":"x"})");
  CHECK(notes.asked.condition.kind == Condition::Kind::version);
  CHECK(notes.asked.condition.tag == "3");
  CHECK(edit({{"If-None-Match", "*"}}, R"({"id":"x"})").status == 200);
  CHECK(notes.asked.condition.kind == Condition::Kind::absent);
  auto const other = edit({{"If-Match", R"("3")"}}, R"({"id":"y"})");
  CHECK(other.status == 400);
  CHECK(code_of(other) == "http.other_id");
}

TEST_CASE("a reader who has the version gets no more than that") {
  Notes notes;
  auto const response =
      answered(asking("GET", "/api/announcements/x", "", {{"If-None-Match", R"(W/"5")"}}), notes.answers());
  CHECK(response.status == 304);
  CHECK(response.body.empty());
  CHECK(field_of(response, "ETag") == R"("5")");
  CHECK(answered(asking("GET", "/api/announcements/x", "", {{"If-None-Match", R"("4")"}}), notes.answers()).status ==
        200);
}

TEST_CASE("who asks, under which key and in which language reaches the desk") {
  Notes notes;
  auto request =
      asking("POST", "/api/announcements?", R"({"id":"x"})", {{"Idempotency-Key", "k-1"}, {"Accept-Language", "en"}});
  request.actor = "unix:uid=7";
  CHECK(answered(request, notes.answers()).status == 200);
  CHECK(notes.asked.actor == "unix:uid=7");
  CHECK(notes.asked.idempotency_key == "k-1");
  CHECK(notes.asked.request == "POST /api/announcements?\n{\"id\":\"x\"}");
  CHECK(notes.asked.language == Language::en);
  request.fields.emplace_back("Idempotency-Key", "k-2");
  CHECK(answered(request, notes.answers()).status == 400);
  CHECK(answered(asking("POST", "/api/announcements", "{}", {{"Idempotency-Key", std::string(256, 'x')}}),
                 notes.answers())
            .status == 400);
}

TEST_CASE("what is asked for in the address is read strictly") {
  Notes notes;
  auto const status = [&](std::string const& target) {
    return answered(asking("GET", target), notes.answers()).status;
  };
  CHECK(status("/api/announcements?rank=insert&origin=file&screen=%E5%A4%A7&after=a&limit=7") == 200);
  CHECK(notes.said == "insert|file|大|a|7");
  CHECK(status("/api/announcements") == 200);
  CHECK(notes.said == "||||100");
  for (auto const* const query : {"rank=urgentt", "origin=mars", "limit=0", "limit=1001", "limit=-1", "limit=x",
                                  "limit=", "screeen=a", "screen=%zz", "after=%FF"}) {
    CAPTURE(query);
    CHECK(status("/api/announcements?" + std::string(query)) == 400);
  }
  CHECK(status("/api/ledger?after=17&limit=1000") == 200);
  CHECK(notes.said == "17|1000");
  CHECK(status("/api/ledger?after=99999999999999999999") == 400);
  CHECK(status("/api/status?verbose") == 400);
  CHECK(status("/api/screens/lobby/forecast?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z") == 200);
  CHECK(status("/api/screens/lobby/forecast?from=2026-10-02T00:00:00Z&to=2026-10-01T00:00:00Z") == 400);
  CHECK(status("/api/screens/lobby/forecast?from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z") == 400);
  CHECK(status("/api/screens/lobby/forecast?from=2026-10-01T00:00:00Z") == 400);
}

TEST_CASE("a time in an order is in the place's offset if it has none of its own") {
  Notes notes;
  auto const change = [&](std::string const& until) {
    return answered(asking("PATCH", "/api/urgent/x", R"({"valid_until":")" + until + R"("})"), notes.answers()).status;
  };
  CHECK(change("2026-10-01T18:00:00") == 200);
  CHECK(notes.said == "x 2026-10-01T10:00:00+00:00");
  CHECK(change("2026-10-01T18:00:00+00:00") == 200);
  CHECK(notes.said == "x 2026-10-01T18:00:00+00:00");
  CHECK(change("tonight") == 400);
}

TEST_CASE("a blackout has a reason and may name its screens") {
  Notes notes;
  auto const status = [&](std::string const& body) {
    return answered(asking("PUT", "/api/blackout", body), notes.answers()).status;
  };
  CHECK(status(R"({"reason":"wrong text"})") == 200);
  CHECK(notes.said == "wrong text 0");
  CHECK(status(R"({"reason":"wrong text","screens":["lobby","gate"]})") == 200);
  CHECK(notes.said == "wrong text 2");
  for (auto const* const body :
       {R"({})", R"({"reason":" "})", R"({"reason":7})", R"({"reason":"a","screens":[]})",
        R"({"reason":"a","screens":"lobby"})", R"({"reason":"a","screens":[""]})", R"({"reason":"a","screens":[1]})",
        R"([])", R"("x")", R"({"reason":"a")", "\xFF", "nul"}) {
    CAPTURE(body);
    CHECK(status(body) == 400);
  }
  CHECK(status(R"({"reason":")" + std::string(4'097, 'x') + R"("})") == 422);
  CHECK(status(R"({"reason":)" + std::string(20, '[') + std::string(20, ']') + "}") == 400);
}

TEST_CASE("what is taken down may have a reason") {
  Notes notes;
  CHECK(answered(asking("DELETE", "/api/announcements/x"), notes.answers()).status == 200);
  CHECK(notes.said == "x ");
  CHECK(answered(asking("DELETE", "/api/announcements/x", R"({"reason":"old"})"), notes.answers()).status == 200);
  CHECK(notes.said == "x old");
}

TEST_CASE("a preview comes in the form that is asked for") {
  Notes notes;
  auto const [accept, said] =
      GENERATE(table<std::string, std::string>({{"", "lobby 0 now"},
                                                {"image/gif", "lobby 1 now"},
                                                {"application/json, image/*;q=0.1", "lobby 2 now"},
                                                {"text/html", ""}}));
  auto const response = answered(
      asking("POST", "/api/preview", R"({"screen":"lobby","announcement":{}})", {{"Accept", accept}}), notes.answers());
  CHECK(response.status == (said.empty() ? 406 : 200));
  CHECK(notes.said == said);
}

TEST_CASE("the kind of mistake can be looked up in both languages") {
  auto const response = answered(asking("GET", "/api/problems/http.needs_end"));
  CHECK(response.status == 200);
  auto const body = json::parse(response.body);
  CHECK(body.at("id") == "http.needs_end");
  CHECK(std::string(body.at("en").as_string()).find("valid_until") != std::string::npos);
  CHECK(answered(asking("GET", "/api/problems/http.nonsense")).status == 404);
}

TEST_CASE("a body must be JSON, and where none belongs there may be none") {
  Notes notes;
  auto request = asking("POST", "/api/announcements", "{}");
  request.fields.back().second = "application/x-www-form-urlencoded";
  CHECK(answered(request, notes.answers()).status == 415);
  request.fields.back().second = "Application/JSON; charset=utf-8";
  CHECK(answered(request, notes.answers()).status == 200);
  request.fields.emplace_back("Content-Type", "text/plain");
  CHECK(answered(request, notes.answers()).status == 415);
  CHECK(answered(asking("POST", "/api/announcements"), notes.answers()).status == 400);
  CHECK(answered(asking("GET", "/api/announcements", "{}"), notes.answers()).status == 413);
  auto patch = asking("PATCH", "/api/urgent/x", R"({"valid_until":"2026-10-01T18:00:00"})");
  patch.fields.back().second = "application/merge-patch+json";
  CHECK(answered(patch, notes.answers()).status == 200);
}

TEST_CASE("help is a document in the language asked for, and runs nothing") {
  Request request;
  request.method = "GET";
  request.fields = {{"Host", "localhost"}, {"Accept-Language", "en"}};
  request.target = "/help/F101";
  auto const english = answered(request);
  CHECK(english.status == 200);
  CHECK(english.type == "text/html; charset=utf-8");
  CHECK(field_of(english, "Content-Language") == "en");
  CHECK(field_of(english, "Content-Security-Policy").starts_with("default-src 'none'; style-src 'self'"));
  CHECK(english.body.find("<h1>F101 ") != std::string::npos);
  request.target = "/help/f101?lang=zh";
  CHECK(answered(request).body.find("<html lang=\"zh-Hans\">") != std::string::npos);
  request.target = "/help";
  CHECK(answered(request).body.find("href=\"/help/F302?lang=en\"") != std::string::npos);
  for (auto const* const nowhere : {"/help/F999", "/help/README.zh", "/help/..%2Fapi"}) {
    request.target = nowhere;
    CAPTURE(nowhere);
    CHECK(answered(request).status == 404);
  }
  request.target = "/help/F101?lang=bo";
  CHECK(answered(request).status == 400);
}
