#include "controller/clock.hpp"
#include "controller/option_words.hpp"
#include "controller/signctl/commands.hpp"
#include "controller/signctl/verb_lines.hpp"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstring>
#include <iostream>

namespace {

using namespace signboard;

// Everything a person reads here is in the language of the locale.
class CommandLine {
 public:
  explicit CommandLine(Language language) { console_.language = language; }

  int run(int argc, char** argv) {
    CLI::App app(say("signctl：LED 屏公告的预览、检查与查询",
                     "signctl: preview, check and query the announcements of LED screens"));
    speak(app, console_.language);
    app.require_subcommand(1);
    app.footer(
        say("退出码：0 正常；1 外部问题（文件、网络、字体）；2 命令有误或内容不可用；3 检查发现问题",
            "Exit codes: 0 fine; 1 trouble outside (file, network, font); 2 asked wrong; 3 a check found faults"));
    std::string language;
    app.add_option("--language", language, say("界面语言 zh 或 en", "language of messages: zh or en"))
        ->check(CLI::IsMember({"zh", "en"}));
    add_render(app);
    add_explain(app);
    add_lint(app);
    add_check(app);
    add_questions(app);
    add_watch(app);
    add_status(app);
    verbs_.add_to(app);
    add("ports", app, say("列出本机的串口", "list the serial ports of this computer"),
        [this] { return list_ports(console_); });
    add("drivers", app, say("列出全部驱动", "list the drivers"), [this] { return list_drivers(console_); });
    try {
      app.parse(argc, argv);
    } catch (CLI::ParseError const& wrong) {
      return app.exit(wrong) == 0 ? 0 : static_cast<int>(Exit::asked_wrong);
    }
    if (!language.empty()) console_.language = language == "zh" ? Language::zh : Language::en;
    auto const code = chosen_();
    if (std::cout.flush()) return static_cast<int>(code);
    // A full disk or a closed pipe: what was asked for has not arrived.
    return static_cast<int>(
        console_.complain(fault(Code::io, "cli.cannot_write", {{"file", "stdout"}, {"reason", std::strerror(errno)}})));
  }

 private:
  std::string say(char const* zh, char const* en) const { return console_.language == Language::zh ? zh : en; }

  CLI::App& add(std::string const& name, CLI::App& app, std::string const& summary, std::function<Exit()> action) {
    auto& command = *app.add_subcommand(name, summary);
    command.add_flag("--json", console_.json, say("以 JSON 输出", "answer in JSON"));
    command.callback([this, action = std::move(action)] { chosen_ = action; });
    return command;
  }

  void add_source(CLI::App& command, SourceOptions& source) {
    command.add_option_function<std::string>(
        "--text",
        [&source](std::string const& text) {
          source.text = text;
          source.text_given = true;
        },
        say("文字", "the words"));
    command.add_option("--text-file", source.text_file, say("UTF-8 文本文件", "a UTF-8 text file"));
    command.add_option("--playlist", source.playlist, say("播放列表文件（TOML）", "a playlist file (TOML)"));
    command.add_option("--id", source.id, say("只取播放列表中的这一条", "only this announcement of the playlist"));
    command.add_option(
        "--lang", source.language,
        say("文字的语言：zh-Hans、bo、ug、mn、ii、en", "language of the words: zh-Hans, bo, ug, mn, ii, en"));
  }

  void add_look(CLI::App& command, LookOptions& look) {
    command.add_option("--config", look.config,
                       say("配置文件，从中取屏幕参数", "a configuration to take the screen from"));
    command.add_option("--screen", look.screen, say("配置中的屏幕名称", "name of the screen in it"));
    command.add_option("--size", look.size,
                       say("宽x高（像素），默认 256x32", "WIDTHxHEIGHT in pixels, 256x32 if not given"));
    command.add_option("--depth", look.depth,
                       say("mono、red_green 或 rgb（默认）", "mono, red_green or rgb (the default)"));
    command.add_option("--fps", look.frames_per_second,
                       say("屏幕最高帧率，默认 60", "frames a second the screen can take, 60 if not given"));
  }

  void add_render(CLI::App& app) {
    auto& command = add("render", app, say("把公告画成图片或像素", "draw announcements as a picture or as pixels"),
                        [this] { return render(render_, console_); });
    add_source(command, render_.source);
    add_look(command, render_.look);
    command.add_option("--effect", render_.effect, "auto, hold, scroll_left, scroll_up, page");
    command.add_option("--speed", render_.speed_px_s, say("速度，像素每秒", "speed in pixels a second"));
    command.add_option("--hold", render_.hold_ms, say("停留时间，毫秒", "hold time in milliseconds"));
    command.add_option("--lines", render_.lines, say("屏幕高度内排几行", "lines of type in the height of the screen"));
    command.add_option("--repeats", render_.repeats, say("播放次数", "how often it plays"));
    command.add_option("--ink", render_.look.ink, say("颜色 #rrggbb", "colour #rrggbb"));
    auto* const frames = command.add_option(
        "--frames", render_.frames,
        say("帧 A..B（含两端）；向左移动时第 0 帧文字恰在右边缘之外",
            "frames A..B, both included; in scroll_left the text of frame 0 is just off the right edge"));
    command
        .add_option("--at", render_.at,
                    say("某一时刻的画面，如 2026-11-22T08:30:00+08:00",
                        "the frame at a moment, like 2026-11-22T08:30:00+08:00"))
        ->excludes(frames);
    command
        .add_option("--out", render_.out,
                    say("输出：X.png、X.gif、X.raw（每帧 RGB 字节）、X.txt，或 -（标准输出）",
                        "X.png, X.gif, X.raw (the RGB bytes of each frame), X.txt, or - for standard output"))
        ->required();
    command.add_option(
        "--format", render_.format,
        say("输出格式 png、gif、raw、txt，默认按文件名", "png, gif, raw or txt; by the name of the file if not given"));
    command.add_option("--zoom", render_.zoom, say("图片放大倍数 1 到 16", "picture zoom, 1 to 16"))
        ->check(CLI::Range(1, 16));
  }

  void add_explain(CLI::App& app) {
    auto& command =
        add("explain", app, say("说明一段文字如何分段、选字体、排字形", "tell how a text is itemised, shaped and set"),
            [this] { return explain(explain_, console_); });
    add_source(command, explain_.source);
    command.add_option("--height", explain_.height, say("行高（像素）", "rows of the line"))->capture_default_str();
    command.add_option("--depth", explain_.depth, "mono, red_green, rgb")->capture_default_str();
    command.add_option("--units", explain_.units, say("px（默认）或 font（字体单位）", "px, or font for font units"))
        ->capture_default_str();
    command.add_option("--font", explain_.font,
                       say("字体文件（与 --units font 同用）", "a font file, with --units font"));
    command.add_option("--face", explain_.face, say("字体集合中的序号", "index inside a font collection"))
        ->check(CLI::Range(0, 1000));
    command.add_option("--features", explain_.features,
                       say("OpenType 特性，如 halt,-kern", "OpenType features, like halt,-kern"));
  }

  void add_lint(CLI::App& app) {
    auto& command = add(
        "lint", app,
        say("播出前检查：缺字、旧编码、被裁切的笔画", "before it is shown: missing glyphs, old encodings, ink cut off"),
        [this] { return lint(lint_, console_); });
    add_source(command, lint_.source);
    add_look(command, lint_.look);
    command.add_option("--height", lint_.height, say("屏幕行数，代替 --size", "rows of the screen, instead of --size"));
  }

  void add_check(CLI::App& app) {
    auto& command =
        add("check", app,
            say("检查配置和播放列表，一次列出全部错误", "check configuration and playlists, all errors at once"),
            [this] { return check(check_, console_); });
    command.add_option("file,--config", check_.config, say("配置文件", "the configuration"));
    command.add_option("--playlist", check_.playlists,
                       say("播放列表文件，可多次给出", "a playlist file; may be given several times"));
  }

  void add_question(CLI::App& command) {
    command.add_option("screen", ask_.screen,
                       say("屏幕名称；不写则为全部", "name of the screen; all of them if not given"));
    command.add_option("--config", ask_.config,
                       say("没有运行中的 signboardd 时，由此配置文件推算",
                           "work it out from this configuration, when no signboardd runs"));
    command.add_option("--url", ask_.url,
                       say("询问运行中的 signboardd，如 http://127.0.0.1:8470/",
                           "ask the signboardd at this address, like http://127.0.0.1:8470/"));
  }

  void add_questions(CLI::App& app) {
    add_question(add("now", app, say("现在播什么，接着播什么", "what is on, and what comes next"),
                     [this] { return now(ask_, console_); }));
    auto& next = add("next", app, say("某一时刻会播什么", "what will be on at a moment"),
                     [this] { return now(ask_, console_); });
    add_question(next);
    next.add_option("--at", ask_.at,
                    say("时刻，如 2026-11-22T08:30:00+08:00", "the moment, like 2026-11-22T08:30:00+08:00"))
        ->required();
    auto& reasons = add("why", app, say("每条公告为什么在播或不在播", "why each announcement is or is not on"),
                        [this] { return why(ask_, console_); });
    add_question(reasons);
    reasons.add_option("--at", ask_.at, say("时刻；不写则为现在", "the moment; now if not given"));
  }

  void add_watch(CLI::App& app) {
    auto& command = add("watch", app, say("在终端里观看一块屏幕", "watch a screen in the terminal"),
                        [this] { return watch(watch_, console_); });
    command.add_option("screen", watch_.screen,
                       say("屏幕名称；不写则为第一块", "name of the screen; the first if not given"));
    command.add_option("--config", watch_.config,
                       say("从配置文件取预览端口", "take the preview port from this configuration"));
    command.add_option("--url", watch_.url, say("signboardd 的地址", "address of the signboardd"));
    command.add_option("--columns", watch_.columns, say("终端列数", "columns of the terminal"))
        ->check(CLI::Range(8, 8192));
  }

  void add_status(CLI::App& app) {
    auto& command = add("status", app, say("各屏线路的状态", "how the lines of the screens are"),
                        [this] { return status(status_, console_); });
    command.add_option("screen", status_.screen,
                       say("屏幕名称；不写则为全部", "name of the screen; all of them if not given"));
    command.add_option("--url", status_.url,
                       say("signboardd 的地址，默认 http://127.0.0.1:8470/",
                           "address of the signboardd, http://127.0.0.1:8470/ if not given"));
  }

  Console console_;
  std::function<Exit()> chosen_;
  SystemClock clock_;
  VerbLines verbs_{console_, chosen_, clock_};
  RenderOptions render_;
  ExplainOptions explain_;
  LintOptions lint_;
  CheckOptions check_;
  AskOptions ask_;
  StatusOptions status_{"http://127.0.0.1:8470/", {}};
  WatchOptions watch_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    return CommandLine(language_of_environment()).run(argc, argv);
  } catch (std::exception const& broken) {
    std::cerr << "signctl: " << broken.what() << '\n';
    return static_cast<int>(Exit::trouble);
  }
}
