// Painting a scroll against copying as many bytes. Both run in one thread, chunk by chunk, so that both meet the same
// disturbances, and the median chunk counts.

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
  Frame const source(screen, Rgb{10, 20, 30});
  Frame target(screen);
  auto const bytes = bytes_of(source).size();
  auto const costs = compare_scroll(setup, screen, [&](int) {
    std::memcpy(target.pixels().data(), source.pixels().data(), bytes);
    asm volatile("" ::"r"(target.pixels().data()) : "memory");  // or the compiler would leave out all but the last
  });
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
  FrameCosts costs;
  auto beat = full.first;
  for (int chunk = 0; chunk < chunks; ++chunk) {
    auto const begin = cpu_time();
    for (int i = 0; i < frames_of_chunk; ++i) {
      if (!painter.paint(beat, find_tile, frame)) std::abort();
      if (++beat > full.last) beat = full.first;
    }
    auto const middle = cpu_time();
    for (int i = 0; i < frames_of_chunk; ++i) rival(chunk * frames_of_chunk + i);
    auto const end = cpu_time();
    costs.product.push_back(static_cast<double>(middle - begin) / frames_of_chunk);
    costs.rival.push_back(static_cast<double>(end - middle) / frames_of_chunk);
  }
  return costs;
}

std::span<Measurement const> scroll_measurements() { return measurements; }

}  // namespace signboard
