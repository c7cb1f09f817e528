#include "controller/painter.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace signboard {
namespace {

// A scroll colours this many columns at once: one cache line of ink a row, and never across the edge of a tile.
constexpr int batch = 64;
static_assert(limits::tile_columns % batch == 0);

// How much larger than its area a window is in the direction of movement. A shift copies one screenful and happens once
// in slack/step beats: with 512 and 4 px a beat it adds less than one part in a hundred.
constexpr int slack = 512;

int floor_to(int value, int unit) { return value - ((value % unit) + unit) % unit; }

int right_of(Rect rect) { return rect.x + rect.width; }
int bottom_of(Rect rect) { return rect.y + rect.height; }

Rect overlap(Rect a, Rect b) {
  int const left = std::max(a.x, b.x);
  int const top = std::max(a.y, b.y);
  int const right = std::min(right_of(a), right_of(b));
  int const bottom = std::min(bottom_of(a), bottom_of(b));
  return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

bool empty(Rect rect) { return rect.width == 0 || rect.height == 0; }

std::size_t bytes_of_pixels(int count) { return static_cast<std::size_t>(count) * sizeof(Rgb); }

// A row of a narrow area is so short that what memcpy decides before it begins, and does at both ends, counts.
void copy_pixels(Rgb* to, Rgb const* from, int count) {
  constexpr std::size_t block = 64, long_enough = 1'024;
  auto const bytes = bytes_of_pixels(count);
  if (bytes >= long_enough) {
    std::memcpy(to, from, bytes);
    return;
  }
  auto* const out = reinterpret_cast<unsigned char*>(to);
  auto const* const in = reinterpret_cast<unsigned char const*>(from);
  std::size_t done = 0;
  for (; done + block <= bytes; done += block) std::memcpy(out + done, in + done, block);
  std::memcpy(out + done, in + done, bytes - done);
}

// Not std::fill, which writes pixels of three bytes one by one: six times as slow.
void darken(Frame& into, Rect rect) {
  if (rect.width > 0)
    for (int y = rect.y; y < bottom_of(rect); ++y)
      std::memset(static_cast<void*>(&into.at(rect.x, y)), 0, bytes_of_pixels(rect.width));
}

// The strips of tall sheets are ordered by y, so a long list of lines is not walked for every row. None is higher than
// type can be, whatever stands beside it.
auto strips_touching(std::vector<PlacedStrip> const& strips, Rect sheet) {
  auto first = std::partition_point(strips.begin(), strips.end(), [&](PlacedStrip const& placed) {
    return placed.at.y + limits::type_rows_max <= sheet.y;
  });
  auto last = std::partition_point(first, strips.end(),
                                   [&](PlacedStrip const& placed) { return placed.at.y < bottom_of(sheet); });
  return std::span<PlacedStrip const>(first, last);
}

bool has_bare_pixels(Scene const& scene) {
  Rect const all{0, 0, scene.size.width, scene.size.height};
  if (std::ranges::find(scene.parts, all, &Part::area) != scene.parts.end()) return false;
  Mask covered(scene.size);
  for (auto const& part : scene.parts)
    for (int y = part.area.y; y < bottom_of(part.area); ++y)
      std::ranges::fill(
          covered.row(y).subspan(static_cast<std::size_t>(part.area.x), static_cast<std::size_t>(part.area.width)), 1);
  return std::ranges::find(covered.pixels(), 0) != covered.pixels().end();
}

}  // namespace

std::vector<TileNeed> tiles_needed(Part const& part, std::int64_t beat) {
  std::vector<TileNeed> needs;
  auto const need = [&](Point corner) {
    Rect const seen{corner.x, corner.y, part.area.width, part.area.height};
    for (auto const& placed : strips_touching(part.strips, seen)) {
      auto const shown = overlap(placed.extent(), seen);
      if (empty(shown)) continue;
      int const left = shown.x - placed.at.x;
      needs.push_back({placed.strip, left / limits::tile_columns, (left + shown.width - 1) / limits::tile_columns});
    }
  };
  auto const view = part.view(beat);
  need(view.corner);
  if (view.split > 0) need(view.covered);
  return needs;
}

Painter::Painter(ScenePtr scene) : scene_(std::move(scene)), bare_(has_bare_pixels(*scene_)) {
  easels_.reserve(scene_->parts.size());
  for (auto const& part : scene_->parts) easels_.push_back(easel_for(part));
}

Painter::Easel Painter::easel_for(Part const& part) {
  assert(!part.tones.empty());
  Easel easel;
  for (auto const& tone : part.tones) easel.palettes.emplace_back(tone, part.contrast);
  easel.covers = part.pictures.empty() && std::ranges::all_of(easel.palettes, &Palette::plain);
  Size size{part.area.width, part.area.height};
  auto growth = Growth::none;
  int windows = 1;
  if (auto const* travel = std::get_if<Travel>(&part.movement)) {
    assert(travel->step.x == 0 || travel->step.y == 0);
    if (travel->step.x != 0) growth = Growth::right;
    if (travel->step.y != 0) growth = Growth::down;
    if (travel->step.x != 0) size.width += slack;
    if (travel->step.y != 0) size.height += slack;
  } else if (auto const* pages = std::get_if<PageTurns>(&part.movement); pages && pages->pages > 1 && pages->turn > 0) {
    if (pages->transition == Transition::roll) {
      growth = Growth::down;
      size.height += slack;
    } else if (pages->transition == Transition::wipe) {
      growth = Growth::right;
      windows = 2;
    }
  }
  for (int i = 0; i < windows; ++i) easel.windows.push_back({Frame(size), growth});
  return easel;
}

Painter::Panes Painter::panes(Part const& part, View const& view) {
  auto const pane = [&part](Point corner, int from, int until) {
    auto const* pages = std::get_if<PageTurns>(&part.movement);
    bool const odd = pages && pages->transition == Transition::wipe && corner.y / part.area.height % 2 != 0;
    return Pane{{corner.x + from, corner.y, until - from, part.area.height}, odd ? std::size_t{1} : std::size_t{0}};
  };
  if (view.split == 0) return {pane(view.corner, 0, part.area.width), Pane{}};
  return {pane(view.corner, 0, view.split), pane(view.covered, view.split, part.area.width)};
}

bool Painter::paint(std::int64_t beat, FindTile const& find_tile, Frame& into, Point at) {
  assert(at.x >= 0 && at.x + scene_->size.width <= into.width());
  assert(at.y >= 0 && at.y + scene_->size.height <= into.height());
  auto const& parts = scene_->parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].lit(beat)) continue;
    for (auto const& pane : panes(parts[i], parts[i].view(beat)))
      if (!empty(pane.seen) && !reach(parts[i], easels_[i], easels_[i].windows[pane.window], pane.seen, find_tile))
        return false;
  }
  if (bare_) darken(into, {at.x, at.y, scene_->size.width, scene_->size.height});
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const& area = parts[i].area;
    if (!parts[i].lit(beat)) {
      darken(into, {at.x + area.x, at.y + area.y, area.width, area.height});
      continue;
    }
    int x = at.x + area.x;
    for (auto const& [seen, number] : panes(parts[i], parts[i].view(beat))) {
      if (empty(seen)) continue;
      auto const& window = easels_[i].windows[number];
      for (int y = 0; y < seen.height; ++y)
        copy_pixels(&into.at(x, at.y + area.y + y),
                    &window.pixels.at(seen.x - window.origin.x, seen.y - window.origin.y + y), seen.width);
      x += seen.width;
    }
  }
  return true;
}

// Makes sure that the window holds what is seen, colouring as little as it can.
bool Painter::reach(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile) {
  bool const same_rows = seen.y >= window.top && bottom_of(seen) <= window.bottom;
  bool const same_columns = seen.x >= window.left && right_of(seen) <= window.right;
  if (same_rows && same_columns) return true;
  if (same_rows && window.growth == Growth::right && seen.x >= window.left && seen.x <= window.right)
    return follow_right(part, easel, window, seen, find_tile);
  if (same_columns && window.growth == Growth::down && seen.y >= window.top && seen.y <= window.bottom)
    return follow_down(part, easel, window, seen, find_tile);
  return begin_anew(part, easel, window, seen, find_tile);
}

bool Painter::begin_anew(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile) {
  window.origin = {floor_to(seen.x, window.growth == Growth::right ? batch : 1), seen.y};
  window.left = window.right = window.top = window.bottom = 0;  // nothing, should ink be missing
  Rect const all{window.origin.x, seen.y, right_of(seen) - window.origin.x, seen.height};
  if (!colour(part, easel, window, all, find_tile)) return false;
  window.left = all.x;
  window.right = right_of(all);
  window.top = all.y;
  window.bottom = bottom_of(all);
  return true;
}

bool Painter::follow_right(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile) {
  auto& pixels = window.pixels;
  int const right = right_of(seen);
  if (right > window.origin.x + pixels.width()) {
    int const origin = floor_to(seen.x, batch);
    int const kept = window.right - origin;
    if (kept > 0)
      for (int y = 0; y < pixels.height(); ++y)
        std::memmove(&pixels.at(0, y), &pixels.at(origin - window.origin.x, y), bytes_of_pixels(kept));
    window.origin.x = origin;
    window.left = origin;
    window.right = std::max(window.right, origin);
  }
  // First as far as the batch goes; if the ink further on is late, just what this beat shows.
  int const generous = std::min(floor_to(right + batch - 1, batch), window.origin.x + pixels.width());
  for (int const end : {generous, right}) {
    Rect const fresh{window.right, window.top, end - window.right, window.bottom - window.top};
    if (!colour(part, easel, window, fresh, find_tile)) continue;
    window.right = end;
    return true;
  }
  return false;
}

bool Painter::follow_down(Part const& part, Easel const& easel, Window& window, Rect seen, FindTile const& find_tile) {
  auto& pixels = window.pixels;
  int const bottom = bottom_of(seen);
  if (bottom > window.origin.y + pixels.height()) {
    int const kept = window.bottom - seen.y;
    if (kept > 0)
      std::memmove(&pixels.at(0, 0), &pixels.at(0, seen.y - window.origin.y), bytes_of_pixels(kept * pixels.width()));
    window.origin.y = seen.y;
    window.top = seen.y;
  }
  Rect const fresh{window.left, window.bottom, window.right - window.left, bottom - window.bottom};
  if (!colour(part, easel, window, fresh, find_tile)) return false;
  window.bottom = bottom;
  return true;
}

// Colours a rectangle of the sheet, which must lie in the buffer. Nothing is touched if ink is missing.
bool Painter::colour(Part const& part, Easel const& easel, Window& window, Rect sheet, FindTile const& find_tile) {
  struct Piece {
    TilePtr tile;
    Rect seen;        // on the sheet
    int column, row;  // of the tile, where `seen` begins
    int tone;
  };
  std::vector<Piece> pieces;
  for (auto const& placed : strips_touching(part.strips, sheet)) {
    auto const seen = overlap(placed.extent(), sheet);
    if (empty(seen)) continue;
    int const left = seen.x - placed.at.x;
    for (int number = left / limits::tile_columns; number * limits::tile_columns < left + seen.width; ++number) {
      Rect const tile_extent{placed.at.x + number * limits::tile_columns, placed.at.y, limits::tile_columns,
                             seen.y - placed.at.y + seen.height};
      auto const part_seen = overlap(tile_extent, seen);
      auto tile = find_tile(placed.strip, number);
      if (!tile) return false;
      pieces.push_back(
          {std::move(tile), part_seen, part_seen.x - tile_extent.x, part_seen.y - placed.at.y, placed.tone});
    }
  }
  auto const on_buffer = [&window](Rect seen) {
    return Rect{seen.x - window.origin.x, seen.y - window.origin.y, seen.width, seen.height};
  };
  bool const covered = easel.covers && pieces.size() == 1 && pieces.front().seen == sheet;
  if (!covered) darken(window.pixels, on_buffer(sheet));
  for (auto const& [at, picture] : part.pictures) {
    auto const seen = overlap({at.x, at.y, picture->width(), picture->height()}, sheet);
    auto const out = on_buffer(seen);
    if (empty(seen)) continue;
    for (int y = 0; y < seen.height; ++y)
      std::memcpy(&window.pixels.at(out.x, out.y + y), &picture->at(seen.x - at.x, seen.y - at.y + y),
                  bytes_of_pixels(seen.width));
  }
  for (auto const& piece : pieces) {
    auto const& palette = easel.palettes[static_cast<std::size_t>(piece.tone)];
    auto const seen = on_buffer(piece.seen);
    for (int y = 0; y < seen.height; ++y) {
      auto const ink = piece.tile->row(piece.row + y)
                           .subspan(static_cast<std::size_t>(piece.column), static_cast<std::size_t>(seen.width));
      auto* const out = &window.pixels.at(seen.x, seen.y + y);
      if (easel.covers)
        palette.cover(ink, out);
      else
        palette.blend(ink, {piece.seen.x, piece.seen.y + y}, out);
    }
  }
  return true;
}

}  // namespace signboard
