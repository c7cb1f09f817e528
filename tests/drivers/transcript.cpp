#include "tests/drivers/transcript.hpp"

#include "tests/support/pictures.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace signboard {
namespace {

template <class Value>
Value required(toml::table const& table, std::string_view key) {
  if (auto const value = table[key].value<Value>()) return *value;
  throw std::runtime_error("a transcript needs " + std::string(key));
}

/// Letters; or {bytes_from = N, step = M}: the bytes of the pixels count up from N, by 1 or M; or {bytes = "FF8000"}.
Frame read_frame(toml::table const& table, Size size) {
  if (auto const letters = table["frame"].value<std::string>()) return frame_from_letters(*letters);
  auto const& form = *table["frame"].as_table();
  Frame frame(size);
  if (auto const hex = form["bytes"].value<std::string>()) {
    auto const bytes = bytes_from_hex(*hex);
    if (bytes.size() != bytes_of(frame).size()) throw std::runtime_error("the frame is not as large as the panel");
    std::ranges::copy(bytes, std::as_writable_bytes(std::span(frame.pixels())).begin());
    return frame;
  }
  auto byte = static_cast<unsigned>(required<std::int64_t>(form, "bytes_from"));
  auto const step = static_cast<unsigned>(form["step"].value_or(std::int64_t{1}));
  auto const next = [&byte, step] { return static_cast<std::uint8_t>(std::exchange(byte, byte + step)); };
  for (auto& pixel : frame.pixels()) {
    pixel.r = next();
    pixel.g = next();
    pixel.b = next();
  }
  return frame;
}

Step read_step(toml::table const& table, Size size) {
  Step step;
  step.times = static_cast<int>(table["times"].value_or(std::int64_t{1}));
  auto const command = required<std::string>(table, "command");
  if (command == "greet") {
    step.command = Greet{};
  } else if (command == "set_power") {
    step.command = SetPower{required<bool>(table, "on")};
  } else if (command == "set_brightness") {
    step.command = SetBrightness{static_cast<int>(required<std::int64_t>(table, "percent"))};
  } else if (command == "show_frame") {
    step.frame = std::make_unique<Frame>(read_frame(table, size));
    if (step.frame->size() != size) throw std::runtime_error("the frame is not as large as the panel");
    step.command = ShowFrame{step.frame.get()};
  } else {
    throw std::runtime_error("no command is called " + command);
  }
  return step;
}

Panel read_panel(toml::table const& table) {
  Panel panel;
  panel.screen = "lobby";
  panel.size.width = static_cast<int>(required<std::int64_t>(table, "width"));
  panel.size.height = static_cast<int>(required<std::int64_t>(table, "height"));
  auto const depth = table["depth"].value_or(std::string("rgb"));
  panel.depth = depth == "mono" ? Depth::mono : depth == "red_green" ? Depth::red_green : Depth::rgb;
  return panel;
}

SettingValue read_setting(toml::node const& node) {
  if (auto const flag = node.as_boolean()) return flag->get();
  if (auto const number = node.as_integer()) return number->get();
  if (auto const number = node.as_floating_point()) return number->get();
  return node.value<std::string>().value();
}

Transcript::Turn read_turn(toml::table const& table) {
  Transcript::Turn turn;
  turn.hear = bytes_from_hex(table["hear"].value_or(std::string()));
  if (auto const art = table["shows"].value<std::string>()) {
    turn.shows = frame_from_letters(*art);
  } else {
    turn.say = bytes_from_hex(required<std::string>(table, "say"));
  }
  return turn;
}

template <class Read>
void each_table(toml::table const& table, std::string_view key, Read read) {
  auto const list = table[key].as_array();
  if (list == nullptr) return;
  for (auto const& node : *list) read(*node.as_table());
}

}  // namespace

std::vector<std::byte> bytes_from_hex(std::string_view hex) {
  std::vector<std::byte> bytes;
  int nibbles = 0;
  unsigned value = 0;
  bool in_comment = false;
  for (char const c : hex) {
    in_comment = c == '#' || (in_comment && c != '\n');
    if (in_comment || c == ' ' || c == '\n') continue;
    auto const digit = std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
    if (digit == std::string_view::npos) throw std::runtime_error(std::string("no hexadecimal digit: ") + c);
    value = (value << 4 | static_cast<unsigned>(digit)) & 0xFFU;
    if (++nibbles % 2 == 0) bytes.push_back(static_cast<std::byte>(value));
  }
  if (nibbles % 2 != 0) throw std::runtime_error("half a byte");
  return bytes;
}

Transcript read_transcript(std::filesystem::path const& file) {
  auto const table = toml::parse_file(file.string());
  Transcript transcript;
  transcript.about = required<std::string>(table, "about");
  transcript.provenance = required<std::string>(table, "provenance");
  transcript.driver = required<std::string>(table, "driver");
  transcript.panel = read_panel(*table["panel"].as_table());
  if (auto const settings = table["settings"].as_table()) {
    for (auto const& [key, node] : *settings) transcript.settings.emplace(key.str(), read_setting(node));
  }
  auto const size = transcript.panel.size;
  each_table(table, "before", [&](toml::table const& one) { transcript.before.push_back(read_step(one, size)); });
  transcript.step = read_step(table, size);
  each_table(table, "turn", [&](toml::table const& one) { transcript.turns.push_back(read_turn(one)); });
  return transcript;
}

std::vector<std::filesystem::path> transcript_files() {
  std::vector<std::filesystem::path> files;
  for (auto const& entry : std::filesystem::directory_iterator(SIGNBOARD_SOURCE_DIR "/tests/drivers/vectors")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace signboard
