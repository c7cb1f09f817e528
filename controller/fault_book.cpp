#include "controller/fault_book.hpp"

#include "base/limits.hpp"
#include "controller/help/fault_numbers.hpp"

#include <algorithm>
#include <array>

namespace signboard {
namespace {

// Values that tell one fault from another of the same kind; the rest (a time, a reason) may change while it stands.
constexpr std::array<std::string_view, 5> telling{"id", "at", "in", "file", "field"};

bool tells(std::pair<std::string, std::string> const& value) {
  return std::ranges::find(telling, value.first) != telling.end();
}

bool is_same(StandingFault const& a, StandingFault const& b) {
  if (a.error.id != b.error.id || a.screen != b.screen || a.number != b.number) return false;
  auto const is_in = [](Values const& values) {
    return [&values](auto const& value) { return !tells(value) || std::ranges::find(values, value) != values.end(); };
  };
  return std::ranges::all_of(a.error.values, is_in(b.error.values)) &&
         std::ranges::all_of(b.error.values, is_in(a.error.values));
}

bool is_about_the_clock(StandingFault const& fault) { return fault.number.starts_with("F3"); }

}  // namespace

void FaultBook::look(std::vector<StandingFault> now, WallTime wall) {
  if (now.size() > limits::standing_faults) now.resize(limits::standing_faults);
  for (auto& fault : now) {
    if (fault.number.empty()) fault.number = number_of(fault.error);
    if (fault.since || is_about_the_clock(fault)) continue;
    auto const before = std::ranges::find_if(standing_, [&fault](auto const& each) { return is_same(each, fault); });
    fault.since = before == standing_.end() ? std::chrono::floor<std::chrono::seconds>(wall) : before->since;
  }
  standing_ = std::move(now);
}

std::string_view number_of(Error const& error) {
  auto const number = fault_number(error.id);
  return number.empty() ? other_fault : number;
}

std::string help_path(std::string_view number) { return "/help/" + std::string(number); }

}  // namespace signboard
