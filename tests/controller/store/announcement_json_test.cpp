#include "controller/announcement_json.hpp"

#include "base/limits.hpp"
#include "controller/json_reader.hpp"
#include "controller/messages.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/errors.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <random>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

namespace json = boost::json;
using Briefs = std::vector<std::string>;

WallTime time_of(std::string_view text) { return *parse_wall_time(text, 0min); }

// Where and what: `/speed_px_s toml.out_of_range`.
Briefs faults(std::vector<Error> const& errors) {
  Briefs lines;
  for (auto const& error : errors) lines.push_back(value_of(error, "field") + " " + std::string(error.id));
  return lines;
}

Reading<Announcement> parse_announcement(std::string_view text, PlaylistRules const& rules) {
  JsonFaults trouble;
  auto const document = parse_json(text, trouble);
  if (!document) return {{}, trouble.take()};
  return read_announcement(*document, rules, Marks::read);
}

Briefs faults_of(std::string const& text, PlaylistRules const& rules = {}) {
  return faults(parse_announcement(text, rules).errors);
}

// An announcement in which one member is tried out.
Briefs faults_with(std::string const& member) { return faults_of(R"({"id": "a", "text": "公告", )" + member + "}"); }

Announcement only(std::string const& text) {
  auto const reading = parse_announcement(text, {});
  INFO((reading.errors.empty() ? std::string("no errors") : worded(reading.errors.front(), Language::en)));
  REQUIRE(reading.errors.empty());
  return reading.value;
}

Announcement everything() {
  Announcement item;
  item.id = "2026-fire-season";
  item.title = "防火期 \"通知\"\n";
  item.texts = {{"zh-Hans", "防火期：禁止野外用火"}, {"bo", "མེ་སྔོན་འགོག"}};
  item.rank = Rank::insert;
  item.style.motion = {Effect::scroll_up, 25, 1500ms, 3, Transition::wipe};
  item.style.ink = Rgb{255, 128, 0};
  item.style.second_ink = Rgb{1, 2, 3};
  item.style.colouring = Colouring::two_tone;
  item.style.blinks = true;
  item.style.lines = 2;
  item.schedule.from = time_of("2026-10-01T00:00:00+08:00");
  item.schedule.until = time_of("2027-06-01T00:00:00.000000001Z");
  item.schedule.weekdays = 0b0010001;
  item.schedule.windows = {{510min, 720min}, {1320min, 360min}, {0min, 1440min}};
  item.screens = {"lobby", "gate"};
  item.areas = {"main"};
  item.published = time_of("2026-09-30T08:00:00.123Z");
  return item;
}

}  // namespace

TEST_CASE("the least announcement in JSON has an id and a text, and everything else by default") {
  Announcement expected;
  expected.id = "a";
  expected.texts = {{"", "公告"}};
  CHECK(only(R"({"id":"a","text":"公告"})") == expected);
}

TEST_CASE("an announcement is written as a playlist file spells it") {
  CHECK(json::serialize(to_json(everything())) ==
        R"({"id":"2026-fire-season","title":"防火期 \"通知\"\n",)"
        R"("text":[{"language":"zh-Hans","words":"防火期：禁止野外用火"},{"language":"bo","words":"མེ་སྔོན་འགོག"}],)"
        R"("rank":"insert","effect":"scroll_up","speed_px_s":25,"hold_ms":1500,"repeats":3,"transition":"wipe",)"
        R"("ink":"#ff8000","second_ink":"#010203","colouring":"two_tone","blinks":true,"lines":2,)"
        R"("valid_from":"2026-10-01T00:00:00+08:00","valid_until":"2027-06-01T08:00:00.000000001+08:00",)"
        R"("weekdays":["mon","fri"],"windows":["08:30-12:00","22:00-06:00","00:00-24:00"],)"
        R"("screens":["lobby","gate"],"areas":["main"],"published":"2026-09-30T16:00:00.123+08:00"})");
}

TEST_CASE("what was written reads back the same") {
  auto const item = everything();
  CHECK(only(json::serialize(to_json(item))) == item);
}

TEST_CASE("any announcement that may be reads back the same") {
  std::mt19937 random(20261122);
  auto const pick = [&](int from, int to) { return std::uniform_int_distribution(from, to)(random); };
  for (int round = 0; round < 500; ++round) {
    Announcement item;
    item.id = "a-" + std::to_string(pick(0, 99'999));
    if (pick(0, 1) == 1) item.title = "题" + std::string(static_cast<std::size_t>(pick(0, 40)), '\\');
    item.texts = {{pick(0, 1) == 1 ? "zh-Hans" : "", "字\t\n\"\x1f\xF0\xA0\x80\x80" + std::to_string(round)}};
    if (item.texts[0].language.size() > 0 && pick(0, 1) == 1) item.texts.push_back({"en", "words"});
    item.rank = static_cast<Rank>(pick(0, 5));
    item.style.motion = {static_cast<Effect>(pick(0, 4)), pick(1, limits::speed_px_s_max),
                         std::chrono::milliseconds{pick(100, 3'600'000)}, pick(1, limits::repeats_max),
                         static_cast<Transition>(pick(0, 2))};
    if (pick(0, 1) == 1) item.style.ink = Rgb{static_cast<std::uint8_t>(pick(0, 255)), 0, 9};
    item.style.colouring = static_cast<Colouring>(pick(0, 3));
    item.style.blinks = pick(0, 1) == 1;
    item.style.lines = pick(1, lines_max);
    item.schedule.from = WallTime{std::chrono::nanoseconds{std::int64_t{pick(0, 2'000'000'000)} * 1'000'000'007}};
    item.schedule.until = *item.schedule.from + std::chrono::days{8} + std::chrono::nanoseconds{pick(1, 1'000'000'000)};
    item.schedule.weekdays = static_cast<Weekdays>(pick(1, 127));
    for (int i = pick(0, 3); i > 0; --i)
      item.schedule.windows.push_back({std::chrono::minutes{pick(0, 1439)}, std::chrono::minutes{pick(0, 1440)}});
    auto const text = json::serialize(to_json(item));
    INFO(text);
    auto const read = parse_announcement(text, {});
    REQUIRE(faults(read.errors) == Briefs{});
    REQUIRE(read.value == item);
  }
}

TEST_CASE("a date without a time is its first moment, or the one after its last") {
  auto const item = only(R"({"id":"a","text":"x","valid_from":"2026-10-01","valid_until":"2026-10-01"})");
  CHECK(item.schedule.from == time_of("2026-10-01T00:00:00+08:00"));
  CHECK(item.schedule.until == time_of("2026-10-02T00:00:00+08:00"));
}

TEST_CASE("days and windows are told by the site's clock") {
  PlaylistRules at_another_place;
  at_another_place.utc_offset = 60min;
  auto const read = parse_announcement(R"({"id":"a","text":"x","valid_from":"2026-10-01"})", at_another_place);
  CHECK(read.value.schedule.utc_offset == 60min);
  CHECK(read.value.schedule.from == time_of("2026-09-30T23:00:00Z"));
}

TEST_CASE("all faults of a document are told at once, each with its field") {
  CHECK(faults_of(R"({"id":"A b","title":7,"text":[{"language":"zh","words":" "},{"language":"zh","word":"x"}],
    "rank":"loud","speed_px_s":0,"hold_ms":"5","ink":"red","blinks":1,"valid_from":"2026-02-30","weekdays":["mon","day"],
    "windows":["8.30-12"],"screens":[],"areas":[3, "main"],"extra/~":null})") ==
        Briefs{"/id playlist.bad_id", "/title json.wants_text", "/rank toml.unknown_word",
               "/speed_px_s toml.out_of_range", "/hold_ms toml.wants_number", "/ink toml.bad_colour",
               "/blinks json.wants_flag", "/text/0/words playlist.no_words", "/text/1/words toml.missing_key",
               "/text/1/word toml.misspelt_key", "/text/1/language playlist.repeated_language",
               "/valid_from json.wants_moment", "/weekdays/1 playlist.bad_weekday", "/windows/0 schedule.bad_window",
               "/screens playlist.no_screens", "/areas/0 json.wants_text", "/extra~1~0 toml.unknown_key"});
}

TEST_CASE("a JSON announcement obeys the rules of the playlist file") {
  CHECK(faults_of("{}") == Briefs{"/id toml.missing_key", "/text toml.missing_key"});
  CHECK(faults_with(R"("rank":"urgent")") == Briefs{"/rank playlist.needs_end"});
  CHECK(faults_with(R"("valid_from":"2026-10-02","valid_until":"2026-10-01")") ==
        Briefs{"/valid_until playlist.never_valid"});
  CHECK(faults_with(R"("language":"中文")") == Briefs{"/language playlist.bad_language"});
  CHECK(faults_of(R"({"id":"a","text":[]})") == Briefs{"/text playlist.no_words"});
  CHECK(faults_of(R"({"id":"a","language":"bo","text":[{"language":"bo","words":"x"}]})") ==
        Briefs{"/language playlist.stray_language"});
  CHECK(faults_with(R"("weekdays":[],"windows":[])") ==
        Briefs{"/weekdays playlist.no_weekdays", "/windows playlist.no_windows"});
  CHECK(faults_with(R"("valid_from":"2026-10-01","valid_until":"2026-10-01","weekdays":["mon"])") ==
        Briefs{"/valid_until playlist.never_open"});
  PlaylistRules rules;
  rules.areas = {"main"};
  CHECK(faults_of(R"({"id":"a","text":"x","areas":["main","left"]})", rules) ==
        Briefs{"/areas/1 playlist.unknown_area"});
  rules.areas->clear();
  CHECK(faults_of(R"({"id":"a","text":"x","areas":["main"]})", rules) == Briefs{"/areas/0 playlist.undivided"});
  rules = {};
  rules.screens = {"lobby"};
  CHECK(faults_of(R"({"id":"a","text":"x","screens":["lobby","gate"]})", rules) ==
        Briefs{"/screens/1 playlist.unknown_screen"});
}

TEST_CASE("a number must be whole and in range") {
  CHECK(faults_with(R"("speed_px_s":60.0)") == Briefs{"/speed_px_s toml.wants_number"});
  CHECK(faults_with(R"("speed_px_s":2001)") == Briefs{"/speed_px_s toml.out_of_range"});
  CHECK(faults_with(R"("repeats":18446744073709551615)") == Briefs{"/repeats toml.out_of_range"});
  CHECK(faults_with(R"("lines":17)") == Briefs{"/lines toml.out_of_range"});
}

TEST_CASE("days that do not exist and years out of reach are no moments") {
  for (auto const* const date : {"2026-02-29", "2026-13-01", "1969-12-31", "2201-01-01", "2026-1-1", "tomorrow",
                                 "2026-10-01T24:01:00Z", "2026-10-01T00:00:00+99:00"}) {
    INFO(date);
    CHECK(faults_with(R"("valid_from":")" + std::string(date) + "\"") == Briefs{"/valid_from json.wants_moment"});
  }
}

TEST_CASE("windows of the day are two times of two digits each") {
  for (auto const* const window :
       {"08:30", "08:30-24:01", "25:00-26:00", "08:60-09:00", "08:30–12:00", "-", "08:30-12:00-13:00"}) {
    INFO(window);
    CHECK(faults_with(R"("windows":[")" + std::string(window) + "\"]") == Briefs{"/windows/0 schedule.bad_window"});
  }
}

TEST_CASE("texts that are too long or hold a zero are refused") {
  std::string const longest(limits::text_accepted, 'x');
  CHECK(faults_of(R"({"id":"a","text":")" + longest + "\"}").empty());
  CHECK(faults_of(R"({"id":"a","text":"x)" + longest + "\"}") == Briefs{"/text toml.text_too_long"});
  CHECK(faults_of(R"({"id":"a","text":"x\u0000"})") == Briefs{"/text toml.zero_byte"});
}

TEST_CASE("what is no JSON is told with its place") {
  CHECK(faults_of("") == Briefs{" json.syntax"});
  CHECK(faults_of(R"({"id":"a",})") == Briefs{" json.syntax"});
  CHECK(faults_of(R"({"id":"a","text":"x"} x)") == Briefs{" json.syntax"});
  CHECK(faults_of("{\"id\":\"\xff\"}") == Briefs{" toml.invalid_utf8"});
  CHECK(faults_of(R"({"id":"a","text":"\ud800"})") == Briefs{" json.syntax"});
  CHECK(faults_of("[1]") == Briefs{" json.wants_object"});
  CHECK(value_of(parse_announcement(R"({"id":"a" "text":1})", {}).errors.front(), "offset") == "10");
}

TEST_CASE("brackets without end are refused before they are followed") {
  CHECK(faults_of(std::string(100'000, '[')) == Briefs{" json.too_deep"});
  CHECK(faults_of(R"({"id":"a","text":[[[[[[[[[]]]]]]]]]})") == Briefs{" json.too_deep"});
}

TEST_CASE("a key that stands twice is refused, for a reviewer may have read the other one") {
  auto const errors = parse_announcement(R"({"id":"a","text":"x","te\u0078t":"y"})", {}).errors;
  CHECK(faults(errors) == Briefs{" json.repeated_key"});
  CHECK(value_of(errors.front(), "key") == "text");
  CHECK(faults_of(R"({"id":"a","text":[{"language":"bo","words":"x"},{"language":"en","words":"x"}]})").empty());
}

TEST_CASE("when it was published is for the desk to say, not for a draft") {
  auto const document = json::parse(R"({"id":"a","text":"x","published":"2020-01-01T00:00:00+08:00"})");
  CHECK(faults(read_announcement(document, {}).errors) == Briefs{"/published toml.unknown_key"});
  CHECK(read_announcement(document, {}, Marks::read).value.published == time_of("2020-01-01T00:00:00+08:00"));
}

TEST_CASE("of a hopeless document the first hundred faults are told, and how many more there are") {
  std::string text = "{\"id\":\"a\",\"text\":\"x\"";
  for (int i = 0; i < 150; ++i) text += ",\"odd" + std::to_string(i) + "\":1";
  auto const errors = parse_announcement(text + "}", {}).errors;
  REQUIRE(errors.size() == 101);
  CHECK(errors.back().id == "toml.more_faults");
  CHECK(value_of(errors.back(), "count") == "50");
}

TEST_CASE("no prefix of a document and no byte put in is taken for it, or ends the reader") {
  auto const text = json::serialize(to_json(everything()));
  for (std::size_t size = 0; size < text.size(); ++size) CHECK_FALSE(faults_of(text.substr(0, size)).empty());
  std::mt19937 random(7);
  for (int round = 0; round < 3'000; ++round) {
    auto spoilt = text;
    spoilt[random() % spoilt.size()] = static_cast<char>(random() % 256);
    for (auto const& error : parse_announcement(spoilt, {}).errors) CHECK(find_wording(error.id) != nullptr);
  }
}

TEST_CASE("a fault of a document is worded with its field in front") {
  auto const errors = parse_announcement(R"({"id":"a","text":" "})", {}).errors;
  REQUIRE(errors.size() == 1);
  CHECK(worded(errors[0], Language::en).starts_with("/text: There is nothing to show."));
}
