// Two kinds of figures, three kinds of lines: less than it takes to fill the registry of prometheus-cpp anew at each
// scrape from counters that live elsewhere, and one library less to install.

#include "controller/http/metrics.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace signboard {

namespace {

enum class Quotes : std::uint8_t { plain, escaped };

void append_escaped(std::string& out, std::string_view text, Quotes quotes) {
  for (char const c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || (c == '"' && quotes == Quotes::escaped)) out += '\\';
    out += c;
  }
}

void append_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
  } else if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
  } else {
    std::array<char, 32> digits{};
    auto const written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), written.ptr);
  }
}

void append_sample(std::string& out, std::string const& name, MetricFamily::Sample const& sample) {
  out += name;
  char before = '{';
  for (auto const& [label, value] : sample.labels) {
    out += before;
    out.append(label).append("=\"");
    append_escaped(out, value, Quotes::escaped);
    out += '"';
    before = ',';
  }
  if (before == ',') out += '}';
  out += ' ';
  append_number(out, sample.value);
  out += '\n';
}

}  // namespace

std::string prometheus_text(std::vector<MetricFamily> const& families) {
  std::string out;
  for (auto const& family : families) {
    out.append("# HELP ").append(family.name) += ' ';
    append_escaped(out, family.help, Quotes::plain);
    out.append("\n# TYPE ").append(family.name);
    out += family.kind == MetricFamily::Kind::counter ? " counter\n" : " gauge\n";
    for (auto const& sample : family.samples) append_sample(out, family.name, sample);
  }
  return out;
}

}  // namespace signboard
