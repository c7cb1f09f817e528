#include "drivers/transport.hpp"
#include "tests/drivers/run.hpp"
#include "tests/support/catch.hpp"

#include <boost/asio/ip/udp.hpp>

#include <sys/socket.h>

namespace signboard {
namespace {

using boost::asio::ip::udp;

using Datagram = std::vector<std::byte>;

/// A receiver on the loopback.
class Receiver {
 public:
  explicit Receiver(boost::asio::ip::address const& address = boost::asio::ip::address_v4::loopback())
      : socket_(loop_, udp::endpoint(address, 0)) {
    socket_.set_option(boost::asio::socket_base::receive_buffer_size(4 * 1'024 * 1'024));
    socket_.non_blocking(true);
  }

  std::string port() const { return std::to_string(socket_.local_endpoint().port()); }
  std::string line() const { return "udp:127.0.0.1:" + port(); }

  std::vector<Datagram> received() {
    std::vector<Datagram> all;
    for (;;) {
      Datagram datagram(65'536);
      boost::system::error_code failed;
      auto const bytes = socket_.receive(boost::asio::buffer(datagram), 0, failed);
      if (failed) return all;
      datagram.resize(bytes);
      all.push_back(std::move(datagram));
    }
  }

 private:
  boost::asio::io_context loop_;
  udp::socket socket_;
};

std::unique_ptr<Transport> line_to(boost::asio::io_context& loop, std::string const& text) {
  return make_transport(parse_line(text, 0).value(), loop.get_executor());
}

/// A frame's packets as a driver makes them: a head of its own and pixels that lie in the frame.
std::vector<Packet> cut(Frame const& frame, std::size_t packet_bytes) {
  std::vector<Packet> packets;
  auto const pixels = bytes_of(frame);
  for (std::size_t at = 0; at < pixels.size(); at += packet_bytes) {
    std::array const head{static_cast<std::byte>(packets.size() >> 8), static_cast<std::byte>(packets.size())};
    packets.emplace_back(head, pixels.subspan(at, std::min(packet_bytes, pixels.size() - at)));
  }
  return packets;
}

Frame counting_frame(Size size) {
  Frame frame(size);
  std::uint8_t byte = 0;
  for (auto& pixel : frame.pixels()) {
    pixel = {byte, static_cast<std::uint8_t>(byte * 3), static_cast<std::uint8_t>(byte * 5)};
    ++byte;
  }
  return frame;
}

std::vector<Datagram> joined(std::vector<Packet> const& packets) {
  std::vector<Datagram> all;
  all.reserve(packets.size());
  for (auto const& packet : packets) all.push_back(packet.joined());
  return all;
}

TEST_CASE("datagrams arrive whole and in order") {
  Receiver receiver;
  boost::asio::io_context loop;
  auto const line = line_to(loop, receiver.line());
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({64, 32});
  auto const packets = cut(frame, 30);  // 205 of them: more than one batch
  auto const sent = run(loop, line->send(packets));
  REQUIRE(sent.has_value());
  CHECK(sent->packets == packets.size());
  CHECK(sent->bytes == std::size_t{410} + bytes_of(frame).size());
  CHECK(sent->dropped == 0);
  CHECK_FALSE(sent->complaint.has_value());
  CHECK(receiver.received() == joined(packets));
}

TEST_CASE("bursts cut by the kernel are the same datagrams byte for byte") {
  Receiver receiver;
  boost::asio::io_context loop;
  auto const line = line_to(loop, receiver.line() + "?gso=1");
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({256, 16});
  auto packets = cut(frame, 144);  // 86 packets, the last one shorter
  // And some of other lengths: a burst ends where they grow.
  for (std::size_t const length : {10U, 20U, 20U, 5U, 7U}) {
    packets.emplace_back(std::span<std::byte const>{}, bytes_of(frame).first(length));
  }
  auto const sent = run(loop, line->send(packets));
  REQUIRE(sent.has_value());
  CHECK(sent->packets == packets.size());
  CHECK(receiver.received() == joined(packets));
}

bool has_ipv6() {
  boost::asio::io_context loop;
  boost::system::error_code failed;
  udp::socket six(loop);
  six.open(udp::v6(), failed);
  if (!failed) six.bind(udp::endpoint(boost::asio::ip::address_v6::loopback(), 0), failed);
  return !failed;
}

TEST_CASE("a host name is looked up") {
  // localhost may be 127.0.0.1 or ::1; where there is IPv6, one socket hears both.
  Receiver receiver(has_ipv6() ? boost::asio::ip::address(boost::asio::ip::address_v6::any())
                               : boost::asio::ip::address(boost::asio::ip::address_v4::loopback()));
  boost::asio::io_context loop;
  auto const line = line_to(loop, "udp:localhost:" + receiver.port());
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({4, 4});
  auto const packets = cut(frame, 30);
  REQUIRE(run(loop, line->send(packets)).has_value());
  CHECK(receiver.received() == joined(packets));
}

TEST_CASE("an IPv6 address in brackets is as good as an IPv4 address") {
  if (!has_ipv6()) {
    WARN("skipped: no IPv6 on this machine");
    return;
  }
  Receiver receiver(boost::asio::ip::address_v6::loopback());
  boost::asio::io_context loop;
  auto const line = line_to(loop, "udp:[::1]:" + receiver.port());
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({4, 4});
  auto const packets = cut(frame, 30);
  REQUIRE(run(loop, line->send(packets)).has_value());
  CHECK(receiver.received() == joined(packets));
}

TEST_CASE("an unknown host is told in words, and the line can be tried again") {
  boost::asio::io_context loop;
  // A label of more than 63 letters is no name at all, so nobody is asked.
  auto const line = line_to(loop, "udp:" + std::string(64, 'a') + ".invalid:4048");
  for (int attempt = 0; attempt < 2; ++attempt) {
    auto const opened = run(loop, line->open());
    REQUIRE(opened.has_error());
    CHECK(opened.error().id == "line.unknown_host");
    CHECK(opened.error().code == Code::not_found);
  }
  CHECK(run(loop, line->send({})).error().id == "line.broken");
}

TEST_CASE("a port where nobody listens is told in words while sending goes on") {
  boost::asio::io_context loop;
  auto const line = [&loop] {
    Receiver const gone;
    return line_to(loop, gone.line());
  }();
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({4, 4});
  auto const packets = cut(frame, 3);
  auto const first = run(loop, line->send(packets));
  auto const second = run(loop, line->send(packets));
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(second->packets + second->dropped == packets.size());
  CHECK(second->packets > 0);
  REQUIRE(second->complaint.has_value());
  CHECK(second->complaint->id == "line.refused");
}

TEST_CASE("a packet larger than a datagram can be is told in words") {
  Receiver receiver;
  boost::asio::io_context loop;
  auto const line = line_to(loop, receiver.line());
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({512, 64});
  auto const sent = run(loop, line->send(cut(frame, 70'000)));
  REQUIRE(sent.has_error());
  CHECK(sent.error().id == "line.packet_too_long");
}

TEST_CASE("a source address is used if it is ours, and named if it is not") {
  Receiver receiver;
  boost::asio::io_context loop;
  auto const line = line_to(loop, receiver.line() + "?source=127.0.0.1");
  CHECK(run(loop, line->open()).has_value());
  auto const foreign = line_to(loop, receiver.line() + "?source=203.0.113.9");
  CHECK(run(loop, foreign->open()).error().id == "line.source");
  auto const wrong_kind = line_to(loop, receiver.line() + "?source=::1");
  CHECK(run(loop, wrong_kind->open()).error().id == "line.source");
}

TEST_CASE("a frame that is spread is sent as it was, though the painter goes on") {
  Receiver receiver;
  boost::asio::io_context loop;
  auto const line = line_to(loop, receiver.line() + "?spread_us=20000");
  REQUIRE(run(loop, line->open()).has_value());
  auto frame = counting_frame({16, 16});
  auto const packets = cut(frame, 30);
  auto const wanted = joined(packets);
  std::optional<Result<Sent>> sent;
  start(loop, line->send(packets), sent);
  loop.restart();
  loop.poll();
  CHECK_FALSE(sent.has_value());
  auto received = receiver.received();
  CHECK(received.size() == 8);
  for (auto& pixel : frame.pixels()) pixel = {};
  loop.run();
  REQUIRE(sent.has_value());
  REQUIRE(sent->has_value());
  CHECK((*sent)->packets == packets.size());
  for (auto& datagram : receiver.received()) received.push_back(std::move(datagram));
  CHECK(received == wanted);
}

TEST_CASE("closing a line ends the frame that is being spread and the wait for an answer") {
  Receiver receiver;
  boost::asio::io_context loop;
  auto const line = line_to(loop, receiver.line() + "?spread_us=1000000");
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({16, 16});
  auto const packets = cut(frame, 30);
  std::array<std::byte, 16> answer{};
  std::optional<Result<Sent>> sent;
  std::optional<Result<std::size_t>> heard;
  start(loop, line->send(packets), sent);
  start(loop, line->receive(answer), heard);
  loop.restart();
  loop.poll();
  line->close();
  loop.run();
  CHECK(sent->has_error());
  CHECK(heard->has_error());
}

TEST_CASE("an answer is heard") {
  boost::asio::io_context loop;
  udp::socket far(loop, udp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  auto const line = line_to(loop, "udp:127.0.0.1:" + std::to_string(far.local_endpoint().port()));
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({1, 1});
  REQUIRE(run(loop, line->send(cut(frame, 3))).has_value());
  std::array<std::byte, 16> buffer{};
  udp::endpoint from;
  far.receive_from(boost::asio::buffer(buffer), from);
  far.send_to(boost::asio::buffer("", 0), from);
  far.send_to(boost::asio::buffer("yes", 3), from);
  auto const heard = run(loop, line->receive(buffer));
  REQUIRE(heard.has_value());
  CHECK(*heard == 3);
}

TEST_CASE("the line that leads nowhere takes everything and hears nothing") {
  boost::asio::io_context loop;
  auto const line = line_to(loop, "none:");
  REQUIRE(run(loop, line->open()).has_value());
  auto const frame = counting_frame({4, 4});
  auto const packets = cut(frame, 30);
  auto const sent = run(loop, line->send(packets));
  CHECK(sent->packets == 2);
  CHECK(sent->bytes == 52);
  std::array<std::byte, 4> buffer{};
  CHECK(run(loop, line->receive(buffer)).error().id == "line.deaf");
}

}  // namespace
}  // namespace signboard
