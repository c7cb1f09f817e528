#include "tests/rules/rules.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

namespace signboard {

namespace {

constexpr auto npos = std::string_view::npos;

struct Include {
  enum class Form { quoted, angled, macro } form;
  std::string name;
  int line;
};

std::vector<Include> includes_of(Source const& source) {
  std::string const text = without_comments(source.text);
  std::string_view const view = text;
  std::vector<Include> found;
  int line = 1;
  for (std::size_t begin = 0; begin < view.size(); ++line) {
    auto const end = std::min(view.find('\n', begin), view.size());
    auto words = view.substr(begin, end - begin);
    begin = end + 1;
    auto const hash = next_ink(words, 0);
    if (hash == npos || words[hash] != '#') continue;
    auto const verb = next_ink(words, hash + 1);
    if (verb == npos || !words.substr(verb).starts_with("include")) continue;
    auto const name = next_ink(words, verb + 7);
    if (name == npos) continue;
    char const close = words[name] == '<' ? '>' : words[name] == '"' ? '"' : ' ';
    auto const form = close == '>'   ? Include::Form::angled
                      : close == '"' ? Include::Form::quoted
                                     : Include::Form::macro;
    auto const first = form == Include::Form::macro ? name : name + 1;
    auto const last = std::min(words.find(close, first), words.size());
    found.push_back({form, std::string(words.substr(first, last - first)), line});
  }
  return found;
}

bool is_leaf(std::string_view room) { return room == "playlists" || room == "fonts" || room == "drivers"; }

// Where the house touches the system: sockets, descriptors, threads.
bool may_do_io(std::string_view path) {
  return path.starts_with("controller/") || path.starts_with("drivers/transport") || is_test(path);
}

std::optional<std::string> broken_arrow(std::string_view path, std::string_view name) {
  auto const from = room_of(path), to = room_of(name);
  static constexpr std::array<std::string_view, 6> rooms{"base",    "playlists",  "fonts",
                                                         "drivers", "controller", "tests"};
  if (std::ranges::find(rooms, to) == rooms.end()) return "is not written from the root: include \"room/file.hpp\"";
  if (is_test(path)) return std::nullopt;
  if (to == "tests") return "is a test's, and the house does not lean on its tests";
  if (from == "base" && to != "base") return "is in a room above base/, which knows nobody";
  if (is_leaf(from) && to != from && to != "base")
    return "is outside " + std::string(from) + "/; a leaf knows base/ alone";
  bool const from_card = path.starts_with("drivers/cards/"), to_card = name.starts_with("drivers/cards/");
  if (from_card && to == "drivers" && !to_card)
    return "is a driver's; a simulated card is written from the wire page alone";
  if (from == "drivers" && !from_card && to_card) return "is a simulated card; drivers do not know them";
  if (from == "drivers" && !may_do_io(path) && name.starts_with("drivers/transport"))
    return "brings Asio; a driver does no I/O";
  return std::nullopt;
}

struct Home {
  std::string_view library;
  std::vector<std::string_view> headers;  // what their names begin with
  std::vector<std::string_view> files;
};

std::vector<Home> const& all_homes() {
  static std::vector<Home> const homes{
      {"FreeType", {"ft2build.h", "freetype/", "FT_"}, {"fonts/face.cpp"}},
      {"HarfBuzz", {"hb.h", "hb-"}, {"fonts/shaper.cpp", "fonts/explain.cpp"}},
      {"ICU", {"unicode/"}, {"fonts/unicode.cpp"}},
      {"zlib", {"zlib.h"}, {"fonts/inflate.cpp"}},
      {"libpng", {"png.h", "pngconf.h"}, {"drivers/png.cpp"}},
      {"giflib", {"gif_lib.h"}, {"drivers/gif.cpp"}},
      {"toml++", {"toml++/"}, {"controller/config.cpp", "controller/playlist_file.cpp", "controller/toml_reader.*"}},
      {"spdlog", {"spdlog/"}, {"controller/log.cpp"}},
      {"CLI11",
       {"CLI/"},
       {"controller/main.cpp", "controller/option_words.*", "controller/signctl/*", "controller/signsim/main.cpp"}},
      {"Boost.JSON",
       {"boost/json"},
       {"controller/http/*", "controller/*json*", "controller/desk*", "controller/event_board.*",
        "controller/playlist_text.cpp", "controller/signctl/*", "controller/signsim/report.*",
        "controller/signsim/main.cpp", "controller/store/*"}},
      {"SQLite", {"SQLiteCpp/", "sqlite3.h"}, {"controller/store/*"}},
      {"libsodium", {"sodium"}, {"controller/store/digest.cpp"}},
      {"SDL2", {"SDL"}, {"controller/signsim/window.cpp"}},
      {"Beast", {"boost/beast"}, {"controller/http/*", "controller/signctl/*"}},
      {"libserialport", {"libserialport.h"}, {"drivers/transport/serial.cpp", "drivers/transport/ports.cpp"}},
      {"Asio", {"boost/asio"}, {"controller/*", "drivers/transport*"}},
  };
  return homes;
}

bool starts_with_any(std::string_view name, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](std::string_view start) { return name.starts_with(start); });
}

std::optional<std::string> homeless(std::string_view path, std::string_view name) {
  for (Home const& home : all_homes()) {
    if (!std::ranges::any_of(home.headers, [&](auto header) { return name.starts_with(header); })) continue;
    if (std::ranges::any_of(home.files, [&](auto file) { return matches(path, file); })) return std::nullopt;
    std::string words = std::string(home.library) + " lives in";
    for (auto const file : home.files) words += " " + std::string(file);
    return words;
  }
  bool const is_standard = name.find_first_of("./") == npos;
  if (is_standard || starts_with_any(name, {"boost/system/", "boost/assert"})) return std::nullopt;
  bool const is_system =
      name.ends_with(".h") &&
      (name.find('/') == npos || starts_with_any(name, {"sys/", "net/", "netinet/", "arpa/", "linux/", "asm/"}));
  if (is_system)
    return may_do_io(path) ? std::nullopt
                           : std::optional("reaches the system, which only controller/ and drivers/transport may");
  if (!path.starts_with("controller/")) return "is a library, and this room has none but those with a home";
  if (starts_with_any(name, {"boost/", "fmt/"})) return std::nullopt;
  return "has no home yet; a new library gets one in tests/rules/includes.cpp, with its reason in the commit";
}

}  // namespace

Findings arrows(Source const& source) {
  Findings findings;
  if (!is_code(source.path)) return findings;
  for (Include const& include : includes_of(source))
    if (include.form == Include::Form::quoted)
      if (auto const words = broken_arrow(source.path, include.name))
        findings.push_back({source.path, include.line, "\"" + include.name + "\" " + *words});
  return findings;
}

Findings homes(Source const& source) {
  Findings findings;
  if (!is_code(source.path) || is_test(source.path)) return findings;
  for (Include const& include : includes_of(source))
    if (include.form != Include::Form::quoted)
      if (auto const words = homeless(source.path, include.name))
        findings.push_back({source.path, include.line, "<" + include.name + ">: " + *words});
  return findings;
}

}  // namespace signboard
