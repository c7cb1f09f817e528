#include "controller/daemon.hpp"
#include "controller/log.hpp"
#include "controller/messages.hpp"
#include "controller/option_words.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <sys/resource.h>

namespace {

using namespace signboard;

// Documented in docs/manual.md: 2 what was asked for is wrong, 1 the outside world is.
constexpr int exit_trouble = 1;
constexpr int exit_asked_wrong = 2;

// An urgent notice goes through several threads, and must not wait in each for what else this computer does. Those
// that are started from here on have it too; where it is not granted, nothing is lost but that.
void go_before_others() {
  constexpr int niceness = -10;
  setpriority(PRIO_PROCESS, 0, niceness);
}

int run(std::string const& file, StageThread::Priority priority) {
  auto loaded = load_config(file);
  for (auto const& error : loaded.errors) log::error("", error);
  if (!loaded.errors.empty()) return exit_asked_wrong;
  auto typesetter = Typesetter::open(debian_manifest(loaded.value.fonts_root));
  if (!typesetter) {
    log::error("", typesetter.error());
    return exit_trouble;
  }
  for (auto const& trouble : (*typesetter)->trouble()) log::warn("", trouble);
  SystemClock const clock;
  Daemon daemon(std::move(loaded.value), std::move(*typesetter), clock, priority);
  if (auto started = daemon.start(); !started) {
    log::error("", started.error());
    return exit_trouble;
  }
  if (auto const url = daemon.preview_url(); !url.empty()) std::cout << "preview " << url << std::endl;
  daemon.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("signboardd: announcements on LED screens / LED 屏公告控制器");
  speak(app, language_of_environment());
  std::string file = "/etc/signboard/signboard.toml";
  bool ordinary = false;
  app.add_option("--config", file, "configuration file / 配置文件")->capture_default_str();
  app.add_flag("--ordinary-priority", ordinary, "do not ask to go before other programs / 不申请优先运行");
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& wrong) {
    return app.exit(wrong) == 0 ? 0 : exit_asked_wrong;
  }
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of its line, not the end of all screens
  log::open();
  if (!ordinary) go_before_others();
  try {
    return run(file, ordinary ? StageThread::Priority::ordinary : StageThread::Priority::real_time);
  } catch (std::exception const& broken) {
    log::error(std::string("stopped by an error of its own: ") + broken.what());
    return exit_trouble;
  }
}
