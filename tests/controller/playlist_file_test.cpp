#include "base/limits.hpp"
#include "controller/messages.hpp"
#include "playlists/hours.hpp"
#include "tests/controller/playlist_reading.hpp"

using namespace signboard;

namespace {

WallTime time_of(std::string_view text) { return *parse_wall_time(text, std::chrono::minutes{0}); }

}  // namespace

TEST_CASE("the least announcement has an id and a text, and everything else by default") {
  auto const item = only("[[announcement]]\nid = \"a\"\ntext = \"公告\"\n");
  Announcement expected;
  expected.id = "a";
  expected.texts = {{"", "公告"}};
  CHECK(item == expected);
}

TEST_CASE("days, windows and areas of an announcement reach it") {
  auto const item = only(R"(
    [[announcement]]
    id = "office-hours"
    text = "办公时间"
    weekdays = ["mon", "tue", "wed", "thu", "fri"]
    windows = ["8:30-12:00", "22:00-02:00"]
    areas = ["title", "footer"]
)");
  CHECK(item.schedule.weekdays == 0x1F);
  using std::chrono::minutes;
  CHECK(item.schedule.windows == std::vector<DayWindow>{{minutes{510}, minutes{720}}, {minutes{1'320}, minutes{120}}});
  CHECK(item.areas == std::vector<std::string>{"title", "footer"});
}

TEST_CASE("days and windows are told by the clocks of the office") {
  auto const text = "[[announcement]]\nid = \"a\"\ntext = \"公告\"\nwindows = [\"08:00-09:00\"]\n";
  auto const schedule = read(text, {std::chrono::minutes{-210}, {}}).value.announcements.at(0).schedule;
  CHECK(schedule.covers(time_of("2026-12-01T11:30:00Z")));
  CHECK_FALSE(schedule.covers(time_of("2026-12-01T08:30:00Z")));
}

TEST_CASE("days, windows and areas that cannot be used are told") {
  CHECK(faults_of("weekdays = [\"mon\", \"Fri\"]") == Briefs{"4:20 playlist.bad_weekday"});
  CHECK(faults_of("weekdays = [\"mon-fri\"]") == Briefs{"4:13 playlist.bad_weekday"});
  CHECK(faults_of("weekdays = []") == Briefs{"4:12 playlist.no_weekdays"});
  CHECK(faults_of("weekdays = [1, 2]") == Briefs{"4:13 toml.wants_text", "4:16 toml.wants_text"});
  CHECK(faults_of("windows = [\"8-12\"]") == Briefs{"4:12 schedule.bad_window"});
  CHECK(faults_of("windows = []") == Briefs{"4:11 playlist.no_windows"});
  CHECK(faults_of("areas = []") == Briefs{"4:9 playlist.no_areas"});
  std::string many = "windows = [";
  for (std::size_t i = 0; i <= windows_max; ++i) many += "\"08:00-09:00\", ";
  CHECK(faults_of(many + "]") == Briefs{"4:11 playlist.too_many_windows"});
}

TEST_CASE("days and windows that all lie outside the validity are told") {
  // 2026-12-05 and 06 are a Saturday and a Sunday.
  std::string const weekend = "valid_from = 2026-12-05\nvalid_until = 2026-12-06\n";
  CHECK(faults_of(weekend + "weekdays = [\"mon\", \"fri\"]") == Briefs{"5:15 playlist.never_open"});
  CHECK(faults_of(weekend + "weekdays = [\"fri\", \"sun\"]").empty());
  CHECK(faults_of(weekend + "weekdays = [\"fri\"]\nwindows = [\"22:00-02:00\"]").empty());
}

TEST_CASE("an area that no screen has is an error where the areas are known") {
  auto const text = "[[announcement]]\nid = \"a\"\ntext = \"公告\"\nareas = [\"title\", \"sky\"]\n";
  PlaylistRules rules;
  CHECK(read(text, rules).errors.empty());
  rules.areas = {"body", "title"};
  auto const unknown = read(text, rules).errors;
  REQUIRE(briefs(unknown) == Briefs{"4:19 playlist.unknown_area"});
  CHECK(value_of(unknown[0], "known") == "body, title");
  rules.areas->clear();
  CHECK(briefs(read(text, rules).errors) == Briefs{"4:10 playlist.undivided", "4:19 playlist.undivided"});
}

TEST_CASE("every key of an announcement reaches it") {
  auto const item = only(R"(
    [[announcement]]
    id = "2026-fire-season"
    title = "防火期"
    rank = "insert"
    effect = "scroll_up"
    speed_px_s = 25
    hold_ms = 1500
    repeats = 3
    transition = "wipe"
    ink = "#ff8000"
    second_ink = "#ffff80"
    colouring = "two_tone"
    blinks = true
    lines = 2
    valid_from = 2026-10-01T00:00:00+08:00
    valid_until = 2027-06-01T00:00:00Z
    screens = ["lobby", "gate"]
    language = "zh-Hans"
    text = "严禁野外用火"
  )");
  CHECK(item.id == "2026-fire-season");
  CHECK(item.title == "防火期");
  CHECK(item.rank == Rank::insert);
  CHECK(item.style.motion == Motion{Effect::scroll_up, 25, std::chrono::milliseconds{1'500}, 3, Transition::wipe});
  CHECK(item.style.ink == Rgb{255, 128, 0});
  CHECK(item.style.second_ink == Rgb{255, 255, 128});
  CHECK(item.style.colouring == Colouring::two_tone);
  CHECK(item.style.blinks);
  CHECK(item.style.lines == 2);
  CHECK(item.schedule.from == time_of("2026-09-30T16:00:00Z"));
  CHECK(item.schedule.until == time_of("2027-06-01T00:00:00Z"));
  CHECK(item.screens == Briefs{"lobby", "gate"});
  CHECK(item.texts == std::vector<Text>{{"zh-Hans", "严禁野外用火"}});
}

TEST_CASE("a pair has a text in each language, in the order of the file") {
  auto const item = only(R"(
    [[announcement]]
    id = "a"
    [[announcement.text]]
    language = "bo"
    words = "གསལ་བསྒྲགས།"
    [[announcement.text]]
    language = "zh-Hans"
    words = "公告"
  )");
  CHECK(item.texts == std::vector<Text>{{"bo", "གསལ་བསྒྲགས།"}, {"zh-Hans", "公告"}});
}

TEST_CASE("the defaults hold where an announcement says nothing else") {
  auto const reading = read(R"(
    [playlist]
    title = "公告"
    [defaults]
    effect = "page"
    hold_ms = 7000
    ink = "#00ff00"
    [[announcement]]
    id = "a"
    text = "一"
    [[announcement]]
    id = "b"
    text = "二"
    effect = "hold"
  )");
  REQUIRE(reading.errors.empty());
  CHECK(reading.value.title == "公告");
  auto const& items = reading.value.announcements;
  CHECK(items.at(0).style.motion.effect == Effect::page);
  CHECK(items.at(1).style.motion.effect == Effect::hold);
  CHECK(items.at(1).style.motion.hold == std::chrono::milliseconds{7'000});
  CHECK(items.at(1).style.ink == Rgb{0, 255, 0});
}

TEST_CASE("a date without an offset is one of this office") {
  auto const text = R"(
    [[announcement]]
    id = "a"
    text = "一"
    valid_from = 2026-12-01
    valid_until = 2026-12-24 18:30:00.5
  )";
  auto const beijing = read(text, {std::chrono::minutes{480}, {}}).value.announcements.at(0).schedule;
  CHECK(beijing.from == time_of("2026-11-30T16:00:00Z"));
  CHECK(beijing.until == time_of("2026-12-24T10:30:00.5Z"));
  auto const newfoundland = read(text, {std::chrono::minutes{-210}, {}}).value.announcements.at(0).schedule;
  CHECK(newfoundland.from == time_of("2026-12-01T03:30:00Z"));
}

TEST_CASE("valid until a day means until its end, also if it is the first day") {
  auto const item =
      only("[[announcement]]\nid = \"a\"\ntext = \"一\"\nvalid_from = 2026-12-31\nvalid_until = 2026-12-31\n");
  CHECK(item.schedule.from == time_of("2026-12-30T16:00:00Z"));
  CHECK(item.schedule.until == time_of("2026-12-31T16:00:00Z"));
}

TEST_CASE("a day that is not in the calendar is refused") {
  CHECK(faults_of("valid_from = 2026-02-30") == Briefs{"4:24 toml.syntax"});
  CHECK(faults_of("valid_from = 1969-12-31") == Briefs{"4:14 toml.moment_out_of_range"});
  CHECK(faults_of("valid_from = 2201-01-01T00:00:00Z") == Briefs{"4:14 toml.moment_out_of_range"});
  CHECK(faults_of("valid_from = 08:30:00") == Briefs{"4:14 toml.wants_moment"});
  CHECK(faults_of("valid_from = \"2026-12-01\"") == Briefs{"4:14 toml.wants_moment"});
}

TEST_CASE("what would never be seen is refused") {
  CHECK(faults_of("valid_from = 2026-12-02\nvalid_until = 2026-12-01") == Briefs{"5:15 playlist.never_valid"});
  CHECK(faults_of("valid_from = 2026-12-02T08:00:00Z\nvalid_until = 2026-12-02T16:00:00+08:00") ==
        Briefs{"5:15 playlist.never_valid"});
  CHECK(faults_of("screens = []") == Briefs{"4:11 playlist.no_screens"});
}

TEST_CASE("what takes the whole screen must say when it ends") {
  CHECK(faults_of("rank = \"urgent\"") == Briefs{"4:8 playlist.needs_end"});
  CHECK(faults_of("rank = \"warning\"") == Briefs{"4:8 playlist.needs_end"});
  CHECK(faults_of("rank = \"insert\"").empty());
  CHECK(faults_of("rank = \"urgent\"\nvalid_until = 2026-12-01").empty());
}

TEST_CASE("an urgent notice of a file stands no longer than one of the desk may") {
  PlaylistRules rules;
  rules.urgent_longest = std::chrono::hours{24};
  auto const faults = [&](std::string const& lines) {
    return briefs(
        read_playlist("[[announcement]]\nid = \"a\"\ntext = \"b\"\nrank = \"urgent\"\n" + lines, "x.toml", rules)
            .errors);
  };
  CHECK(faults("valid_from = 2026-12-01 08:00:00\nvalid_until = 2026-12-02 08:00:00").empty());
  CHECK(faults("valid_from = 2026-12-01 08:00:00\nvalid_until = 2026-12-02 08:00:01") ==
        Briefs{"6:15 urgent.too_long"});
  CHECK(faults("valid_until = 2026-12-02") == Briefs{"5:15 playlist.urgent_needs_start"});
}

TEST_CASE("a blackout is no announcement") {
  CHECK(faults_of("rank = \"blackout\"\nvalid_until = 2026-12-01") == Briefs{"4:8 playlist.no_blackout"});
}

TEST_CASE("a wrong value in an announcement is told with its place") {
  CHECK(faults_of("speed_px_s = \"fast\"") == Briefs{"4:14 toml.wants_number"});
  CHECK(faults_of("speed_px_s = 60.0") == Briefs{"4:14 toml.wants_number"});
  CHECK(faults_of("speed_px_s = 0") == Briefs{"4:14 toml.out_of_range"});
  CHECK(faults_of("speed_px_s = 2001") == Briefs{"4:14 toml.out_of_range"});
  CHECK(faults_of("hold_ms = 99") == Briefs{"4:11 toml.out_of_range"});
  CHECK(faults_of("hold_ms = -1") == Briefs{"4:11 toml.out_of_range"});
  CHECK(faults_of("hold_ms = 3600001") == Briefs{"4:11 toml.out_of_range"});
  CHECK(faults_of("repeats = 1001") == Briefs{"4:11 toml.out_of_range"});
  CHECK(faults_of("lines = 17") == Briefs{"4:9 toml.out_of_range"});
  CHECK(faults_of("rank = \"Urgent\"") == Briefs{"4:8 toml.unknown_word"});
  CHECK(faults_of("effect = \"automatic\"") == Briefs{"4:10 toml.unknown_word"});
  CHECK(faults_of("second_ink = \"gold\"") == Briefs{"4:14 toml.bad_colour"});
  CHECK(faults_of("colouring = \"rainbow\"").size() == 1);
  CHECK(faults_of("transition = \"fade\"").size() == 1);
  CHECK(faults_of("blinks = \"yes\"") == Briefs{"4:10 toml.wants_flag"});
  CHECK(faults_of("ink = \"red\"") == Briefs{"4:7 toml.bad_colour"});
  CHECK(faults_of("title = 7") == Briefs{"4:9 toml.wants_text"});
  CHECK(faults_of("screens = \"lobby\"") == Briefs{"4:11 toml.wants_texts"});
  CHECK(faults_of("screens = [\"lobby\", 2]") == Briefs{"4:21 toml.wants_text"});
  CHECK(faults_of("language = \"chinese\"") == Briefs{"4:12 playlist.bad_language"});
}

TEST_CASE("languages are told by the shape of their tags") {
  for (auto const* const tag : {"zh", "zh-Hans", "bo", "zh-Hans-CN", "ii", "und"})
    CHECK(faults_of("language = \"" + std::string(tag) + "\"").empty());
  for (auto const* const tag : {"", "z", "zh_Hans", "zh-", "-zh", "zh--CN", "汉语", "z1", "zh-Hansssssss"})
    CHECK(faults_of("language = \"" + std::string(tag) + "\"") == Briefs{"4:12 playlist.bad_language"});
}

TEST_CASE("a slip in a key is answered with the key that was meant") {
  auto const reading = read("[[announcement]]\nid = \"a\"\ntext = \"一\"\nvalid_untill = 2026-12-01\nbrightness = 3\n");
  REQUIRE(briefs(reading.errors) == Briefs{"4:1 toml.misspelt_key", "5:1 toml.unknown_key"});
  CHECK(value_of(reading.errors[0], "nearest") == "valid_until");
  CHECK(worded(reading.errors[0], Language::en) ==
        "notices.toml:4:1: announcement \"a\": There is no key \"valid_untill\" here. Did you mean \"valid_until\"?");
  CHECK(value_of(reading.errors[1], "known").find("speed_px_s") != std::string::npos);
}

TEST_CASE("every table refuses keys it does not know") {
  CHECK(briefs(read("colour = 1\n[playlist]\nname = \"x\"\n[defaults]\nrank = \"urgent\"\n").errors) ==
        Briefs{"1:1 toml.unknown_key", "3:1 toml.unknown_key", "5:1 toml.unknown_key"});
  CHECK(briefs(read("[[announcement]]\nid = \"a\"\n[[announcement.text]]\nlanguage = \"bo\"\nword = \"x\"\n").errors) ==
        Briefs{"3:1 toml.missing_key", "5:1 toml.misspelt_key"});
}

TEST_CASE("what should be a section is told with the heading it needs") {
  auto const texts = read("[[announcement]]\nid = \"a\"\ntext = [1]\n").errors;
  REQUIRE(briefs(texts) == Briefs{"3:8 toml.wants_tables"});
  CHECK(value_of(texts[0], "header") == "announcement.text");
  auto const items = read("announcement = { id = \"a\", text = \"b\" }\n").errors;
  REQUIRE(briefs(items) == Briefs{"1:16 toml.wants_tables"});
  CHECK(value_of(items[0], "header") == "announcement");
  CHECK(briefs(read("defaults = 1\n").errors) == Briefs{"1:12 toml.wants_table"});
}

TEST_CASE("an announcement without an id or a text is refused") {
  CHECK(briefs(read("[[announcement]]\ntext = \"一\"\n").errors) == Briefs{"1:1 toml.missing_key"});
  CHECK(briefs(read("[[announcement]]\nid = \"a\"\n").errors) == Briefs{"1:1 toml.missing_key"});
  CHECK(briefs(read("[[announcement]]\nid = \"a\"\ntext = \" \\n\"\n").errors) == Briefs{"3:8 playlist.no_words"});
  CHECK(briefs(read("[[announcement]]\nid = \"a\"\ntext = []\n").errors) == Briefs{"3:8 playlist.no_words"});
  CHECK(briefs(read("[[announcement]]\nid = \"Fire Season\"\ntext = \"一\"\n").errors) ==
        Briefs{"2:6 playlist.bad_id"});
  CHECK(briefs(read("[[announcement]]\nid = \"a\"\ntext = [\"一\", \"二\"]\n").errors) ==
        Briefs{"3:8 toml.wants_tables"});
}

TEST_CASE("a pair holds each language once and names it itself") {
  std::string const pair =
      "[[announcement]]\nid = \"a\"\nlanguage = \"bo\"\n"
      "[[announcement.text]]\nlanguage = \"bo\"\nwords = \"x\"\n[[announcement.text]]\nlanguage = \"bo\"\nwords = "
      "\"y\"\n";
  CHECK(briefs(read(pair).errors) == Briefs{"3:12 playlist.stray_language", "8:12 playlist.repeated_language"});
  std::string many = "[[announcement]]\nid = \"a\"\n";
  for (auto const* const tag : {"aa", "bb", "cc", "dd", "ee"})
    many += "[[announcement.text]]\nlanguage = \"" + std::string(tag) + "\"\nwords = \"x\"\n";
  CHECK(briefs(read(many).errors) == Briefs{"15:1 playlist.too_many_texts"});
}

TEST_CASE("an id is used once in a file, and the second place names the first") {
  auto const reading =
      read("[[announcement]]\nid = \"a\"\ntext = \"一\"\n[[announcement]]\nid = \"a\"\ntext = \"二\"\n");
  REQUIRE(briefs(reading.errors) == Briefs{"5:6 playlist.duplicate_id"});
  CHECK(value_of(reading.errors[0], "first") == "notices.toml:2:6");
  CHECK(reading.value.announcements.size() == 1);
}

TEST_CASE("a screen that is not configured is refused where the configuration is known") {
  std::string const text = "[[announcement]]\nid = \"a\"\ntext = \"一\"\nscreens = [\"lobby\", \"lobbi\"]\n";
  CHECK(read(text).errors.empty());
  auto const errors = read(text, {std::chrono::minutes{480}, {{"gate", "lobby"}}}).errors;
  REQUIRE(briefs(errors) == Briefs{"4:21 playlist.unknown_screen"});
  CHECK(value_of(errors[0], "known") == "gate, lobby");
}

TEST_CASE("all faults are told at once, and what is sound is still there") {
  auto const reading = read(R"([[announcement]]
id = "bad"
text = "一"
rank = "loud"
speed_px_s = 0
colour = "red"
[[announcement]]
id = "good"
text = "二"
[[announcement]]
title = "no id, no text"
)");
  CHECK(briefs(reading.errors) == Briefs{"4:8 toml.unknown_word", "5:14 toml.out_of_range", "6:1 toml.unknown_key",
                                         "10:1 toml.missing_key", "10:1 toml.missing_key"});
  REQUIRE(reading.value.announcements.size() == 1);
  CHECK(reading.value.announcements[0].id == "good");
  CHECK(reading.value.places == std::map<Id, Spot>{{"bad", {2, 6}}, {"good", {8, 6}}});
  CHECK(value_of(reading.errors[4], "in") == "announcement 3");
}
