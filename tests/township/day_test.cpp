// A day of the township: opening hours, dimming and a screen that goes off, an urgent notice through a power cut, one
// that lights the screen at night. What was foreseen, what the card was sent and what the ledger says must agree.

#include "tests/support/catch.hpp"
#include "tests/township/township.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <csignal>
#include <map>

using namespace signboard;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

// Each announcement has an ink of its own: which it is can be read off a frame, however dim.
struct Ink {
  std::string id;
  bool r, g, b;
};
std::vector<Ink> const inks{{"welcome", true, true, true},   {"office", false, true, false},
                            {"evening", false, false, true}, {"storm", true, false, false},
                            {"night", true, false, true},    {"", false, false, false}};

std::string id_of(Rgb ink) {
  for (auto const& [id, r, g, b] : inks)
    if ((ink.r > 0) == r && (ink.g > 0) == g && (ink.b > 0) == b) return id;
  return "?";
}

// What the office has decided for its day, by hand; brightness 0 is a screen that is off.
struct Expected {
  char const* at;
  char const* id;
  int brightness;
};
std::vector<Expected> const quiet_day{
    {"07:00:00", "welcome", 0},  {"07:31:00", "welcome", 80}, {"08:29:00", "welcome", 80}, {"08:31:00", "office", 80},
    {"12:01:00", "welcome", 80}, {"14:31:00", "office", 80},  {"16:39:00", "office", 80}};

WallTime on_the_day(std::string const& time) { return local("2026-12-02T" + time); }

json::object span_at(json::value const& forecast, WallTime at) {
  for (auto const& span : forecast.at("spans").as_array()) {
    auto const from = local(std::string(span.at("from").as_string())),
               until = local(std::string(span.at("until").as_string()));
    if (from <= at && at < until) return span.as_object();
  }
  FAIL("the forecast has no " << written(at));
  return {};
}

class Day : public Township {
 public:
  Day()
      : Township("clock_step_min = 1440",
                 "brightness = 80\n[[screen.hours]]\nwindows = [\"07:30-22:00\"]\n"
                 "[[screen.dimming]]\nwindows = [\"18:30-07:30\"]\npercent = 30\n") {}

  void announce(std::string const& document) {
    auto const made = told("POST", "/api/announcements", document);
    INFO(json::serialize(made.body));
    REQUIRE(made.status == 201);
  }

  void raise(std::string const& id, std::string const& ink, std::string const& until) {
    auto const made = told("POST", "/api/urgent",
                           R"({"id": ")" + id + R"(", "text": "口", "effect": "hold", "rank": "urgent", "ink": ")" +
                               ink + R"(", "valid_until": ")" + written(on_the_day(until)) + "\"}");
    INFO(json::serialize(made.body));
    REQUIRE(made.status == 201);
    foresee();
  }

  void foresee() {
    auto const told_ = told("GET", "/api/screens/lobby/forecast?from=" + escaped(written(wall())) +
                                       "&to=" + escaped(written(on_the_day("23:59:59"))));
    REQUIRE(told_.status == 200);
    forecast = told_.body;
  }

  // Frames and forecast at a moment, against the office's own table.
  void look_at(Expected const& expected) {
    auto const at = on_the_day(expected.at);
    INFO(expected.at);
    set_clock(at);
    auto const right = [&](Rgb ink) {
      auto const lit = std::max({ink.r, ink.g, ink.b});
      return expected.brightness == 0 ? lit == 0 : id_of(ink) == expected.id;
    };
    CHECK(settles(right));
    auto const span = span_at(forecast, at);
    CHECK(span.at("showing").as_array().at(0).as_string() == expected.id);
    CHECK(span.at("on").as_bool() == (expected.brightness > 0));
    if (expected.brightness == 0) return;
    CHECK(span.at("brightness").as_int64() == expected.brightness);
    for (auto const& shown : watch(200ms)) {
      auto& light = light_of[expected.brightness];
      auto const lit = std::max({shown.ink.r, shown.ink.g, shown.ink.b});
      if (light == 0) light = lit;
      CHECK(lit == light);  // as bright as ever at that percentage
    }
  }

  static std::string escaped(std::string text) {
    auto const plus = text.find('+');
    return plus == std::string::npos ? text : text.replace(plus, 1, "%2B");
  }

  json::value forecast;
  std::map<int, std::uint8_t> light_of;
};

}  // namespace

TEST_CASE("a day of the township: forecast, frames and ledger agree") {
  Day day;
  day.open();
  day.set_clock(on_the_day("06:58:00"));
  day.watch(1'500ms);
  REQUIRE(day.told("POST", "/api/clock/confirm", "{}").status == 200);  // a step of days: somebody has to look
  day.announce(R"({"id": "welcome", "rank": "filler", "text": "口", "effect": "hold", "ink": "#ffffff"})");
  day.announce(R"({"id": "office", "text": "口", "effect": "hold", "ink": "#00ff00",
                   "weekdays": ["mon", "tue", "wed", "thu", "fri"], "windows": ["08:30-12:00", "14:30-18:00"]})");
  day.announce(R"({"id": "evening", "text": "口", "effect": "hold", "ink": "#0000ff", "windows": ["18:00-22:30"]})");
  day.foresee();
  for (auto const& expected : quiet_day) day.look_at(expected);

  day.set_clock(on_the_day("16:40:00"));
  day.raise("storm", "#ff0000", "19:40:00");
  day.look_at({"16:41:00", "storm", 80});
  day.set_clock(on_the_day("17:20:00"));
  day.watch(1'200ms);
  day.cut_power();
  day.open();
  day.look_at({"17:25:00", "storm", 80});
  day.look_at({"18:31:00", "storm", 30});

  // It ends when it was to end, to the second, and the screen shows what the schedule says then.
  day.set_clock(on_the_day("19:39:57"));
  for (auto const& shown : day.watch(6s)) {
    auto const id = id_of(shown.ink);
    INFO(written(shown.at) << " " << id);
    if (shown.at < on_the_day("19:39:57")) continue;  // sent before the clock was set
    CHECK((id == "storm" || shown.at >= on_the_day("19:40:00")));
    CHECK((id == "evening" || shown.at < on_the_day("19:40:01")));
  }
  day.look_at({"19:41:00", "evening", 30});

  // At night: the screen is lit past its hours for as long as the notice stands, and no longer.
  day.set_clock(on_the_day("21:30:00"));
  day.raise("night", "#ff00ff", "23:00:00");
  day.look_at({"21:59:00", "night", 30});
  day.look_at({"22:01:00", "night", 30});
  day.set_clock(on_the_day("23:00:01"));
  CHECK(day.settles([](Rgb ink) { return ink == Rgb{}; }));
  day.watch(1'200ms);
  CHECK(day.light_of.at(30) < day.light_of.at(80));

  // The ledger: what was done, in its order, and what was on when. It is written hourly and when the program ends.
  day.daemon->signal(SIGTERM);
  REQUIRE(day.daemon->wait(20s).has_value());
  day.open();
  auto const verified = day.told("GET", "/api/ledger/verify");
  CHECK(verified.status == 200);
  auto const ledger = day.told("GET", "/api/ledger?limit=1000");
  REQUIRE(ledger.status == 200);
  std::vector<std::string> acts;
  int shown_rows = 0;
  for (auto const& row : ledger.body.at("rows").as_array()) {
    std::string const kind(row.at("kind").as_string()), subject(row.at("subject").as_string());
    auto const at = local(std::string(row.at("at").as_string()));
    if (kind == "started" || kind == "stopped" || kind == "put" || kind == "withdraw")
      acts.push_back(kind + (subject.empty() ? "" : " " + subject));
    if (kind == "withdraw" && subject == "storm") {
      CHECK(at >= on_the_day("19:40:00"));
      CHECK(at < on_the_day("19:40:02"));
    }
    if (kind != "shown") continue;
    ++shown_rows;
    INFO(json::serialize(row));
    auto const& body = row.at("body").as_object();
    std::string const id(body.at("id").as_string());
    auto const from = local(std::string(body.at("from").as_string())),
               until = local(std::string(body.at("until").as_string()));
    CHECK(subject == "lobby");
    CHECK(from <= until);
    // Nothing was on before it was allowed to be, and the dark hours are nobody's.
    CHECK(from >= on_the_day("07:30:00"));
    if (id == "office") CHECK((from >= on_the_day("08:30:00") && until < on_the_day("18:00:02")));
    if (id == "storm") CHECK((from >= on_the_day("16:40:00") && until < on_the_day("19:40:02")));
    if (id == "evening") CHECK((from >= on_the_day("19:40:00") && until < on_the_day("22:00:02")));
    if (id == "night") CHECK((from >= on_the_day("21:30:00") && until < on_the_day("23:00:03")));
  }
  CHECK(acts == std::vector<std::string>{"started", "put welcome", "put office", "put evening", "put storm", "started",
                                         "withdraw storm", "put night", "withdraw night", "stopped", "started"});
  CHECK(shown_rows >= 4);
}
