#include "controller/config.hpp"

#include "base/limits.hpp"
#include "controller/messages.hpp"
#include "controller/playlist_file.hpp"
#include "playlists/bulletin.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"
#include "tests/support/folder.hpp"

#include <fstream>

using namespace signboard;

namespace {

using Briefs = std::vector<std::string>;

Reading<Config> read(std::string_view text) { return read_config(text, "office/signboard.toml"); }

Config sound(std::string_view text) {
  auto const reading = read(text);
  INFO((reading.errors.empty() ? std::string("no errors") : worded(reading.errors.front(), Language::en)));
  REQUIRE(reading.errors.empty());
  return reading.value;
}

constexpr std::string_view least = "[[screen]]\nname = \"lobby\"\nsize = \"192x32\"\ndriver = \"null\"\n";

// The least configuration with one more line in its screen.
Briefs faults_of(std::string const& line) { return briefs(read(std::string(least) + line + "\n").errors); }

// The least configuration after one more line at the top.
Briefs faults_of_top(std::string const& line) { return briefs(read(line + "\n" + std::string(least)).errors); }

}  // namespace

TEST_CASE("the least configuration is a screen with a name, a size and a driver") {
  auto const config = sound(least);
  REQUIRE(config.screens.size() == 1);
  auto const& screen = config.screens[0];
  CHECK(screen.name == "lobby");
  CHECK(screen.size == Size{192, 32});
  CHECK(screen.depth == Depth::rgb);
  CHECK(screen.driver == "null");
  CHECK(screen.line == "none:");
  CHECK(screen.settings.empty());
  CHECK(screen.fps == 60);
  CHECK(screen.ink == Rgb{255, 0, 0});
  CHECK(screen.led == Rgb{255, 0, 0});
  CHECK(screen.after_stop == AfterStop::blank);
  CHECK(config.playlists.empty());
  CHECK(config.utc_offset == std::chrono::minutes{480});
  CHECK(config.preview);
  CHECK(config.preview_address == "127.0.0.1");
  CHECK(config.preview_port == 8'470);
  CHECK(config.fonts_root == "/usr/share/fonts");
}

TEST_CASE("every key of a configuration reaches it") {
  auto const config = sound(R"(
    utc_offset = "+06:00"
    playlists = ["notices", "/srv/all.toml", "../shared.toml"]
    fonts = "fonts"
    [preview]
    listen = "127.0.0.1:0"
    [[screen]]
    name = "gate-2"
    size = "320x64"
    depth = "mono"
    driver = "ddp"
    line = "udp:127.0.0.1:4048"
    fps = 30
    ink = "#00ff00"
    led = "#ffb000"
    after_stop = "hold"
    settings = { packet_bytes = 480 }
  )");
  CHECK(config.utc_offset == std::chrono::minutes{360});
  CHECK(config.playlists == std::vector<std::filesystem::path>{"office/notices", "/srv/all.toml", "shared.toml"});
  CHECK(config.fonts_root == "office/fonts");
  CHECK(config.preview_port == 0);
  auto const& screen = config.screens.at(0);
  CHECK(screen.depth == Depth::mono);
  CHECK(screen.driver == "ddp");
  CHECK(screen.line == "udp:127.0.0.1:4048");
  CHECK(screen.fps == 30);
  CHECK(screen.ink == Rgb{0, 255, 0});
  CHECK(screen.led == Rgb{255, 176, 0});
  CHECK(screen.after_stop == AfterStop::hold);
  CHECK(screen.settings.at("packet_bytes") == SettingValue{std::int64_t{480}});
}

TEST_CASE("a screen can be like another one but for its name and how it is reached") {
  auto const config = sound(R"(
    [[screen]]
    name = "lobby"
    size = "192x32"
    depth = "red_green"
    driver = "ddp"
    line = "udp:10.0.0.7"
    fps = 25
    after_stop = "hold"
    settings = { packet_bytes = 480 }
    [[screen]]
    name = "desk"
    like = "lobby"
    driver = "null"
    fps = 10
  )");
  auto const& desk = config.screens.at(1);
  CHECK(desk.name == "desk");
  CHECK(desk.size == Size{192, 32});
  CHECK(desk.depth == Depth::red_green);
  CHECK(desk.fps == 10);
  CHECK(desk.after_stop == AfterStop::hold);
  CHECK(desk.driver == "null");
  CHECK(desk.line == "none:");
  CHECK(desk.settings.empty());
}

TEST_CASE("a screen can only be like one above it") {
  CHECK(faults_of("like = \"gate\"") == Briefs{"5:8 config.no_model"});
  CHECK(faults_of("like = \"lobby\"") == Briefs{"5:8 config.no_model"});
}

TEST_CASE("a driver that does not exist is answered with those that do") {
  auto const errors = read("[[screen]]\nname = \"lobby\"\nsize = \"192x32\"\ndriver = \"onbon_bx7\"\n").errors;
  REQUIRE(briefs(errors) == Briefs{"4:10 config.no_driver"});
  CHECK(worded(errors[0], Language::en)
            .find("office/signboard.toml:4:10: screen \"lobby\": no driver \"onbon_bx7\"; there is ddp, ") == 0);
}

TEST_CASE("a line must be one that can be read and that the driver can use") {
  std::string const ddp = "[[screen]]\nname = \"lobby\"\nsize = \"192x32\"\ndriver = \"ddp\"\n";
  CHECK(briefs(read(ddp).errors) == Briefs{"1:1 config.no_line"});
  CHECK(briefs(read(ddp + "line = \"stdout:\"\n").errors) == Briefs{"5:8 config.wrong_line"});
  CHECK(briefs(read(ddp + "line = \"udp:10.0.0.7\"\n").errors).empty());
  auto const errors = read(ddp + "line = \"10.0.0.7\"\n").errors;
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].id.starts_with("line."));
  CHECK(value_of(errors[0], "at") == "office/signboard.toml:5:8");
}

TEST_CASE("what a driver does not like about its settings is told at the setting") {
  std::string const ddp =
      "[[screen]]\nname = \"lobby\"\nsize = \"192x32\"\ndriver = \"ddp\"\nline = \"udp:10.0.0.7\"\n[screen.settings]\n";
  CHECK(briefs(read(ddp + "packet_byte = 480\n").errors) == Briefs{"7:15 driver.misspelt_setting"});
  CHECK(briefs(read(ddp + "packet_bytes = \"all\"\n").errors) == Briefs{"7:16 driver.setting_type"});
  CHECK(briefs(read(ddp + "packet_bytes = [1]\n").errors) == Briefs{"7:16 toml.wants_simple"});
  CHECK(faults_of("settings = { speed = 1 }") == Briefs{"5:22 driver.no_settings"});
  CHECK(faults_of("settings = 7") == Briefs{"5:12 toml.wants_table"});
}

TEST_CASE("a size that no screen has is refused") {
  for (auto const* const size :
       {"0x32", "192x0", "-192x32", "8193x8", "8x8193", "8192x8192", "4294967297x1", "192", "big"}) {
    INFO(size);
    CHECK(briefs(read("[[screen]]\nname = \"a\"\nsize = \"" + std::string(size) + "\"\ndriver = \"null\"\n").errors) ==
          Briefs{"3:8 config.impossible_size"});
  }
  CHECK(sound("[[screen]]\nname = \"a\"\nsize = \"8192x512\"\ndriver = \"null\"\n").screens.size() == 1);
  CHECK(briefs(read("[[screen]]\nname = \"a\"\ndriver = \"null\"\n").errors) == Briefs{"1:1 toml.missing_key"});
}

TEST_CASE("names of screens are slugs, each used once") {
  CHECK(briefs(read("[[screen]]\nname = \"大厅\"\nsize = \"1x1\"\ndriver = \"null\"\n").errors) ==
        Briefs{"2:8 config.bad_name"});
  auto const errors = read(std::string(least) + std::string(least)).errors;
  REQUIRE(briefs(errors) == Briefs{"6:8 config.duplicate_screen"});
  CHECK(value_of(errors[0], "first") == "office/signboard.toml:2:8");
}

TEST_CASE("there is at least one screen and not more than the house holds") {
  CHECK(briefs(read("").errors) == Briefs{"1:1 config.no_screens"});
  CHECK(briefs(read("screen = []").errors) == Briefs{"1:1 config.no_screens"});
  CHECK(briefs(read("screen = 7").errors) == Briefs{"1:10 toml.wants_tables"});
  std::string many;
  for (std::size_t i = 0; i <= limits::screens; ++i)
    many += "[[screen]]\nname = \"s-" + std::to_string(i) + "\"\nsize = \"8x8\"\ndriver = \"null\"\n";
  auto const reading = read(many);
  CHECK(briefs(reading.errors) == Briefs{"4097:1 config.too_many_screens"});
  CHECK(reading.value.screens.size() == limits::screens);
}

TEST_CASE("a wrong value in the configuration is told with its place") {
  CHECK(faults_of("fps = 0") == Briefs{"5:7 toml.out_of_range"});
  CHECK(faults_of("fps = 241") == Briefs{"5:7 toml.out_of_range"});
  CHECK(faults_of("depth = \"grey\"") == Briefs{"5:9 toml.unknown_word"});
  CHECK(faults_of("after_stop = \"sleep\"") == Briefs{"5:14 toml.unknown_word"});
  CHECK(faults_of("ink = \"#12345\"") == Briefs{"5:7 toml.bad_colour"});
  CHECK(faults_of("sise = 3") == Briefs{"5:1 toml.misspelt_key"});
  CHECK(faults_of_top("utc_offset = \"8\"") == Briefs{"1:14 time.unreadable_offset"});
  CHECK(faults_of_top("playlists = \"a.toml\"") == Briefs{"1:13 toml.wants_texts"});
  CHECK(faults_of_top("fonts = 3") == Briefs{"1:9 toml.wants_text"});
  CHECK(faults_of_top("[preview]\nlisten = 8470") == Briefs{"2:10 toml.wants_text"});
  CHECK(faults_of_top("[preview]\nport = 8470") == Briefs{"2:1 toml.unknown_key"});
}

TEST_CASE("the preview listens on this computer alone") {
  auto const listening = [](std::string const& text) {
    auto const config = sound("[preview]\nlisten = \"" + text + "\"\n" + std::string(least));
    return config.preview_address + " " + std::to_string(config.preview_port);
  };
  CHECK(listening("127.0.0.1:80") == "127.0.0.1 80");
  CHECK(listening("127.8.9.1:65535") == "127.8.9.1 65535");
  CHECK(listening("localhost:0") == "127.0.0.1 0");
  CHECK(listening("[::1]:8470") == "::1 8470");
  CHECK_FALSE(sound("[preview]\nlisten = \"off\"\n" + std::string(least)).preview);
  for (auto const* const open : {"0.0.0.0:8470", "192.168.1.5:8470", "[::]:8470", "[fe80::1]:8470", "128.0.0.1:1"})
    CHECK(faults_of_top("[preview]\nlisten = \"" + std::string(open) + "\"") == Briefs{"2:10 config.not_loopback"});
  for (auto const* const wrong : {"", "8470", "127.0.0.1", "127.0.0.1:", ":8470", "127.0.0.1:65536", "127.0.0.1:-1",
                                  "::1:8470", "office.example:8470", "127.1:80", "[127.0.0.1]:80", "on"})
    CHECK(faults_of_top("[preview]\nlisten = \"" + std::string(wrong) + "\"") == Briefs{"2:10 config.bad_listen"});
}

TEST_CASE("all faults are told at once, in the order of the file") {
  CHECK(briefs(read(R"(utc_offset = "noon"
[[screen]]
name = "lobby"
size = "0x0"
driver = "nul"
fps = 1000
[[screen]]
name = "gate"
like = "nobody"
colour = 1
)")
                   .errors) == Briefs{"1:14 time.unreadable_offset", "4:8 config.impossible_size",
                                      "5:10 config.no_driver", "6:7 toml.out_of_range", "7:1 toml.missing_key",
                                      "9:8 config.no_model", "10:1 toml.unknown_key"});
}

TEST_CASE("a configuration that is not there or is no TOML is told by its place") {
  Folder const folder;
  CHECK(load_config(folder.path() / "none.toml").errors.at(0).id == "file.missing");
  auto const file = folder.write("signboard.toml", "[[screen]\n");
  CHECK(value_of(load_config(file).errors.at(0), "at").find(file.string() + ":1:") == 0);
  folder.write("signboard.toml", std::string(limits::text_refused + 1, '#'));
  CHECK(load_config(file).errors.at(0).id == "file.too_large");
}

TEST_CASE("a check tells the faults of the configuration and of its playlists together") {
  Folder const folder;
  folder.write("notices/a.toml", "[[announcement]]\nid = \"a\"\ntext = \"一\"\nscreens = [\"gate\"]\n");
  auto const file = folder.write("signboard.toml", "playlists = [\"notices\"]\nfps = 3\n" + std::string(least));
  CHECK(briefs(check(file)) == Briefs{"2:1 toml.unknown_key", "4:12 playlist.unknown_screen"});
}

TEST_CASE("the examples are sound, and every screen has something to show at any time") {
  std::filesystem::path const root = SIGNBOARD_SOURCE_DIR;
  auto const config = load_config(root / "controller/examples/signboard.toml");
  for (auto const& error : config.errors) FAIL_CHECK(worded(error, Language::en));
  REQUIRE(config.value.screens.size() == 3);
  auto const announcements = load_playlists(config.value);
  for (auto const& error : announcements.errors) FAIL_CHECK(worded(error, Language::en));
  Bulletin bulletin;
  for (auto const& item : announcements.value) bulletin.put(item);
  CHECK(bulletin.all().size() > 10);
  for (auto const& screen : config.value.screens)
    for (auto const* const moment : {"1970-01-02T00:00:00Z", "2026-11-22T08:00:00Z", "2030-01-01T00:00:00Z"})
      CHECK_FALSE(bulletin.lineup(screen.name, *parse_wall_time(moment, std::chrono::minutes{0})).showing.empty());
}

namespace {

// The pieces of a manual between ```toml and ```.
std::vector<std::string> toml_pieces(std::filesystem::path const& manual) {
  std::ifstream in(manual);
  std::vector<std::string> pieces;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "```toml") pieces.emplace_back();
    if (line.starts_with("```")) {
      inside = line == "```toml";
    } else if (inside) {
      pieces.back() += line + "\n";
    }
  }
  return pieces;
}

}  // namespace

TEST_CASE("what the manuals show can be copied") {
  std::filesystem::path const docs = std::filesystem::path(SIGNBOARD_SOURCE_DIR) / "docs";
  for (auto const* const name : {"configuration.md", "configuration.zh.md"}) {
    auto const pieces = toml_pieces(docs / name);
    REQUIRE(pieces.size() == 2);
    for (auto const& piece : pieces)
      for (auto const& error : read(piece).errors) FAIL_CHECK(name << ": " << worded(error, Language::en));
  }
  for (auto const* const name : {"playlist-file.md", "playlist-file.zh.md"}) {
    auto const pieces = toml_pieces(docs / name);
    REQUIRE(pieces.size() >= 4);
    for (auto const& piece : pieces)
      for (auto const& error : read_playlist(piece, name, {}).errors) FAIL_CHECK(worded(error, Language::en));
  }
}

TEST_CASE("a screen has its hours of power and brightness, and one like it has them too unless it says otherwise") {
  auto const config = sound(std::string(least) +
                            "brightness = 80\n"
                            "[[screen.hours]]\nweekdays = [\"mon\", \"fri\"]\nwindows = [\"07:30-12:00\", "
                            "\"13:00-22:00\"]\n[[screen.hours]]\nweekdays = [\"sun\"]\n"
                            "[[screen.dimming]]\nwindows = [\"18:30-07:30\"]\npercent = 30\n"
                            "[[screen]]\nname = \"gate\"\nlike = \"lobby\"\ndriver = \"null\"\n"
                            "[[screen.hours]]\nwindows = [\"08:00-18:00\"]\n");
  auto const& plan = config.screens[0].plan;
  CHECK(plan.percent == 80);
  REQUIRE(plan.on.size() == 2);
  CHECK(plan.on[0].weekdays == 0b0010001);
  CHECK(plan.on[0].windows.size() == 2);
  CHECK(plan.on[1].windows.empty());
  REQUIRE(plan.dimmings.size() == 1);
  CHECK(plan.dimmings[0].percent == 30);
  CHECK(plan.dimmings[0].hours.utc_offset == config.utc_offset);
  auto const& like = config.screens[1].plan;
  CHECK(like.percent == 80);
  CHECK(like.on.size() == 1);
  CHECK(like.dimmings == plan.dimmings);
}

TEST_CASE("wrong hours of a screen are told with their place") {
  CHECK(faults_of("brightness = 0") == Briefs{"5:14 toml.out_of_range"});
  CHECK(faults_of("[[screen.dimming]]\nwindows = [\"18:00-07:00\"]") == Briefs{"5:1 toml.missing_key"});
  CHECK(faults_of("[[screen.hours]]\nwindows = [\"25:00-26:00\"]").size() == 1);
  CHECK(faults_of("[[screen.hours]]\nweekdays = [\"someday\"]") == Briefs{"6:13 playlist.bad_weekday"});
  CHECK(faults_of("[[screen.hours]]\npercent = 3") == Briefs{"6:1 toml.unknown_key"});
  std::string many;
  for (std::size_t i = 0; i <= limits::screen_hours; ++i) many += "[[screen.hours]]\nwindows = [\"08:00-09:00\"]\n";
  CHECK(faults_of(many) == Briefs{"5:1 config.too_many_hours"});
}
