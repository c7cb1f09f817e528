#include "drivers/transport.hpp"
#include "tests/drivers/run.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace signboard {
namespace {

/// Standard output leads here instead, for as long as this lives.
class Diverted {
 public:
  explicit Diverted(int write_end) : kept_((std::cout.flush(), std::fflush(stdout), ::dup(STDOUT_FILENO))) {
    ::dup2(write_end, STDOUT_FILENO);
  }
  ~Diverted() {
    ::dup2(kept_, STDOUT_FILENO);
    ::close(kept_);
  }
  Diverted(Diverted const&) = delete;
  Diverted& operator=(Diverted const&) = delete;

 private:
  int kept_;
};

struct Ends {
  std::array<int, 2> ends{-1, -1};  ///< read, write
  Ends() = default;
  Ends(Ends const&) = delete;
  Ends& operator=(Ends const&) = delete;
  ~Ends() {
    for (auto const end : ends) ::close(end);
  }
  std::string available() const {
    std::string text;
    std::array<char, 65'536> buffer{};
    for (;;) {
      auto const bytes = ::read(ends[0], buffer.data(), buffer.size());
      if (bytes <= 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(bytes));
    }
  }
};

void make_pipe(Ends& pipe) {
  REQUIRE(::pipe2(pipe.ends.data(), O_CLOEXEC) == 0);
  ::fcntl(pipe.ends[0], F_SETFL, O_NONBLOCK);
}

std::vector<Packet> one_packet(std::string_view text) {
  auto const bytes = std::as_bytes(std::span(text));
  std::vector<Packet> packets;
  packets.emplace_back(bytes.first(4), bytes.subspan(4));
  return packets;
}

std::unique_ptr<Transport> stdout_line(boost::asio::io_context& loop) {
  return make_transport(parse_line("stdout:", 0).value(), loop.get_executor());
}

TEST_CASE("what a full pipe does not take is written once there is room") {
  Ends pipe;
  make_pipe(pipe);
  std::string const text(300'000, 'x');
  std::string received;
  boost::asio::io_context loop;
  std::optional<Result<Sent>> sent;
  std::optional<Result<void>> opened;
  bool waited = false;
  int flags = 0;
  {
    Diverted const diverted(pipe.ends[1]);
    auto const line = stdout_line(loop);
    opened = run(loop, line->open());
    flags = ::fcntl(STDOUT_FILENO, F_GETFL);
    auto const packets = one_packet(text);
    start(loop, line->send(packets), sent);
    loop.restart();
    loop.poll();
    waited = !sent.has_value();
    while (!sent.has_value()) {
      received += pipe.available();
      loop.poll();
    }
    received += pipe.available();
  }
  CHECK(opened->has_value());
  CHECK(waited);
  CHECK((flags & O_NONBLOCK) == 0);
  REQUIRE((*sent).has_value());
  CHECK((*sent)->bytes == text.size());
  CHECK(received == text);
}

TEST_CASE("a shared output gets its flags back") {
  Ends pair;
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.ends.data()) == 0);
  ::fcntl(pair.ends[0], F_SETFL, O_NONBLOCK);
  boost::asio::io_context loop;
  std::string received;
  int during = 0;
  {
    Diverted const diverted(pair.ends[1]);
    auto const line = stdout_line(loop);
    bool const is_sent =
        run(loop, line->open()).has_value() && run(loop, line->send(one_packet("a picture"))).has_value();
    if (is_sent) received = pair.available();
    during = ::fcntl(STDOUT_FILENO, F_GETFL);
    line->close();
  }
  CHECK(received == "a picture");
  CHECK((during & O_NONBLOCK) != 0);
  CHECK((::fcntl(pair.ends[1], F_GETFL) & O_NONBLOCK) == 0);
}

TEST_CASE("a reader that has gone is told in words") {
  auto const before = std::signal(SIGPIPE, SIG_IGN);
  Ends pipe;
  make_pipe(pipe);
  ::close(pipe.ends[0]);
  pipe.ends[0] = -1;
  boost::asio::io_context loop;
  std::optional<Result<Sent>> sent;
  {
    Ends reader;
    Diverted const diverted(pipe.ends[1]);
    auto const line = stdout_line(loop);
    // The system refuses to open a pipe without a reader, or to write to it: either way it is told.
    if (auto const opened = run(loop, line->open()); !opened) {
      sent = opened.error();
    } else {
      sent = run(loop, line->send(one_packet("a picture")));
    }
  }
  std::signal(SIGPIPE, before);
  REQUIRE((*sent).has_error());
  CHECK(sent->error().id == "line.reader_gone");
}

TEST_CASE("standard output cannot hear") {
  boost::asio::io_context loop;
  std::array<std::byte, 4> buffer{};
  CHECK(run(loop, stdout_line(loop)->receive(buffer)).error().id == "line.deaf");
}

}  // namespace
}  // namespace signboard
