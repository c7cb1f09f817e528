#include "controller/fault_book.hpp"

#include "base/limits.hpp"
#include "controller/help/fault_numbers.hpp"
#include "controller/lineup_json.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/array.hpp>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr WallTime morning{1'795'305'600s};
constexpr std::chrono::minutes office{480};

StandingFault unplugged(std::string screen) {
  return {fault(Code::unavailable, "line.unplugged", {{"line", "serial:/dev/ttyUSB0"}, {"device", "/dev/ttyUSB0"}}),
          std::move(screen),
          {},
          {}};
}

StandingFault not_saved(std::string id) {
  return {fault(Code::io, "desk.not_saved", {{"id", std::move(id)}}), {}, {}, {}};
}

bool never_dark(std::string const&) { return false; }

}  // namespace

TEST_CASE("a fault has its number, and keeps the time it began") {
  FaultBook book;
  book.look({unplugged("lobby")}, morning);
  REQUIRE(book.standing().size() == 1);
  CHECK(book.standing()[0].number == "F101");
  CHECK(book.standing()[0].since == morning);
  book.look({unplugged("lobby"), unplugged("gate")}, morning + 60s);
  CHECK(book.standing()[0].since == morning);
  CHECK(book.standing()[1].since == morning + 60s);
  book.look({}, morning + 90s);
  CHECK(book.standing().empty());
  book.look({unplugged("lobby")}, morning + 120s);
  CHECK(book.standing()[0].since == morning + 120s);
}

TEST_CASE("who knows since when is believed, and two notices are two faults") {
  FaultBook book;
  auto fault = unplugged("lobby");
  fault.since = morning - 1h;
  book.look({fault, not_saved("water")}, morning);
  CHECK(book.standing()[0].since == morning - 1h);
  book.look({not_saved("water"), not_saved("road")}, morning + 60s);
  CHECK(book.standing()[0].since == morning);
  CHECK(book.standing()[1].since == morning + 60s);
}

TEST_CASE("of a clock in doubt no time is told, whatever it says") {
  FaultBook book;
  book.look({{fault(Code::unavailable, "clock.stepped", {{"now", "2026-11-22T08:30:00+08:00"}}), {}, {}, {}}}, morning);
  CHECK(book.standing()[0].number == "F302");
  CHECK_FALSE(book.standing()[0].since.has_value());
}

TEST_CASE(
    "a mistake in a file has the number of its kind of file, what nobody foresaw has one too, and all are bounded") {
  FaultBook book;
  StandingFault mistake{fault(Code::invalid, "toml.missing_key", {{"key", "id"}}), {}, faulty_playlist, {}};
  StandingFault strange{fault(Code::invalid, "toml.missing_key", {{"key", "id"}}), {}, {}, {}};
  book.look({mistake, strange}, morning);
  CHECK(book.standing()[0].number == "F401");
  CHECK(book.standing()[1].number == "F901");
  book.look(std::vector<StandingFault>(limits::standing_faults + 1, mistake), morning);
  CHECK(book.standing().size() == limits::standing_faults);
}

TEST_CASE("a fault as JSON says its number and where its page is") {
  FaultBook book;
  book.look({unplugged("lobby"), not_saved("water")}, morning);
  auto const first = to_json(book.standing()[0], Language::zh, office);
  CHECK(first.at("number") == "F101");
  CHECK(first.at("help") == "/help/F101");
  CHECK(first.at("id") == "line.unplugged");
  CHECK(first.at("screen") == "lobby");
  CHECK(first.at("since") == "2026-11-22T08:00:00+08:00");
  CHECK(to_json(book.standing()[1], Language::en, office).at("screen").is_null());
}

TEST_CASE("the trouble of a line stands in the status with number, page and time") {
  ScreenStatus status;
  status.show.screen = "lobby";
  CHECK(to_json(std::vector{status}, never_dark, office).at("screens").at(0).at("trouble").is_null());
  status.link.trouble = unplugged("lobby").error;
  status.link.trouble_since = morning + 7ms;
  auto const trouble = to_json(std::vector{status}, never_dark, office).at("screens").at(0).at("trouble");
  CHECK(trouble.at("number") == "F101");
  CHECK(trouble.at("help") == "/help/F101");
  CHECK(trouble.at("since") == "2026-11-22T08:00:00+08:00");
  CHECK(trouble.at("id") == "line.unplugged");
}

TEST_CASE("on a screen that is blacked out the status shows nothing, and says so") {
  ScreenStatus status;
  status.show.screen = "lobby";
  Announcement item;
  item.id = "tax";
  status.show.items = {std::make_shared<Announcement const>(item), nullptr};
  auto const lit = to_json(std::vector{status}, never_dark, office).at("screens").at(0);
  CHECK(lit.at("showing") == "tax");
  CHECK(lit.at("blackout") == false);
  auto const dark = to_json(
                        std::vector{status}, [](auto const& screen) { return screen == "lobby"; }, office)
                        .at("screens")
                        .at(0);
  CHECK(dark.at("showing").is_null());
  CHECK(dark.at("areas") == boost::json::array{nullptr, nullptr});
  CHECK(dark.at("blackout") == true);
}

TEST_CASE("the status says whether a card can confirm at all, and never 0 where it cannot") {
  ScreenStatus status;
  auto const told = [&status] { return to_json(std::vector{status}, never_dark, office).at("screens").at(0); };
  CHECK(told().at("confirms") == "unknown");
  CHECK(told().at("confirmed").is_null());
  status.link.confirms = LinkStatus::Confirms::nothing;
  CHECK(told().at("confirms") == "nothing");
  CHECK(told().at("confirmed").is_null());
  status.link.confirms = LinkStatus::Confirms::frames;
  status.link.unanswered = 3;
  CHECK(told().at("confirmed").at("count").to_number<int>() == 0);
  CHECK(told().at("confirmed").at("unanswered").to_number<int>() == 3);
  CHECK(told().at("confirmed").at("last").is_null());
  status.link.confirmed = 2;
  status.link.confirmed_at = morning + 7ms;
  CHECK(told().at("confirmed").at("count").to_number<int>() == 2);
  CHECK(told().at("confirmed").at("last") == "2026-11-22T08:00:00+08:00");
}
