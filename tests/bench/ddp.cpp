// Sending a frame as the daemon does it (driver, link and line) against a loop of nothing but sendmmsg, that has the
// same datagrams ready. Both send to one socket on the loopback address that nobody reads, in turns.

#include "controller/link.hpp"
#include "drivers/driver.hpp"
#include "drivers/transport.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/receiver.hpp"
#include "tests/bench/statistics.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <random>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace signboard {
namespace {

enum class Sending : std::uint8_t { one_by_one, in_bursts };

constexpr int frames_of_chunk = 20;
constexpr int chunks = 80;
constexpr std::size_t messages_at_once = 64;
constexpr std::size_t segments_of_burst = 45;  // of 1,450 bytes: as many as 65,507 bytes hold

std::unique_ptr<Driver> ddp_driver_for(Size screen) {
  Settings none;
  auto made = find_driver("ddp")->make(Panel{"bench", screen, Depth::rgb}, none);
  if (!made) throw std::runtime_error(std::string(made.error().id));
  return std::move(*made);
}

class ProductSender {
 public:
  ProductSender(Size screen, std::uint16_t port, Sending sending)
      : link_(io_.get_executor(), ddp_driver_for(screen), line(port, sending), clock_,
              [](Error const& trouble) { throw std::runtime_error(std::string(trouble.id)); }) {
    boost::asio::co_spawn(io_, link_.run(), boost::asio::detached);
    while (!link_.status().up) io_.run_one();
  }
  ~ProductSender() {
    link_.finish(nullptr);
    io_.run();
  }
  ProductSender(ProductSender const&) = delete;
  ProductSender& operator=(ProductSender const&) = delete;

  void send(std::shared_ptr<Frame const> const& frame) {
    auto const sent = link_.status().frames;
    link_.offer(frame);
    while (link_.status().frames == sent) io_.run_one();
  }

  LinkStatus const& status() const { return link_.status(); }

 private:
  std::unique_ptr<Transport> line(std::uint16_t port, Sending sending) {
    auto const bursts = sending == Sending::in_bursts ? "?gso=1" : "";
    auto const address = parse_line("udp:127.0.0.1:" + std::to_string(port) + bursts, 0);
    if (!address) throw std::runtime_error(std::string(address.error().id));
    return make_transport(*address, io_.get_executor());
  }

  boost::asio::io_context io_{1};
  SystemClock clock_;
  Link link_;
};

// What the wire gets, one datagram behind the other.
struct Prebuilt {
  std::vector<std::byte> bytes;
  std::vector<std::size_t> sizes;
};

Prebuilt prebuilt_from(Frame const& frame) {
  auto const driver = ddp_driver_for(frame.size());
  auto const dialogue = driver->begin(ShowFrame{&frame});
  if (!dialogue) throw std::runtime_error(std::string(dialogue.error().id));
  Prebuilt all;
  while (auto const packet = (*dialogue)->say()) {
    auto const joined = packet->joined();
    all.bytes.insert(all.bytes.end(), joined.begin(), joined.end());
    all.sizes.push_back(joined.size());
  }
  return all;
}

class BareSender {
 public:
  BareSender(Prebuilt datagrams, std::uint16_t port, Sending sending) : datagrams_(std::move(datagrams)) {
    socket_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in far{};
    far.sin_family = AF_INET;
    far.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    far.sin_port = htons(port);
    auto const* const any = reinterpret_cast<sockaddr const*>(&far);  // NOLINT: what the system wants
    if (socket_ < 0 || connect(socket_, any, sizeof(far)) != 0)
      throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    std::size_t const together = sending == Sending::in_bursts ? segments_of_burst : 1;
    if (sending == Sending::in_bursts) {
      int const segment = static_cast<int>(datagrams_.sizes.front());
      if (setsockopt(socket_, SOL_UDP, UDP_SEGMENT, &segment, sizeof(segment)) != 0)
        throw std::runtime_error(std::string("UDP_SEGMENT: ") + std::strerror(errno));
    }
    lay_out(together);
  }
  ~BareSender() { close(socket_); }
  BareSender(BareSender const&) = delete;
  BareSender& operator=(BareSender const&) = delete;

  void send() {
    for (std::size_t done = 0; done < messages_.size();) {
      auto const some = std::min(messages_at_once, messages_.size() - done);
      auto const taken = sendmmsg(socket_, &messages_[done], static_cast<unsigned>(some), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (taken < 0) throw std::runtime_error(std::string("sendmmsg: ") + std::strerror(errno));
      done += static_cast<std::size_t>(taken);
    }
  }

 private:
  void lay_out(std::size_t together) {
    auto const& sizes = datagrams_.sizes;
    auto const count = (sizes.size() + together - 1) / together;
    pieces_.resize(count);
    messages_.resize(count);
    auto* at = datagrams_.bytes.data();
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      auto& piece = pieces_[i / together];
      if (i % together == 0) piece.iov_base = at;
      piece.iov_len += sizes[i];
      at += sizes[i];
    }
    for (std::size_t i = 0; i < count; ++i) {
      messages_[i].msg_hdr.msg_iov = &pieces_[i];
      messages_[i].msg_hdr.msg_iovlen = 1;
    }
  }

  Prebuilt datagrams_;
  int socket_ = -1;
  std::vector<iovec> pieces_;
  std::vector<mmsghdr> messages_;
};

std::shared_ptr<Frame const> noise(Size screen) {
  auto frame = std::make_shared<Frame>(screen);
  std::mt19937 random(1);
  for (auto& pixel : frame->pixels())
    pixel = {static_cast<std::uint8_t>(random()), static_cast<std::uint8_t>(random()),
             static_cast<std::uint8_t>(random())};
  return frame;
}

Figure sending_cost(std::string name, Size screen, Sending sending) {
  auto const frame = noise(screen);
  UdpSocket const sink(UdpSocket::Backlog::usual);
  ProductSender product(screen, sink.port(), sending);
  BareSender bare(prebuilt_from(*frame), sink.port(), sending);
  std::vector<double> ours, theirs;
  for (int chunk = 0; chunk < chunks; ++chunk) {
    auto const begin = cpu_time();
    for (int i = 0; i < frames_of_chunk; ++i) product.send(frame);
    auto const middle = cpu_time();
    for (int i = 0; i < frames_of_chunk; ++i) bare.send();
    auto const end = cpu_time();
    ours.push_back(static_cast<double>(middle - begin) / frames_of_chunk / 1e3);
    theirs.push_back(static_cast<double>(end - middle) / frames_of_chunk / 1e3);
  }
  Figure figure{std::move(name), "us/frame", median(ours), median(theirs), {}, {}};
  figure.more["baseline_is"] =
      sending == Sending::in_bursts ? "sendmmsg with UDP_SEGMENT, datagrams prebuilt" : "sendmmsg, datagrams prebuilt";
  figure.more["dropped_packets"] = product.status().dropped_packets;
  return figure;
}

Figures ddp(Setup const&) {
  auto one_by_one = sending_cost("ddp_1920x128", large_screen, Sending::one_by_one);
  one_by_one.bar = {Bar::On::ratio, Bar::Sense::at_most, 1.2};
  return {std::move(one_by_one), sending_cost("ddp_1920x128_gso", large_screen, Sending::in_bursts)};
}

constexpr std::array measurements{Measurement{"ddp_1920x128", ddp}};

}  // namespace

std::span<Measurement const> ddp_measurements() { return measurements; }

}  // namespace signboard
