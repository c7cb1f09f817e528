#include "controller/signsim/port.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/folder.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr WallTime wall{1'000'000s};
Now at(std::chrono::milliseconds since) { return {SteadyTime{1h} + since, wall + since}; }

// The program's end: a socket or a serial port.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(number_); }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int get() const { return number_; }

  bool say(std::string_view text) const {
    return write(number_, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  }
  std::string hear(int within_ms = 1'000) const {
    pollfd waiting{number_, POLLIN, 0};
    std::array<char, 4'096> some{};
    if (poll(&waiting, 1, within_ms) <= 0) return {};
    auto const got = read(number_, some.data(), some.size());
    return got > 0 ? std::string(some.data(), static_cast<std::size_t>(got)) : std::string();
  }

 private:
  int number_;
};

int open_serial(std::string const& path) { return open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK); }

int connect_to(std::uint16_t port) {
  int const number = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  sockaddr_in far{};
  far.sin_family = AF_INET;
  far.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  far.sin_port = htons(port);
  REQUIRE(connect(number, reinterpret_cast<sockaddr*>(&far), sizeof far) == 0);
  return number;
}

std::uint16_t port_of(Port const& port) {
  auto const where = port.where();
  return static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1)));
}

struct Heard {
  std::string text;
  bool was_opened = false;
};

// What has come by now; waits for something to come.
Heard hear(Port& port, Now now) {
  std::vector<pollfd> awaited;
  port.await(awaited);
  poll(awaited.data(), awaited.size(), 1'000);
  auto const received = port.receive(now);
  Heard heard{{}, received.was_opened};
  for (auto const& piece : received.pieces)
    for (auto const byte : piece.bytes) heard.text += std::to_integer<char>(byte);
  return heard;
}

std::vector<std::byte> bytes_of(std::string_view text) {
  auto const bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("a UDP port hears datagrams one by one with the kernel's stamp, and answers who spoke") {
  auto const port = udp_port({"127.0.0.1", 0});
  REQUIRE(port->open().has_value());
  Descriptor const program(connect_to(port_of(*port)));
  REQUIRE(program.say("one"));
  REQUIRE(program.say("two"));
  std::vector<pollfd> awaited;
  port->await(awaited);
  REQUIRE(poll(awaited.data(), awaited.size(), 1'000) == 1);
  auto const received = port->receive(at(0ms));
  REQUIRE(received.pieces.size() == 2);
  CHECK(received.pieces[0].bytes == bytes_of("one"));
  CHECK(received.pieces[1].bytes == bytes_of("two"));
  CHECK(received.pieces[0].at != wall);  // not our reading, but when the packet came
  CHECK(received.pieces[0].at <= received.pieces[1].at);
  port->reply(bytes_of("yes"));
  CHECK(program.hear() == "yes");
}

TEST_CASE("a UDP port that is pulled out refuses, and comes back at the same place") {
  auto const port = udp_port({"127.0.0.1", 0});
  REQUIRE(port->open().has_value());
  auto const where = port->where();
  Descriptor const program(connect_to(port_of(*port)));
  port->close();
  CHECK(program.say("lost"));
  CHECK_FALSE(program.say("refused"));
  CHECK(errno == ECONNREFUSED);
  REQUIRE(port->open().has_value());
  CHECK(port->where() == where);
  REQUIRE(program.say("heard"));
  CHECK(hear(*port, at(0ms)).text == "heard");
}

TEST_CASE("a UDP port that is taken, or of another computer, is an error with its name") {
  auto const port = udp_port({"127.0.0.1", 0});
  REQUIRE(port->open().has_value());
  for (auto const& place : {UdpPlace{"127.0.0.1", port_of(*port)}, UdpPlace{"192.0.2.1", 4048}, UdpPlace{"sign", 1}}) {
    auto const opened = udp_port(place)->open();
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().id == "signsim.cannot_bind");
  }
}

TEST_CASE("a pseudo-terminal carries every byte unchanged in both directions, whoever opens it") {
  auto const port = pty_port({});
  REQUIRE(port->open().has_value());
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (int round = 0; round < 2; ++round) {
    Descriptor const program(open_serial(port->where()));
    REQUIRE(program.get() >= 0);
    CHECK(hear(*port, at(0ms)).was_opened);
    REQUIRE(program.say(all));
    auto const heard = hear(*port, at(0ms));
    CHECK(heard.text == all);
    CHECK_FALSE(heard.was_opened);
    port->reply(bytes_of(all));
    CHECK(program.hear() == all);
  }
}

TEST_CASE("what a card says while nobody holds its port is heard by nobody later") {
  auto const port = pty_port({});
  REQUIRE(port->open().has_value());
  port->reply(bytes_of("Ada\n"));
  Descriptor const program(open_serial(port->where()));
  CHECK(hear(*port, at(0ms)).was_opened);
  CHECK(program.hear(20).empty());
  port->reply(bytes_of("Ada\n"));
  CHECK(program.hear() == "Ada\n");
}

TEST_CASE("a pseudo-terminal is found by its link, hangs up when it is pulled out, and comes back under the link") {
  Folder const folder;
  auto const link = folder.path() / "tty" / "lobby";
  auto const port = pty_port({link.string(), 0});
  REQUIRE(port->open().has_value());
  CHECK(std::filesystem::read_symlink(link) == port->where());
  Descriptor const program(open_serial(link.string()));
  REQUIRE(program.say("x"));
  CHECK(hear(*port, at(0ms)).text == "x");
  port->close();
  CHECK_FALSE(std::filesystem::is_symlink(link));
  CHECK_FALSE(program.say("x"));
  CHECK(errno == EIO);
  REQUIRE(port->open().has_value());
  Descriptor const again(open_serial(link.string()));
  REQUIRE(again.say("y"));
  CHECK(hear(*port, at(0ms)).text == "y");
}

TEST_CASE("an old link of ours is replaced, anything else in its place is an error") {
  Folder const folder;
  auto const link = folder.path() / "tty";
  std::filesystem::create_symlink("/dev/pts/99999", link);
  {
    auto const port = pty_port({link.string(), 0});
    REQUIRE(port->open().has_value());
    CHECK(std::filesystem::read_symlink(link) == port->where());
  }
  CHECK_FALSE(std::filesystem::is_symlink(link));
  folder.write("tty", "precious");
  auto const opened = pty_port({link.string(), 0})->open();
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().id == "signsim.no_link");
  CHECK(std::filesystem::file_size(link) == 8);
}

TEST_CASE("a paced line gives no more bytes than its speed carries, and none is lost") {
  auto const port = pty_port({"", 9'600});
  REQUIRE(port->open().has_value());
  Descriptor const program(open_serial(port->where()));
  std::string sent;
  for (int i = 0; i < 2'000; ++i) sent += static_cast<char>(i % 251);
  REQUIRE(program.say(sent));
  std::string heard = hear(*port, at(0ms)).text;
  auto now = 0ms;
  for (; now < 1'000ms; now += 5ms) {
    auto const received = port->receive(at(now + 5ms));
    for (auto const& piece : received.pieces)
      for (auto const byte : piece.bytes) heard += std::to_integer<char>(byte);
    REQUIRE(static_cast<double>(heard.size()) <= static_cast<double>((now + 10ms).count()) * 0.96 + 1);
  }
  CHECK(heard.size() >= 955);
  CHECK(heard.size() <= 966);
  CHECK(port->due() == at(now).steady + 5ms);
  for (; heard.size() < sent.size() && now < 10s; now += 50ms)
    for (auto const& piece : port->receive(at(now + 50ms)).pieces)
      for (auto const byte : piece.bytes) heard += std::to_integer<char>(byte);
  CHECK(heard == sent);
  CHECK(now > 2'000ms);
}
