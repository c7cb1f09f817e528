#pragma once

#include "base/frame.hpp"
#include "drivers/driver.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signboard {

/// One command of a transcript; the frame is kept for as long as it is borrowed.
struct Step {
  Command command;
  std::unique_ptr<Frame> frame;
  int times = 1;
};

/// A golden dialogue, read from tests/drivers/vectors/*.toml. docs/drivers/ADDING.md has the form.
struct Transcript {
  std::string about, provenance, driver;
  Panel panel;
  std::map<std::string, SettingValue, std::less<>> settings;
  std::vector<Step> before;  ///< what the driver is told first, unheard
  Step step;
  struct Turn {
    std::vector<std::byte> say;
    std::vector<std::byte> hear;  ///< what the screen answers; empty: nothing
    std::optional<Frame> shows;   ///< instead of `say`, for pictures: what they show when decoded
  };
  std::vector<Turn> turns;
};

/// Throws with words if the file is not in the form.
Transcript read_transcript(std::filesystem::path const& file);

std::vector<std::filesystem::path> transcript_files();

std::vector<std::byte> bytes_from_hex(std::string_view hex);

}  // namespace signboard
