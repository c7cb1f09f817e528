#include "tests/rules/rules.hpp"

#include <algorithm>
#include <initializer_list>

namespace signboard {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t file_lines = 500, function_lines = 60;
constexpr int most_parameters = 6;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// The parameters of the last pair of parentheses in a function's heading.
int parameters_of(std::string_view heading) {
  auto const close = heading.rfind(')');
  if (close == npos) return 0;
  int depth = 0, commas = 0;
  for (auto i = close + 1; i-- > 0;) {
    char const c = heading[i];
    if (c == ')' || c == '>' || c == '}') ++depth;
    if (c == ',' && depth == 1) ++commas;
    if ((c == '(' || c == '<' || c == '{') && --depth == 0) return next_ink(heading, i + 1) == close ? 0 : commas + 1;
  }
  return 0;
}

bool is_control(std::string_view line) {
  auto const ink = next_ink(line, 0);
  if (ink == npos) return true;
  for (std::string_view const word : {"if", "for", "while", "switch", "else", "do", "}", "case", "try", "catch",
                                      "TEST_CASE", "SECTION", "return", "co_return"})
    if (line.substr(ink).starts_with(word)) return true;
  return false;
}

}  // namespace

// clang-format puts the brace that ends a function under the first letter of its heading; that is all that is used.
std::vector<std::string> long_things(Source const& source) {
  std::vector<std::string> report;
  if (!is_code(source.path)) return report;
  std::string const code = code_only(source.text);
  auto const lines = lines_of(code);
  auto const tell = [&](std::size_t line, std::string const& words) {
    report.push_back(source.path + ":" + std::to_string(line + 1) + ": " + words);
  };
  if (lines.size() > file_lines) tell(0, std::to_string(lines.size()) + " lines");

  for (std::size_t last = 0; last < lines.size(); ++last) {
    auto const heading_end = lines[last].find_last_not_of(' ');
    if (heading_end == npos || lines[last][heading_end] != '{' || lines[last].find(')') == npos) continue;
    std::size_t first = last;
    auto const balance = [&] {
      std::string text;
      for (auto i = first; i <= last; ++i) text += std::string(lines[i]) + "\n";
      return text;
    };
    std::string heading = balance();
    while (first > 0 && last - first < 8 && std::ranges::count(heading, '(') < std::ranges::count(heading, ')')) {
      --first;
      heading = balance();
    }
    if (is_control(lines[first]) || heading.find('=') != npos) continue;
    auto const indent = next_ink(lines[first], 0);
    std::size_t end = last + 1;
    while (end < lines.size() && !(next_ink(lines[end], 0) == indent && lines[end][indent] == '}')) ++end;
    bool const may_be_long = room_of(source.path) == "tests" || matches(source.path, "controller/messages/*");
    if (end - last - 1 > function_lines && !may_be_long)
      tell(first, "a function of " + std::to_string(end - last - 1) + " lines");
    if (parameters_of(heading) > most_parameters) tell(first, std::to_string(parameters_of(heading)) + " parameters");
  }
  return report;
}

}  // namespace signboard
