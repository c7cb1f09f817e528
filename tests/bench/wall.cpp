#include "tests/bench/wall.hpp"

#include <chrono>

namespace signboard {
namespace {

constexpr std::chrono::milliseconds look_every{2};  // the kernel notes when they came; the processor is for the daemon

}  // namespace

Wall::Wall(int screens)
    : screens_(static_cast<std::size_t>(screens)), thread_([this](std::stop_token const& stop) { listen(stop); }) {}

std::string Wall::line(int screen) const {
  return "udp:127.0.0.1:" + std::to_string(screens_[static_cast<std::size_t>(screen)].socket.port());
}

void Wall::forget() {
  std::lock_guard const lock(mutex_);
  for (auto& screen : screens_) {
    screen.urgent_since = 0;
    screen.frames.clear();
  }
}

std::optional<std::vector<std::int64_t>> Wall::urgent_since() {
  std::lock_guard const lock(mutex_);
  std::vector<std::int64_t> all;
  for (auto const& screen : screens_) {
    if (screen.urgent_since == 0) return std::nullopt;
    all.push_back(screen.urgent_since);
  }
  return all;
}

bool Wall::is_ordinary() {
  std::lock_guard const lock(mutex_);
  for (auto const& screen : screens_)
    if (!screen.ordinary) return false;
  return true;
}

std::vector<std::vector<std::int64_t>> Wall::frames() {
  std::lock_guard const lock(mutex_);
  std::vector<std::vector<std::int64_t>> all;
  for (auto const& screen : screens_) all.push_back(screen.frames);
  return all;
}

std::uint32_t Wall::overflowed() {
  std::lock_guard const lock(mutex_);
  std::uint32_t all = 0;
  for (auto const& screen : screens_) all += screen.socket.overflowed();
  return all;
}

void Wall::listen(std::stop_token const& stop) {
  while (!stop.stop_requested()) {
    {
      std::lock_guard const lock(mutex_);
      for (auto& screen : screens_) drain(screen);
    }
    std::this_thread::sleep_for(look_every);
  }
}

void Wall::drain(Screen& screen) {
  while (auto const datagram = screen.socket.receive(std::chrono::milliseconds{0}))
    if (auto const packet = ddp_packet(datagram->bytes)) look(screen, *packet, datagram->at);
}

void Wall::look(Screen& screen, DdpPacket const& packet, std::int64_t at) {
  for (std::size_t i = 0; i + 2 < packet.data.size(); i += 3) {
    screen.red = screen.red || packet.data[i] != std::byte{};
    screen.green = screen.green || packet.data[i + 1] != std::byte{};
  }
  if (screen.green && screen.urgent_since == 0) screen.urgent_since = at;
  if (!packet.pushes) return;
  screen.frames.push_back(at);
  screen.ordinary = screen.red && !screen.green;
  screen.red = screen.green = false;
}

}  // namespace signboard
