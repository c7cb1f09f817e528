#include "playlists/hours.hpp"

#include <algorithm>
#include <array>

namespace signboard {
namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// The number the text is, if it is made of that many digits.
std::optional<int> number(std::string_view digits, std::size_t fewest, std::size_t most) {
  if (digits.size() < fewest || digits.size() > most) return std::nullopt;
  int value = 0;
  for (char const c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// `8:30`, `08:30`, `24:00`
std::optional<minutes> time_of_day(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto const hour = number(text.substr(0, colon), 1, 2), minute = number(text.substr(colon + 1), 2, 2);
  if (!hour || !minute || *minute > 59) return std::nullopt;
  minutes const time{*hour * 60 + *minute};
  return time <= minutes{1'440} ? std::optional(time) : std::nullopt;
}

std::string two_digits(std::int64_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string format_time_of_day(minutes time) {
  return two_digits(time.count() / 60) + ':' + two_digits(time.count() % 60);
}

}  // namespace

std::span<std::string_view const> weekday_names() { return weekdays; }

std::optional<Weekdays> weekday_named(std::string_view name) {
  auto const found = std::find(weekdays.begin(), weekdays.end(), name);
  if (found == weekdays.end()) return std::nullopt;
  return static_cast<Weekdays>(1U << (found - weekdays.begin()));
}

std::vector<std::string_view> names_of(Weekdays days) {
  std::vector<std::string_view> names;
  for (std::size_t day = 0; day < weekdays.size(); ++day)
    if ((days >> day & 1) != 0) names.push_back(weekdays.at(day));
  return names;
}

Result<DayWindow> parse_day_window(std::string_view text) {
  auto const dash = text.find('-');
  if (dash != std::string_view::npos) {
    auto const from = time_of_day(text.substr(0, dash)), until = time_of_day(text.substr(dash + 1));
    if (from && until && *from < minutes{1'440}) return DayWindow{*from, *until};
  }
  return fault(Code::invalid, "schedule.bad_window", {{"window", std::string(text)}});
}

std::string format_day_window(DayWindow const& window) {
  return format_time_of_day(window.from) + '-' + format_time_of_day(window.until);
}

}  // namespace signboard
