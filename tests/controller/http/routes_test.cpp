#include "controller/http/routes.hpp"

#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/parse.hpp>

using namespace signboard;

namespace {

Request asking(std::string target, Fields more = {}) {
  Request request;
  request.target = std::move(target);
  request.fields = std::move(more);
  request.fields.emplace_back("Host", "localhost:8080");
  return request;
}

std::string detail_of(Response const& response) {
  return std::string(boost::json::parse(response.body).at("detail").as_string());
}

}  // namespace

TEST_CASE("every target has its status") {
  struct Row {
    std::string method, target;
    int status;
  };
  auto const row = GENERATE(
      Row{"GET", "/", 200}, Row{"HEAD", "/", 200}, Row{"GET", "/index.html", 200}, Row{"GET", "/app.js", 200},
      Row{"GET", "/style.css?v=1", 200}, Row{"GET", "/favicon.ico", 404}, Row{"GET", "/../etc/passwd", 404},
      Row{"GET", "/%2e%2e/etc/passwd", 404}, Row{"GET", "//app.js", 404}, Row{"GET", "/app.js/", 404},
      Row{"GET", "/api/screens", 200}, Row{"GET", "/api/screens/", 404}, Row{"GET", "/api/status", 200},
      Row{"HEAD", "/api/status", 200}, Row{"GET", "/api/statusx", 404}, Row{"GET", "/api", 404},
      Row{"GET", "/api/screens/lobby/lineup", 200}, Row{"GET", "/api/screens/gate/lineup", 404},
      Row{"GET", "/api/screens/%E5%A4%A7%E5%8E%85/lineup", 200}, Row{"GET", "/api/screens/%E5%A4/lineup", 400},
      Row{"GET", "/api/screens/%zz/lineup", 400}, Row{"GET", "/api/screens/a%2/lineup", 400},
      Row{"GET", "/api/screens/a/b/lineup", 404}, Row{"GET", "/api/screens//lineup", 404},
      Row{"GET", "/api/screens/lobby/lineup?at=2026-10-01T09:00:00%2B08:00", 200},
      Row{"GET", "/api/screens/lobby/lineup?at=yesterday", 400}, Row{"GET", "/api/screens/lobby/lineup?at=", 400},
      Row{"GET", "/api/live", 426}, Row{"POST", "/api/status", 405}, Row{"DELETE", "/", 405},
      Row{"PUT", "/nowhere", 404}, Row{"OPTIONS", "/api/screens", 204}, Row{"OPTIONS", "/nowhere", 404},
      Row{"BREW", "/api/status", 405}, Row{"GET", "*", 400}, Row{"GET", "", 400},
      Row{"GET", "http://localhost:8080/", 400}, Row{"CONNECT", "localhost:443", 400});
  auto request = asking(row.target);
  request.method = row.method;
  CAPTURE(row.method, row.target);
  CHECK(answered(request).status == row.status);
}

TEST_CASE("only this machine's own names are answered to") {
  auto const [host, status] = GENERATE(table<std::string, int>({{"localhost", 200},
                                                                {"LOCALHOST:80", 200},
                                                                {"127.0.0.1:8080", 200},
                                                                {"[::1]:8080", 200},
                                                                {"[::1]", 200},
                                                                {"evil.example", 403},
                                                                {"localhost.evil.example", 403},
                                                                {"127.0.0.1.evil.example", 403},
                                                                {"192.168.1.5:8080", 403},
                                                                {"localhost:", 403},
                                                                {"localhost:99999", 403},
                                                                {"localhost:80x", 403},
                                                                {"", 403},
                                                                {"[::1", 403},
                                                                {"localhost@evil.example", 403},
                                                                {"0.0.0.0:5000", 403}}));
  Request request;
  request.target = "/api/status";
  request.fields = {{"Host", host}};
  CAPTURE(host);
  CHECK(answered(request).status == status);
}

TEST_CASE("a request without a host, or with two, is malformed") {
  Request request;
  CHECK(answered(request).status == 400);
  request.fields = {{"Host", "localhost"}, {"host", "localhost"}};
  CHECK(answered(request).status == 400);
}

TEST_CASE("a page from elsewhere may not ask") {
  auto const [origin, status] = GENERATE(table<std::string, int>({{"http://localhost:8080", 200},
                                                                  {"HTTP://LocalHost:8080", 200},
                                                                  {"http://localhost:3000", 403},
                                                                  {"http://localhost", 403},
                                                                  {"https://evil.example", 403},
                                                                  {"null", 403},
                                                                  {"", 403}}));
  CAPTURE(origin);
  CHECK(answered(asking("/api/status", {{"Origin", origin}})).status == status);
}

TEST_CASE("a wrong method is told the right ones") {
  auto request = asking("/api/status");
  request.method = "POST";
  CHECK(field_of(answered(request), "Allow") == "GET, HEAD, OPTIONS");
  request.target = "/api/announcements/one";
  CHECK(field_of(answered(request), "Allow") == "GET, HEAD, PUT, DELETE, OPTIONS");
  request.target = "/api/urgent/one";
  request.method = "OPTIONS";
  CHECK(field_of(answered(request), "Allow") == "GET, HEAD, PATCH, DELETE, OPTIONS");
}

TEST_CASE("what is only read receives nothing") {
  auto request = asking("/api/status");
  request.has_body = true;
  CHECK(answered(request).status == 413);
}

TEST_CASE("a problem is worded in the language asked for, Chinese if none was") {
  auto const [accepted, title] =
      GENERATE(table<std::string, std::string>({{"", "这里没有“/nowhere”。"},
                                                {"zh-CN,zh;q=0.9,en;q=0.8", "这里没有“/nowhere”。"},
                                                {"en-GB,en;q=0.9", "There is nothing at \"/nowhere\"."},
                                                {"en;q=0.5, zh;q=0.4", "There is nothing at \"/nowhere\"."},
                                                {"fr", "这里没有“/nowhere”。"},
                                                {"en;q=0", "这里没有“/nowhere”。"}}));
  auto const response = answered(asking("/nowhere", {{"Accept-Language", accepted}}));
  CHECK(response.type == "application/problem+json");
  CHECK(detail_of(response) == title);
}

TEST_CASE("a time reaches the line-up, in the place's offset if it has none of its own") {
  auto const [at, seconds] = GENERATE(table<std::string, std::int64_t>({{"?at=1970-01-02T00:00:00Z", 86'400},
                                                                        {"?at=1970-01-02T08:00:00+08:00", 86'400},
                                                                        {"?at=1970-01-02T08:00:00", 86'400},
                                                                        {"", 0}}));
  auto const response = answered(asking("/api/screens/lobby/lineup" + at));
  CHECK(boost::json::parse(response.body).at("seconds") == seconds);
}

TEST_CASE("a page is not sent again to those who have it") {
  auto const first = answered(asking("/app.js"));
  auto const tag = field_of(first, "ETag");
  REQUIRE(tag.size() == 18);
  CHECK(answered(asking("/app.js", {{"If-None-Match", tag}})).status == 304);
  CHECK(answered(asking("/app.js", {{"If-None-Match", "\"other\", W/" + tag}})).status == 304);
  CHECK(answered(asking("/app.js", {{"If-None-Match", "\"0000000000000000\""}})).status == 200);
  CHECK(field_of(answered(asking("/style.css")), "ETag") != tag);
}

TEST_CASE("every answer tells browsers to run nothing foreign and guess nothing") {
  auto const [target, kept] = GENERATE(table<std::string, std::string>({{"/", "no-cache"},
                                                                        {"/app.js", "no-cache"},
                                                                        {"/api/status", "no-store"},
                                                                        {"/nowhere", "no-store"},
                                                                        {"/api/live", "no-store"}}));
  auto const response = answered(asking(target));
  CHECK(field_of(response, "Content-Security-Policy").starts_with("default-src '"));
  CHECK(field_of(response, "X-Content-Type-Options") == "nosniff");
  CHECK(field_of(response, "Cache-Control") == kept);
}

TEST_CASE("only an upgrade at the live address watches") {
  auto const watches = [](std::string const& target) {
    auto request = asking(target);
    request.upgrades = true;
    return asks_to_watch(request);
  };
  CHECK(watches("/api/live"));
  CHECK(watches("/api/live?screens=lobby"));
  CHECK_FALSE(watches("/api/livestock"));
  CHECK_FALSE(watches("/"));
  CHECK_FALSE(asks_to_watch(asking("/api/live")));
}

TEST_CASE("a watcher names its screens, or sees them all") {
  auto const watched = [](std::string const& target) {
    return std::get<std::vector<std::size_t>>(admit(asking(target), some_screens()));
  };
  auto const refused = [](Request const& request) { return std::get<Response>(admit(request, some_screens())).status; };
  CHECK(watched("/api/live") == std::vector<std::size_t>{0, 1, 2});
  CHECK(watched("/api/live?screens=gate") == std::vector<std::size_t>{1});
  CHECK(watched("/api/live?screens=%E5%A4%A7%E5%8E%85,lobby,lobby") == std::vector<std::size_t>{2, 0});
  CHECK(refused(asking("/api/live?screens=cellar")) == 404);
  CHECK(refused(asking("/api/live?screens=")) == 404);
  CHECK(refused(asking("/api/live", {{"Origin", "http://evil.example"}})) == 403);
}

TEST_CASE("the introduction says what the pictures will be of") {
  auto const text = introduction(some_screens(), {2}, std::chrono::minutes(480));
  CHECK(text.at("version") == 1);
  CHECK(text.at("utc_offset_minutes") == 480);
  CHECK(text.at("screens").as_array().size() == 1);
  CHECK(text.at("screens").at(0).at("index") == 2);
  CHECK(text.at("screens").at(0).at("name") == "大厅");
  CHECK(text.at("screens").at(0).at("depth") == "mono");
}
