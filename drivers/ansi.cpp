// The screen in a terminal: two pixels a character, one above the other, in 24-bit colour. The upper half block U+2580
// takes its ink for the upper pixel and its ground for the lower. ECMA-48 (CUP 8.3.21, ED 8.3.39, SGR 8.3.117) and ISO
// 8613-6 colours (SGR 38;2 and 48;2); modes ?25 (cursor) and ?7 (wrapping at the margin) are xterm's and everybody's.

#include "base/limits.hpp"
#include "drivers/driver.hpp"

#include <algorithm>

namespace signboard {
namespace {

constexpr std::string_view hide_cursor = "\x1B[?25l\x1B[?7l";
constexpr std::string_view take_terminal = "\x1B[?25l\x1B[?7l\x1B[0m\x1B[2J";
constexpr std::string_view upper_half = "\xE2\x96\x80";

std::string home_of_row(int row) { return row == 0 ? "\x1B[H" : "\x1B[" + std::to_string(row + 1) + ";1H"; }

std::string colour(std::string_view ink_or_ground, Rgb pixel) {
  return "\x1B[" + std::string(ink_or_ground) + ";2;" + std::to_string(pixel.r) + ";" + std::to_string(pixel.g) + ";" +
         std::to_string(pixel.b) + "m";
}

/// The mean of the pixels of one box, as far as it lies inside the frame.
Rgb mean(Frame const& frame, Rect box) {
  int red = 0, green = 0, blue = 0, count = 0;
  for (int y = box.y; y < std::min(box.y + box.height, frame.height()); ++y) {
    for (int x = box.x; x < std::min(box.x + box.width, frame.width()); ++x, ++count) {
      auto const pixel = frame.at(x, y);
      red += pixel.r;
      green += pixel.g;
      blue += pixel.b;
    }
  }
  auto const share = [count](int sum) { return static_cast<std::uint8_t>((sum + count / 2) / count); };
  return {share(red), share(green), share(blue)};
}

Frame reduced(Frame const& frame, int factor) {
  Frame small({(frame.width() + factor - 1) / factor, (frame.height() + factor - 1) / factor});
  for (int y = 0; y < small.height(); ++y) {
    for (int x = 0; x < small.width(); ++x) {
      small.at(x, y) = mean(frame, {x * factor, y * factor, factor, factor});
    }
  }
  return small;
}

/// One line of characters. The row below the last of an odd number is the terminal's own ground.
std::string row_of_cells(Frame const& picture, int row) {
  std::string cells;
  bool const has_lower = 2 * row + 1 < picture.height();
  std::optional<Rgb> ink, ground;
  for (int x = 0; x < picture.width(); ++x) {
    auto const upper = picture.at(x, 2 * row);
    if (ink != upper) cells += colour("38", upper);
    ink = upper;
    if (has_lower) {
      auto const lower = picture.at(x, 2 * row + 1);
      if (ground != lower) cells += colour("48", lower);
      ground = lower;
    }
    cells += upper_half;
  }
  return cells + "\x1B[0m";
}

std::unique_ptr<Dialogue> spoken(std::string_view text) {
  if (text.empty()) return recite({});
  auto const bytes = std::as_bytes(std::span(text));
  std::vector<Packet> packets;
  packets.emplace_back(std::vector<std::byte>(bytes.begin(), bytes.end()));
  return recite(std::move(packets));
}

class Ansi final : public Driver {
 public:
  explicit Ansi(int factor) : factor_(factor) {}

  Result<std::unique_ptr<Dialogue>> begin(Command const& command) override {
    if (auto const show = std::get_if<ShowFrame>(&command)) return spoken(changed_rows(*show->frame));
    if (std::holds_alternative<Greet>(command)) {
      rows_.clear();
      return spoken(take_terminal);
    }
    if (auto const power = std::get_if<SetPower>(&command))
      return spoken(power->on ? std::string(hide_cursor) : give_terminal_back());
    return recite({});
  }

 private:
  std::string changed_rows(Frame const& frame) {
    auto const picture = factor_ == 1 ? frame : reduced(frame, factor_);
    rows_.resize(static_cast<std::size_t>((picture.height() + 1) / 2));
    std::string said;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      auto cells = row_of_cells(picture, static_cast<int>(row));
      if (cells == rows_[row]) continue;
      said += home_of_row(static_cast<int>(row)) + cells;
      rows_[row] = std::move(cells);
    }
    return said;
  }

  /// Below the picture, so that a prompt does not write over it.
  std::string give_terminal_back() const { return home_of_row(static_cast<int>(rows_.size())) + "\x1B[?7h\x1B[?25h"; }

  int factor_;
  std::vector<std::string> rows_;  ///< what stands on each line of the terminal; empty: not known
};

Result<std::unique_ptr<Driver>> make_ansi(Panel const& panel, Settings& settings) {
  auto const width = std::max(panel.size.width, 1);
  auto const columns = settings.number("width", width, 1, limits::screen_side_max);
  auto const factor = std::max<std::int64_t>(1, (width + columns - 1) / columns);
  return std::make_unique<Ansi>(static_cast<int>(factor));
}

constexpr std::array lines{LineKind::standard_output, LineKind::none};
constexpr DriverKind kind{
    .name = "ansi",
    .summary_zh = "在终端窗口里显示画面，用于调试和预览。",
    .summary_en = "Shows the screen in a terminal window, for trying out and for preview.",
    .lines = lines,
    .default_port = 0,
    .make = make_ansi,
};

}  // namespace

DriverKind const& ansi_driver() { return kind; }

}  // namespace signboard
