#include "controller/painter.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
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

std::array<Rgb, 256> colours_for(Rgb ink, double contrast) {
  std::array<Rgb, 256> out{};
  for (std::size_t coverage = 0; coverage < out.size(); ++coverage) {
    double const light = std::pow(static_cast<double>(coverage) / 255.0, contrast);
    auto const shade = [light](std::uint8_t full) { return static_cast<std::uint8_t>(std::lround(full * light)); };
    out[coverage] = {shade(ink.r), shade(ink.g), shade(ink.b)};
  }
  return out;
}

Rect overlap(Rect a, Rect b) {
  int const left = std::max(a.x, b.x);
  int const top = std::max(a.y, b.y);
  int const right = std::min(a.x + a.width, b.x + b.width);
  int const bottom = std::min(a.y + a.height, b.y + b.height);
  return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

Rect extent(PlacedStrip const& placed) {
  return {placed.at.x, placed.at.y, placed.strip->width(), placed.strip->height()};
}

bool empty(Rect rect) { return rect.width == 0 || rect.height == 0; }

// The strips of tall sheets are ordered by y, so a long list of lines is not walked for every row.
auto strips_touching(std::vector<PlacedStrip> const& strips, Rect sheet) {
  auto first = std::partition_point(strips.begin(), strips.end(), [&](PlacedStrip const& placed) {
    return placed.at.y + placed.strip->height() <= sheet.y;
  });
  auto last = std::partition_point(first, strips.end(),
                                   [&](PlacedStrip const& placed) { return placed.at.y < sheet.y + sheet.height; });
  return std::span<PlacedStrip const>(first, last);
}

}  // namespace

std::vector<TileNeed> tiles_needed(Part const& part, Point corner) {
  std::vector<TileNeed> needs;
  Rect const view{corner.x, corner.y, part.area.width, part.area.height};
  for (auto const& placed : strips_touching(part.strips, view)) {
    auto const seen = overlap(extent(placed), view);
    if (empty(seen)) continue;
    int const left = seen.x - placed.at.x;
    needs.push_back({placed.strip, left / limits::tile_columns, (left + seen.width - 1) / limits::tile_columns});
  }
  return needs;
}

Painter::Painter(ScenePtr scene) : scene_(std::move(scene)) {
  windows_.reserve(scene_->parts.size());
  for (auto const& part : scene_->parts) {
    assert(part.step.x == 0 || part.step.y == 0);
    bool const turns_pages = std::abs(part.step.y) >= part.area.height;
    Size const size{part.area.width + (part.step.x != 0 ? slack : 0),
                    part.area.height + (part.step.y != 0 && !turns_pages ? slack : 0)};
    windows_.push_back({Frame(size), {}, 0, 0, 0, 0, colours_for(part.ink, part.contrast), {}});
    auto& window = windows_.back();
    for (std::size_t i = 0; i < window.colours.size(); ++i)
      std::memcpy(&window.padded[i], &window.colours[i], sizeof(Rgb));
  }
}

bool Painter::paint(std::int64_t beat, FindTile const& find_tile, Frame& into) {
  assert(into.size() == scene_->size);
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    auto const& part = scene_->parts[i];
    if (!reach(part, windows_[i], part.corner(beat), find_tile)) return false;
  }
  if (scene_->parts.empty()) std::ranges::fill(into.pixels(), Rgb{});
  for (std::size_t i = 0; i < windows_.size(); ++i) {
    auto const& part = scene_->parts[i];
    auto const& window = windows_[i];
    auto const corner = part.corner(beat);
    auto const bytes = static_cast<std::size_t>(part.area.width) * sizeof(Rgb);
    if (bytes == 0) continue;
    for (int y = 0; y < part.area.height; ++y)
      std::memcpy(&into.at(part.area.x, part.area.y + y),
                  &window.pixels.at(corner.x - window.origin.x, corner.y - window.origin.y + y), bytes);
  }
  return true;
}

// Makes sure that the window holds the area at `corner`, colouring as little as it can.
bool Painter::reach(Part const& part, Window& window, Point corner, FindTile const& find_tile) {
  int const right = corner.x + part.area.width;
  int const bottom = corner.y + part.area.height;
  bool const same_rows = corner.y >= window.top && bottom <= window.bottom;
  bool const same_columns = corner.x >= window.left && right <= window.right;
  if (same_rows && same_columns) return true;
  if (same_rows && part.step.x != 0 && corner.x >= window.left && corner.x <= window.right)
    return follow_right(part, window, corner, find_tile);
  if (same_columns && part.step.y != 0 && corner.y >= window.top && corner.y <= window.bottom)
    return follow_down(part, window, corner, find_tile);
  return begin_anew(part, window, corner, find_tile);
}

bool Painter::begin_anew(Part const& part, Window& window, Point corner, FindTile const& find_tile) {
  window.origin = {floor_to(corner.x, part.step.x != 0 ? batch : 1), corner.y};
  window.left = window.right = window.top = window.bottom = 0;  // nothing, should ink be missing
  Rect const all{window.origin.x, corner.y, corner.x + part.area.width - window.origin.x, part.area.height};
  if (!colour(part, window, all, find_tile)) return false;
  window.left = all.x;
  window.right = all.x + all.width;
  window.top = all.y;
  window.bottom = all.y + all.height;
  return true;
}

bool Painter::follow_right(Part const& part, Window& window, Point corner, FindTile const& find_tile) {
  auto& pixels = window.pixels;
  int const right = corner.x + part.area.width;
  if (right > window.origin.x + pixels.width() - batch) {
    int const origin = floor_to(corner.x, batch);
    int const kept = window.right - origin;
    if (kept > 0)
      for (int y = 0; y < pixels.height(); ++y)
        std::memmove(&pixels.at(0, y), &pixels.at(origin - window.origin.x, y),
                     static_cast<std::size_t>(kept) * sizeof(Rgb));
    window.origin.x = origin;
    window.left = origin;
    window.right = std::max(window.right, origin);
  }
  // First as far as the batch goes; if the ink further on is late, just what this beat shows.
  int const generous = floor_to(right + batch - 1, batch);
  for (int const end : {generous, right}) {
    Rect const fresh{window.right, window.top, end - window.right, window.bottom - window.top};
    if (!colour(part, window, fresh, find_tile)) continue;
    window.right = end;
    return true;
  }
  return false;
}

bool Painter::follow_down(Part const& part, Window& window, Point corner, FindTile const& find_tile) {
  auto& pixels = window.pixels;
  int const bottom = corner.y + part.area.height;
  if (bottom > window.origin.y + pixels.height()) {
    int const kept = window.bottom - corner.y;
    if (kept > 0)
      std::memmove(&pixels.at(0, 0), &pixels.at(0, corner.y - window.origin.y),
                   static_cast<std::size_t>(kept) * pixels.row(0).size_bytes());
    window.origin.y = corner.y;
    window.top = corner.y;
  }
  Rect const fresh{window.left, window.bottom, window.right - window.left, bottom - window.bottom};
  if (!colour(part, window, fresh, find_tile)) return false;
  window.bottom = bottom;
  return true;
}

// Colours a rectangle of the sheet, which must lie in the buffer. Nothing is touched if ink is missing.
bool Painter::colour(Part const& part, Window& window, Rect sheet, FindTile const& find_tile) {
  struct Piece {
    TilePtr tile;
    Rect seen;        // on the sheet
    int column, row;  // of the tile, where `seen` begins
  };
  std::vector<Piece> pieces;
  for (auto const& placed : strips_touching(part.strips, sheet)) {
    auto const seen = overlap(extent(placed), sheet);
    if (empty(seen)) continue;
    int const left = seen.x - placed.at.x;
    for (int number = left / limits::tile_columns; number * limits::tile_columns < left + seen.width; ++number) {
      Rect const tile_extent{placed.at.x + number * limits::tile_columns, placed.at.y, limits::tile_columns,
                             seen.y - placed.at.y + seen.height};
      auto const part_seen = overlap(tile_extent, seen);
      auto tile = find_tile(placed.strip, number);
      if (!tile) return false;
      pieces.push_back({std::move(tile), part_seen, part_seen.x - tile_extent.x, part_seen.y - placed.at.y});
    }
  }
  bool const covered = pieces.size() == 1 && pieces.front().seen == sheet;
  if (!covered && sheet.width > 0)
    for (int y = 0; y < sheet.height; ++y)
      std::fill_n(&window.pixels.at(sheet.x - window.origin.x, sheet.y - window.origin.y + y), sheet.width,
                  window.colours[0]);
  for (auto const& piece : pieces) {
    for (int y = 0; y < piece.seen.height; ++y) {
      auto const* ink = &piece.tile->at(piece.column, piece.row + y);
      auto* out = &window.pixels.at(piece.seen.x - window.origin.x, piece.seen.y - window.origin.y + y);
      // Four bytes a pixel, each over the fourth of the one before: twice as fast as three single ones.
      int const last = piece.seen.width - 1;
      for (int x = 0; x < last; ++x) std::memcpy(static_cast<void*>(out + x), &window.padded[ink[x]], 4);
      out[last] = window.colours[ink[last]];
    }
  }
  return true;
}

}  // namespace signboard
