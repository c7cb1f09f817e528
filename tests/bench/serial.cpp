// From a wish to its last byte at the card, over a serial line: driver, link and line against the arithmetic of the
// wire. The line is a pseudo-terminal, which would take everything at once; so the card reads no faster than baud / 10.

#include "controller/link.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/support/pty.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unistd.h>

namespace signboard {
namespace {

constexpr int frames_measured = 12;
constexpr double share_more = 1.15, ms_more = 50;  // what a frame may take beyond its bytes
constexpr std::int64_t give_up_after = 20'000'000'000;

struct Wire {
  Size screen;
  int baud;
};

/// Reads what a wire of that rate would have brought by now.
class PacedCard {
 public:
  explicit PacedCard(int baud) : bytes_per_second_(baud / 10) {}

  std::string const& device() const { return pty_.device(); }

  /// Gives the bytes that have come since the card was set up.
  std::size_t listen(std::int64_t now) {
    auto allowed = static_cast<std::size_t>((now - begun_) * bytes_per_second_ / 1'000'000'000) - since_begun_;
    while (allowed > 0) {
      std::array<std::byte, 1'024> some{};
      auto const bytes = ::read(pty_.descriptor(), some.data(), std::min(some.size(), allowed));
      if (bytes <= 0) {
        begun_ = now;  // the wire is idle: what comes next has to travel first
        since_begun_ = 0;
        break;
      }
      allowed -= static_cast<std::size_t>(bytes);
      since_begun_ += static_cast<std::size_t>(bytes);
      heard_ += static_cast<std::size_t>(bytes);
    }
    return heard_;
  }

 private:
  Pty pty_;
  std::int64_t bytes_per_second_;
  std::int64_t begun_ = steady_time();
  std::size_t since_begun_ = 0, heard_ = 0;
};

std::unique_ptr<Driver> adalight_for(Size screen) {
  Settings settings({{"hello_ms", std::int64_t{0}}});
  auto made = find_driver("adalight")->make(Panel{"bench", screen, Depth::rgb}, settings);
  if (!made) throw std::runtime_error(std::string(made.error().id));
  return std::move(*made);
}

std::unique_ptr<Transport> line_to(PacedCard const& card, int baud, boost::asio::io_context& io) {
  auto const address = parse_line("serial:" + card.device() + "?baud=" + std::to_string(baud), 0);
  if (!address) throw std::runtime_error(std::string(address.error().id));
  return make_transport(*address, io.get_executor());
}

/// Milliseconds from the offer to the last byte at the card, for each frame.
std::vector<double> frame_times(Wire const& wire, std::size_t bytes) {
  boost::asio::io_context io{1};
  SystemClock const clock;
  PacedCard card(wire.baud);
  Link link(io.get_executor(), adalight_for(wire.screen), line_to(card, wire.baud, io), clock, [](Error const&) {});
  boost::asio::co_spawn(io, link.run(), boost::asio::detached);
  auto const turn = [&io] {
    io.run_for(std::chrono::microseconds(200));
    io.restart();
  };
  while (!link.status().up) turn();
  std::vector<double> times;
  for (std::size_t frame = 1; frame <= frames_measured; ++frame) {
    auto const offered = steady_time();
    link.offer(std::make_shared<Frame const>(wire.screen, Rgb{static_cast<std::uint8_t>(frame), 1, 2}));
    while (card.listen(steady_time()) < frame * bytes || link.status().frames < frame) {
      if (steady_time() - offered > give_up_after) throw std::runtime_error("the frame does not arrive");
      turn();
    }
    times.push_back(milliseconds(offered, steady_time()));
  }
  link.finish(nullptr);
  io.run();
  return times;
}

Figure frame_time(std::string name, Wire const& wire) {
  auto const bytes = 6 + static_cast<std::size_t>(wire.screen.width) * static_cast<std::size_t>(wire.screen.height) * 3;
  double const on_the_wire = static_cast<double>(bytes) * 10 * 1e3 / wire.baud;
  auto const times = frame_times(wire, bytes);
  Figure figure{std::move(name), "ms/frame", percentile(times, 1.0), on_the_wire, {}, {}};
  figure.bar = {Bar::On::value, Bar::Sense::at_most, share_more * on_the_wire + ms_more};
  figure.more["baseline_is"] = "bytes x 10 / baud";
  figure.more["bytes"] = bytes;
  figure.more["median"] = median(times);
  figure.more["value_is"] = "the slowest of 12 frames, from the offer to its last byte at a card that reads baud / 10";
  return figure;
}

Figures serial(Setup const&) {
  return {frame_time("serial_115200_64x16", {{64, 16}, 115'200}),
          frame_time("serial_921600_128x32", {{128, 32}, 921'600})};
}

constexpr std::array measurements{Measurement{"serial_115200_64x16", serial}};

}  // namespace

std::span<Measurement const> serial_measurements() { return measurements; }

}  // namespace signboard
