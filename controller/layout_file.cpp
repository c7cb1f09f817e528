#include "controller/layout_file.hpp"

#include "base/limits.hpp"
#include "controller/playlist_file.hpp"
#include "controller/spelling.hpp"
#include "playlists/calendar.hpp"
#include "playlists/day_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace signboard {
namespace {

constexpr int border_max = 8, gap_max = 64;
constexpr std::size_t areas_max = 16;

constexpr std::array<std::string_view, 4> templates{"one-line", "title-over-body", "body-with-clock",
                                                    "chinese-over-tibetan"};
constexpr std::array<std::string_view, 2> clock_formats{"HH:MM", "HH:MM:SS"};
constexpr std::array<std::string_view, 3> stackings{"auto", "stacked", "in_turn"};
constexpr std::array<std::string_view, 5> contents{"text", "clock", "day", "table", "picture"};

template <class Enum, std::size_t count>
std::optional<Enum> one_of(std::array<std::string_view, count> const& names, std::string_view name) {
  auto const* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

std::optional<ClockContent::Format> clock_format_named(std::string_view name) {
  return one_of<ClockContent::Format>(clock_formats, name);
}
std::optional<Stacking> stacking_named(std::string_view name) { return one_of<Stacking>(stackings, name); }
std::optional<std::size_t> content_named(std::string_view name) { return one_of<std::size_t>(contents, name); }

// `400,0,112,32`: left, top, width, height.
std::optional<Rect> rect_named(std::string_view text) {
  std::array<int, 4> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    auto const [end, bad] = std::from_chars(text.data(), text.data() + text.size(), numbers.at(i));
    if (bad != std::errc{} || numbers.at(i) < 0 || numbers.at(i) > limits::screen_side_max) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i + 1 == numbers.size()) break;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
  }
  Rect const rect{numbers[0], numbers[1], numbers[2], numbers[3]};
  return text.empty() && rect.width > 0 && rect.height > 0 ? std::optional(rect) : std::nullopt;
}

class LayoutReader {
 public:
  LayoutReader(LayoutRules const& rules, Layout& layout) : rules_(rules), layout_(layout) {}

  void read(TomlTable& table) {
    table.require("name");
    if (auto const name = table.text("name")) {
      layout_.name = *name;
      if (!is_slug(*name)) table.report("name", fault(Code::invalid, "layout.bad_name", {{"name", *name}}));
      if (one_of<std::size_t>(templates, *name))
        table.report("name", fault(Code::conflict, "layout.template_name", {{"name", *name}}));
      table.rename("layout \"" + *name + "\"");
    }
    auto areas = table.tables("area");
    if (areas.empty()) table.report(table.spot(), fault(Code::invalid, "layout.no_areas"));
    if (areas.size() > areas_max) {
      table.report(areas[areas_max].spot(),
                   fault(Code::over_limit, "layout.too_many_areas", {{"limit", std::to_string(areas_max)}}));
      areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(areas_max), areas.end());
    }
    for (auto& area : areas) read_area(area);
    auto const mains = std::ranges::count_if(layout_.areas, [](Area const& area) {
      auto const* const text = std::get_if<TextContent>(&area.content);
      return text != nullptr && text->is_main;
    });
    if (!areas.empty() && mains != 1)
      table.report(table.spot(),
                   mains == 0 ? fault(Code::invalid, "layout.no_main") : fault(Code::conflict, "layout.two_mains"));
    table.finish();
  }

 private:
  void read_area(TomlTable& table) {
    Area area;
    table.require("name");
    if (auto const name = table.text("name")) {
      area.name = *name;
      auto const is_same = [&](Area const& other) { return other.name == *name; };
      if (!is_slug(*name)) table.report("name", fault(Code::invalid, "layout.bad_name", {{"name", *name}}));
      if (std::ranges::any_of(layout_.areas, is_same))
        table.report("name", fault(Code::conflict, "layout.duplicate_area", {{"area", *name}}));
      table.rename("layout \"" + layout_.name + "\" area \"" + *name + "\"");
    }
    table.require("rect");
    if (auto const text = table.text("rect")) {
      auto const rect = rect_named(*text);
      if (!rect) table.report("rect", fault(Code::invalid, "layout.bad_rect", {{"rect", *text}}));
      area.rect = rect.value_or(Rect{0, 0, limits::type_rows_min, limits::type_rows_min});
    }
    if (auto const border = table.number("border", 0, border_max)) area.border = static_cast<int>(*border);
    if (auto const ink = table.colour("border_ink")) area.border_ink = *ink;
    if (auto const gap = table.number("gap", 0, gap_max)) area.gap = static_cast<int>(*gap);
    area.content = read_content(table);
    table.finish();
    layout_.areas.push_back(std::move(area));
  }

  Content read_content(TomlTable& table) {
    auto const kind = table.choice("content", content_named, contents).value_or(0);
    switch (kind) {
      case 1:
        return read_clock(table);
      case 2:
        return read_day(table);
      case 3:
        return read_table(table);
      case 4:
        return PictureContent{read_file(table)};
      default:
        break;
    }
    TextContent text;
    text.is_main = table.flag("main").value_or(false);
    text.stacking = table.choice("pair", stacking_named, stackings).value_or(Stacking::automatic);
    return text;
  }

  static ClockContent read_clock(TomlTable& table) {
    ClockContent clock;
    if (auto const format = table.choice("format", clock_format_named, clock_formats)) clock.format = *format;
    clock.style = read_style(table, {});
    return clock;
  }

  DayContent read_day(TomlTable& table) {
    DayContent day;
    table.require("format");
    day.formats = read_formats(table, "format");
    day.afterwards = read_formats(table, "afterwards");
    if (auto const target = table.moment("target", DayEdge::start, rules_.utc_offset))
      day.target = day_of(*target, rules_.utc_offset);
    day.style = read_style(table, {});
    for (auto const* const texts : {&day.formats, &day.afterwards})
      for (auto const& text : *texts)
        if (auto const good = check_day_format(text, day.target); !good)
          table.report(texts == &day.formats ? "format" : "afterwards", good.error());
    return day;
  }

  // One format, or one for each language: `[{language = "zh-Hans", words = "..."}, ...]`.
  static std::vector<Text> read_formats(TomlTable& table, std::string_view key) {
    std::vector<Text> texts;
    if (!table.has_list(key)) {
      if (auto words = table.text(key)) texts.push_back({"", std::move(*words)});
      return texts;
    }
    for (auto& each : table.tables(key)) {
      each.require("words");
      texts.push_back({each.text("language").value_or(""), each.text("words").value_or("")});
      each.finish();
    }
    return texts;
  }

  TableContent read_table(TomlTable& table) {
    TableContent content;
    content.file = read_file(table);
    for (auto& [name, spot] : table.texts("columns")) content.columns.push_back(std::move(name));
    content.heading = table.flag("heading").value_or(true);
    if (auto const rows = table.number("row_height", limits::type_rows_min, limits::type_rows_max))
      content.row_height = static_cast<int>(*rows);
    content.style = read_style(table, {});
    return content;
  }

  std::filesystem::path read_file(TomlTable& table) {
    table.require("file");
    return (rules_.folder / table.text("file").value_or("")).lexically_normal();
  }

  LayoutRules const& rules_;
  Layout& layout_;
};

bool overlap(Rect a, Rect b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

Area text_area(std::string name, Rect rect, TextContent text) {
  Area area;
  area.name = std::move(name);
  area.rect = rect;
  area.content = text;
  return area;
}

}  // namespace

Layout read_layout(TomlTable& table, LayoutRules const& rules) {
  Layout layout;
  LayoutReader(rules, layout).read(table);
  return layout;
}

std::vector<Error> faults_of(Layout const& layout, Size screen) {
  std::vector<Error> faults;
  auto const& areas = layout.areas;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    auto const& [x, y, width, height] = areas[i].rect;
    if (x + width > screen.width || y + height > screen.height)
      faults.push_back(fault(Code::invalid, "layout.outside",
                             {{"layout", layout.name}, {"area", areas[i].name}, {"size", name_of(screen)}}));
    auto const inside = areas[i].inside();
    bool const is_picture = std::holds_alternative<PictureContent>(areas[i].content);
    if (inside.width < 1 || inside.height < (is_picture ? 1 : limits::type_rows_min))
      faults.push_back(fault(Code::invalid, "layout.too_small",
                             {{"layout", layout.name},
                              {"area", areas[i].name},
                              {"rows", std::to_string(std::max(0, inside.height))},
                              {"smallest", std::to_string(limits::type_rows_min)}}));
    for (std::size_t j = 0; j < i; ++j)
      if (overlap(areas[i].rect, areas[j].rect))
        faults.push_back(fault(Code::conflict, "layout.overlap",
                               {{"layout", layout.name}, {"area", areas[i].name}, {"other", areas[j].name}}));
  }
  return faults;
}

std::span<std::string_view const> template_names() { return templates; }

std::optional<Layout> template_layout(std::string_view name, Size screen) {
  auto const which = one_of<std::size_t>(templates, name);
  if (!which) return std::nullopt;
  Layout layout;
  layout.name = name;
  auto const [width, height] = screen;
  switch (*which) {
    case 0:
      layout.areas = {text_area("body", {0, 0, width, height}, {true, Stacking::automatic})};
      break;
    case 1: {
      // The title takes a third, and no less than Han needs to be told apart.
      int const title = std::min(height / 2, std::max(16, height / 3));
      layout.areas = {text_area("title", {0, 0, width, title}, {}),
                      text_area("body", {0, title, width, height - title}, {true, Stacking::automatic})};
      break;
    }
    case 2: {
      // HH:MM is five digits of half the height of its line, and some air.
      int const rows = std::min(height, 32);
      int const clock = std::min(width / 3, rows * 3);
      Area right;
      right.name = "clock";
      right.rect = {width - clock, 0, clock, height};
      right.content = ClockContent{};
      layout.areas = {text_area("body", {0, 0, width - clock, height}, {true, Stacking::automatic}), right};
      break;
    }
    default:
      layout.areas = {text_area("body", {0, 0, width, height}, {true, Stacking::stacked})};
      break;
  }
  return layout;
}

}  // namespace signboard
