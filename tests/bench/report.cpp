#include "tests/bench/report.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <utility>

namespace signboard {
namespace {

constexpr int name_columns = 30;
constexpr int number_columns = 12;

std::string shown(std::optional<double> number) {
  if (!number) return "-";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", *number);
  return text.data();
}

std::string_view sense_of(Bar const& bar) { return bar.sense == Bar::Sense::at_most ? "at_most" : "at_least"; }
std::string_view subject_of(Bar const& bar) { return bar.on == Bar::On::value ? "value" : "ratio"; }

std::string worded(Bar const& bar) {
  if (bar.on == Bar::On::nothing) return "-";
  return std::string(subject_of(bar)) + (bar.sense == Bar::Sense::at_most ? " <= " : " >= ") + shown(bar.goal);
}

// Five digits: nothing here is known better, and people read these files.
double rounded(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.5g", number);
  return std::strtod(text.data(), nullptr);
}

boost::json::value number_or_null(std::optional<double> number) {
  return number ? boost::json::value(rounded(*number)) : boost::json::value(nullptr);
}

boost::json::value rounded(boost::json::value value) {
  if (value.is_double()) return rounded(value.get_double());
  if (value.is_array())
    for (auto& each : value.get_array()) each = rounded(std::move(each));
  return value;
}

boost::json::object rounded(boost::json::object fields) {
  for (auto& [key, value] : fields) value = rounded(std::move(value));
  return fields;
}

boost::json::object to_json(Figure const& figure) {
  boost::json::object row;
  row["name"] = figure.name;
  row["value"] = number_or_null(figure.value);
  row["unit"] = figure.unit;
  row["baseline"] = number_or_null(figure.baseline);
  row["ratio"] = number_or_null(figure.ratio());
  bool const asked = figure.bar.on != Bar::On::nothing;
  row["goal"] = asked ? boost::json::value(figure.bar.goal) : boost::json::value(nullptr);
  row["pass"] = figure.pass();
  if (asked) {
    row["goal_on"] = subject_of(figure.bar);
    row["goal_sense"] = sense_of(figure.bar);
  }
  for (auto const& [key, value] : figure.more) row[key] = rounded(value);
  return row;
}

}  // namespace

std::optional<double> Figure::ratio() const {
  if (!value || !baseline || *baseline == 0) return std::nullopt;
  return *value / *baseline;
}

bool Figure::pass() const {
  if (!value) return false;
  if (bar.on == Bar::On::nothing) return true;
  auto const judged = bar.on == Bar::On::value ? value : ratio();
  if (!judged) return false;
  return bar.sense == Bar::Sense::at_most ? *judged <= bar.goal : *judged >= bar.goal;
}

Figure not_measured(std::string name, std::string unit, std::string_view why) {
  Figure figure{std::move(name), std::move(unit), {}, {}, {}, {}};
  figure.more["note"] = why;
  return figure;
}

void print_head(std::ostream& out) {
  out << std::left << std::setw(name_columns) << "name" << std::right;
  for (auto const* const title : {"value", "unit", "baseline", "ratio", "goal", "pass"})
    out << ' ' << std::setw(std::string_view(title) == "goal" ? number_columns + 4 : number_columns) << title;
  out << '\n';
}

void print_row(std::ostream& out, Figure const& figure) {
  auto const column = [&out](std::string const& text, int width) { out << ' ' << std::setw(width) << text; };
  out << std::left << std::setw(name_columns) << figure.name << std::right;
  column(shown(figure.value), number_columns);
  column(figure.unit, number_columns);
  column(shown(figure.baseline), number_columns);
  column(shown(figure.ratio()), number_columns);
  column(worded(figure.bar), number_columns + 4);
  bool const judged = figure.bar.on != Bar::On::nothing || !figure.value;
  column(judged ? (figure.pass() ? "yes" : "NO") : "-", number_columns);
  out << '\n';
  if (!figure.more.empty()) out << "    " << boost::json::serialize(rounded(figure.more)) << '\n';
  out.flush();
}

bool write_json(Figures const& figures, std::filesystem::path const& file) {
  std::ofstream out(file);
  out << "[\n";
  for (std::size_t i = 0; i < figures.size(); ++i)
    out << "  " << boost::json::serialize(to_json(figures[i])) << (i + 1 < figures.size() ? ",\n" : "\n");
  out << "]\n";
  out.close();
  return out.good();
}

}  // namespace signboard
