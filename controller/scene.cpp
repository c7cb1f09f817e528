#include "controller/scene.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace signboard {
namespace {

template <class Integer>
Integer floor_mod(Integer value, Integer unit) {
  return ((value % unit) + unit) % unit;
}

std::uint8_t between(int near, int far, int part, int of) {
  return static_cast<std::uint8_t>((near * (of - part) + far * part + of / 2) / of);
}

// Where the sheet lies at a beat, for each movement.
struct Seen {
  Rect const& area;
  std::int64_t beat;  // not before 0

  Point page(std::int64_t number) const { return {0, static_cast<int>(number) * area.height}; }

  View operator()(Travel const& travel) const {
    auto const n = static_cast<int>(std::min(beat, std::max<std::int64_t>(0, travel.beats - 1)));
    return {{travel.start.x + n * travel.step.x, travel.start.y + n * travel.step.y}, {}, 0};
  }

  View operator()(PageTurns const& pages) const {
    std::int64_t const last = pages.pages - 1;
    auto const number = beat / (pages.hold + pages.turn);
    if (number >= last) return {page(last), {}, 0};
    auto const turned = beat % (pages.hold + pages.turn) - pages.hold + 1;
    if (turned <= 0) return {page(number), {}, 0};
    auto const way = pages.transition == Transition::wipe ? area.width : area.height;
    auto const step = (way + pages.turn - 1) / pages.turn;
    auto const moved = static_cast<int>(std::min<std::int64_t>(way, turned * step));
    if (moved == way || pages.transition == Transition::cut) return {page(number + 1), {}, 0};
    if (pages.transition == Transition::wipe) return {page(number + 1), page(number), moved};
    return {{0, page(number).y + moved}, {}, 0};
  }

  View operator()(Dial const& dial) const {
    return {page(floor_mod<std::int64_t>(dial.first + beat / dial.beats_a_step, dial.steps)), {}, 0};
  }
};

}  // namespace

Pace pace_for(int speed_px_s, int frames_per_second) {
  assert(speed_px_s > 0 && frames_per_second > 0);
  int const step = (speed_px_s + frames_per_second - 1) / frames_per_second;
  std::int64_t const nanoseconds_of_a_second = 1'000'000'000;
  auto const period = (step * nanoseconds_of_a_second + speed_px_s / 2) / speed_px_s;
  return {step, std::chrono::nanoseconds{period}};
}

std::chrono::nanoseconds grid_of(int frames_per_second) {
  assert(frames_per_second > 0);
  std::int64_t const nanoseconds_of_a_second = 1'000'000'000;
  return std::chrono::nanoseconds{(nanoseconds_of_a_second + frames_per_second / 2) / frames_per_second};
}

Pace pace_on_grid(int speed_px_s, int frames_per_second) {
  assert(speed_px_s > 0 && frames_per_second > 0);
  // One pixel at a time at the slowest; where that is coarse, more pixels after more ticks come nearer. Steps further
  // apart than a twelfth of a second are seen as jumps, so only slow texts get them.
  constexpr int nearest_enough_per_mille = 30;
  auto const grid = grid_of(frames_per_second);
  Pace best{};
  std::int64_t smallest_error = -1;
  for (int ticks = 1; ticks <= std::max(frames_per_second / 12, frames_per_second / speed_px_s + 1); ++ticks) {
    auto const exact = static_cast<double>(speed_px_s) * ticks / frames_per_second;
    int const step = std::max(1, static_cast<int>(std::lround(exact)));
    auto const error = static_cast<std::int64_t>(std::abs(step - exact) * 1'000 / exact);
    if (smallest_error >= 0 && error >= smallest_error) continue;
    best = {step, grid * ticks};
    smallest_error = error;
    if (error <= nearest_enough_per_mille) break;
  }
  return best;
}

Rgb Tone::at(Point sheet) const {
  int part = 0;
  int of = 1;
  if (gradient == Gradient::down && span > 1) {
    part = floor_mod(sheet.y, span);
    of = span - 1;
  } else if (gradient == Gradient::across) {
    int const along = floor_mod(sheet.x, 2 * span);
    part = std::min(along, 2 * span - along);
    of = span;
  }
  if (part == 0) return ink;
  Rgb const mixed{between(ink.r, far.r, part, of), between(ink.g, far.g, part, of), between(ink.b, far.b, part, of)};
  return depth == Depth::red_green ? nearest_red_green(mixed) : mixed;
}

// The border between red and yellow is where there is half as much green as red: 30 degrees of hue.
Rgb nearest_red_green(Rgb colour) {
  bool const red = 2 * colour.r >= colour.g;
  bool const green = 2 * colour.g >= colour.r;
  return {static_cast<std::uint8_t>(red ? 255 : 0), static_cast<std::uint8_t>(green ? 255 : 0), 0};
}

Rect PlacedStrip::extent() const {
  int const end = std::min(until, strip->width());
  return {at.x + from, at.y, std::max(0, end - from), strip->height()};
}

View Part::view(std::int64_t beat) const { return std::visit(Seen{area, std::max<std::int64_t>(0, beat)}, movement); }

bool Scene::looks_alike(std::int64_t one, std::int64_t other) const {
  return std::ranges::all_of(parts, [=](Part const& part) {
    bool const lit = part.lit(one);
    return lit == part.lit(other) && (!lit || part.view(one) == part.view(other));
  });
}

}  // namespace signboard
