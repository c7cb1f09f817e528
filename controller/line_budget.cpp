#include "controller/line_budget.hpp"

#include <algorithm>

namespace signboard {
namespace {

using namespace std::chrono_literals;

std::string in_ms(std::chrono::nanoseconds time) {
  return std::to_string(std::chrono::ceil<std::chrono::milliseconds>(time).count());
}

std::string in_seconds(std::chrono::nanoseconds time) {
  auto const tenths = std::chrono::ceil<std::chrono::milliseconds>(time).count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

Values arithmetic(LineBudget const& budget) {
  return {{"bytes", std::to_string(budget.bytes)},
          {"bits", std::to_string(budget.bits_per_byte)},
          {"baud", std::to_string(budget.baud)},
          {"rest", budget.settle.count() == 0 ? "" : " + " + in_ms(budget.settle) + " ms"},
          {"ms", in_ms(budget.frame_time())}};
}

}  // namespace

std::chrono::nanoseconds LineBudget::frame_time() const {
  auto const bits = static_cast<std::int64_t>(bytes) * bits_per_byte;
  return std::chrono::nanoseconds(bits * 1'000'000'000 / baud) + settle;
}

int LineBudget::fps_most() const {
  auto const time = std::max<std::chrono::nanoseconds>(frame_time(), 1ns);
  return static_cast<int>(std::min<std::int64_t>(1s / time, 1'000'000));
}

std::optional<LineBudget> line_budget(Screen const& screen, DriverKind const& kind) {
  auto const line = parse_line(screen.line, kind.default_port);
  if (!line || line->kind != LineKind::serial || screen.size == Size{}) return std::nullopt;
  Settings settings(screen.settings);
  auto const driver = kind.make(Panel{screen.name, screen.size, screen.depth}, settings);
  if (!driver || !settings.faults().empty()) return std::nullopt;
  if (auto const greeted = (*driver)->begin(Greet{}); !greeted) return std::nullopt;
  Frame const black(screen.size);
  auto const dialogue = (*driver)->begin(ShowFrame{&black});
  if (!dialogue) return std::nullopt;
  LineBudget budget;
  budget.baud = line->serial.baud;
  budget.bits_per_byte = line->serial.bits_per_byte();
  while (auto const packet = (*dialogue)->say()) {
    budget.bytes += packet->size();
    budget.settle += packet->settle;
  }
  return budget;
}

Result<int> affordable_fps(LineBudget const& budget, int fps, Rate rate) {
  auto const most = budget.fps_most();
  if (fps <= most || (rate == Rate::wanted && fps == 1)) return fps;
  if (most >= 1 && rate == Rate::usual) return most;
  auto values = arithmetic(budget);
  if (most == 0) {
    values.emplace_back("seconds", in_seconds(budget.frame_time()));
    return fault(Code::over_limit, "config.line_too_slow", std::move(values));
  }
  values.emplace_back("fps", std::to_string(fps));
  values.emplace_back("most", std::to_string(most));
  return fault(Code::over_limit, "config.fps_too_high", std::move(values));
}

}  // namespace signboard
