#include "base/limits.hpp"
#include "controller/signctl/client.hpp"
#include "tests/controller/http/held_answers.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace signboard;

namespace {

HttpSettings hasty(std::chrono::milliseconds header, std::chrono::milliseconds idle) {
  HttpSettings settings;
  settings.header_within = header;
  settings.idle_at_most = idle;
  return settings;
}

Url url_of(ServedDesk const& desk) { return {"127.0.0.1", desk.port()}; }

}  // namespace

TEST_CASE("only loopback is listened on") {
  boost::asio::io_context desk;
  Live live(some_screens());
  auto const address = GENERATE("0.0.0.0", "192.168.1.2", "::", "example.org", "");
  HttpSettings settings;
  settings.address = address;
  auto const server = HttpServer::listen(desk, settings, some_answers(), live);
  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().id == "http.not_loopback");
}

TEST_CASE("a port in use is reported with its reason") {
  ServedDesk const first;
  boost::asio::io_context desk;
  Live live(some_screens());
  HttpSettings settings;
  settings.port = first.port();
  auto const server = HttpServer::listen(desk, settings, some_answers(), live);
  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().id == "http.cannot_listen");
}

TEST_CASE("requests on one connection are answered one after the other, in order") {
  ServedDesk desk;
  RawClient client(desk.port());
  client.send(get("/api/status") + get("/nowhere") + get("/api/screens", "Connection: close\r\n"));
  auto const text = client.read_all();
  CHECK_FALSE(client.still_open());
  CHECK(count_of(text, "HTTP/1.1 ") == 3);
  auto const second = text.find("HTTP/1.1 404");
  CHECK(text.find("{\"ok\":true}") < second);
  CHECK(text.find("\"screens\"") > second);
}

TEST_CASE("HEAD has the length of GET and no body") {
  ServedDesk desk;
  RawClient client(desk.port());
  client.send("HEAD /api/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  auto const text = client.read_all();
  CHECK(text.find("Content-Length: 11\r\n") != std::string::npos);
  CHECK(text.ends_with("\r\n\r\n"));
}

TEST_CASE("an HTTP/1.0 request is answered and the connection closed") {
  ServedDesk desk;
  RawClient client(desk.port());
  client.send("GET /api/status HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(client.read_all().ends_with("{\"ok\":true}"));
  CHECK_FALSE(client.still_open());
}

TEST_CASE("a refused upload still gets to read why") {
  ServedDesk desk;
  RawClient client(desk.port());
  client.send("POST /api/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
  client.send(std::string(100'000, 'x'));
  CHECK(client.read_all().starts_with("HTTP/1.1 405"));
}

TEST_CASE("an endless header is cut off") {
  ServedDesk desk;
  RawClient client(desk.port());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
  for (int i = 0; i < 200 && client.send("X-Padding: " + std::string(1'000, 'x') + "\r\n"); ++i) {
  }
  auto const text = client.read_all();
  CHECK((text.empty() || text.starts_with("HTTP/1.1 431")));
  CHECK_FALSE(client.still_open());
}

TEST_CASE("who sends nothing, or a header that never ends, loses the connection") {
  ServedDesk desk(hasty(std::chrono::milliseconds(150), std::chrono::seconds(20)));
  RawClient silent(desk.port());
  RawClient slow(desk.port());
  slow.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  CHECK(silent.read_all().empty());
  CHECK(slow.read_all().empty());
  CHECK_FALSE(silent.still_open());
  CHECK_FALSE(slow.still_open());
}

TEST_CASE("a trickle of header bytes does not buy more time") {
  ServedDesk desk(hasty(std::chrono::milliseconds(300), std::chrono::seconds(20)));
  RawClient slow(desk.port());
  slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
  auto const begin = std::chrono::steady_clock::now();
  timeval const tick{0, 20'000};
  while (slow.send("X: y\r\n") && std::chrono::steady_clock::now() - begin < std::chrono::seconds(8)) {
    ::select(0, nullptr, nullptr, nullptr, std::make_unique<timeval>(tick).get());
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("a connection kept open without asking is closed") {
  ServedDesk desk(hasty(std::chrono::seconds(20), std::chrono::milliseconds(150)));
  RawClient client(desk.port());
  client.send(get("/api/status"));
  CHECK(client.read_all().ends_with("{\"ok\":true}"));
  CHECK_FALSE(client.still_open());
}

TEST_CASE("more requests under way than there is room for are turned away, and served once others are done") {
  HeldAnswers held;
  ServedDesk desk({}, held.answers());
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (std::size_t i = 0; i < limits::http_sessions - limits::http_sessions_reserved; ++i) {
    crowd.push_back(std::make_unique<RawClient>(desk.port()));
    crowd.back()->send(get("/api/urgent"));
  }
  while (desk.on_desk([&] { return held.tells.size(); }) < crowd.size()) {
  }
  RawClient late(desk.port());
  auto const text = late.read_all();
  CHECK((text.empty() || text.starts_with("HTTP/1.1 503")));
  CHECK_FALSE(late.still_open());
  desk.on_desk([&] { held.tells.clear(); });
  crowd.clear();
  std::string served;
  for (int i = 0; i < 200 && served.empty(); ++i) {
    RawClient next(desk.port());
    next.send(get("/api/status", "Connection: close\r\n"));
    served = next.read_all();
    if (!served.starts_with("HTTP/1.1 200")) served.clear();
  }
  CHECK(served.ends_with("{\"ok\":true}"));
}

TEST_CASE("stopping closes every connection at once") {
  auto desk = std::make_unique<ServedDesk>();
  RawClient idle(desk->port());
  RawClient busy(desk->port());
  busy.send("GET / HTTP/1.1\r\n");
  auto watching = FrameStream::open(url_of(*desk), {}, Language::en);
  REQUIRE(watching.has_value());
  desk.reset();
  CHECK(idle.read_all().empty());
  CHECK(busy.read_all().empty());
  auto const next = watching->next(std::chrono::seconds(10));
  REQUIRE_FALSE(next.has_value());
  CHECK(next.error().id == "client.closed");
}

TEST_CASE("a page directory is read anew at each request, and nothing but the page's own files") {
  auto const root = std::filesystem::temp_directory_path() / ("signboard-web-" + std::to_string(::getpid()));
  std::filesystem::create_directories(root);
  auto const write = [&root](std::string const& name, std::string const& text) { std::ofstream(root / name) << text; };
  write("app.js", "one");
  write("secret.txt", "no");
  HttpSettings settings;
  settings.web_root = root;
  {
    ServedDesk desk(settings);
    auto const fetched = [&desk](std::string const& target) {
      RawClient client(desk.port());
      client.send(get(target, "Connection: close\r\n"));
      return client.read_all();
    };
    CHECK(fetched("/app.js").ends_with("\r\n\r\none"));
    write("app.js", "two");
    CHECK(fetched("/app.js").ends_with("\r\n\r\ntwo"));
    CHECK(fetched("/secret.txt").starts_with("HTTP/1.1 404"));
    CHECK(fetched("/style.css").starts_with("HTTP/1.1 404"));
  }
  std::filesystem::remove_all(root);
}

TEST_CASE("the client gets a value, or the server's own words for why not") {
  ServedDesk desk;
  auto const status = get_json(url_of(desk), "/api/status", Language::en);
  REQUIRE(status.has_value());
  CHECK(status->at("ok") == true);
  auto const missing = get_json(url_of(desk), "/api/screens/cellar/lineup", Language::en);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Code::not_found);
  CHECK(worded(missing.error(), Language::en).find("There is no screen \"cellar\"") != std::string::npos);
}

TEST_CASE("the client says when nobody answers") {
  std::uint16_t port = 0;
  {
    ServedDesk const gone;
    port = gone.port();
  }
  auto const nobody = get_json({"127.0.0.1", port}, "/api/status", Language::en);
  REQUIRE_FALSE(nobody.has_value());
  CHECK(nobody.error().id == "client.unreachable");
  CHECK(nobody.error().code == Code::unavailable);
}

TEST_CASE("an address is read as people write it") {
  auto const [text, host, port] =
      GENERATE(table<std::string, std::string, int>({{"http://127.0.0.1:8080", "127.0.0.1", 8080},
                                                     {"http://[::1]:8080/", "::1", 8080},
                                                     {"localhost:81", "localhost", 81},
                                                     {"http://localhost", "localhost", 80},
                                                     {"[::1]", "::1", 80},
                                                     {"https://localhost", "", 0},
                                                     {"http://a/b", "", 0},
                                                     {"http://:80", "", 0},
                                                     {"localhost:0", "", 0},
                                                     {"localhost:80000", "", 0},
                                                     {"[::1]x", "", 0},
                                                     {"[::1", "", 0}}));
  CAPTURE(text);
  auto const url = parse_url(text);
  REQUIRE(url.has_value() == (port != 0));
  if (!url) return;
  CHECK(url->host == host);
  CHECK(url->port == port);
}
