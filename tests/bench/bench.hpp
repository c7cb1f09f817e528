#pragma once

#include "base/frame.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What is asked of a figure. Without one it stands there for comparison.
struct Bar {
  enum class On : std::uint8_t { nothing, value, ratio };
  enum class Sense : std::uint8_t { at_most, at_least };
  On on = On::nothing;
  Sense sense = Sense::at_most;
  double goal = 0;
};

/// One row of the report.
struct Figure {
  std::string name, unit;
  std::optional<double> value;     ///< none: it could not be measured, and a note in `more` says why
  std::optional<double> baseline;  ///< the bound taken in the same run, in the same unit
  Bar bar;
  boost::json::object more;  ///< what explains the row

  std::optional<double> ratio() const;
  bool pass() const;
};

/// A figure that could not be taken. It has not passed, whatever the reason.
Figure not_measured(std::string name, std::string unit, std::string_view why);

using Figures = std::vector<Figure>;

enum class Length : std::uint8_t { usual, with_long_runs };

/// What all measurements are given.
struct Setup {
  std::filesystem::path programs;  ///< the folder of signboardd
  std::filesystem::path self;      ///< this program, for what needs a process of its own
  std::string zh2000;              ///< an announcement of 2,000 characters
  Length length = Length::usual;
};

/// One measurement and the rows it makes, the first of which bears its name.
struct Measurement {
  std::string_view name;
  Figures (*take)(Setup const& setup);
};

std::span<Measurement const> scroll_measurements();
std::span<Measurement const> effect_measurements();
std::span<Measurement const> peer_pango_measurements();
std::span<Measurement const> first_frame_measurements();
std::span<Measurement const> long_text_measurements();
std::span<Measurement const> ddp_measurements();
std::span<Measurement const> serial_measurements();
std::span<Measurement const> motion_measurements();
std::span<Measurement const> memory_measurements();
std::span<Measurement const> start_measurements();
std::span<Measurement const> store_measurements();
std::span<Measurement const> http_measurements();
std::span<Measurement const> urgent_measurements();
std::span<Measurement const> signsim_measurements();
std::span<Measurement const> lineup_measurements();
std::span<Measurement const> restart_measurements();
std::span<Measurement const> urgent_measurements();

/// The body of a fresh process: milliseconds from opening the fonts to the first frame, on standard output.
int print_cold_first_frame(Size screen, std::string const& words);

inline constexpr Size small_screen{512, 32};
inline constexpr Size large_screen{1920, 128};

}  // namespace signboard
