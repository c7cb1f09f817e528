#include "base/time.hpp"

#include <cstdint>
#include <optional>

namespace signboard {
namespace {

using std::chrono::minutes;
using std::chrono::nanoseconds;

// Reads a text from its front; every step answers whether it found what it looked for.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  bool literal(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (char const c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  // What follows the decimal point: one to nine digits.
  std::optional<nanoseconds> fraction() {
    std::int64_t value = 0;
    int count = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && count < 9) {
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
      ++count;
    }
    if (count == 0) return std::nullopt;
    for (; count < 9; ++count) value *= 10;
    return nanoseconds{value};
  }

  std::optional<minutes> offset() {
    if (literal('Z') || literal('z')) return minutes{0};
    bool const west = !rest_.empty() && rest_.front() == '-';
    if (!west && (rest_.empty() || rest_.front() != '+')) return std::nullopt;
    rest_.remove_prefix(1);
    auto const hours = digits(2);
    if (!hours || !literal(':')) return std::nullopt;
    auto const rest = digits(2);
    if (!rest || *hours > 14 || *rest > 59) return std::nullopt;
    minutes const value{*hours * 60 + *rest};
    return west ? -value : value;
  }

 private:
  std::string_view rest_;
};

std::optional<WallTime> read_wall_time(std::string_view text, minutes assumed) {
  Reader in(text);
  auto const year = in.digits(4);
  if (!year || !in.literal('-')) return std::nullopt;
  auto const month = in.digits(2);
  if (!month || !in.literal('-')) return std::nullopt;
  auto const day = in.digits(2);
  if (!day || !(in.literal('T') || in.literal('t') || in.literal(' '))) return std::nullopt;
  auto const hour = in.digits(2);
  if (!hour || !in.literal(':')) return std::nullopt;
  auto const minute = in.digits(2);
  if (!minute) return std::nullopt;
  int second = 0;
  nanoseconds fraction{0};
  if (in.literal(':')) {
    auto const read = in.digits(2);
    if (!read) return std::nullopt;
    second = *read;
    if (in.literal('.')) {
      auto const part = in.fraction();
      if (!part) return std::nullopt;
      fraction = *part;
    }
  }
  minutes offset = assumed;
  if (!in.done()) {
    auto const read = in.offset();
    if (!read || !in.done()) return std::nullopt;
    offset = *read;
  }
  std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *year < 1970 || *year > 2200 || *hour > 23 || *minute > 59 || second > 59) return std::nullopt;
  return WallTime{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + minutes{*minute} +
         std::chrono::seconds{second} + fraction - offset;
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  auto const digits = std::to_string(value);
  out.append(width > digits.size() ? width - digits.size() : 0, '0');
  out += digits;
}

}  // namespace

Result<WallTime> parse_wall_time(std::string_view text, minutes offset) {
  if (auto const time = read_wall_time(text, offset)) return *time;
  return fault(Code::invalid, "time.unreadable", {{"text", std::string(text)}});
}

Result<minutes> parse_utc_offset(std::string_view text) {
  Reader in(text);
  auto const offset = in.offset();
  if (offset && in.done()) return *offset;
  return fault(Code::invalid, "time.unreadable_offset", {{"text", std::string(text)}});
}

std::string format_wall_time(WallTime time, minutes offset) {
  auto const local = time + offset;
  auto const day = std::chrono::floor<std::chrono::days>(local);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const clock{local - day};
  std::string out;
  append_padded(out, static_cast<int>(date.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.day()), 2);
  out += 'T';
  append_padded(out, clock.hours().count(), 2);
  out += ':';
  append_padded(out, clock.minutes().count(), 2);
  out += ':';
  append_padded(out, clock.seconds().count(), 2);
  if (auto const rest = clock.subseconds().count(); rest != 0) {
    std::string digits;
    append_padded(digits, rest, 9);
    out += '.' + digits.substr(0, digits.find_last_not_of('0') + 1);
  }
  auto const magnitude = std::chrono::abs(offset).count();
  out += offset < minutes{0} ? '-' : '+';
  append_padded(out, magnitude / 60, 2);
  out += ':';
  append_padded(out, magnitude % 60, 2);
  return out;
}

}  // namespace signboard
