#include "controller/http/message.hpp"

#include "controller/http/head.hpp"
#include "controller/http/metrics.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <limits>

using namespace signboard;

namespace {

Condition::Kind kind_of(Fields fields) {
  Request request;
  request.fields = std::move(fields);
  auto const condition = condition_of(request);
  REQUIRE(condition.has_value());
  return condition->kind;
}

bool is_refused(Fields fields) {
  Request request;
  request.fields = std::move(fields);
  return !condition_of(request).has_value();
}

}  // namespace

TEST_CASE("an edit is conditional on the one strong tag it names") {
  Request request;
  request.fields = {{"If-Match", R"(W/"2", "17")"}};
  auto const condition = condition_of(request);
  REQUIRE(condition.has_value());
  CHECK(condition->kind == Condition::Kind::version);
  CHECK(condition->tag == "17");
  CHECK(kind_of({}) == Condition::Kind::none);
  CHECK(kind_of({{"If-Match", "*"}}) == Condition::Kind::exists);
  CHECK(kind_of({{"If-None-Match", " * "}}) == Condition::Kind::absent);
  CHECK(kind_of({{"If-Match", R"(W/"17")"}}) == Condition::Kind::unmet);
  CHECK(is_refused({{"If-Match", R"("1", "2")"}}));
  CHECK(is_refused({{"If-Match", "17"}}));
  CHECK(is_refused({{"If-Match", "\"17"}}));
  CHECK(is_refused({{"If-Match", "\"17\"x"}}));
  CHECK(is_refused({{"If-Match", ""}}));
  CHECK(is_refused({{"If-None-Match", "\"17\""}}));
  CHECK(is_refused({{"If-Match", "\"17\""}, {"If-None-Match", "*"}}));
}

TEST_CASE("a reader's tags are compared weakly, and a comma may stand inside one") {
  CHECK(is_known(R"("17")", "17"));
  CHECK(is_known(R"(W/"17")", "17"));
  CHECK(is_known(R"("1", "a,b" , "17")", "a,b"));
  CHECK(is_known("*", "17"));
  CHECK_FALSE(is_known(R"("1")", "17"));
  CHECK_FALSE(is_known("17", "17"));
  CHECK_FALSE(is_known("", "17"));
}

TEST_CASE("the kind of answer a client likes best is found") {
  std::array<std::string_view, 3> const types{"image/png", "image/gif", "application/json"};
  CHECK(preferred("", types) == 0U);
  CHECK(preferred("*/*", types) == 0U);
  CHECK(preferred("image/gif", types) == 1U);
  CHECK(preferred("image/*;q=0.5, application/json", types) == 2U);
  CHECK(preferred("image/*, image/png;q=0", types) == 1U);
  CHECK(preferred("text/html, */*;q=0.1", types) == 0U);
  CHECK_FALSE(preferred("text/html", types));
  CHECK_FALSE(preferred("image/png;q=0", types));
}

TEST_CASE("the status of an error follows from its code, and from whether it is about a part of what was sent") {
  CHECK(status_of(fault(Code::not_found, "http.no_screen")) == 404);
  CHECK(status_of(fault(Code::not_found, "http.no_screen", {{"field", "/screens/0"}})) == 422);
  CHECK(status_of(fault(Code::over_limit, "http.text_too_long")) == 503);
  CHECK(status_of(fault(Code::over_limit, "http.text_too_long", {{"field", "/text"}})) == 422);
  CHECK(status_of(fault(Code::unavailable, "http.text_too_long", {{"field", "/text"}})) == 503);
  CHECK(status_of(fault(Code::stale, "http.weak_etag")) == 412);
  CHECK(status_of(fault(Code::no_space, "http.no_answer")) == 507);
}

TEST_CASE("several mistakes are told each with its place") {
  std::vector<Error> const errors{fault(Code::invalid, "http.missing_key", {{"field", "/reason"}, {"key", "reason"}}),
                                  fault(Code::invalid, "http.unknown_key", {{"field", "/why"}, {"key", "why"}})};
  auto const response = problem(errors, Language::en);
  CHECK(response.status == 400);
  auto const body = boost::json::parse(response.body);
  CHECK(body.at("type") == "/api/problems/http.missing_key");
  CHECK(body.at("title") == "Bad Request");
  CHECK(body.at("status") == 400);
  CHECK(body.at("detail") == "There are 2 mistakes; errors lists each of them.");
  CHECK(body.at("errors").at(1).at("pointer") == "/why");
  CHECK(body.at("errors").at(1).at("title") == "There is no key \"why\". Check its spelling.");
}

TEST_CASE("the end of a head is found wherever it is cut, and nothing that may be read in two ways passes") {
  std::string_view const head = "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\tb\xE4\xB8\xAD\r\n\r\n";
  HeadScan scan;
  for (std::size_t i = 0; i < head.size(); ++i) REQUIRE(scan.look(head.substr(0, i)) == HeadScan::Seen::unfinished);
  CHECK(scan.look(std::string(head) + "GET /") == HeadScan::Seen::complete);
  CHECK(scan.length() == head.size());
  using namespace std::string_view_literals;
  for (auto const bad :
       {"GET / HTTP/1.1\nHost: a\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\n\n"sv, "GET / HTTP/1.1\rHost"sv,
        "GET / HTTP/1.1\r\n Host: a\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n"sv,
        "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: \x7F\r\n\r\n"sv, "\x16\x03\x01"sv})
    CHECK(HeadScan().look(bad) == HeadScan::Seen::malformed);
}

TEST_CASE("the head of a response cannot be broken by what stands in it") {
  Response response{201, "text/plain", "body", {{"Location", "/a\r\nX-Evil: 1\x7F"}}};
  CHECK(head_of(response, After::close) ==
        "HTTP/1.1 201 Created\r\nServer: signboard\r\nLocation: /aX-Evil: 1\r\nContent-Type: text/plain\r\n"
        "Content-Length: 4\r\nConnection: close\r\n\r\n");
  CHECK(head_of({204, {}, {}, {}}, After::keep) == "HTTP/1.1 204 No Content\r\nServer: signboard\r\n\r\n");
}

TEST_CASE("figures are written as Prometheus reads them") {
  auto const infinite = std::numeric_limits<double>::infinity();
  std::vector<MetricFamily> const families{
      {"signboard_frames_total",
       "Frames painted,\nand a \\.",
       MetricFamily::Kind::counter,
       {{{{"screen", "lob\"by\\\n"}, {"line", "up"}}, 3600}, {{}, 9007199254740993.0}}},
      {"signboard_late_seconds",
       "Late.",
       MetricFamily::Kind::gauge,
       {{{}, 0.1}, {{}, infinite}, {{}, -infinite}, {{}, -2}}}};
  CHECK(prometheus_text(families) ==
        "# HELP signboard_frames_total Frames painted,\\nand a \\\\.\n"
        "# TYPE signboard_frames_total counter\n"
        "signboard_frames_total{screen=\"lob\\\"by\\\\\\n\",line=\"up\"} 3600\n"
        "signboard_frames_total 9007199254740992\n"
        "# HELP signboard_late_seconds Late.\n"
        "# TYPE signboard_late_seconds gauge\n"
        "signboard_late_seconds 0.1\n"
        "signboard_late_seconds +Inf\n"
        "signboard_late_seconds -Inf\n"
        "signboard_late_seconds -2\n");
}
