#include "controller/config.hpp"

#include "base/limits.hpp"
#include "base/time.hpp"
#include "controller/hours_file.hpp"
#include "controller/layout_file.hpp"
#include "controller/line_budget.hpp"
#include "controller/spelling.hpp"
#include "controller/text_file.hpp"
#include "controller/toml_reader.hpp"
#include "drivers/driver.hpp"
#include "drivers/transport.hpp"
#include "playlists/announcement.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace signboard {
namespace {

constexpr std::int64_t urgent_longest_most = 168;  // what is urgent for more than a week is not
constexpr std::int64_t clock_step_most = 1'440;

// In the order of the enumerators.
constexpr std::array<std::string_view, 2> stops{"blank", "hold"};

std::optional<AfterStop> after_stop_named(std::string_view name) {
  auto const* const found = std::find(stops.begin(), stops.end(), name);
  if (found == stops.end()) return std::nullopt;
  return static_cast<AfterStop>(found - stops.begin());
}

// In the order of the enumerators.
constexpr std::array<std::string_view, 2> losses{"hold", "blank"};

std::optional<AfterLoss> after_loss_named(std::string_view name) {
  auto const* const found = std::find(losses.begin(), losses.end(), name);
  if (found == losses.end()) return std::nullopt;
  return static_cast<AfterLoss>(found - losses.begin());
}

std::string names_of(std::vector<Screen> const& screens) {
  std::vector<std::string_view> names;
  names.reserve(screens.size());
  for (auto const& screen : screens) names.push_back(screen.name);
  return joined(names);
}

std::string driver_names() {
  std::vector<std::string_view> names;
  for (auto const* const kind : drivers()) names.push_back(kind->name);
  return joined(names);
}

std::string_view prefix_of(LineKind kind) {
  static constexpr std::array<std::string_view, 5> prefixes{"udp:", "serial:", "stdout:", "file:", "none:"};
  return prefixes.at(static_cast<std::size_t>(kind));
}

std::string prefixes_of(std::span<LineKind const> kinds) {
  std::vector<std::string_view> prefixes;
  for (auto const kind : kinds) prefixes.push_back(prefix_of(kind));
  return joined(prefixes);
}

// `127.0.0.1:8470`, `[::1]:8470` or `localhost:8470`.
struct Listen {
  boost::asio::ip::address address;
  std::uint16_t port = 0;
};

std::optional<Listen> read_listen(std::string_view text) {
  auto const colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto host = text.substr(0, colon);
  auto const port = text.substr(colon + 1);
  bool const bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  Listen listen;
  boost::system::error_code trouble;
  listen.address = boost::asio::ip::make_address(std::string(host), trouble);
  if (trouble || listen.address.is_v6() != bracketed) return std::nullopt;
  auto const* const end = port.data() + port.size();
  auto const [stop, bad] = std::from_chars(port.data(), end, listen.port);
  if (bad != std::errc{} || stop != end) return std::nullopt;
  return listen;
}

bool is_possible(Size size) {
  auto const fits = [](int side) { return side >= 1 && side <= limits::screen_side_max; };
  return fits(size.width) && fits(size.height) && size.width <= limits::screen_pixels_max / size.height;
}

class ConfigReader {
 public:
  ConfigReader(std::filesystem::path const& file, FileFaults& faults) : faults_(faults) { config_.file = file; }

  Config read(toml::table const& root) {
    TomlTable top(root, {}, faults_);
    read_office(top);
    if (auto preview = top.table("preview", "[preview]")) read_preview(*preview);
    for (auto& policy : top.tables("pair_policy")) read_pair_policy(policy);
    check_pair_policies(top);
    for (auto& layout : top.tables("layout")) read_one_layout(layout);
    auto const before = faults_.count();
    auto tables = top.tables("screen");
    if (tables.empty() && faults_.count() == before) top.report(Spot{}, fault(Code::invalid, "config.no_screens"));
    if (tables.size() > limits::screens) {
      top.report(tables[limits::screens].spot(),
                 fault(Code::over_limit, "config.too_many_screens", {{"limit", std::to_string(limits::screens)}}));
      tables.erase(tables.begin() + static_cast<std::ptrdiff_t>(limits::screens), tables.end());
    }
    for (auto& table : tables) read_screen(table);
    top.finish();
    return std::move(config_);
  }

 private:
  void read_office(TomlTable& top) {
    auto const folder = config_.file.parent_path();
    if (auto const text = top.text("utc_offset")) {
      auto const offset = parse_utc_offset(*text);
      if (offset)
        config_.utc_offset = *offset;
      else
        top.report("utc_offset", offset.error());
    }
    for (auto const& [path, spot] : top.texts("playlists"))
      config_.playlists.push_back((folder / path).lexically_normal());
    config_.state = (folder / top.text("state").value_or("state")).lexically_normal();
    if (auto const socket = top.text("socket"))
      config_.socket = *socket == "off" ? std::filesystem::path() : (folder / *socket).lexically_normal();
    if (auto const hours = top.number("urgent_longest_h", 1, urgent_longest_most))
      config_.urgent_longest = std::chrono::hours{*hours};
    if (auto const minutes = top.number("clock_step_min", 1, clock_step_most))
      config_.clock_step = std::chrono::minutes{*minutes};
    if (auto const fonts = top.text("fonts")) config_.fonts_root = (folder / *fonts).lexically_normal();
  }

  void read_preview(TomlTable& table) {
    if (auto const text = table.text("listen"); text == "off") {
      config_.preview = false;
    } else if (text) {
      auto const listen = read_listen(*text);
      if (!listen)
        table.report("listen", fault(Code::invalid, "config.bad_listen", {{"listen", *text}}));
      else if (!listen->address.is_loopback())
        table.report("listen", fault(Code::denied, "config.not_loopback", {{"listen", *text}}));
      else
        std::tie(config_.preview_address, config_.preview_port) = std::pair(listen->address.to_string(), listen->port);
    }
    table.finish();
  }

  void read_pair_policy(TomlTable& table) {
    DatedPairPolicy dated;
    dated.from = table.moment("from", DayEdge::start, config_.utc_offset);
    for (auto& [language, spot] : table.texts("order")) dated.policy.order.push_back(std::move(language));
    if (auto const percent = table.number("first_percent", 20, 80))
      dated.policy.first_percent = static_cast<int>(*percent);
    table.finish();
    config_.pairs.push_back(std::move(dated));
  }

  void check_pair_policies(TomlTable& top) {
    for (std::size_t i = 1; i < config_.pairs.size(); ++i)
      if (!config_.pairs[i].from || (config_.pairs[i - 1].from && *config_.pairs[i].from <= *config_.pairs[i - 1].from))
        return top.report("pair_policy", fault(Code::invalid, "config.pair_policies_unordered"));
  }

  void read_one_layout(TomlTable& table) {
    auto const before = faults_.count();
    auto layout = read_layout(table, {config_.file.parent_path(), config_.utc_offset});
    auto const is_same = [&](Layout const& other) { return other.name == layout.name; };
    if (std::ranges::any_of(config_.layouts, is_same))
      table.report("name", fault(Code::conflict, "layout.duplicate", {{"layout", layout.name}}));
    if (faults_.count() == before)
      config_.layouts.push_back(std::move(layout));
    else
      broken_layouts_.push_back(std::move(layout.name));
  }

  void read_layout_of(TomlTable& table, Screen& screen) {
    auto const name = table.text("layout");
    if (!name) {
      if (screen.layout.areas.empty()) return;
      // Taken over from the screen it is like, which may be of another size.
      if (auto made = template_layout(screen.layout.name, screen.size)) screen.layout = std::move(*made);
    } else {
      auto const found = std::ranges::find(config_.layouts, *name, &Layout::name);
      if (auto made = template_layout(*name, screen.size))
        screen.layout = std::move(*made);
      else if (found != config_.layouts.end())
        screen.layout = *found;
      else if (std::ranges::find(broken_layouts_, *name) == broken_layouts_.end())
        return table.report("layout",
                            fault(Code::not_found, "layout.unknown", {{"layout", *name}, {"known", layout_names()}}));
    }
    if (screen.size == Size{}) return;
    for (auto& error : faults_of(screen.layout, screen.size))
      table.report(name ? table.spot("layout") : table.spot(), std::move(error));
  }

  std::string layout_names() const {
    std::vector<std::string_view> names(template_names().begin(), template_names().end());
    for (auto const& layout : config_.layouts) names.push_back(layout.name);
    return joined(names);
  }

  void read_screen(TomlTable& table) {
    Screen screen;
    if (auto const name = read_name(table)) {
      screen.name = *name;
      table.rename("screen \"" + *name + "\"");
    }
    auto const like = table.text("like");
    if (like) copy_from(*like, table, screen);
    if (!like) table.require("size");
    read_looks(table, screen);
    read_plan(table, screen.plan);
    read_layout_of(table, screen);
    read_connection(table, screen);
    table.finish();
    if (!screen.name.empty()) config_.screens.push_back(std::move(screen));
  }

  std::optional<std::string> read_name(TomlTable& table) {
    table.require("name");
    auto name = table.text("name");
    if (!name) return std::nullopt;
    auto const spot = table.spot("name");
    if (!is_slug(*name)) {
      table.report(spot, fault(Code::invalid, "config.bad_name", {{"name", *name}}));
      return std::nullopt;
    }
    auto const [first, is_new] = places_.try_emplace(*name, spot);
    if (is_new) return name;
    table.report(spot, fault(Code::conflict, "config.duplicate_screen",
                             {{"screen", *name}, {"first", faults_.at(first->second)}}));
    return std::nullopt;
  }

  // Only a screen above it: so nothing can be like itself in a circle.
  void copy_from(std::string const& like, TomlTable& table, Screen& screen) {
    auto const* const model = find_screen(config_, like);
    if (model == nullptr)
      return table.report(
          "like", fault(Code::not_found, "config.no_model", {{"screen", like}, {"known", names_of(config_.screens)}}));
    auto name = std::move(screen.name);
    screen = *model;
    screen.name = std::move(name);
    screen.driver.clear();
    screen.line.clear();
    screen.settings.clear();
  }

  void read_looks(TomlTable& table, Screen& screen) {
    if (auto const text = table.text("size")) {
      auto const size = size_named(*text);
      if (size && is_possible(*size))
        screen.size = *size;
      else
        table.report("size", fault(Code::invalid, "config.impossible_size",
                                   {{"size", *text},
                                    {"side", std::to_string(limits::screen_side_max)},
                                    {"pixels", std::to_string(limits::screen_pixels_max)}}));
    }
    if (auto const depth = table.choice("depth", depth_named, depth_names())) screen.depth = *depth;
    if (auto const fps = table.number("fps", 1, limits::fps_max)) screen.fps = static_cast<int>(*fps);
    if (auto const ink = table.colour("ink")) screen.ink = *ink;
    if (auto const led = table.colour("led")) screen.led = *led;
    if (auto const stop = table.choice("after_stop", after_stop_named, stops)) screen.after_stop = *stop;
    if (auto const loss = table.choice("after_loss", after_loss_named, losses)) screen.after_loss = *loss;
  }

  // A list replaces the one of the screen it is like as a whole.
  void read_plan(TomlTable& table, ScreenPlan& plan) {
    if (auto const percent = table.number("brightness", 1, 100)) plan.percent = static_cast<int>(*percent);
    if (table.has("hours")) plan.on.clear();
    if (table.has("dimming")) plan.dimmings.clear();
    for (auto& each : table.tables("hours")) {
      plan.on.push_back(read_hours(each));
      each.finish();
    }
    for (auto& each : table.tables("dimming")) {
      each.require("percent");
      auto const percent = each.number("percent", 1, 100);
      plan.dimmings.push_back({read_hours(each), static_cast<int>(percent.value_or(100))});
      each.finish();
    }
    for (auto const* const key : {"hours", "dimming"})
      if (auto const count = std::string_view(key) == "hours" ? plan.on.size() : plan.dimmings.size();
          count > limits::screen_hours)
        table.report(key, fault(Code::over_limit, "config.too_many_hours",
                                {{"key", key}, {"limit", std::to_string(limits::screen_hours)}}));
  }

  Hours read_hours(TomlTable& table) {
    Hours hours;
    hours.utc_offset = config_.utc_offset;
    hours.weekdays = read_weekdays(table, faults_);
    hours.windows = read_windows(table);
    return hours;
  }

  void read_connection(TomlTable& table, Screen& screen) {
    table.require("driver");
    screen.driver = table.text("driver").value_or("");
    auto settings = table.table("settings", "screen \"" + screen.name + "\"");
    if (settings) screen.settings = settings->scalars();
    auto const line = table.text("line");
    if (line) screen.line = *line;
    if (screen.driver.empty()) return;
    auto const* const kind = find_driver(screen.driver);
    if (kind == nullptr)
      return table.report(
          "driver", fault(Code::not_found, "config.no_driver", {{"driver", screen.driver}, {"known", driver_names()}}));
    read_line(table, *kind, screen);
    if (screen.size != Size{}) try_driver(table, settings, *kind, screen);
    fit_pace(table, *kind, screen);
  }

  void fit_pace(TomlTable& table, DriverKind const& kind, Screen& screen) {
    auto const budget = line_budget(screen, kind);
    if (!budget) return;
    bool const written = table.has("fps");
    auto const fps = affordable_fps(*budget, screen.fps, written ? Rate::wanted : Rate::usual);
    if (fps)
      screen.fps = *fps;
    else
      table.report(written ? "fps" : "line", fps.error());
  }

  void read_line(TomlTable& table, DriverKind const& kind, Screen& screen) {
    auto const lines = prefixes_of(kind.lines);
    if (!table.has("line")) {
      // What needs no line needs no word about it either.
      if (kind.lines.size() == 1 && kind.lines.front() == LineKind::none) {
        screen.line = prefix_of(LineKind::none);
        return;
      }
      return table.report(table.spot(),
                          fault(Code::invalid, "config.no_line", {{"driver", screen.driver}, {"lines", lines}}));
    }
    if (screen.line.empty()) return;
    auto const address = parse_line(screen.line, kind.default_port);
    if (!address) return table.report("line", address.error());
    if (std::find(kind.lines.begin(), kind.lines.end(), address->kind) == kind.lines.end())
      table.report("line", fault(Code::unsupported, "config.wrong_line",
                                 {{"wire", screen.line}, {"driver", screen.driver}, {"lines", lines}}));
  }

  // The driver alone knows its settings, so it is made once here and asked what it did not like.
  void try_driver(TomlTable& table, std::optional<TomlTable>& written, DriverKind const& kind, Screen const& screen) {
    Settings settings(screen.settings);
    auto made = kind.make(Panel{screen.name, screen.size, screen.depth}, settings);
    auto faults = settings.faults();
    if (!made) {
      auto const same = [&made](Error const& error) { return error.id == made.error().id; };
      if (std::none_of(faults.begin(), faults.end(), same)) faults.push_back(made.error());
    }
    for (auto& error : faults) {
      auto const named = std::find_if(error.values.begin(), error.values.end(),
                                      [](auto const& value) { return value.first == "setting"; });
      if (written && named != error.values.end()) {
        auto const spot = written->spot(named->second);
        table.report(spot, std::move(error));
      } else {
        table.report("driver", std::move(error));
      }
    }
  }

  Config config_;
  FileFaults& faults_;
  std::vector<std::string> broken_layouts_;  // already told of; a screen that names one is not blamed again
  std::map<std::string, Spot, std::less<>> places_;
};

}  // namespace

Screen const* find_screen(Config const& config, std::string_view name) {
  auto const& screens = config.screens;
  auto const found =
      std::find_if(screens.begin(), screens.end(), [name](auto const& each) { return each.name == name; });
  return found == screens.end() ? nullptr : &*found;
}

Reading<Config> read_config(std::string_view text, std::filesystem::path const& file) {
  FileFaults faults(file.string());
  Config config;
  config.file = file;
  if (auto const root = parse_toml(text, faults)) config = ConfigReader(file, faults).read(*root);
  return {std::move(config), faults.take()};
}

Reading<Config> load_config(std::filesystem::path const& file) {
  auto const text = read_text_file(file, limits::text_refused);
  if (text) return read_config(*text, file);
  Config config;
  config.file = file;
  return {std::move(config), {text.error()}};
}

}  // namespace signboard
