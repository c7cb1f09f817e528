// signboardd with a wall clock that a test moves: steady time is the machine's own, the wall is the machine's and as
// many nanoseconds more as stand in a file. Everything else is the program itself, so it can be killed and started
// again like it.

#include "controller/daemon.hpp"
#include "controller/log.hpp"
#include "tests/township/clock_file.hpp"

#include <csignal>

namespace {

using namespace signboard;

class SteppedClock final : public Clock {
 public:
  explicit SteppedClock(std::filesystem::path const& file) : file_(file) {}
  Now now() const override {
    auto now = system_.now();
    now.wall += file_.offset();
    return now;
  }
  SteadyTime uptime() const override { return system_.uptime() + file_.slept(); }

 private:
  SystemClock system_;
  ClockFile file_;
};

int run(std::string const& config, std::string const& clock_file) {
  auto loaded = load_config(config);
  for (auto const& error : loaded.errors) log::error("", error);
  if (!loaded.errors.empty()) return 2;
  auto typesetter = Typesetter::open(debian_manifest(loaded.value.fonts_root));
  if (!typesetter) return 1;
  SteppedClock const clock(clock_file);
  Daemon daemon(std::move(loaded.value), std::move(*typesetter), clock, StageThread::Priority::ordinary);
  if (auto started = daemon.start(); !started) {
    log::error("", started.error());
    return 1;
  }
  daemon.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::signal(SIGPIPE, SIG_IGN);
  log::open();
  return run(argv[1], argv[2]);
}
