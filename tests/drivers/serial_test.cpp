#include "drivers/transport/serial.hpp"

#include "drivers/transport.hpp"
#include "tests/drivers/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/error_values.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/pty.hpp"

#include <chrono>
#include <libserialport.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signboard {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<Transport> line_to(boost::asio::io_context& loop, std::string const& text) {
  return make_transport(parse_line(text, 0).value(), loop.get_executor());
}

std::vector<Packet> packets_of(std::string_view text) {
  std::vector<std::byte> bytes;
  for (char const c : text) bytes.push_back(static_cast<std::byte>(c));
  std::vector<Packet> packets;
  packets.emplace_back(std::move(bytes));
  return packets;
}

std::string text_of(std::vector<std::byte> const& bytes) {
  std::string text;
  for (auto const byte : bytes) text += static_cast<char>(byte);
  return text;
}

/// Nobody but root is above the rights of a file; as root we are somebody else for a while.
class Unprivileged {
 public:
  Unprivileged() : was_root_(::geteuid() == 0) {
    if (was_root_ && ::seteuid(65'534) != 0) throw std::runtime_error("cannot give up root");
  }
  ~Unprivileged() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
  }
  Unprivileged(Unprivileged const&) = delete;
  Unprivileged& operator=(Unprivileged const&) = delete;

 private:
  bool was_root_;
};

TEST_CASE("bytes travel over a serial line both ways, as they are") {
  Pty pty;
  boost::asio::io_context loop;
  auto const line = line_to(loop, "serial:" + pty.device() + "?baud=1000000");
  REQUIRE(run(loop, line->open()).has_value());
  std::string const all("\x00\x03\x04\x0a\x0d\x11\x13\x1a\x7f\xff", 10);  // none of them means anything to the line
  auto const packets = packets_of(all);
  auto const sent = run(loop, line->send(packets));
  REQUIRE(sent.has_value());
  CHECK(sent->bytes == 10);
  CHECK(text_of(pty.received()) == all);
  pty.answer("Ada\n");
  std::array<std::byte, 16> heard{};
  auto const bytes = run(loop, line->receive(heard));
  REQUIRE(bytes.has_value());
  CHECK(*bytes == 4);
}

TEST_CASE("a terminal that libserialport refuses is opened all the same, and says so once") {
  Pty pty;
  boost::asio::io_context loop;
  auto const line = line_to(loop, "serial:" + pty.device());
  REQUIRE(run(loop, line->open()).has_value());
  auto const packets = packets_of("x");
  auto const first = run(loop, line->send(packets));
  REQUIRE(first->complaint.has_value());
  CHECK(first->complaint->id == "line.plain_terminal");
  CHECK_FALSE(run(loop, line->send(packets))->complaint.has_value());
}

TEST_CASE("a port is never fed faster than its wire") {
  Pty pty;
  boost::asio::io_context loop;
  auto const line = line_to(loop, "serial:" + pty.device() + "?baud=20000");
  REQUIRE(run(loop, line->open()).has_value());
  auto const packets = packets_of(std::string(200, 'x'));
  auto const begun = std::chrono::steady_clock::now();
  REQUIRE(run(loop, line->send(packets)).has_value());
  CHECK(std::chrono::steady_clock::now() - begun >= 100ms);  // 200 bytes of 10 bits at 20,000 a second
}

TEST_CASE("any baud rate is taken, not only those with a name") {
  Pty pty;
  boost::asio::io_context loop;
  CHECK(run(loop, line_to(loop, "serial:" + pty.device() + "?baud=250000")->open()).has_value());
  CHECK(run(loop, line_to(loop, "serial:" + pty.device() + "?baud=74880&bits=7E1&flow=xonxoff")->open()).has_value());
}

TEST_CASE("an idle line that is pulled out is noticed at once") {
  Pty pty;
  boost::asio::io_context loop;
  auto const line = line_to(loop, "serial:" + pty.device());
  REQUIRE(run(loop, line->open()).has_value());
  std::optional<std::optional<Error>> lost;
  start(loop, line->lost(), lost);
  pty.answer("unasked");
  loop.poll();
  CHECK_FALSE(lost.has_value());
  pty.unplug();
  loop.restart();
  loop.run_for(1s);
  REQUIRE(lost.has_value());
  REQUIRE(lost->has_value());
  CHECK((*lost)->id == "line.unplugged");
  auto const packets = packets_of("x");
  CHECK(run(loop, line->send(packets)).error().id == "line.unplugged");
}

TEST_CASE("a line that was pulled out is opened again under the same name") {
  Folder const folder;
  auto const name = folder.path() / "usb-card-port0";
  boost::asio::io_context loop;
  auto const line = line_to(loop, "serial:" + name.string() + "?baud=1000000");
  for (int time = 0; time < 20; ++time) {
    CHECK(run(loop, line->open()).error().id == "line.no_device");
    Pty pty;
    point(name, pty.device());
    REQUIRE(run(loop, line->open()).has_value());
    auto const packets = packets_of("hello " + std::to_string(time));
    REQUIRE(run(loop, line->send(packets)).has_value());
    CHECK(text_of(pty.received()) == "hello " + std::to_string(time));
    std::filesystem::remove(name);
  }
}

TEST_CASE("a line that takes nothing is given up, and closing it keeps nobody waiting") {
  Pty pty;
  boost::asio::io_context loop;
  auto const line = line_to(loop, "serial:" + pty.device() + "?baud=12000000");
  REQUIRE(run(loop, line->open()).has_value());
  auto const packets = packets_of(std::string(1'000'000, 'x'));  // more than a terminal keeps; nobody reads
  auto const begun = std::chrono::steady_clock::now();
  auto const sent = run(loop, line->send(packets));
  REQUIRE(sent.has_error());
  CHECK(sent.error().id == "line.stuck");
  CHECK(value_of(sent.error(), "ms") == "2166");  // twice 833 ms, and half a second
  line->close();
  CHECK(std::chrono::steady_clock::now() - begun < 10s);
}

TEST_CASE("a port that somebody has for himself is busy") {
  Pty pty;
  boost::asio::io_context loop;
  auto const first = line_to(loop, "serial:" + pty.device());
  auto const second = line_to(loop, "serial:" + pty.device());
  REQUIRE(run(loop, first->open()).has_value());
  CHECK(run(loop, second->open()).error().id == "line.port_busy");
  first->close();
  CHECK(run(loop, second->open()).has_value());
}

TEST_CASE("what is no serial port is told from one that is not there") {
  Folder const folder;
  boost::asio::io_context loop;
  auto const trouble = [&loop](std::string const& device) {
    return run(loop, line_to(loop, "serial:" + device)->open()).error();
  };
  CHECK(trouble((folder.path() / "ttyUSB7").string()).id == "line.no_device");
  CHECK(trouble("/dev/null").id == "line.not_a_port");
  CHECK(trouble(folder.path().string()).id == "line.not_a_port");
}

TEST_CASE("who may not open a port is told which group may") {
  Pty pty;
  boost::asio::io_context loop;
  auto const opened = [&] {
    Unprivileged const for_a_while;
    return run(loop, line_to(loop, "serial:" + pty.device())->open());
  };
  ::chmod(pty.device().c_str(), 0);
  auto const by_nobody = opened();
  REQUIRE(by_nobody.has_error());
  CHECK(by_nobody.error().id == "line.port_closed");
  CHECK_FALSE(value_of(by_nobody.error(), "account").empty());
  if (::geteuid() != 0) {
    WARN("only root can give the device to a group that we are not in");
    return;
  }
  REQUIRE(::chown(pty.device().c_str(), 0, 20) == 0);  // dialout, in Debian
  ::chmod(pty.device().c_str(), 0660);
  auto const by_group = opened();
  REQUIRE(by_group.has_error());
  CHECK(by_group.error().code == Code::denied);
  CHECK(by_group.error().id == "line.port_denied");
  CHECK(value_of(by_group.error(), "group") == "dialout");
}

TEST_CASE("libserialport is handed what the line says") {
  auto const handed = [](std::string const& options) {
    return port_setting(parse_line("serial:/dev/ttyS0?" + options, 0)->serial);
  };
  auto const usual = handed("");
  CHECK(usual.baud == 115'200);
  CHECK(usual.bits == 8);
  CHECK(usual.parity == SP_PARITY_NONE);
  CHECK(usual.stop_bits == 1);
  CHECK(usual.rts == SP_RTS_ON);
  CHECK(usual.cts == SP_CTS_IGNORE);
  CHECK(usual.dtr == SP_DTR_ON);
  CHECK(usual.dsr == SP_DSR_IGNORE);
  CHECK(usual.xon_xoff == SP_XONXOFF_DISABLED);
  auto const sign = handed("baud=9600&bits=7E1");
  CHECK(sign.baud == 9'600);
  CHECK(sign.bits == 7);
  CHECK(sign.parity == SP_PARITY_EVEN);
  CHECK(handed("bits=8O2").parity == SP_PARITY_ODD);
  CHECK(handed("bits=8O2").stop_bits == 2);
  CHECK(handed("bits=8M1").parity == SP_PARITY_MARK);
  CHECK(handed("bits=8S1").parity == SP_PARITY_SPACE);
  CHECK(handed("flow=rtscts").rts == SP_RTS_FLOW_CONTROL);
  CHECK(handed("flow=rtscts").cts == SP_CTS_FLOW_CONTROL);
  CHECK(handed("flow=xonxoff").xon_xoff == SP_XONXOFF_INOUT);
  CHECK(handed("dtr=off&rts=off").dtr == SP_DTR_OFF);
  CHECK(handed("dtr=off&rts=off").rts == SP_RTS_OFF);
}

}  // namespace
}  // namespace signboard
