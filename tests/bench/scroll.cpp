// Painting a scroll against copying as many bytes, in one thread.

#include "tests/bench/scroll.hpp"

#include "tests/bench/clocks.hpp"
#include "tests/bench/scenes.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <array>
#include <cstring>

namespace signboard {
namespace {

constexpr int frames_of_chunk = 50;
constexpr int chunks = 240;  // 12,000 frames: 3 to 4 minutes of scrolling

Figures scroll(Setup const& setup, std::string name, Size screen) {
  auto const bytes = bytes_of(Frame(screen)).size();
  auto const costs = compare_scroll(setup, screen, copying(bytes));
  Figure figure{std::move(name), "us/frame", median(costs.product) / 1e3, median(costs.rival) / 1e3, {}, {}};
  figure.bar = {Bar::On::ratio, Bar::Sense::at_most, 1.5};
  figure.more["baseline_is"] = "memcpy of the frame's bytes";
  figure.more["frame_bytes"] = bytes;
  return {std::move(figure)};
}

constexpr std::array measurements{
    Measurement{"scroll_512x32", [](Setup const& setup) { return scroll(setup, "scroll_512x32", small_screen); }},
    Measurement{"scroll_1920x128", [](Setup const& setup) { return scroll(setup, "scroll_1920x128", large_screen); }},
};

}  // namespace

FrameCosts compare_scroll(Setup const& setup, Size screen, std::function<void(int)> const& rival) {
  auto const typesetter = open_fonts();
  auto const scene = scene_of(scrolling(setup.zh2000), screen, *typesetter);
  auto const table = inked(*scene, *typesetter);
  auto const find_tile = from(table);
  auto const full = full_beats(*scene);
  Painter painter(scene);
  Frame frame(screen);
  auto const length = full.last - full.first + 1;
  return compare_frames(
      [&](int number) {
        if (!painter.paint(full.first + number % length, find_tile, frame)) std::abort();
      },
      rival);
}

FrameCosts compare_frames(std::function<void(int frame)> const& product, std::function<void(int frame)> const& rival) {
  FrameCosts costs;
  for (int chunk = 0; chunk < chunks; ++chunk) {
    auto const first = chunk * frames_of_chunk;
    auto const begin = cpu_time();
    for (int i = 0; i < frames_of_chunk; ++i) product(first + i);
    auto const middle = cpu_time();
    for (int i = 0; i < frames_of_chunk; ++i) rival(first + i);
    auto const end = cpu_time();
    costs.product.push_back(static_cast<double>(middle - begin) / frames_of_chunk);
    costs.rival.push_back(static_cast<double>(end - middle) / frames_of_chunk);
  }
  return costs;
}

std::function<void(int frame)> copying(std::size_t bytes) {
  return [source = std::vector<std::byte>(bytes, std::byte{10}), target = std::vector<std::byte>(bytes)](int) mutable {
    std::memcpy(target.data(), source.data(), source.size());
    asm volatile("" ::"r"(target.data()) : "memory");  // or the compiler would leave out all but the last
  };
}

std::span<Measurement const> scroll_measurements() { return measurements; }

}  // namespace signboard
