#include "controller/signsim/plan.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

namespace {

CardPlan plan(std::string_view text) {
  INFO(text);
  auto read = parse_card(text);
  if (!read) FAIL(read.error().id);
  return *read;
}

std::string_view trouble(std::string_view text) {
  auto const read = parse_card(text);
  return read ? "none" : read.error().id;
}

}  // namespace

TEST_CASE("a card is asked for by driver, size and place, and called like its driver unless it has a name") {
  auto const simple = plan("ddp:192x32@4048");
  CHECK(simple.name == "ddp");
  CHECK(simple.kind == find_card("ddp"));
  CHECK(simple.size == Size{192, 32});
  CHECK(simple.depth == Depth::rgb);
  CHECK(simple.place == Place(UdpPlace{"127.0.0.1", 4048}));
  CHECK(plan("lobby=ddp:1x1@0.0.0.0:5000").place == Place(UdpPlace{"0.0.0.0", 5000}));
  CHECK(plan("lobby=ddp:1x1@[::1]:5000").place == Place(UdpPlace{"::1", 5000}));
  CHECK(plan("lobby=ddp:1x1@4048").name == "lobby");
}

TEST_CASE("a serial card sits on a pseudo-terminal, with a link to it or without, and may be paced") {
  CHECK(plan("adalight:64x16@pty").place == Place(PtyPlace{"", 0}));
  CHECK(plan("tpm2:64x16@/run/x/tty,baud=115200").place == Place(PtyPlace{"/run/x/tty", 115'200}));
  CHECK(plan("a=adalight:64x16@./tty").place == Place(PtyPlace{"./tty", 0}));
}

TEST_CASE("what light the lamps make and how they hang are options") {
  auto const card = plan("x=ddp:8x4@1,depth=mono,led=ffb000,path=serpentine,corner=bottom_left,order=grb");
  CHECK(card.depth == Depth::mono);
  CHECK(card.led == Rgb{0xFF, 0xB0, 0});
  CHECK(card.wiring.path == Wiring::Path::serpentine);
  CHECK(card.wiring.corner == Wiring::Corner::bottom_left);
  CHECK(card.order == ColourOrder{1, 0, 2});
  CHECK(plan("x=ddp:8x4@1,led=#00ff00").led == Rgb{0, 255, 0});
}

TEST_CASE("what is wrong with a card is told") {
  CHECK(trouble("ddp") == "signsim.bad_card");
  CHECK(trouble("ddp:192x32") == "signsim.bad_card");
  CHECK(trouble("ddp:192@4048") == "signsim.bad_card");
  CHECK(trouble("ddp:192x32@") == "signsim.bad_card");
  CHECK(trouble("ddp:192x32@70000") == "signsim.bad_card");
  CHECK(trouble("ddp:192x32@4048,depth") == "signsim.bad_card");
  CHECK(trouble("a b=ddp:192x32@4048") == "signsim.bad_card");
  CHECK(trouble("a/b=ddp:192x32@4048") == "signsim.bad_card");
  CHECK(trouble("all=ddp:192x32@4048") == "signsim.bad_card");
  CHECK(trouble("onbon:192x32@4048") == "signsim.no_card");
  CHECK(trouble("ddp:192x32@pty") == "signsim.wrong_place");
  CHECK(trouble("adalight:192x32@4048") == "signsim.wrong_place");
  CHECK(trouble("ddp:0x32@4048") == "cli.impossible_size");
  CHECK(trouble("ddp:8192x8192@4048") == "cli.impossible_size");
  CHECK(trouble("ddp:1x1@4048,led=red") == "cli.bad_value");
  CHECK(trouble("ddp:1x1@4048,baud=9600") == "driver.unknown_setting");
  CHECK(trouble("adalight:1x1@pty,baud=1") == "driver.setting_range");
  CHECK(trouble("ddp:1x1@4048,depth=blue") == "driver.setting_choice");
}

TEST_CASE("a configuration gives a card for each screen that has one, where its line leads") {
  auto const config = read_config(R"([[screen]]
name = "lobby"
size = "192x32"
depth = "mono"
led = "#ffb000"
driver = "ddp"
line = "udp:localhost:4050"
settings = { path = "serpentine", sequence = "off", gamma = 2.2 }
[[screen]]
name = "gate"
size = "64x32"
driver = "null"
[[screen]]
name = "window"
size = "64x16"
driver = "ddp"
line = "udp:[::1]"
)",
                                  "signboard.toml");
  REQUIRE(config.errors.empty());
  auto const plans = plan_screens(config.value);
  CHECK(plans.errors.empty());
  REQUIRE(plans.value.size() == 2);
  CHECK(plans.value[0].name == "lobby");
  CHECK(plans.value[0].size == Size{192, 32});
  CHECK(plans.value[0].depth == Depth::mono);
  CHECK(plans.value[0].led == Rgb{0xFF, 0xB0, 0});
  CHECK(plans.value[0].wiring.path == Wiring::Path::serpentine);
  CHECK(plans.value[0].place == Place(UdpPlace{"127.0.0.1", 4050}));
  CHECK(plans.value[1].place == Place(UdpPlace{"::1", 4048}));
}

TEST_CASE("a configuration without any screen to simulate is an error") {
  auto const config = read_config("[[screen]]\nname = \"gate\"\nsize = \"64x32\"\ndriver = \"null\"\n", "a.toml");
  REQUIRE(config.errors.empty());
  auto const plans = plan_screens(config.value);
  REQUIRE(plans.errors.size() == 1);
  CHECK(plans.errors.front().id == "signsim.no_screens");
}
