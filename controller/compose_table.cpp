#include "controller/compose_table.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "controller/columns.hpp"
#include "controller/type_choice.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace signboard {
namespace {

// Between columns, in parts of the height of a line: enough to tell them apart, and so far that the eye still follows.
constexpr int narrowest_gap_divisor = 2;
constexpr int widest_gap_factor = 2;

using Widths = std::vector<int>;

int sum_of(Widths const& widths) { return std::accumulate(widths.begin(), widths.end(), 0); }

void widen(Widths& all, Widths const& row) {
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = std::max(all[i], row[i]);
}

struct Columns {
  Widths left, width;
};

// A row as it will stand: the lines of each of its cells.
struct SetRow {
  std::vector<std::vector<StripPtr>> cells;
  int lines = 1;
};

class TableMaker {
 public:
  TableMaker(TableContent const& content, Look const& look, Typesetter& typesetter)
      : content_(content),
        look_(look),
        typesetter_(typesetter),
        type_{content.row_height, raster_for(look.depth), ""} {}

  Result<Composed> make(Table const& table) {
    if (!content_.heading && table.rows.empty()) return Composed{};
    for (auto const& row : table.rows)
      for (auto const& cell : row.cells) words_ += cell;
    auto columns = columns_of(table);
    if (!columns) return columns.error();
    columns_ = std::move(*columns);
    auto scene = std::make_shared<Scene>();
    scene->size = look_.size;
    int top = 0;
    if (content_.heading) {
      auto row = set_row(table.columns);
      if (!row) return row.error();
      top = row->lines * type_.rows;
      scene->parts.push_back(part({0, 0, look_.size.width, std::min(top, look_.size.height)}, heading_ink()));
      place(*row, 0, scene->parts.back());
    }
    int const room = (look_.size.height - top) / type_.rows;
    if (room < 1)
      return fault(Code::invalid, "content.table_too_low",
                   {{"rows", std::to_string(top + type_.rows - look_.size.height)}});
    scene->parts.push_back(part({0, top, look_.size.width, look_.size.height - top}, ink()));
    auto const pages = place_pages(table, room, scene->parts.back());
    if (!pages) return pages.error();
    set_clock(*scene, *pages);
    if (scene->beats > std::chrono::nanoseconds(limits::turn_max) / scene->period) {
      auto const hours = std::chrono::duration_cast<std::chrono::hours>(limits::turn_max).count();
      return fault(Code::over_limit, "content.turn_too_long", {{"hours", std::to_string(hours)}});
    }
    composed_.scenes.push_back(std::move(scene));
    return std::move(composed_);
  }

 private:
  Rgb ink() const { return shown_ink(content_.style.ink.value_or(look_.ink), look_); }
  Rgb heading_ink() const { return shown_ink(content_.style.second_ink.value_or(Rgb{255, 255, 255}), look_); }

  Part part(Rect area, Rgb ink) const {
    Part part;
    part.area = area;
    part.tones = {{.ink = ink}};
    part.contrast = contrast_for(words_, type_);
    return part;
  }

  Result<Widths> widths_of(std::vector<std::string> const& cells,
                           Result<int> (TableMaker::*width)(std::string const&)) {
    Widths widths;
    for (auto const& cell : cells) {
      auto const one = (this->*width)(cell);
      if (!one) return one.error();
      widths.push_back(*one);
    }
    return widths;
  }

  Result<Widths> widths_of(Table const& table, Result<int> (TableMaker::*width)(std::string const&)) {
    Widths all(table.columns.size(), 0);
    if (content_.heading) {
      auto heading = widths_of(table.columns, width);
      if (!heading) return heading;
      widen(all, *heading);
    }
    for (auto const& row : table.rows) {
      auto widths = widths_of(row.cells, width);
      if (!widths) return widths;
      widen(all, *widths);
    }
    return all;
  }

  // As wide as it is written.
  Result<int> full_width(std::string const& cell) {
    auto set = typesetter_.set_lines(cell, type_, limits::strip_width);
    if (!set) return set.error();
    for (auto& finding : set->coverage.findings) composed_.remarks.push_back({type_.language, finding});
    int width = 0;
    for (auto const& line : set->lines) width = std::max(width, line->width());
    return width;
  }

  // As narrow as it can be without a break in a word.
  Result<int> least_width(std::string const& cell) {
    auto const explained = typesetter_.explain(cell, type_);
    if (!explained) return explained.error();
    int widest = 0;
    std::string word;
    std::size_t character = 0;
    auto next_break = explained->breaks.begin();
    for (std::size_t at = 0; at < explained->text.size();) {
      auto const c = next_code_point(explained->text, at);
      if (c != U' ' && c != U'\n') append_utf8(word, c);  // blanks hang over the edge
      ++character;
      while (next_break != explained->breaks.end() && *next_break < character) ++next_break;
      bool const breaks = next_break != explained->breaks.end() && *next_break == character;
      if (!breaks && at < explained->text.size()) continue;
      auto const set = typesetter_.set_line(std::exchange(word, {}), type_);
      if (!set) return set.error();
      widest = std::max(widest, set->lines.front()->width());
    }
    return widest;
  }

  Result<Columns> columns_of(Table const& table) {
    auto widths = widths_of(table, &TableMaker::full_width);
    if (!widths) return widths.error();
    int const gaps = static_cast<int>(table.columns.size()) - 1;
    int const least_gap = type_.rows / narrowest_gap_divisor;
    int const room = look_.size.width - gaps * least_gap;
    if (sum_of(*widths) > room) {
      auto narrowed = narrowed_to(room, *widths, table);
      if (!narrowed) return narrowed;
      return laid_out(std::move(*narrowed), least_gap);
    }
    int const slack = gaps == 0 ? 0 : (room - sum_of(*widths)) / (gaps + 1);
    return laid_out({{}, std::move(*widths)}, std::min(widest_gap_factor * type_.rows, least_gap + slack));
  }

  // Each gets what its words need. The rest is shared evenly, but none gets more than it would like to have: short
  // columns stay whole, long ones are broken.
  Result<Columns> narrowed_to(int room, Widths const& full, Table const& table) {
    auto least = widths_of(table, &TableMaker::least_width);
    if (!least) return least.error();
    int rest = room - sum_of(*least);
    if (rest < 0) return fault(Code::invalid, "content.table_too_wide", {{"columns", std::to_string(-rest)}});
    Columns columns{{}, *least};
    auto const wish = [&](std::size_t column) { return full[column] - (*least)[column]; };
    std::vector<std::size_t> modest_first(full.size());
    std::iota(modest_first.begin(), modest_first.end(), std::size_t{0});
    std::ranges::sort(modest_first, {}, wish);
    auto others = static_cast<int>(full.size());
    for (auto const column : modest_first) {
      int const share = std::min(wish(column), rest / others--);
      columns.width[column] += share;
      rest -= share;
    }
    return columns;
  }

  Columns laid_out(Columns columns, int gap) const {
    auto const count = static_cast<int>(columns.width.size());
    int x = (look_.size.width - sum_of(columns.width) - (count - 1) * gap) / 2;
    for (int const width : columns.width) {
      columns.left.push_back(x);
      x += width + gap;
    }
    return columns;
  }

  Result<SetRow> set_row(std::vector<std::string> const& cells) {
    SetRow row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      auto set = typesetter_.set_lines(cells[i], type_, std::max(1, columns_.width[i]));
      if (!set) return set.error();
      row.lines = std::max(row.lines, static_cast<int>(set->lines.size()));
      row.cells.push_back(std::move(set->lines));
    }
    return row;
  }

  // Line by line, for the strips of a part are ordered by y.
  void place(SetRow const& row, int y, Part& part) const {
    for (int line = 0; line < row.lines; ++line)
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (auto const& lines = row.cells[i]; static_cast<std::size_t>(line) < lines.size())
          part.strips.push_back({{columns_.left[i], y + line * type_.rows}, lines[static_cast<std::size_t>(line)]});
  }

  // `room`: how many lines a page has.
  Result<int> place_pages(Table const& table, int room, Part& body) {
    int page = 0, used = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      auto const& [cells, line] = table.rows[i];
      auto const row = set_row(cells);
      if (!row) return row.error();
      if (row->lines > room)
        return fault(Code::invalid, "content.row_too_tall",
                     {{"row", cells.front()},
                      {"line", std::to_string(line)},
                      {"rows", std::to_string((row->lines - room) * type_.rows)}});
      if (used + row->lines > room) {
        ++page;
        used = 0;
      }
      place(*row, page * body.area.height + used * type_.rows, body);
      used += row->lines;
    }
    return page + 1;
  }

  void set_clock(Scene& scene, int pages) const {
    auto const& motion = content_.style.motion;
    auto& body = scene.parts.back();
    PageTurns turns{pages, 1, 0, motion.transition};
    scene.period = motion.hold;
    if (motion.transition != Transition::cut && pages > 1) {
      auto const pace = pace_of(motion, look_);
      scene.period = pace.period;
      turns.hold = std::max<std::int64_t>(1, motion.hold / pace.period);
      int const way = motion.transition == Transition::wipe ? body.area.width : body.area.height;
      turns.turn = (way + pace.step - 1) / pace.step;
    }
    scene.beats = pages * (turns.hold + turns.turn) - turns.turn;
    body.movement = turns;
  }

  TableContent const& content_;
  Look const& look_;
  Typesetter& typesetter_;
  TypeStyle type_;
  std::string words_;  // of all cells
  Columns columns_;
  Composed composed_;
};

}  // namespace

Result<Composed> compose_table(TableContent const& content, Table const& table, Look const& look,
                               Typesetter& typesetter) {
  auto const picked = with_columns(table, content.columns);
  if (!picked) return picked.error();
  return TableMaker(content, look, typesetter).make(*picked);
}

}  // namespace signboard
