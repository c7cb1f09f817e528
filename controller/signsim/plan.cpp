#include "controller/signsim/plan.hpp"

#include "base/limits.hpp"
#include "controller/spelling.hpp"
#include "drivers/driver.hpp"

#include <algorithm>
#include <charconv>

namespace signboard {
namespace {

constexpr std::string_view example = "lobby=ddp:192x32@4048";
constexpr int baud_most = 10'000'000;

Error unreadable(std::string_view card, std::string_view part) {
  return fault(Code::invalid, "signsim.bad_card",
               {{"card", std::string(card)}, {"part", std::string(part)}, {"example", std::string(example)}});
}

/// What stands before the sign; the sign and what is before it are taken away.
std::string_view cut(std::string_view& text, char sign) {
  auto const end = std::min(text.find(sign), text.size());
  auto const before = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return before;
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t number = 0;
  auto const* const end = digits.data() + digits.size();
  auto const [stop, bad] = std::from_chars(digits.data(), end, number);
  if (digits.empty() || bad != std::errc{} || stop != end) return std::nullopt;
  return number;
}

Result<Settings> read_options(std::string_view card, std::string_view options) {
  std::map<std::string, SettingValue, std::less<>> values;
  while (!options.empty()) {
    auto value = cut(options, ',');
    auto const whole = value;
    auto const key = cut(value, '=');
    if (key.empty() || key.size() == whole.size()) return unreadable(card, whole);
    if (auto const number = whole_number(value))
      values[std::string(key)] = *number;
    else
      values[std::string(key)] = std::string(value);
  }
  return Settings(std::move(values));
}

std::optional<Place> read_place(std::string_view text) {
  if (text == "pty") return PtyPlace{};
  if (text.find('/') != std::string_view::npos) return PtyPlace{std::string(text), 0};
  auto const colon = text.rfind(':');
  auto host = colon == std::string_view::npos ? std::string_view("127.0.0.1") : text.substr(0, colon);
  auto const port = whole_number(colon == std::string_view::npos ? text : text.substr(colon + 1));
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (!port || *port < 0 || *port > 65'535 || host.empty()) return std::nullopt;
  return UdpPlace{std::string(host), static_cast<std::uint16_t>(*port)};
}

bool fits(CardKind const& kind, Place const& place) {
  return std::holds_alternative<UdpPlace>(place) == (kind.line == CardKind::Line::datagrams);
}

Result<CardKind const*> kind_named(std::string_view name) {
  if (auto const* const kind = find_card(name)) return kind;
  std::vector<std::string_view> known;
  for (auto const& each : card_kinds()) known.push_back(each.name);
  return fault(Code::invalid, "signsim.no_card", {{"driver", std::string(name)}, {"known", joined(known)}});
}

/// Settings that say how the lamps hang and what light they make.
void take_looks(CardPlan& plan, Settings& settings) {
  plan.wiring = take_wiring(settings);
  plan.order = take_colour_order(settings);
}

Result<void> take_options(CardPlan& plan, Settings settings) {
  take_looks(plan, settings);
  auto const names = depth_names();
  auto const depth = settings.choice("depth", static_cast<std::size_t>(Depth::rgb), {names.begin(), names.end()});
  plan.depth = static_cast<Depth>(depth);
  auto const led = settings.text("led", name_of(plan.led));
  auto const colour = colour_named(led.starts_with('#') ? led : "#" + led);
  if (!colour) return fault(Code::invalid, "cli.bad_value", {{"option", "led"}, {"value", led}, {"wanted", "#rrggbb"}});
  plan.led = *colour;
  if (auto* const pty = std::get_if<PtyPlace>(&plan.place))
    pty->baud = static_cast<int>(settings.number("baud", 0, 50, baud_most));
  auto faults = settings.faults();
  if (!faults.empty()) return std::move(faults.front());
  return {};
}

}  // namespace

Result<CardPlan> parse_card(std::string_view text) {
  auto rest = text;
  auto where = rest;
  auto what = cut(where, '@');
  if (what.size() == text.size()) return unreadable(text, text);
  CardPlan plan;
  if (what.find('=') != std::string_view::npos) plan.name = cut(what, '=');
  auto const driver = cut(what, ':');
  auto const kind = kind_named(driver);
  if (!kind) return kind.error();
  plan.kind = *kind;
  if (plan.name.empty()) plan.name = driver;
  if (plan.name.find_first_of(" \t/") != std::string::npos || plan.name == "all") return unreadable(text, plan.name);

  auto const size = size_named(what);
  if (!size) return unreadable(text, what);
  bool const possible = size->width >= 1 && size->height >= 1 && size->width <= limits::screen_side_max &&
                        size->height <= limits::screen_side_max &&
                        size->width <= limits::screen_pixels_max / size->height;
  if (!possible)
    return fault(Code::invalid, "cli.impossible_size",
                 {{"option", std::string(text)},
                  {"value", std::string(what)},
                  {"most", std::to_string(limits::screen_side_max)},
                  {"pixels", std::to_string(limits::screen_pixels_max)}});
  plan.size = *size;

  auto const place_text = cut(where, ',');
  auto const place = read_place(place_text);
  if (!place) return unreadable(text, place_text);
  plan.place = *place;
  if (!fits(*plan.kind, plan.place))
    return fault(Code::invalid, "signsim.wrong_place",
                 {{"card", std::string(text)},
                  {"place", std::string(place_text)},
                  {"wanted", plan.kind->line == CardKind::Line::datagrams ? "4048, 127.0.0.1:4048" : "pty, /tmp/tty"}});
  auto settings = read_options(text, where);
  if (!settings) return settings.error();
  if (auto taken = take_options(plan, std::move(*settings)); !taken) return taken.error();
  return plan;
}

std::optional<Place> place_of(LineAddress const& line) {
  switch (line.kind) {
    case LineKind::udp:
      return UdpPlace{line.host == "localhost" ? "127.0.0.1" : line.host, line.port};
    case LineKind::serial:
      return PtyPlace{line.path, line.serial.baud};
    default:
      return std::nullopt;
  }
}

Reading<std::vector<CardPlan>> plan_screens(Config const& config) {
  Reading<std::vector<CardPlan>> plans;
  for (auto const& screen : config.screens) {
    auto const* const driver = find_driver(screen.driver);
    auto const* const kind = find_card(screen.driver);
    if (driver == nullptr || kind == nullptr) continue;
    auto const line = parse_line(screen.line, driver->default_port);
    if (!line) {
      plans.errors.push_back(line.error());
      continue;
    }
    auto const place = place_of(*line);
    if (!place || !fits(*kind, *place)) continue;
    CardPlan plan{screen.name, kind, screen.size, screen.depth, screen.led, {}, order_rgb, *place};
    Settings settings(screen.settings);
    take_looks(plan, settings);  // the driver's other settings are its own; the configuration was checked by it
    plans.value.push_back(std::move(plan));
  }
  if (plans.value.empty() && plans.errors.empty())
    plans.errors.push_back(fault(Code::invalid, "signsim.no_screens", {{"file", config.file.string()}}));
  return plans;
}

}  // namespace signboard
