#include "tests/bench/cadence.hpp"

#include "tests/bench/clocks.hpp"

#include <cmath>
#include <ctime>
#include <pthread.h>
#include <sched.h>
#include <stdexcept>
#include <utility>

namespace signboard {
namespace {

constexpr int control_priority = 20;  // the daemon's own

}  // namespace

std::vector<double> deviations(std::vector<std::int64_t> const& at) {
  std::vector<double> off;
  for (std::size_t i = 1; i < at.size(); ++i) off.push_back(std::abs(milliseconds(at[i - 1], at[i]) - beat_period_ms));
  if (off.empty()) throw std::runtime_error("there were no two frames");
  return off;
}

Control::Control(Priority priority) : thread_([this, priority](std::stop_token const& stop) { run(stop, priority); }) {}

Control::Beats Control::stop() {
  thread_.request_stop();
  thread_.join();
  return std::move(beats_);
}

void Control::run(std::stop_token const& stop, Priority priority) {
  sched_param wanted{};
  wanted.sched_priority = control_priority;
  beats_.real_time = priority == Priority::real_time && pthread_setschedparam(pthread_self(), SCHED_FIFO, &wanted) == 0;
  auto next = steady_time();
  while (!stop.stop_requested()) {
    next += beat_period;
    timespec const until{next / 1'000'000'000, next % 1'000'000'000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    beats_.at.push_back(steady_time());
  }
}

}  // namespace signboard
