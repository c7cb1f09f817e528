// The unix socket.

#include "controller/http/local_socket.hpp"
#include "controller/signctl/client.hpp"
#include "tests/controller/http/held_answers.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/folder.hpp"

#include <fstream>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace signboard;

namespace {

HttpSettings at(std::filesystem::path const& socket) {
  HttpSettings settings;
  settings.socket = socket;
  return settings;
}

std::string_view refusal_of(HttpSettings settings) {
  boost::asio::io_context desk;
  Live live(some_screens());
  auto const server = HttpServer::listen(desk, std::move(settings), some_answers(), live);
  return server ? std::string_view() : server.error().id;
}

/// A socket's file that nobody listens at.
void leave_behind(std::filesystem::path const& path) {
  boost::asio::io_context loop;
  boost::asio::local::stream_protocol::socket(loop, boost::asio::local::stream_protocol::endpoint(path.native()));
}

std::string me() { return "unix:uid=" + std::to_string(::getuid()); }

}  // namespace

TEST_CASE("the unix socket is for owner and group, knows who asks, and is gone after the stop") {
  Folder const folder;
  auto const path = folder.path() / "run" / "signboard.sock";
  {
    HeldAnswers held;
    ServedDesk desk(at(path), held.answers());
    struct stat file {};
    REQUIRE(::stat(path.c_str(), &file) == 0);
    CHECK(S_ISSOCK(file.st_mode));
    CHECK((file.st_mode & 0777U) == 0660U);
    RawClient client(path);
    client.send(with_body("POST", "/api/announcements", "{}", "Idempotency-Key: k1\r\nConnection: close\r\n"));
    auto const text = client.read_all();
    CHECK(text.find("\"actor\":\"" + me() + "\"") != std::string::npos);
    CHECK(text.find("\"key\":\"k1\"") != std::string::npos);
    RawClient browser(desk.port());
    browser.send(with_body("POST", "/api/announcements", "{}", "Connection: close\r\n"));
    CHECK(browser.read_all().find("\"actor\":\"tcp:127.0.0.1\"") != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a socket a dead daemon left is replaced, one that somebody answers at is not") {
  Folder const folder;
  auto const path = folder.path() / "signboard.sock";
  leave_behind(path);
  REQUIRE(std::filesystem::is_socket(path));
  ServedDesk desk(at(path));
  CHECK(refusal_of(at(path)) == "http.socket_in_use");
  RawClient client(path);
  client.send(get("/api/status", "Connection: close\r\n"));
  CHECK(client.read_all().ends_with("{\"ok\":true}"));
}

TEST_CASE("what is no socket is left alone, and a path that cannot be had is refused with the reason") {
  Folder const folder;
  auto const file = folder.path() / "notes.txt";
  std::ofstream(file) << "mine";
  CHECK(refusal_of(at(file)) == "http.socket_path");
  CHECK(std::filesystem::file_size(file) == 4);
  CHECK(refusal_of(at(folder.path() / "a" / "b" / "c.sock")) == "http.no_socket");
  CHECK(refusal_of(at(folder.path() / std::string(200, 'x'))) == "http.no_socket");
}

TEST_CASE("a socket that was replaced by somebody else's is not removed at the stop") {
  Folder const folder;
  auto const path = folder.path() / "signboard.sock";
  {
    ServedDesk desk(at(path));
    std::filesystem::remove(path);
    leave_behind(path);
  }
  CHECK(std::filesystem::exists(path));
}

TEST_CASE("without an address there is the unix socket alone") {
  Folder const folder;
  auto settings = at(folder.path() / "signboard.sock");
  settings.address.clear();
  ServedDesk desk(settings);
  CHECK(desk.port() == 0);
  auto const status = get_json(Url{"", 0, settings.socket}, "/api/status", Language::en);
  REQUIRE(status.has_value());
  CHECK(status->at("ok") == true);
}

TEST_CASE("a request over the unix socket may name any host, but one") {
  Folder const folder;
  auto const path = folder.path() / "signboard.sock";
  ServedDesk desk(at(path));
  auto const [hosts, status] = GENERATE(table<std::string, std::string>({{"Host: anything\r\n", "HTTP/1.1 200"},
                                                                         {"Host:\r\n", "HTTP/1.1 200"},
                                                                         {"", "HTTP/1.1 400"},
                                                                         {"Host: a\r\nHost: b\r\n", "HTTP/1.1 400"}}));
  RawClient client(path);
  client.send("GET /api/status HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
  CHECK(client.read_all().starts_with(status));
}

TEST_CASE("however crowded loopback is, the unix socket has room") {
  Folder const folder;
  auto const path = folder.path() / "signboard.sock";
  HeldAnswers held;
  ServedDesk desk(at(path), held.answers());
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (int i = 0; i < 260; ++i) {
    crowd.push_back(std::make_unique<RawClient>(desk.port()));
    crowd.back()->send(get("/api/urgent"));
  }
  RawClient duty(path);
  duty.send(with_body("PUT", "/api/blackout", R"({"reason":"now"})", "Connection: close\r\n"));
  CHECK(duty.read_all().ends_with("{\"reason\":\"now\"}"));
}

TEST_CASE("the client speaks to the unix socket, and watches over it") {
  Folder const folder;
  HeldAnswers held;
  ServedDesk desk(at(folder.path() / "signboard.sock"), held.answers());
  auto const url = parse_url("unix:" + (folder.path() / "signboard.sock").string());
  REQUIRE(url.has_value());
  Question question;
  question.method = "POST";
  question.target = "/api/announcements";
  question.body = {{"id", "x"}};
  question.idempotency_key = "once";
  auto const said = send(*url, question, Language::zh);
  REQUIRE(said.has_value());
  CHECK(said->status == 201);
  CHECK(said->etag == "\"1\"");
  CHECK(said->location == "/api/announcements/x");
  CHECK(said->body.at("actor").as_string() == me());
  CHECK(said->body.at("key") == "once");
  auto stream = FrameStream::open(*url, {"gate"}, Language::en);
  REQUIRE(stream.has_value());
  desk.show(1, std::make_shared<Frame const>(Size{32, 8}), WallTime());
  auto const picture = stream->next(std::chrono::seconds(20));
  REQUIRE(picture.has_value());
  CHECK(picture->frame->size() == Size{32, 8});
}

TEST_CASE("nobody at the socket is said in words, with its path") {
  Folder const folder;
  auto const path = folder.path() / "signboard.sock";
  auto const nobody = get_json(Url{"", 0, path}, "/api/status", Language::en);
  REQUIRE_FALSE(nobody.has_value());
  CHECK(nobody.error().id == "client.unreachable");
  CHECK(worded(nobody.error(), Language::en).find("unix:" + path.string()) != std::string::npos);
}
