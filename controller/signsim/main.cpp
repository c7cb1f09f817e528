#include "controller/option_words.hpp"
#include "controller/signctl/console.hpp"
#include "controller/signsim/rehearsal.hpp"
#include "controller/signsim/report.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <set>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

using namespace signboard;

enum class Watching : std::uint8_t { as_it_suits, in_windows, in_the_terminal, nowhere };

struct Options {
  std::vector<std::string> cards;
  std::string config;
  bool window = false, terminal = false, headless = false, json = false, quiet = false;
  int zoom = 0;
  RecordWishes record;
  std::vector<std::string> faults;
  std::uint32_t seed = 1;
  double seconds = 0;
};

bool has_desktop() {
  for (auto const* const name : {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"})
    if (auto const* const value = std::getenv(name); value != nullptr && *value != '\0') return true;
  return false;
}

Watching watching_of(Options const& options) {
  if (options.window) return Watching::in_windows;
  if (options.terminal) return Watching::in_the_terminal;
  if (options.headless) return Watching::nowhere;
  return Watching::as_it_suits;
}

/// What is asked for on the command line and in the configuration, with names that differ.
Reading<std::vector<CardPlan>> plans_of(Options const& options) {
  Reading<std::vector<CardPlan>> plans;
  if (!options.config.empty()) {
    auto const config = load_config(options.config);
    if (!config.errors.empty()) return {{}, config.errors};
    plans = plan_screens(config.value);
  }
  for (auto const& text : options.cards) {
    auto plan = parse_card(text);
    if (plan)
      plans.value.push_back(std::move(*plan));
    else
      plans.errors.push_back(plan.error());
  }
  std::set<std::string_view> names;
  for (auto const& plan : plans.value)
    if (!names.insert(plan.name).second)
      plans.errors.push_back(fault(Code::invalid, "signsim.same_name", {{"name", plan.name}}));
  if (plans.value.empty() && plans.errors.empty())
    plans.errors.push_back(fault(Code::invalid, "signsim.nothing_to_play"));
  return plans;
}

/// A descriptor that tells of the signals one ends a program with. From now on they do nothing else.
int watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int const number : {SIGINT, SIGTERM, SIGHUP}) {
    sigaddset(&set, number);
    std::signal(number, SIG_DFL);  // a shell without job control starts what is in the background deaf to Ctrl-C
  }
  sigprocmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

// Everything a person reads here is in the language of the locale.
class CommandLine {
 public:
  explicit CommandLine(Language language) {
    console_.program = "signsim";
    console_.language = language;
  }

  int run(int argc, char** argv) {
    CLI::App app(say("signsim：在电脑上模拟 LED 控制卡，显示它们真正收到的画面",
                     "signsim: simulated LED cards on the desktop, showing what they really received"));
    speak(app, console_.language);
    add_options(app);
    app.footer(footer());
    try {
      app.parse(argc, argv);
    } catch (CLI::ParseError const& wrong) {
      return app.exit(wrong) == 0 ? 0 : static_cast<int>(Exit::asked_wrong);
    }
    if (!language_.empty()) console_.language = language_ == "zh" ? Language::zh : Language::en;
    return static_cast<int>(play());
  }

 private:
  std::string say(char const* zh, char const* en) const { return console_.language == Language::zh ? zh : en; }

  void add_options(CLI::App& app) {
    app.add_option("cards", options_.cards, say("模拟卡，写法见下", "cards, written as below"));
    app.add_option("--screens,--config", options_.config,
                   say("配置文件：为其中每块有模拟卡的屏幕模拟一块卡，接在其线路所指之处",
                       "a configuration: a card for each screen that has one, where its line leads"));
    auto* const window = app.add_flag("--window", options_.window, say("在窗口中显示", "show windows"));
    auto* const terminal =
        app.add_flag("--terminal", options_.terminal, say("在本终端显示", "show in this terminal"))->excludes(window);
    app.add_flag("--headless", options_.headless, say("不显示", "show nothing"))->excludes(window)->excludes(terminal);
    app.add_option("--zoom", options_.zoom,
                   say("放大倍数（窗口默认自动，图片默认 1）；3 以上画成圆灯点",
                       "zoom (windows: what fits, pictures: 1); round lamps from 3 on"))
        ->check(CLI::Range(1, 16));
    app.add_option("--png", options_.record.png, say("总是保存最后一帧", "a file that always holds the last frame"));
    app.add_option("--gif", options_.record.gif,
                   say("退出时保存最近 900 帧的动图", "the last 900 frames as a moving picture, written at the end"));
    app.add_option("--record", options_.record.folder,
                   say("保存每一帧：图片“卡名-到达时间纳秒.png”和清单 frames.txt",
                       "keep every frame: CARD-NANOSECONDS.png, by its arrival, and the list frames.txt"));
    app.add_option("--fault", options_.faults, say("一开始就有的故障，写法见下", "a fault from the start, as below"));
    app.add_option("--seed", options_.seed,
                   say("决定丢失哪些包的数", "the number that decides which packets are lost"));
    app.add_option("--for", options_.seconds, say("运行多少秒后退出", "end after so many seconds"))
        ->check(CLI::Range(0.01, 1e6));
    app.add_flag("--status-json", options_.json,
                 say("每秒输出一行 JSON 统计", "a line of JSON with all counters each second"));
    app.add_flag("--quiet", options_.quiet, say("不输出每秒统计", "no counters each second"));
    app.add_option("--language", language_, say("界面语言 zh 或 en", "language of messages: zh or en"))
        ->check(CLI::IsMember({"zh", "en"}));
  }

  std::string footer() const {
    std::string kinds;
    for (auto const& kind : card_kinds()) kinds += " " + std::string(kind.name);
    return say("模拟卡：[名称=]驱动:宽x高@位置[,键=值...]\n  驱动：",
               "Cards: [NAME=]DRIVER:WIDTHxHEIGHT@PLACE[,KEY=VALUE...]\n  DRIVER:") +
           kinds +
           say("\n  位置：UDP 端口（4048、127.0.0.1:4048），或虚拟串口的链接路径（含“/”），或 pty\n"
               "  键：depth=mono|red_green|rgb led=rrggbb baud=115200 path=serpentine corner=... lines=... "
               "rotation=... "
               "order=grb\n"
               "故障（--fault，或运行时在标准输入写“fault ...”）：卡名|all 故障 [量] [时长]\n"
               "  lost 20%  split 字节  joined 个数  late 300ms  silent  unplug 2s  power 2s；off 结束一种，clear "
               "结束全部\n"
               "窗口按键：L 丢失 S 拆分 J 合并 D 延迟 N 不应答 U 拔线 P 断电 C 清除故障 + - 缩放 Q 退出\n"
               "标准输入还接受 quit。\n"
               "退出码：0 正常；1 外部问题；2 命令有误",
               "\n  PLACE: a UDP port (4048, 127.0.0.1:4048), the path of a link to a virtual serial port (with a "
               "slash), or pty\n"
               "  KEY: depth=mono|red_green|rgb led=rrggbb baud=115200 path=serpentine corner=... lines=... "
               "rotation=... order=grb\n"
               "Faults (--fault, or a line \"fault ...\" on standard input while it runs): CARD|all KIND [AMOUNT] "
               "[LENGTH]\n"
               "  lost 20%  split BYTES  joined PIECES  late 300ms  silent  unplug 2s  power 2s; off ends one, clear "
               "ends all\n"
               "Keys in a window: L lost, S split, J joined, D late, N silent, U unplug, P power, C clear, + - zoom, Q "
               "quit\n"
               "Standard input also takes quit.\n"
               "Exit codes: 0 fine; 1 trouble outside; 2 asked wrong");
  }

  Exit play() {
    auto plans = plans_of(options_);
    if (!plans.errors.empty()) return console_.complain(plans.errors);
    int const signals = watched_signals();
    SystemClock const clock;
    std::vector<StandIn> cards;
    std::vector<std::string> names;
    for (auto& plan : plans.value) {
      names.push_back(plan.name);
      cards.push_back(stand_in(std::move(plan), options_.seed + static_cast<std::uint32_t>(cards.size())));
      if (auto started = cards.back().start(clock.now()); !started) return console_.complain(started.error());
    }
    Rehearsal::Company company;
    options_.record.zoom = std::max(options_.zoom, 1);
    auto recorder = Recorder::open(options_.record, std::move(names));
    if (!recorder) return console_.complain(recorder.error());
    company.recorder = std::move(*recorder);
    auto view = open_view(cards);
    if (!view) return console_.complain(view.error());
    company.view = std::move(*view);
    company.language = console_.language;
    company.tell = [this](auto const all, auto const notes, Now now) { tell(all, notes, now); };
    company.complain = [this](Error const& error) { console_.complain(error); };
    return run(Rehearsal(std::move(cards), std::move(company), clock), signals);
  }

  Exit run(Rehearsal rehearsal, int signals) {
    for (auto const& text : options_.faults)
      if (auto obeyed = rehearsal.obey("fault " + text); !obeyed) return console_.complain(obeyed.error());
    std::optional<std::chrono::milliseconds> length;
    if (options_.seconds > 0) length = std::chrono::milliseconds(static_cast<std::int64_t>(options_.seconds * 1'000));
    auto const played = rehearsal.run(signals, length);
    return played ? Exit::fine : console_.complain(played.error());
  }

  Result<std::unique_ptr<Display>> open_view(std::vector<StandIn> const& cards) {
    auto const wanted = watching_of(options_);
    if (wanted == Watching::in_windows || (wanted == Watching::as_it_suits && has_desktop())) {
      auto windows = open_windows(cards, options_.zoom);
      if (windows || wanted == Watching::in_windows) return windows;
      console_.complain(windows.error());
    }
    bool const by_itself = wanted == Watching::as_it_suits && isatty(STDOUT_FILENO) != 0 && !options_.json;
    if (wanted != Watching::in_the_terminal && !by_itself) return std::unique_ptr<Display>{};
    owns_terminal_ = true;
    return open_terminal(cards);
  }

  void tell(std::span<StandIn const> cards, std::span<Note const> notes, Now now) {
    if (owns_terminal_) return;
    if (options_.json) {
      console_.say(status_of(cards, notes, now.wall));
    } else {
      for (std::size_t i = 0; i < cards.size(); ++i) {
        if (!introduced_) console_.say(introduction_of(cards[i]));
        if (introduced_ && !options_.quiet) console_.say(line_about(cards[i], notes[i]));
      }
    }
    introduced_ = true;
    std::cout.flush();
  }

  Console console_;
  std::string language_;
  Options options_;
  bool owns_terminal_ = false, introduced_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    return CommandLine(language_of_environment()).run(argc, argv);
  } catch (std::exception const& broken) {
    std::cerr << "signsim: " << broken.what() << '\n';
    return static_cast<int>(Exit::trouble);
  }
}
