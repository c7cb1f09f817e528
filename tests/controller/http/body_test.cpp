// Bodies, and answers that come later.

#include "base/limits.hpp"
#include "tests/controller/http/held_answers.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/parse.hpp>

using namespace signboard;

namespace {

constexpr std::string_view notice = R"({"id":"x","text":"停水","valid_until":"2026-10-01T18:00:00+08:00"})";

std::string chunked(std::string_view target, std::string_view chunks) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
         std::string(chunks);
}

std::string chunk(std::string_view text) {
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", text.size());
  return size + std::string(text) + "\r\n";
}

}  // namespace

TEST_CASE("a body arrives whole, however it is cut, and the connection goes on after it") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  auto const in_chunks =
      chunked("/api/announcements", chunk(notice.substr(0, 7)) + chunk(notice.substr(7)) + "0\r\n\r\n");
  auto const request = GENERATE_COPY(with_body("POST", "/api/announcements", notice), in_chunks);
  RawClient client(desk.port());
  SECTION("in one piece, with the next request behind it") {
    client.send(request + get("/api/status", "Connection: close\r\n"));
  }
  SECTION("byte by byte") {
    for (char const c : request) client.send(std::string_view(&c, 1));
    client.send(get("/api/status", "Connection: close\r\n"));
  }
  auto const text = client.read_all();
  CHECK(text.starts_with("HTTP/1.1 201"));
  CHECK(text.find("\"document\":{\"id\":\"x\",\"text\":\"停水\"") != std::string::npos);
  CHECK(text.find("ETag: \"1\"\r\nLocation: /api/announcements/x\r\n") != std::string::npos);
  CHECK(text.ends_with("{\"ok\":true}"));
  CHECK(count_of(text, "HTTP/1.1 ") == 2);
}

TEST_CASE("a body too large is refused, whether its length was told or not") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  RawClient client(desk.port());
  std::string const large(limits::http_body + 1, ' ');
  SECTION("told: before it is sent") {
    client.send(
        "POST /api/announcements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: "
        "100-continue\r\nContent-Length: " +
        std::to_string(large.size()) + "\r\n\r\n");
  }
  SECTION("not told: when it becomes so") { client.send(chunked("/api/announcements", chunk(large) + "0\r\n\r\n")); }
  client.finish_sending();
  auto const text = client.read_all();
  CHECK(text.starts_with("HTTP/1.1 413"));
  CHECK(count_of(text, "HTTP/1.1 ") == 1);
}

TEST_CASE("the largest body there may be is taken") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  RawClient client(desk.port());
  std::string body(notice);
  body.resize(limits::http_body, ' ');
  client.send(with_body("POST", "/api/announcements", body, "Connection: close\r\n"));
  CHECK(client.read_all().starts_with("HTTP/1.1 201"));
}

TEST_CASE("a client that waits to be told to go on is told so, unless it is refused at once") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  RawClient client(desk.port());
  auto const head = [](std::string_view target, std::string_view type) {
    return "POST " + std::string(target) +
           " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(notice.size()) + "\r\nConnection: close\r\n\r\n";
  };
  SECTION("told") {
    client.send(head("/api/announcements", "application/json"));
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(notice);
    CHECK(client.read_all().starts_with("HTTP/1.1 201"));
  }
  SECTION("no such place") {
    client.send(head("/api/nowhere", "application/json"));
    client.finish_sending();
    CHECK(client.read_all().starts_with("HTTP/1.1 404"));
  }
  SECTION("not JSON, as a form of any page could send") {
    client.send(head("/api/announcements", "text/plain"));
    client.finish_sending();
    CHECK(client.read_all().starts_with("HTTP/1.1 415"));
  }
}

TEST_CASE("a body that does not come loses the connection, and nobody else waits for it") {
  HttpSettings hasty;
  hasty.body_within = std::chrono::milliseconds(200);
  HeldAnswers held;
  ServedDesk desk(hasty, held.answers());
  RawClient slow(desk.port());
  slow.send(
      "POST /api/announcements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 100\r\n\r\n{");
  RawClient other(desk.port());
  other.send(with_body("PUT", "/api/blackout", R"({"reason":"wrong text"})", "Connection: close\r\n"));
  CHECK(other.read_all().ends_with(R"({"reason":"wrong text"})"));
  CHECK(slow.read_all().empty());
  CHECK_FALSE(slow.still_open());
}

TEST_CASE("requests that can be read in two ways are refused, and nothing behind them is taken for a request") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  auto const inner = get("/api/status");
  auto const length = std::to_string(inner.size());
  std::string const post = "POST /api/announcements HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  auto const request = GENERATE_COPY(
      post + "Content-Length: " + length + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
      post + "Transfer-Encoding: chunked\r\nContent-Length: " + length + "\r\n\r\n0\r\n\r\n" + inner,
      post + "Content-Length: 0\r\nContent-Length: " + length + "\r\n\r\n" + inner,
      post + "Content-Length: " + length + "\r\nContent-Length: " + length + "\r\n\r\n" + inner,
      post + "Content-Length: " + length + ", " + length + "\r\n\r\n" + inner,
      post + "Content-Length: +" + length + "\r\n\r\n" + inner, post + "Content-Length: -1\r\n\r\n" + inner,
      post + "Content-Length: 0x10\r\n\r\n" + inner, post + "Content-Length:\r\n\r\n" + inner,
      post + "Content-Length: 99999999999999999999\r\n\r\n" + inner,
      post + "Transfer-Encoding: identity\r\n\r\n" + inner, post + "Transfer-Encoding: xchunked\r\n\r\n" + inner,
      post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + inner,
      post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + inner,
      post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
      post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + inner,
      post + "X: y\r\n Content-Length: " + length + "\r\n\r\n" + inner,
      post + "X: y\nContent-Length: " + length + "\r\n\r\n" + inner,
      post + "X: y\rContent-Length: " + length + "\r\n\r\n" + inner,
      post + "Transfer-Encoding: \vchunked\r\n\r\n" + inner,
      "POST /api/announcements HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
      chunked("/api/announcements", "zz\r\n") + inner, chunked("/api/announcements", "5\r\nABCDE0\r\n\r\n") + inner,
      chunked("/api/announcements", "-1\r\n\r\n") + inner, chunked("/api/announcements", "1\nA\n0\n\n") + inner,
      chunked("/api/announcements", "FFFFFFFFFFFFFFFFF\r\n") + inner,
      "GET /api/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n" + inner,
      "GET /api/status HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner);
  CAPTURE(request);
  RawClient client(desk.port());
  client.send(request);
  client.finish_sending();
  auto const text = client.read_all();
  CHECK(count_of(text, "HTTP/1.1 ") == 1);
  CHECK((text.starts_with("HTTP/1.1 4") || text.starts_with("HTTP/1.1 501")));
}

TEST_CASE("what stands behind the last chunk cannot change the request") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  RawClient client(desk.port());
  client.send(chunked("/api/announcements",
                      chunk(notice) + "0\r\nIdempotency-Key: late\r\nOrigin: http://evil.example\r\n\r\n") +
              get("/api/status", "Connection: close\r\n"));
  auto const text = client.read_all();
  CHECK(text.starts_with("HTTP/1.1 201"));
  CHECK(text.find("\"key\":\"\"") != std::string::npos);
  CHECK(text.ends_with("{\"ok\":true}"));
}

TEST_CASE("a form of a foreign page changes nothing") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  auto const [more, status] = GENERATE(
      table<std::string, std::string>({{"Origin: http://evil.example\r\n", "HTTP/1.1 403"},
                                       {"Origin: null\r\n", "HTTP/1.1 403"},
                                       {"Sec-Fetch-Site: cross-site\r\n", "HTTP/1.1 403"},
                                       {"Sec-Fetch-Site: same-site\r\n", "HTTP/1.1 403"},
                                       {"Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost\r\n", "HTTP/1.1 201"},
                                       {"Sec-Fetch-Site: none\r\n", "HTTP/1.1 201"}}));
  RawClient client(desk.port());
  client.send(with_body("POST", "/api/announcements", notice, more + "Connection: close\r\n"));
  client.finish_sending();
  CHECK(client.read_all().starts_with(status));
}

TEST_CASE("an answer may come later, and others do not wait for it") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  RawClient patient(desk.port());
  patient.send(with_body("POST", "/api/urgent", notice, "Connection: close\r\n"));
  RawClient other(desk.port());
  other.send(get("/api/status"));
  CHECK(other.read_until("{\"ok\":true}").starts_with("HTTP/1.1 200"));
  while (desk.on_desk([&] { return held.tells.empty(); })) {
  }
  desk.on_desk([&] {
    Reply reply;
    reply.status = 201;
    reply.body = {{"saved", true}};
    held.tells.front()(reply);
    held.tells.front()(std::vector{fault(Code::io, "http.bad_request")});  // too late, and nobody hears it
  });
  auto const text = patient.read_all();
  CHECK(text.starts_with("HTTP/1.1 201"));
  CHECK(text.ends_with("{\"saved\":true}"));
}

TEST_CASE("who forgets to answer, or takes too long, is excused") {
  HttpSettings hasty;
  hasty.answer_within = std::chrono::milliseconds(200);
  HeldAnswers held;
  ServedDesk desk(hasty, held.answers());
  RawClient client(desk.port());
  client.send(get("/api/urgent", "Accept-Language: en\r\nConnection: close\r\n"));
  SECTION("forgets") {
    while (desk.on_desk([&] { return held.tells.empty(); })) {
    }
    desk.on_desk([&] { held.tells.clear(); });
    CHECK(client.read_all().starts_with("HTTP/1.1 500"));
  }
  SECTION("takes too long") { CHECK(client.read_all().starts_with("HTTP/1.1 504")); }
}

TEST_CASE("a client that left does not hear the answer, and that is all") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  for (int i = 0; i < 20; ++i) {
    RawClient leaving(desk.port());
    leaving.send(get("/api/urgent"));
  }
  while (desk.on_desk([&] { return held.tells.size(); }) < 20) {
  }
  desk.on_desk([&] {
    for (auto const& tell : held.tells) tell(Reply());
  });
  RawClient next(desk.port());
  next.send(get("/api/status", "Connection: close\r\n"));
  CHECK(next.read_all().ends_with("{\"ok\":true}"));
}

TEST_CASE("stopping does not wait for answers, and answers after the stop are harmless") {
  HeldAnswers held;
  auto desk = std::make_unique<ServedDesk>(HttpSettings(), held.answers());
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.push_back(std::make_unique<RawClient>(desk->port()));
    waiting.back()->send(i % 2 == 0 ? get("/api/urgent") : with_body("POST", "/api/urgent", notice));
  }
  while (desk->on_desk([&] { return held.tells.size(); }) < waiting.size()) {
  }
  desk.reset();
  for (auto const& client : waiting) CHECK(client->read_all().empty());
  for (auto const& tell : held.tells) tell(Reply());
  held.tells.clear();
}

TEST_CASE("among two hundred who wait, an urgent notice and a blackout are taken at once") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (int i = 0; i < 200; ++i) {
    crowd.push_back(std::make_unique<RawClient>(desk.port()));
    crowd.back()->send(get("/api/urgent", "Connection: close\r\n"));
  }
  while (desk.on_desk([&] { return held.tells.size(); }) < crowd.size()) {
  }
  RawClient duty(desk.port());
  duty.send(with_body("PUT", "/api/blackout", R"({"reason":"now"})") + with_body("POST", "/api/urgent", notice));
  CHECK(duty.read_until("{\"reason\":\"now\"}").starts_with("HTTP/1.1 200"));
  while (desk.on_desk([&] { return held.documents.empty(); })) {
  }
  desk.on_desk([&] {
    for (auto tell = held.tells.rbegin(); tell != held.tells.rend(); ++tell) {
      Reply reply;
      reply.body = {{"place", held.tells.rend() - tell}};
      (*tell)(std::move(reply));
    }
  });
  CHECK(duty.read_until("{\"place\":201}").starts_with("HTTP/1.1 200"));
  for (std::size_t i = 0; i < crowd.size(); ++i) {
    auto const text = crowd[i]->read_all();
    CHECK(text.starts_with("HTTP/1.1 200"));
    CHECK(text.find("{\"place\":") != std::string::npos);
  }
}

TEST_CASE("a crowd of idle connections gives way to who has something to say") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (std::size_t i = 0; i < limits::http_sessions; ++i) crowd.push_back(std::make_unique<RawClient>(desk.port()));
  RawClient late(desk.port());
  late.send(with_body("PUT", "/api/blackout", R"({"reason":"now"})", "Connection: close\r\n"));
  CHECK(late.read_all().starts_with("HTTP/1.1 200"));
  CHECK(crowd.front()->read_all().empty());
  CHECK_FALSE(crowd.front()->still_open());
  CHECK(desk.on_desk([&] { return desk.server().sessions(); }) <= limits::http_sessions);
}
