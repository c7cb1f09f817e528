#include "controller/playlist_text.hpp"

#include "controller/playlist_file.hpp"
#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

TEST_CASE("what is exported is imported as the same") {
  Announcement plain;
  plain.id = "plain";
  plain.texts = {{"", "引号 \" 反斜线 \\ 换行\n制表\t完"}};
  Announcement full;
  full.id = "full";
  full.title = "标题";
  full.texts = {{"zh-Hans", "乡村振兴"}, {"bo", "གྲོང་གསེབ།"}};
  full.rank = Rank::filler;
  full.style.motion = {Effect::page, 80, 7'000ms, 3, Transition::roll};
  full.style.ink = Rgb{1, 2, 3};
  full.style.second_ink = Rgb{4, 5, 6};
  full.style.colouring = Colouring::two_tone;
  full.style.blinks = true;
  full.style.lines = 2;
  full.schedule.from = WallTime{std::chrono::sys_days{std::chrono::year{2026} / 1 / 2} + 3h};
  full.schedule.until = WallTime{std::chrono::sys_days{std::chrono::year{2027} / 1 / 2}};
  full.schedule.weekdays = 0b0011111;
  full.schedule.windows = {{510min, 720min}, {1'320min, 120min}};
  full.screens = {"lobby"};
  full.areas = {"title"};
  std::vector<Announcement> const all{plain, full};
  std::vector<AnnouncementPtr> items;
  for (auto const& item : all) items.push_back(std::make_shared<Announcement const>(item));
  auto const read = read_playlist(playlist_text(items), "export", {});
  CHECK(read.errors.empty());
  CHECK(read.value.announcements == all);
}
