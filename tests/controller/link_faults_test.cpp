// What can happen to a line, and what comes of it. The table that the tests print is docs/faults-table.md; it is true
// because it is compared with the run.

#include "controller/link_words.hpp"
#include "tests/controller/scripted_line.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

using Bench = LinkBench;
using Manner = PlainDriver::Manner;

struct Words {
  std::string zh, en;
};

struct Outcome {
  bool noticed = true;  // trouble is told; where it never is, the numbers tell
  std::string status_zh, status_en;
  bool recovered = false;
};

/// The sentence of `signctl status`, with times and numbers that are the same in each run.
std::string words_of(LinkStatus status, Language language) {
  status.since = parse_wall_time("2026-11-22T08:30:00+08:00", 8h).value();
  status.last_trouble_at = parse_wall_time("2026-11-22T08:29:58+08:00", 8h).value();
  status.frames = 7;
  return link_words(status, 8h, language);
}

/// How the line is while the fault lasts, and whether it is told everything once it is over.
Outcome outcome_of(Bench const& bench, LinkStatus const& during) {
  Outcome outcome;
  outcome.noticed = !bench.told.empty();
  outcome.status_zh = words_of(during, Language::zh);
  outcome.status_en = words_of(during, Language::en);
  return outcome;
}

/// Waits for the newest wish after the fault, on a connection that is up and without trouble.
bool comes_back(Bench& bench, std::string const& said) {
  return bench.until(
      [&] { return bench.said().ends_with(said) && bench.link.status().up && !bench.link.status().trouble; }, 10s);
}

Outcome not_there() {
  Bench bench;
  bench.script.opens = {false, false};
  bench.link.offer(shade('a'));
  bench.settle();
  auto outcome = outcome_of(bench, bench.link.status());
  outcome.recovered = comes_back(bench, "Ga");
  CHECK(bench.script.opened == 3);
  return outcome;
}

Outcome nobody_listens() {
  Bench bench;
  bench.script.complains = true;
  bench.link.offer(shade('a'));
  bench.settle();
  auto outcome = outcome_of(bench, bench.link.status());
  CHECK(bench.link.status().up);
  bench.script.complains = false;
  bench.pass(2'100ms);  // a complaint stands for two seconds
  bench.link.offer(shade('b'));
  outcome.recovered = comes_back(bench, "Gab");
  return outcome;
}

Outcome unplugged_in_mid_frame() {
  Bench bench;
  bench.link.offer(shade('a'));
  bench.settle();
  bench.script.send_fails_after = 0;
  bench.link.offer(shade('b'));
  bench.settle();
  auto outcome = outcome_of(bench, bench.link.status());
  CHECK_FALSE(bench.link.status().up);
  outcome.recovered = comes_back(bench, "GaGb");  // the frame that was torn is said again, whole
  return outcome;
}

Outcome unplugged_while_idle() {
  Bench bench;
  bench.script.watches = true;
  bench.link.offer(shade('a'));
  bench.settle();
  bench.script.unplug();
  bench.settle();
  auto outcome = outcome_of(bench, bench.link.status());
  CHECK_FALSE(bench.link.status().up);
  outcome.recovered = comes_back(bench, "GaGa");
  return outcome;
}

Outcome gone_for_long() {
  LinkHabits habits;
  habits.after_loss = AfterLoss::blank;
  Bench bench(Manner::talkative, habits);
  bench.script.watches = true;
  bench.link.set_brightness(40);
  bench.link.offer(shade('a'));
  bench.settle();
  bench.script.opens = {false, false, false};
  bench.script.unplug();
  CHECK(bench.until([&bench] { return bench.script.opened == 3; }));
  for (char const c : std::string("bcd")) bench.link.offer(shade(c));
  auto outcome = outcome_of(bench, bench.link.status());
  outcome.recovered = comes_back(bench, "GPBaGPB.d");
  return outcome;
}

Outcome slower_than_frames() {
  LinkHabits habits;
  habits.frame_period = 5ms;
  Bench bench(Manner::terse, habits);
  bench.settle();
  bench.script.slow = true;
  for (char const c : std::string("abcd")) {
    bench.link.offer(shade(c));
    bench.settle();
  }
  bench.pass(30ms);
  bench.script.slow = false;
  bench.script.let_go();
  bench.settle();
  auto outcome = outcome_of(bench, bench.link.status());
  outcome.recovered = comes_back(bench, "Gad");
  CHECK(bench.link.status().replaced == 2);
  CHECK(bench.link.status().late == 2);
  return outcome;
}

Outcome silent() {
  Bench bench(Manner::careful);
  bench.script.hears = true;
  bench.link.offer(shade('a'));
  CHECK(bench.until([&bench] { return !bench.told.empty(); }, 10s));
  auto outcome = outcome_of(bench, bench.link.status());
  bench.script.answers = {'+'};
  outcome.recovered = comes_back(bench, "GaGa");
  return outcome;
}

Outcome refuses() {
  Bench bench(Manner::careful);
  bench.script.hears = true;
  bench.script.answers = {'-', '+'};
  bench.link.offer(shade('a'));
  bench.settle();
  auto outcome = outcome_of(bench, bench.link.status());
  outcome.recovered = comes_back(bench, "GaGa");
  return outcome;
}

Outcome stuck() {
  Bench bench;
  Script other_script;
  SystemClock const clock;
  Link other(bench.io.get_executor(), std::make_unique<PlainDriver>(),
             std::make_unique<ScriptedTransport>(other_script), clock, [](Error const&) {});
  boost::asio::co_spawn(bench.io, other.run(), boost::asio::detached);
  bench.settle();
  bench.script.slow = true;
  for (char const c : std::string("abcd")) {
    bench.link.offer(shade(c));
    other.offer(shade(c));
    bench.settle();
  }
  CHECK(other.status().frames == 4);  // the screen beside it was told each
  auto outcome = outcome_of(bench, bench.link.status());
  bench.script.slow = false;
  bench.script.let_go();
  outcome.recovered = comes_back(bench, "Gad");
  return outcome;
}

struct Fault {
  Words name, doing;
  Outcome (*happen)();
  bool is_told;  // in words; otherwise in the numbers alone
};

Fault const faults[] = {
    {{"设备不存在或打不开", "the device is not there or cannot be opened"},
     {"0.25 秒后重试，逐渐放慢到每秒一次（±20%）",
      "tries again after 0.25 s, ever more slowly up to once a second (±20 %)"},
     not_there,
     true},
    {{"对方无人接收（UDP）", "nobody listens at the far end (UDP)"},
     {"继续发送，每一帧都是一次重试", "goes on sending; each frame is another try"},
     nobody_listens,
     true},
    {{"发送到一半被拔掉", "unplugged in the middle of a frame"},
     {"关闭、重试；恢复后问候并重发整帧", "closes, tries again; greets and says the whole frame again"},
     unplugged_in_mid_frame,
     true},
    {{"空闲时被拔掉", "unplugged while nothing is said"},
     {"立即发现；恢复后重发当前画面", "notices at once; says the present frame again when it is back"},
     unplugged_while_idle,
     true},
    {{"断开较久后恢复（after_loss = \"blank\"）", "back after a while (after_loss = \"blank\")"},
     {"问候、电源、亮度、黑屏，然后是最新画面；中间的画面不补发",
      "greets, tells power, brightness, black, then the newest frame; those between are not made up for"},
     gone_for_long,
     true},
    {{"线路比画面慢", "the line is slower than the frames"},
     {"只发最新画面；被替换的和迟到的计数", "says the newest frame only; counts those replaced and those late"},
     slower_than_frames,
     false},
    {{"该应答时没有应答", "silent when an answer is due"},
     {"等 2 秒后关闭、重试", "waits 2 s, closes, tries again"},
     silent,
     true},
    {{"应答为拒绝", "the answer is a refusal"}, {"关闭、重试", "closes, tries again"}, refuses, true},
    {{"线路卡住不收", "the line is stuck"},
     {"其他屏幕照常；本线路只留最新画面等待（串口超过两倍用时加 0.5 秒则放弃重开）",
      "other screens go on; keeps the newest frame alone (a serial line is given up after twice its time and 0.5 s)"},
     stuck,
     false},
};

std::string table_of(std::vector<Outcome> const& outcomes, Language language) {
  bool const zh = language == Language::zh;
  std::ostringstream table;
  table
      << (zh ? "# 线路故障与结果\n\n[English](faults-table.md)\n\n由 `tests/controller/link_faults_test.cpp` "
               "逐项运行并生成"
               "（`SIGNBOARD_RECORD=1` 重写）；“状态”是 `signctl status` "
               "的原话，时间与数目取固定值。故障期间墙上显示什么由控制卡决定。\n\n"
               "| 故障 | 线路怎么做 | 状态 | 恢复 |\n|---|---|---|---|\n"
             : "# What can happen to a line, and what comes of it\n\n[中文](faults-table.zh.md)\n\nRun and written by "
               "`tests/controller/link_faults_test.cpp` (`SIGNBOARD_RECORD=1` writes it anew). The status is what "
               "`signctl "
               "status` says, with fixed times and numbers. What hangs on the wall meanwhile is the card's affair.\n\n"
               "| fault | what the link does | words in the status | recovered |\n|---|---|---|---|\n");
  std::size_t at = 0;
  for (auto const& fault : faults) {
    auto const& outcome = outcomes[at++];
    table << "| " << (zh ? fault.name.zh : fault.name.en) << " | " << (zh ? fault.doing.zh : fault.doing.en) << " | "
          << (zh ? outcome.status_zh : outcome.status_en) << " | "
          << (outcome.recovered ? (zh ? "是" : "yes") : (zh ? "否" : "no")) << " |\n";
  }
  return table.str();
}

std::string contents(std::filesystem::path const& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void compare(std::string const& table, std::string const& name) {
  auto const kept = std::filesystem::path(SIGNBOARD_SOURCE_DIR) / "docs" / name;
  if (std::getenv("SIGNBOARD_RECORD") != nullptr) std::ofstream(kept, std::ios::binary) << table;
  CHECK(contents(kept) == table);
}

}  // namespace

TEST_CASE("every fault of a line is noticed, told in words, and got over; the table of them is true") {
  std::vector<Outcome> outcomes;
  for (auto const& fault : faults) {
    INFO(fault.name.en);
    outcomes.push_back(fault.happen());
    CHECK(outcomes.back().noticed == fault.is_told);
    CHECK(outcomes.back().recovered);
  }
  std::filesystem::create_directories(SIGNBOARD_SOURCE_DIR "/build");
  std::ofstream(SIGNBOARD_SOURCE_DIR "/build/faults.md", std::ios::binary) << table_of(outcomes, Language::en);
  compare(table_of(outcomes, Language::en), "faults-table.md");
  compare(table_of(outcomes, Language::zh), "faults-table.zh.md");
}
