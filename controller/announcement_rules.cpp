#include "controller/announcement_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace signboard {
namespace {

// From the lowest bit of Weekdays.
constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (std::size_t const at : {0U, 1U, 3U, 4U})
    if (!is_digit(text[at])) return std::nullopt;
  int const hours = (text[0] - '0') * 10 + text[1] - '0';
  int const minutes = (text[3] - '0') * 10 + text[4] - '0';
  if (hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) return std::nullopt;
  return std::chrono::minutes{hours * 60 + minutes};
}

std::string two_digits(std::int64_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string name_of_time(std::chrono::minutes time) {
  return two_digits(time.count() / 60) + ":" + two_digits(time.count() % 60);
}

}  // namespace

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_language(std::string_view tag) {
  std::size_t part = 0;
  bool first = true;
  for (std::size_t at = 0; at <= tag.size(); ++at) {
    if (at == tag.size() || tag[at] == '-') {
      if (part < (first ? 2 : 1) || part > (first ? 3 : 8)) return false;
      part = 0;
      first = false;
      continue;
    }
    bool const letter = (tag[at] >= 'a' && tag[at] <= 'z') || (tag[at] >= 'A' && tag[at] <= 'Z');
    if (!letter && (first || !is_digit(tag[at]))) return false;
    ++part;
  }
  return true;
}

std::span<std::string_view const> weekday_names() { return weekdays; }

std::optional<Weekdays> weekday_named(std::string_view name) {
  auto const* const found = std::find(weekdays.begin(), weekdays.end(), name);
  if (found == weekdays.end()) return std::nullopt;
  return static_cast<Weekdays>(1U << static_cast<unsigned>(found - weekdays.begin()));
}

std::optional<DayWindow> day_window_named(std::string_view text) {
  auto const dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  auto const from = time_of_day(text.substr(0, dash));
  auto const until = time_of_day(text.substr(dash + 1));
  if (!from || !until) return std::nullopt;
  return DayWindow{*from, *until};
}

std::string name_of(DayWindow window) { return name_of_time(window.from) + "-" + name_of_time(window.until); }

}  // namespace signboard
