// Painting text in colours, pages that give way to each other and areas side by side, against copying as many bytes.

#include "tests/bench/scenes.hpp"
#include "tests/bench/scroll.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/bench/texts.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace signboard {
namespace {

constexpr double goal = 4;
constexpr double goal_of_areas = 1.3;

// Every sentence becomes a field, so that two tones meet all along the scroll.
std::string with_fields(std::string words) {
  constexpr std::string_view stop = "。";
  for (std::size_t at = 0; (at = words.find(stop, at)) != std::string::npos; at += stop.size())
    words.insert(at + stop.size(), "\n通知内容：");
  return words;
}

Announcement coloured(std::string words, Colouring colouring) {
  auto announcement = scrolling(std::move(words));
  announcement.style.colouring = colouring;
  announcement.style.second_ink = Rgb{32, 200, 255};
  return announcement;
}

Announcement blinking(std::string words) {
  auto announcement = scrolling(std::move(words));
  announcement.style.blinks = true;
  return announcement;
}

Announcement turning(std::string words, Transition transition) {
  auto announcement = scrolling(std::move(words));
  announcement.style.motion.effect = Effect::page;
  announcement.style.motion.transition = transition;
  return announcement;
}

// Pages that hardly stand: what costs is the turning.
ScenePtr restless(Scene scene) {
  for (auto& part : scene.parts)
    if (auto* pages = std::get_if<PageTurns>(&part.movement)) {
      pages->hold = 1;
      scene.beats = pages->pages * (pages->hold + pages->turn) - pages->turn;
    }
  return std::make_shared<Scene const>(std::move(scene));
}

Figure effect(std::string name, Announcement const& announcement, Size screen, Typesetter& typesetter) {
  auto const scene = restless(*scene_of(announcement, screen, typesetter));
  auto const table = inked(*scene, typesetter);
  auto const find_tile = from(table);
  bool const scrolls = std::holds_alternative<Travel>(scene->parts.front().movement);
  FullBeats const shown = scrolls ? full_beats(*scene) : FullBeats{0, scene->beats - 1};
  Painter painter(scene);
  Frame frame(screen);
  auto const costs = compare_frames(
      [&](int number) {
        if (!painter.paint(shown.first + number % (shown.last - shown.first + 1), find_tile, frame)) std::abort();
      },
      copying(bytes_of(frame).size()));
  Figure figure{std::move(name), "us/frame", median(costs.product) / 1e3, median(costs.rival) / 1e3, {}, {}};
  figure.bar = {Bar::On::ratio, Bar::Sense::at_most, goal};
  figure.more["baseline_is"] = "memcpy of the frame's bytes";
  return figure;
}

// The dearest one first, under the name of the measurement.
Figures effects(Setup const& setup, std::string const& name, Size screen) {
  auto const typesetter = open_fonts();
  auto const take = [&](std::string const& of, Announcement const& announcement) {
    return effect(name + '_' + of, announcement, screen, *typesetter);
  };
  auto const& words = setup.zh2000;
  Figures figures{take("gradient_down", coloured(words, Colouring::gradient_down)),
                  take("gradient_across", coloured(words, Colouring::gradient_across)),
                  take("two_tone", coloured(with_fields(words), Colouring::two_tone)),
                  take("blinks", blinking(words)),
                  take("wipe", turning(words, Transition::wipe)),
                  take("roll", turning(words, Transition::roll))};
  auto worst = *std::ranges::max_element(figures, {}, [](Figure const& figure) { return figure.ratio().value_or(0); });
  worst.more["dearest_is"] = std::exchange(worst.name, name);
  figures.insert(figures.begin(), std::move(worst));
  return figures;
}

// Four scrolls side by side and one above the other in one frame, and one scroll that fills it.
Figures areas(Setup const& setup) {
  constexpr Size screen{512, 64};
  constexpr Size quarter{256, 32};
  auto const typesetter = open_fonts();
  auto const whole = scene_of(scrolling(setup.zh2000), screen, *typesetter);
  auto const part = scene_of(scrolling(setup.zh2000), quarter, *typesetter);
  auto const ink_of_whole = inked(*whole, *typesetter);
  auto const ink_of_part = inked(*part, *typesetter);
  auto const find_whole = from(ink_of_whole);
  auto const find_part = from(ink_of_part);
  auto const shown_whole = full_beats(*whole);
  auto const shown_part = full_beats(*part);
  Painter one(whole);
  std::array four{Painter(part), Painter(part), Painter(part), Painter(part)};
  constexpr std::array<Point, 4> places{Point{0, 0}, Point{256, 0}, Point{0, 32}, Point{256, 32}};
  Frame frame(screen);
  auto const beat = [](FullBeats shown, int number) { return shown.first + number % (shown.last - shown.first + 1); };
  auto const costs = compare_frames(
      [&](int number) {
        for (std::size_t i = 0; i < four.size(); ++i)
          if (!four[i].paint(beat(shown_part, number + 17 * static_cast<int>(i)), find_part, frame, places[i]))
            std::abort();
      },
      [&](int number) {
        if (!one.paint(beat(shown_whole, number), find_whole, frame)) std::abort();
      });
  Figure figure{"areas", "us/frame", median(costs.product) / 1e3, median(costs.rival) / 1e3, {}, {}};
  figure.bar = {Bar::On::ratio, Bar::Sense::at_most, goal_of_areas};
  figure.more["baseline_is"] = "one area of 512x64 instead of four of 256x32";
  return {std::move(figure)};
}

constexpr std::array measurements{
    Measurement{"effect_512x32", [](Setup const& setup) { return effects(setup, "effect_512x32", small_screen); }},
    Measurement{"effect_1920x128", [](Setup const& setup) { return effects(setup, "effect_1920x128", large_screen); }},
    Measurement{"areas", areas},
};

}  // namespace

std::span<Measurement const> effect_measurements() { return measurements; }

}  // namespace signboard
