// A clock that is set, jumps, was never set, sleeps, or is told another zone, under a daemon at work.

#include "tests/support/catch.hpp"
#include "tests/township/township.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <csignal>

using namespace signboard;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr Rgb green{0, 255, 0}, blue{0, 0, 255}, red{255, 0, 0};
constexpr auto period = 50ms;  // of the screen below: slow enough for a checked build on a busy machine

std::string item(std::string const& id, std::string const& ink, std::string const& more) {
  return R"({"id": ")" + id + R"(", "text": "口口", "ink": ")" + ink + "\"" + more + "}";
}

class Office : public Township {
 public:
  explicit Office(std::string const& top = {}) : Township(top, "fps = 20\n") {}

  void send(std::string const& to, std::string const& document) {
    auto const made = told("POST", to, document);
    INFO(json::serialize(made.body));
    REQUIRE(made.status == 201);
  }

  // Something always valid that moves, so that every frame is another one.
  void announce_moving() {
    send("/api/announcements", item("moving", "#00ff00", R"(, "effect": "scroll_left", "speed_px_s": 40)"));
    REQUIRE(settles([](Rgb ink) { return ink == green; }));
  }

  std::chrono::nanoseconds longest_gap(std::chrono::milliseconds length) {
    auto const shown = watch(length);
    std::chrono::nanoseconds longest{0};
    for (std::size_t i = 1; i < shown.size(); ++i) longest = std::max(longest, shown[i].real - shown[i - 1].real);
    return shown.size() < 2 ? std::chrono::nanoseconds(length) : longest;
  }

  bool is_trusted() { return told("GET", "/api/clock").body.at("trusted").as_bool(); }
  void confirm() { REQUIRE(told("POST", "/api/clock/confirm", "{}").status == 200); }
};

bool has(std::vector<Township::Shown> const& shown, Rgb ink) {
  return std::ranges::find(shown, ink, &Township::Shown::ink) != shown.end();
}

}  // namespace

TEST_CASE("a stepped clock stops no picture, and a great step starts nothing until somebody has looked") {
  Office office;
  office.open();
  office.announce_moving();
  // On from an hour ago until in two days, above what moves: it depends on the clock.
  office.send("/api/announcements",
              item("scheduled", "#0000ff",
                   R"(, "effect": "scroll_left", "speed_px_s": 40, "valid_from": ")" + written(office.wall() - 1min) +
                       R"(", "valid_until": ")" + written(office.wall() + 72h) + "\""));
  for (auto const step : {3min, -3min, 60min, -60min, 1'440min, -1'440min}) {
    INFO(step.count() << " min");
    auto const control = office.longest_gap(1'500ms);
    office.step(step);
    auto const longest = office.longest_gap(1'500ms);
    CHECK(longest <= std::max<std::chrono::nanoseconds>(2 * period, 2 * control));
    bool const is_great = step > 10min || step < -10min;
    CHECK(office.is_trusted() != is_great);
    if (!is_great) continue;
    auto const shown = office.watch(3s);
    CHECK_FALSE(has(shown, blue));
    CHECK(has(shown, green));
    auto const faults = office.told("GET", "/api/faults").body;
    CHECK(json::serialize(faults).find("clock.stepped") != std::string::npos);
    // Why it is not on has its reason.
    CHECK(json::serialize(office.told("GET", "/api/screens/lobby/lineup").body).find("clock_doubted") !=
          std::string::npos);
    office.confirm();
    if (step > 0min) CHECK(has(office.watch(6s), blue));
  }
}

TEST_CASE("an urgent notice ends by the wall, and by the clock that counts when the wall is set back") {
  Office office("clock_step_min = 1440");
  office.open();
  office.announce_moving();
  auto const raise = [&](std::string const& id, WallTime until) {
    office.send(
        "/api/urgent",
        item(id, "#ff0000", R"(, "rank": "urgent", "effect": "hold", "valid_until": ")" + written(until) + "\""));
  };
  SECTION("set forward") {
    auto const until = std::chrono::floor<std::chrono::seconds>(office.wall() + 1h);
    raise("storm", until);
    REQUIRE(office.settles([](Rgb ink) { return ink == red; }));
    office.set_clock(until - 2s);
    for (auto const& shown : office.watch(5s)) {
      INFO(written(shown.at));
      if (shown.ink == red) CHECK(shown.at < until + 1s);
      if (shown.ink == green) CHECK(shown.at >= until);
    }
    CHECK(office.settles([](Rgb ink) { return ink == green; }));
  }
  SECTION("set back") {
    auto const span = 6s;
    auto const now = office.wall();
    raise("storm", now + span);
    REQUIRE(office.settles([](Rgb ink) { return ink == red; }));
    office.step(-1h);
    auto const shown = office.watch(9s);
    REQUIRE(has(shown, red));
    CHECK(office.settles([](Rgb ink) { return ink == green; }));  // what moves is out of the picture now and then
    for (auto const& each : shown)
      if (each.ink == red) CHECK(each.at + 1h < now + span + 1s);
    CHECK(office.told("GET", "/api/urgent").body.at("urgent").as_array().empty());
  }
}

TEST_CASE("an urgent notice whose end the clock jumped over is over for good, also when it is set back at once") {
  Office office;
  office.open();
  office.announce_moving();
  for (int round = 0; round < 4; ++round) {
    INFO(round);
    auto const end = written(office.wall() + 5min);
    office.send("/api/urgent", item("water-" + std::to_string(round), "#ff0000", R"(, "valid_until": ")" + end + "\""));
    REQUIRE(office.settles([](Rgb ink) { return ink == red; }));
    office.step(6min);
    REQUIRE(office.settles([](Rgb ink) { return ink == green; }));
    office.step(-5min);
    office.watch(2s);  // until the desk has looked around
    CHECK_FALSE(has(office.watch(700ms), red));
  }
}

TEST_CASE("a clock at 1970 after a power cut brings nothing back that may be over") {
  Office office;
  office.open();
  office.announce_moving();
  office.send("/api/announcements", item("scheduled", "#0000ff",
                                         R"(, "effect": "scroll_left", "speed_px_s": 40, "valid_until": ")" +
                                             written(office.wall() + 72h) + "\""));
  office.send("/api/urgent",
              item("storm", "#ff0000",
                   R"(, "rank": "urgent", "effect": "hold", "valid_until": ")" + written(office.wall() + 1h) + "\""));
  REQUIRE(office.settles([](Rgb ink) { return ink == red; }));
  auto const today = office.wall();
  office.cut_power();
  office.step(-today.time_since_epoch() + 60s);
  office.open();
  auto shown = office.watch(3s);
  CHECK(has(shown, green));
  CHECK_FALSE(has(shown, red));
  CHECK_FALSE(has(shown, blue));
  CHECK_FALSE(office.is_trusted());
  CHECK(json::serialize(office.told("GET", "/api/faults").body).find("clock.before_build") != std::string::npos);
  // The time server comes: it is two hours later, the notice is over, the others go on.
  auto const control = office.longest_gap(1s);
  office.set_clock(today + 2h);
  CHECK(office.longest_gap(1'500ms) <= std::max<std::chrono::nanoseconds>(2 * period, 2 * control));
  CHECK(office.is_trusted());
  shown = office.watch(6s);
  CHECK_FALSE(has(shown, red));
  CHECK(has(shown, blue));
  CHECK(office.told("GET", "/api/urgent").body.at("urgent").as_array().empty());
}

TEST_CASE("a clock behind the ledger is not believed, and an urgent notice that is not over goes on once it is") {
  Office office;
  office.open();
  office.announce_moving();
  office.send("/api/urgent",
              item("storm", "#ff0000",
                   R"(, "rank": "urgent", "effect": "hold", "valid_until": ")" + written(office.wall() + 1h) + "\""));
  REQUIRE(office.settles([](Rgb ink) { return ink == red; }));
  office.cut_power();
  office.step(-5h);
  office.open();
  CHECK_FALSE(has(office.watch(2s), red));
  CHECK_FALSE(office.is_trusted());
  office.step(5h);
  CHECK(office.settles([](Rgb ink) { return ink == red; }));
  CHECK(office.is_trusted());
}

TEST_CASE("an insert plays once, also when the clock is set back to before it") {
  Office office;
  office.open();
  office.announce_moving();
  office.send("/api/announcements",
              item("once", "#0000ff", R"(, "rank": "insert", "effect": "hold", "hold_ms": 1500)"));
  auto const shown = office.watch(4s);
  CHECK(has(shown, blue));
  CHECK(office.settles([](Rgb ink) { return ink == green; }));
  auto const runs = std::ranges::count_if(shown, [](auto const& each) { return each.ink == blue; });
  CHECK(runs >= 1);
  office.step(-5s);
  CHECK_FALSE(has(office.watch(7s), blue));
  CHECK(office.told("GET", "/api/announcements/once").status == 404);
}

TEST_CASE("an insert that waits for its hour is not lost when the clock is set back a little, and plays once") {
  Office office;
  office.open();
  office.announce_moving();
  auto const from = std::chrono::ceil<std::chrono::seconds>(office.wall() + 2s);
  office.send("/api/announcements",
              item("once", "#0000ff",
                   R"(, "rank": "insert", "effect": "hold", "hold_ms": 1000, "valid_from": ")" + written(from) + "\""));
  office.step(-4s);
  auto const shown = office.watch(10s);
  auto const is_once = [](Township::Shown const& each) { return each.ink == blue; };
  REQUIRE(std::ranges::any_of(shown, is_once));
  for (auto const& each : shown)
    if (is_once(each)) CHECK((each.at >= from && each.at < from + 1s + period));
  CHECK(office.told("GET", "/api/announcements/once").status == 404);
}

TEST_CASE("a clock that is set is followed to what is due then, and nothing that is over is seen again") {
  Office office("clock_step_min = 1440");
  office.open();
  auto const midnight =
      WallTime{std::chrono::floor<std::chrono::days>(office.wall() + Township::zone) + std::chrono::days{2}} -
      Township::zone;
  auto const still = R"(, "effect": "hold", "hold_ms": 500)";
  office.send("/api/announcements", item("always", "#00ff00", std::string(still) + R"(, "rank": "filler")"));
  office.send("/api/announcements", item("hours", "#0000ff", std::string(still) + R"(, "windows": ["08:30-12:00"])"));
  office.send("/api/announcements", item("dated", "#ff0000",
                                         std::string(still) + R"(, "valid_from": ")" + written(midnight + 13h) +
                                             R"(", "valid_until": ")" + written(midnight + 15h) + "\""));
  office.set_clock(midnight + 9h + 30min);
  office.watch(1'200ms);
  office.confirm();
  REQUIRE(office.settles([](Rgb ink) { return ink == blue; }));
  // By hours and, but for ten seconds, by a day: into hours and out of them, and over what is of one day only.
  for (auto const& [hours, due] : std::vector<std::pair<std::chrono::hours, Rgb>>{
           {1h, blue}, {-1h, blue}, {5h, red}, {-2h, green}, {23h, blue}, {-23h, green}, {1h, red}, {24h, green}}) {
    office.step(hours - 10s);
    INFO("by " << hours.count() << " h to " << written(office.wall()));
    // A picture that is held looks at the clock every 500 ms; where nothing was planned for the new time it is dark
    // until it is, rather than show what may be over.
    auto const following = office.watch(1s);
    std::chrono::nanoseconds dark{0};
    for (std::size_t i = 1; i < following.size(); ++i)
      if (following[i - 1].ink == Rgb{}) dark += following[i].real - following[i - 1].real;
    CHECK(dark < 500ms);
    auto const settled = office.watch(1s);
    CHECK(settled.size() >= 2);
    for (auto const& each : settled) CHECK(each.ink == due);
    CHECK(office.is_trusted());
  }
}

TEST_CASE("a machine that slept shows what is due when it wakes, and doubts nothing") {
  Office office;
  office.open();
  office.announce_moving();
  office.send("/api/urgent",
              item("storm", "#ff0000",
                   R"(, "rank": "urgent", "effect": "hold", "valid_until": ")" + written(office.wall() + 3h) + "\""));
  office.send("/api/announcements",
              item("later", "#0000ff",
                   R"(, "effect": "hold", "hold_ms": 500, "valid_from": ")" + written(office.wall() + 7h) + "\""));
  REQUIRE(office.settles([](Rgb ink) { return ink == red; }));
  office.doze(8h);
  office.watch(1s);  // seen at the next beat, or after half a second
  auto const shown = office.watch(6s);
  CHECK_FALSE(has(shown, red));
  CHECK(has(shown, green));
  CHECK(has(shown, blue));
  CHECK(office.is_trusted());
  CHECK(office.told("GET", "/api/urgent").body.at("urgent").as_array().empty());
}

TEST_CASE("in another zone the same windows are other hours, of files and of what was announced before") {
  auto const zoned = [](std::string const& offset) {
    return "utc_offset = \"" + offset + "\"\nplaylists = [\"programme.toml\"]\nclock_step_min = 1440";
  };
  Office office(zoned("+08:00"));
  // Both are on from 8 to 9 of the office's morning.
  office.folder.write("programme.toml",
                      "[[announcement]]\nid = \"filed\"\ntext = \"口\"\neffect = \"hold\"\nhold_ms = 500\n"
                      "ink = \"#00ff00\"\nwindows = [\"08:00-09:00\"]\n");
  office.open();
  office.set_clock(local("2026-12-02T08:30:00"));
  office.watch(1'500ms);
  if (!office.is_trusted()) office.confirm();
  office.send("/api/announcements",
              item("announced", "#0000ff", R"(, "effect": "hold", "hold_ms": 500, "windows": ["08:00-09:00"])"));
  auto shown = office.watch(4s);
  CHECK(has(shown, green));
  CHECK(has(shown, blue));
  office.folder.write("signboard.toml", office.config_text(zoned("+06:00"), "fps = 20\n"));
  office.daemon->signal(SIGHUP);
  CHECK(office.settles([](Rgb ink) { return ink == Rgb{}; }));  // half past six there
  office.folder.write("signboard.toml", office.config_text(zoned("+08:00"), "fps = 20\n"));
  office.daemon->signal(SIGHUP);
  office.watch(2s);
  shown = office.watch(4s);
  CHECK(has(shown, green));
  CHECK(has(shown, blue));
}
