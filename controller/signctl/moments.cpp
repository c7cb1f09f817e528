#include "controller/signctl/moments.hpp"

#include <charconv>

namespace signboard {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr seconds longest = 366 * 24h;

Error bad_value(std::string_view option, std::string_view value, std::string wanted) {
  return fault(Code::invalid, "cli.bad_value",
               {{"option", std::string(option)}, {"value", std::string(value)}, {"wanted", std::move(wanted)}});
}

seconds unit_of(char letter) {
  switch (letter) {
    case 's':
      return 1s;
    case 'm':
      return 1min;
    case 'h':
      return 1h;
    case 'd':
      return 24h;
    case 'w':
      return 7 * 24h;
    default:
      return 0s;
  }
}

}  // namespace

Result<seconds> parse_duration(std::string_view option, std::string_view text) {
  auto const bad = [&] { return bad_value(option, text, "90m, 3h, 1d, 1h30m"); };
  seconds all{0};
  for (auto rest = text; !rest.empty();) {
    std::int64_t count = 0;
    auto const read = std::from_chars(rest.data(), rest.data() + rest.size(), count);
    auto const digits = static_cast<std::size_t>(read.ptr - rest.data());
    if (read.ec != std::errc{} || digits == rest.size() || count < 0 || count > longest.count()) return bad();
    auto const unit = unit_of(rest[digits]);
    if (unit == 0s || count > longest / unit) return bad();
    all += count * unit;
    rest.remove_prefix(digits + 1);
  }
  if (all <= 0s || all > longest) return bad();
  return all;
}

Result<WallTime> parse_moment(std::string_view option, std::string_view text, OfficeTime const& office, DayEnd end) {
  auto const today = format_wall_time(office.now, office.utc_offset).substr(0, 11);
  std::string written(text);
  if (text.size() == 4 && text[1] == ':') written.insert(0, 1, '0');
  bool const is_date = text.size() == 10 && text[4] == '-';
  if (written.size() == 5 && written[2] == ':') written.insert(0, today);
  if (is_date) written += "T00:00";
  auto const moment = parse_wall_time(written, office.utc_offset);
  if (!moment) return bad_value(option, text, "2026-11-22T19:40, 19:40, 2026-11-22");
  return is_date && end == DayEnd::last ? *moment + 24h : *moment;
}

}  // namespace signboard
