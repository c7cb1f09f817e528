#pragma once

#include "base/frame.hpp"
#include "controller/bill.hpp"
#include "controller/layout.hpp"
#include "controller/reading.hpp"
#include "drivers/settings.hpp"
#include "playlists/screen_plan.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What a screen does when the programme ends.
enum class AfterStop : std::uint8_t { blank, hold };

/// What a screen is told first when its line is back: the frame that is due, or black and then that frame. What hangs
/// on the wall meanwhile is its card's affair.
enum class AfterLoss : std::uint8_t { hold, blank };

/// One screen as it is configured: what hangs on the wall, how it is spoken to and over which line.
struct Screen {
  std::string name;  ///< a slug
  Size size;
  Depth depth = Depth::rgb;
  std::string driver;  ///< as in `signctl drivers`
  std::string line;    ///< as parse_line reads it
  std::map<std::string, SettingValue, std::less<>> settings;
  int fps = 60;
  Rgb ink{255, 0, 0};  ///< where an announcement names none
  Rgb led{255, 0, 0};  ///< the colour a mono panel has
  AfterStop after_stop = AfterStop::blank;
  Layout layout;  ///< without areas: not divided
  AfterLoss after_loss = AfterLoss::hold;
  ScreenPlan plan;  ///< hours of power and brightness
  bool operator==(Screen const&) const = default;
};

struct Config {
  std::filesystem::path file;
  std::vector<Screen> screens;
  std::vector<std::filesystem::path> playlists;  ///< files, and folders that stand for their *.toml
  std::chrono::minutes utc_offset{480};          ///< what a date without an offset means in this office
  std::vector<Layout> layouts;                   ///< those written down; templates are made for each screen
  std::vector<DatedPairPolicy> pairs;            ///< by date
  std::filesystem::path state = "state";         ///< folder of what the desk keeps: store, latch, evidence
  std::optional<std::filesystem::path> socket;   ///< of the API; not given: the usual place; empty: none
  std::chrono::minutes urgent_longest{24 * 60};
  std::chrono::minutes clock_step{10};  ///< how far the clock may be set at once without a question
  bool preview = true;
  std::string preview_address = "127.0.0.1";  ///< always a loopback address, IPv6 without brackets
  std::uint16_t preview_port = 8470;          ///< 0: any free port
  std::filesystem::path fonts_root = "/usr/share/fonts";
};

Screen const* find_screen(Config const& config, std::string_view name);  ///< null if there is none

/// Pure. `file` is used in messages, and what the text names is looked for from its folder. A configuration with errors
/// must not be run.
Reading<Config> read_config(std::string_view text, std::filesystem::path const& file);

Reading<Config> load_config(std::filesystem::path const& file);

}  // namespace signboard
