#include "tests/support/card_on_udp.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr Size panel{160, 24};

std::string config_for(std::uint16_t port, std::string const& more = "") {
  return "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"off\"\n[[screen]]\nname = \"lobby\"\nsize = "
         "\"160x24\"\n"
         "depth = \"rgb\"\ndriver = \"ddp\"\nline = \"udp:127.0.0.1:" +
         std::to_string(port) + "\"\nfps = 60\n" + more;
}

// 20 px/s is a step every 50 ms: long enough that a loaded machine shows each.
constexpr std::string_view programme = R"([[announcement]]
id = "fire-season"
text = "森林草原防火期，严禁野外用火。བོད་ཡིག་གི་གསལ་བསྒྲགས། Tel. 0972-8321234"
effect = "scroll_left"
speed_px_s = 20
ink = "#ffa000"
)";

Frame frame_at(Scratch const& folder, WallTime at) {
  auto const out = (folder.path() / "shot.raw").string();
  auto const ran = run("signctl", {"render", "--config", (folder.path() / "signboard.toml").string(), "--screen",
                                   "lobby", "--playlist", (folder.path() / "programme.toml").string(), "--at",
                                   format_wall_time(at, std::chrono::minutes{480}), "--out", out});
  INFO(ran.errors);
  REQUIRE(ran.code == 0);
  auto const bytes = folder.read("shot.raw");
  Frame frame(panel);
  REQUIRE(bytes.size() == bytes_of(frame).size());
  std::memcpy(frame.pixels().data(), bytes.data(), bytes.size());
  return frame;
}

bool dark(Frame const& frame) { return frame == Frame(frame.size()); }

// How far the picture moved to the left; -1 where that explains nothing.
int step_between(Frame const& before, Frame const& after) {
  for (int step = 0; step <= 8; ++step) {
    bool same = true;
    for (int y = 0; y < before.height() && same; ++y)
      same = std::ranges::equal(before.row(y).subspan(static_cast<std::size_t>(step)),
                                after.row(y).first(static_cast<std::size_t>(before.width() - step)));
    if (same) return step;
  }
  return -1;
}

}  // namespace

TEST_CASE("what the card shows is what render shows for that instant, pixel for pixel") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(card.port()));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(card.next(60s));
  int compared = 0;
  for (int i = 0; i < 6; ++i) {
    card.during(700ms);
    auto const shown = card.next(5s);
    REQUIRE(shown);
    // A frame arrives a moment after its beat began: the instant a quarter of a beat later is surely within it.
    CHECK(shown->frame == frame_at(folder, shown->at + 12ms));
    if (!dark(shown->frame)) ++compared;
  }
  CHECK(compared >= 3);
  CHECK(card.card().counters().refused == 0);
  CHECK(card.card().counters().sequence_gaps == 0);
}

TEST_CASE("a daemon killed in mid-scroll and started again goes on at the phase of one that was left alone") {
  Scratch const folder;
  Scratch const other;
  CardOnUdp disturbed(panel);
  CardOnUdp left_alone(panel);
  for (auto const* const place : {&folder, &other}) place->write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(disturbed.port()));
  auto const twin_config = other.write("signboard.toml", config_for(left_alone.port()));
  Child twin("signboardd", {"--config", twin_config.string()}, other.path());
  {
    Child victim("signboardd", {"--config", config.string()}, folder.path());
    REQUIRE(disturbed.next(60s));
    REQUIRE(left_alone.next(60s));
    disturbed.during(1s);
    victim.signal(SIGKILL);
    REQUIRE(victim.wait(5s) == 128 + SIGKILL);
  }
  while (disturbed.next(200ms)) {
  }  // what was still on its way
  Child again("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(disturbed.next(60s));
  left_alone.during(1ms);
  std::vector<CardOnUdp::Shown> after;
  std::vector<CardOnUdp::Shown> twins;
  for (int i = 0; i < 40; ++i) {
    auto const mine = disturbed.during(25ms);
    auto const its = left_alone.during(25ms);
    after.insert(after.end(), mine.begin(), mine.end());
    twins.insert(twins.end(), its.begin(), its.end());
  }
  REQUIRE(after.size() >= 20);
  // Both send a beat's frame when the beat begins, by the same wall clock: the frame of the twin that arrived nearest.
  int compared = 0;
  for (auto const& shown : after) {
    auto const nearest = std::ranges::min_element(
        twins, {}, [&](auto const& candidate) { return std::chrono::abs(candidate.at - shown.at); });
    if (std::chrono::abs(nearest->at - shown.at) > 20ms) continue;  // the twin's packet was caught in the other's turn
    ++compared;
    CHECK(nearest->frame == shown.frame);
  }
  CHECK(compared >= 15);
}

TEST_CASE("reading the playlists again drops no frame, and what did not change stays in mid-scroll") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(card.port()));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(card.next(60s));
  std::vector<CardOnUdp::Shown> shown;
  for (int i = 0; i < 6; ++i) {
    // Something else is added at a lower rank each time, long enough to keep the workshop busy.
    std::string changed(programme);
    changed += "[[announcement]]\nid = \"filler\"\nrank = \"filler\"\ntext = \"";
    for (int n = 0; n < 400; ++n) changed += "垫片" + std::to_string(i);
    folder.write("programme.toml", changed + "\"\n");
    daemon.signal(SIGHUP);
    auto const some = card.during(500ms);
    shown.insert(shown.end(), some.begin(), some.end());
  }
  int steps = 0;
  for (std::size_t i = 1; i < shown.size(); ++i) {
    if (dark(shown[i].frame) || dark(shown[i - 1].frame)) continue;
    INFO("frame " << i << " of " << shown.size());
    CHECK(step_between(shown[i - 1].frame, shown[i].frame) == 1);
    ++steps;
  }
  CHECK(steps >= 30);
}

TEST_CASE("a mistake in a playlist that is read again is told with its place, and the programme stays") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(card.port()));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(card.next(60s));
  folder.write("programme.toml", std::string(programme) + "efect = \"hold\"\n");
  daemon.signal(SIGHUP);
  REQUIRE(daemon.says("programme.toml:7", 60s));
  REQUIRE(daemon.says("efect", 1s));
  card.during(200ms);
  auto const shown = card.during(1s);
  CHECK(shown.size() >= 10);
}

TEST_CASE("a mistake in one playlist holds up neither another playlist nor a changed screen") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", programme);
  folder.write("urgent.toml", "");
  auto const both = [](std::string config) {
    return config.replace(config.find("[\"programme.toml\"]"), 18, "[\"programme.toml\", \"urgent.toml\"]");
  };
  auto const config = folder.write("signboard.toml", both(config_for(card.port())));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  auto const first = card.next(60s);
  REQUIRE(first);
  auto const now = std::chrono::floor<std::chrono::seconds>(first->at);
  folder.write("programme.toml", std::string(programme) + "efect = \"hold\"\n");
  folder.write("urgent.toml",
               "[[announcement]]\nid = \"flood\"\nrank = \"urgent\"\ntext = \"山洪\"\neffect = \"hold\"\n"
               "valid_from = " +
                   format_wall_time(now - 1min, 0min) + "\nvalid_until = " + format_wall_time(now + 1h, 0min) + "\n");
  auto changed = both(config_for(card.port()));
  changed.replace(changed.find("fps = 60"), 8, "fps = 50");
  folder.write("signboard.toml", changed);
  daemon.signal(SIGHUP);
  REQUIRE(daemon.says("efect", 60s));
  card.during(1s);
  auto const shown = card.during(2s);
  REQUIRE(shown.size() >= 3);
  CHECK_FALSE(dark(shown.back().frame));
  CHECK(shown.back().frame == shown.front().frame);  // held, not the scroll of before
}

TEST_CASE(
    "a folder of playlists is a source of its own: what is put into it, changed or taken out is on the screen soon") {
  Scratch const folder;
  CardOnUdp card(panel);
  auto const box = folder.path() / "box";
  std::filesystem::create_directory(box);
  auto const words = config_for(card.port());
  auto config_text = words;
  config_text.replace(config_text.find("[\"programme.toml\"]"), 18, "[\"box\"]");
  auto const config = folder.write("signboard.toml", config_text);
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  auto const becomes = [&card](bool lit) {
    for (int tries = 0; tries < 100; ++tries) {
      auto const shown = card.during(200ms);
      if (!shown.empty() && std::ranges::all_of(shown, [lit](auto const& each) { return dark(each.frame) != lit; }))
        return true;
    }
    return false;
  };
  CHECK(becomes(false));
  auto const held = [](std::string const& id) {
    return "[[announcement]]\nid = \"" + id + "\"\ntext = \"停水通知\"\neffect = \"hold\"\n";
  };
  folder.write("box/one.toml", held("one"));
  CHECK(becomes(true));
  // A mistake keeps what was there before it; a folder that is gone for a while keeps all of it.
  folder.write("box/one.toml", held("one") + "efect = \"hold\"\n");
  CHECK(daemon.says("efect", 20s));
  CHECK(becomes(true));
  std::filesystem::rename(box, folder.path() / "away");
  CHECK(daemon.says("There is no file", 20s));
  CHECK(becomes(true));
  std::filesystem::rename(folder.path() / "away", box);
  std::filesystem::remove(box / "one.toml");
  CHECK(becomes(false));
}

TEST_CASE("a font that is damaged under a running daemon does not take it down") {
  namespace fs = std::filesystem;
  Scratch const folder;
  CardOnUdp card(panel);
  fs::path const fonts = folder.path() / "fonts";
  for (auto const* const part :
       {"opentype/noto/NotoSansCJK-Regular.ttc", "truetype/noto/NotoSerifTibetan-Regular.ttf"}) {
    fs::create_directories((fonts / part).parent_path());
    fs::copy_file(fs::path("/usr/share/fonts") / part, fonts / part);
  }
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", "fonts = \"" + fonts.string() + "\"\n" + config_for(card.port()));
  {
    Child daemon("signboardd", {"--config", config.string()}, folder.path());
    REQUIRE(card.next(60s));
    fs::resize_file(fonts / "opentype/noto/NotoSansCJK-Regular.ttc", 1'000);
    folder.write("programme.toml", "[[announcement]]\nid = \"new\"\ntext = \"疆警囊惠\"\neffect = \"hold\"\n");
    daemon.signal(SIGHUP);
    card.during(2s);
    CHECK_FALSE(card.during(2s).empty());
    daemon.signal(SIGTERM);
    CHECK(daemon.wait(10s) == 0);
  }
  Child again("signboardd", {"--config", config.string()}, folder.path());
  CHECK(again.wait(60s) == 1);
  CHECK(again.errors().find("NotoSansCJK-Regular.ttc") != std::string::npos);
}

TEST_CASE("a clean stop leaves the screen dark") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", config_for(card.port()));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(card.next(60s));
  card.during(1s);
  daemon.signal(SIGTERM);
  REQUIRE(daemon.wait(10s) == 0);
  auto const rest = card.during(300ms);
  REQUIRE_FALSE(rest.empty());
  CHECK(dark(rest.back().frame));
}

TEST_CASE("a screen that holds its picture is left as it was") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", "[[announcement]]\nid = \"a\"\ntext = \"暂停办公\"\neffect = \"hold\"\n");
  auto const config = folder.write("signboard.toml", config_for(card.port(), "after_stop = \"hold\"\n"));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(card.next(60s));
  card.during(1s);
  daemon.signal(SIGTERM);
  REQUIRE(daemon.wait(10s) == 0);
  card.during(300ms);
  CHECK_FALSE(dark(card.card().shown()));
}

TEST_CASE("a host that cannot be reached is told of in words, and the other screens go on") {
  Scratch const folder;
  CardOnUdp card(panel);
  folder.write("programme.toml", programme);
  auto const config =
      folder.write("signboard.toml", config_for(card.port(),
                                                "[[screen]]\nname = \"far\"\nsize = \"64x16\"\ndriver = \"ddp\"\n"
                                                "line = \"udp:no-such-host.invalid:4048\"\n"));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  REQUIRE(daemon.says("no-such-host.invalid", 30s));
  CHECK(daemon.says("screen \"far\"", 1s));
  CHECK(card.during(1s).size() >= 10);
}

TEST_CASE("fonts that are not there are named, with the package that brings them") {
  Scratch const folder;
  folder.write("programme.toml", programme);
  auto const config = folder.write("signboard.toml", "fonts = \"" + folder.path().string() + "\"\n" + config_for(9));
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  CHECK(daemon.wait(60s) == 1);
  CHECK(daemon.errors().find("fonts-noto-cjk") != std::string::npos);
}

TEST_CASE("a configuration with mistakes starts nothing and names them all") {
  Scratch const folder;
  auto const config = folder.write("signboard.toml",
                                   "[[screen]]\nname = \"a\"\nsize = \"0x16\"\ndriver = \"ddp\"\nline = "
                                   "\"udp:127.0.0.1\"\ncolor = 1\n[[screen]]\nname = \"a\"\nsize = "
                                   "\"16x16\"\ndriver = \"onbon\"\nline = \"none:\"\n");
  Child daemon("signboardd", {"--config", config.string()}, folder.path());
  CHECK(daemon.wait(60s) == 2);
  auto const errors = daemon.errors();
  for (auto const* const part : {"signboard.toml:3", "signboard.toml:6", "color", "onbon"}) {
    INFO(part << " in\n" << errors);
    CHECK(errors.find(part) != std::string::npos);
  }
}
