#include "controller/compose_content.hpp"

#include "base/limits.hpp"
#include "controller/compose_table.hpp"
#include "controller/tones.hpp"
#include "controller/type_choice.hpp"
#include "playlists/day_words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace signboard {
namespace {

using namespace std::chrono_literals;

// One digit of a clock: at every step of its dial it shows `step / divisor % modulus`.
struct Digit {
  int steps;
  std::int64_t beats_a_step;
  int divisor, modulus;
};

// In the order they are read, two before each colon. The dial of the hours begins anew with the day.
constexpr std::array<Digit, 6> digits{
    {{24, 3'600, 10, 10}, {24, 3'600, 1, 10}, {6, 600, 1, 10}, {10, 60, 1, 10}, {6, 10, 1, 10}, {10, 1, 1, 10}}};

constexpr std::int64_t beats_of_a_day = 86'400;

struct ClockType {
  std::vector<StripPtr> numbers;  // 0 to 9
  StripPtr colon;
  int cell = 0;  // as wide as the widest number
};

class ClockMaker {
 public:
  ClockMaker(ClockContent const& clock, Look const& look, Typesetter& typesetter)
      : clock_(clock), look_(look), typesetter_(typesetter) {
    if (clock.format == ClockContent::Format::hours_minutes) digits_ = digits_.first(4);
  }

  Result<Composed> make() {
    auto type = fitting_type();
    if (!type) return type.error();
    int const rows = type->colon->height();
    int x = (look_.size.width - width_of(*type)) / 2;
    int const y = (look_.size.height - rows) / 2;
    auto scene = std::make_shared<Scene>();
    scene->size = look_.size;
    scene->period = 1s;
    scene->beats = beats_of_a_day;
    for (std::size_t i = 0; i < digits_.size(); ++i) {
      if (i > 0 && i % 2 == 0) {
        scene->parts.push_back(colon(*type, {x, y, type->colon->width(), rows}));
        x += type->colon->width();
      }
      scene->parts.push_back(dial(digits_[i], *type, {x, y, type->cell, rows}));
      x += type->cell;
    }
    Composed composed;
    composed.scenes.push_back(std::move(scene));
    return composed;
  }

 private:
  int width_of(ClockType const& type) const {
    auto const count = static_cast<int>(digits_.size());
    return count * type.cell + (count / 2 - 1) * type.colon->width();
  }

  Result<ClockType> type_of(int rows) {
    TypeStyle const style{rows, raster_for(look_.depth), "en"};
    ClockType type;
    for (char number = '0'; number <= '9'; ++number) {
      auto set = typesetter_.set_line(std::string(1, number), style);
      if (!set) return set.error();
      type.numbers.push_back(set->lines.front());
      type.cell = std::max(type.cell, set->lines.front()->width());
    }
    auto set = typesetter_.set_line(":", style);
    if (!set) return set.error();
    type.colon = set->lines.front();
    return type;
  }

  // The largest type that fits. The width grows with the rows, so it is near where the proportion says.
  Result<ClockType> fitting_type() {
    int rows = std::min(look_.size.height / clock_.style.lines, limits::type_rows_max);
    for (;;) {
      auto type = type_of(std::max(rows, limits::type_rows_min));
      if (!type) return type;
      int const width = width_of(*type);
      if (rows >= limits::type_rows_min && width <= look_.size.width) return type;
      if (rows <= limits::type_rows_min)
        return fault(Code::invalid, "content.clock_too_small",
                     {{"columns", std::to_string(std::max(0, width - look_.size.width))},
                      {"rows", std::to_string(std::max(0, limits::type_rows_min - rows))}});
      rows = std::max(limits::type_rows_min, std::min(rows - 1, rows * look_.size.width / width + 1));
    }
  }

  Part part(Rect area, StripPtr const& strip) const {
    Part part;
    part.area = area;
    part.tones = tones_for(clock_.style, look_, area.height, area.width);
    part.contrast = contrast_for({}, strip->style());
    return part;
  }

  Part dial(Digit const& digit, ClockType const& type, Rect area) const {
    auto made = part(area, type.colon);
    for (int step = 0; step < digit.steps; ++step) {
      auto const& strip = type.numbers[static_cast<std::size_t>(step / digit.divisor % digit.modulus)];
      made.strips.push_back({{(area.width - strip->width()) / 2, step * area.height}, strip});
    }
    made.movement = Dial{digit.steps, digit.beats_a_step, 0};
    return made;
  }

  // One that blinks is lit every other second, or the screen would have to change in between.
  Part colon(ClockType const& type, Rect area) const {
    auto made = part(area, type.colon);
    made.strips = {{{0, 0}, type.colon}};
    if (clock_.style.blinks) made.blink = 1;
    return made;
  }

  ClockContent const& clock_;
  Look const& look_;
  Typesetter& typesetter_;
  std::span<Digit const> digits_ = digits;
};

std::string trimmed(std::string const& words) {
  auto const first = words.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return words.substr(first, words.find_last_not_of(' ') + 1 - first);
}

Result<Composed> compose_day(DayContent const& content, std::chrono::local_days day, Look const& look,
                             Typesetter& typesetter) {
  bool const is_over = content.target && day >= *content.target;
  Announcement words;
  words.id = "day";
  words.style = content.style;
  for (auto const& format : is_over ? content.afterwards : content.formats)
    if (auto text = trimmed(day_words(format, day, content.target)); has_visible(text))
      words.texts.push_back({format.language, std::move(text)});
  if (words.texts.empty()) return Composed{};
  return compose(words, look, typesetter);
}

// The mean of each square of `factor` pixels: light is linear in a frame (docs/typography.md, 2.3).
Frame scaled_down(Frame const& picture, int factor) {
  Frame small({(picture.width() + factor - 1) / factor, (picture.height() + factor - 1) / factor});
  for (int y = 0; y < small.height(); ++y)
    for (int x = 0; x < small.width(); ++x) {
      int r = 0, g = 0, b = 0;
      for (int sy = y * factor; sy < std::min((y + 1) * factor, picture.height()); ++sy)
        for (int sx = x * factor; sx < std::min((x + 1) * factor, picture.width()); ++sx) {
          auto const& pixel = picture.at(sx, sy);
          r += pixel.r;
          g += pixel.g;
          b += pixel.b;
        }
      // What a square at the edge lacks counts as dark.
      auto const mean = [area = factor * factor](int sum) {
        return static_cast<std::uint8_t>((sum + area / 2) / area);
      };
      small.at(x, y) = {mean(r), mean(g), mean(b)};
    }
  return small;
}

// Panels of one or two colours have no half light: what is brighter than half is lit.
Rgb shown_pixel(Rgb pixel, Look const& look) {
  if (look.depth == Depth::rgb) return pixel;
  if (std::max({pixel.r, pixel.g, pixel.b}) < 128) return {};
  return shown_ink(pixel, look);
}

Composed compose_picture(Frame const& picture, Look const& look) {
  auto const needed = [](int from, int to) { return (from + to - 1) / to; };
  int const factor =
      std::max({1, needed(picture.width(), look.size.width), needed(picture.height(), look.size.height)});
  auto shown = std::make_shared<Frame>(factor == 1 ? picture : scaled_down(picture, factor));
  for (auto& pixel : shown->pixels()) pixel = shown_pixel(pixel, look);
  Part part;
  part.area = {0, 0, look.size.width, look.size.height};
  part.pictures = {{{(look.size.width - shown->width()) / 2, (look.size.height - shown->height()) / 2}, shown}};
  auto scene = std::make_shared<Scene>();
  scene->size = look.size;
  scene->period = limits::hold_max;
  scene->parts.push_back(std::move(part));
  Composed composed;
  composed.scenes.push_back(std::move(scene));
  return composed;
}

Error not_loaded(std::filesystem::path const& file) {
  return fault(Code::unavailable, "content.not_loaded", {{"file", file.string()}});
}

struct ContentMaker {
  ContentAt const& at;
  Look const& look;
  Typesetter& typesetter;

  // Announcements are given by a line-up, not by the configuration.
  Result<Composed> operator()(TextContent const&) const { return Composed{}; }
  Result<Composed> operator()(ClockContent const& clock) const { return ClockMaker(clock, look, typesetter).make(); }
  Result<Composed> operator()(DayContent const& day) const { return compose_day(day, at.day, look, typesetter); }
  Result<Composed> operator()(TableContent const& table) const {
    if (!at.table) return not_loaded(table.file);
    return compose_table(table, *at.table, look, typesetter);
  }
  Result<Composed> operator()(PictureContent const& picture) const {
    if (!at.picture) return not_loaded(picture.file);
    return compose_picture(*at.picture, look);
  }
};

}  // namespace

Result<Composed> compose(ContentAt const& content, Look const& look, Typesetter& typesetter) {
  return std::visit(ContentMaker{content, look, typesetter}, content.content);
}

}  // namespace signboard
