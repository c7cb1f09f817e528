#include "tests/rules/rules.hpp"

#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>

namespace signboard {

namespace {

constexpr auto npos = std::string_view::npos;

bool measures(std::string_view path) { return path.starts_with("tests/bench/"); }

/// Calls `found` with the offset of each call of `name` in the code.
template <class Found>
void each_call(std::string_view code, std::string_view name, Found found) {
  for (auto at = find_word(code, name); at != npos; at = find_word(code, name, at + 1)) {
    auto const next = next_ink(code, at + name.size());
    if (next != npos && code[next] == '(') found(at);
  }
}

bool follows(std::string_view code, std::size_t at, std::string_view before) {
  auto const last = previous_ink(code, at);
  return last != npos && code.substr(0, last + 1).ends_with(before);
}

bool is_member(std::string_view code, std::size_t at) { return follows(code, at, ".") || follows(code, at, "->"); }

/// Calls `found` with the offset of the keyword and the name of each type that is declared.
template <class Found>
void each_type(std::string_view code, Found found) {
  for (std::string_view const keyword : {"class", "struct", "enum", "union", "using", "concept"})
    for (auto at = find_word(code, keyword); at != npos; at = find_word(code, keyword, at + 1)) {
      auto const begin = next_ink(code, at + keyword.size());
      if (begin == npos) continue;
      auto end = begin;
      while (end < code.size() && is_word_letter(code[end])) ++end;
      auto const name = code.substr(begin, end - begin);
      if (name != "class" && name != "struct") found(at, name);  // of an enum, which comes again
    }
}

/// The words of a CamelCase name.
std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= name.size(); ++i)
    if (i == name.size() || std::isupper(static_cast<unsigned char>(name[i])) != 0) {
      words.push_back(name.substr(begin, i - begin));
      begin = i;
    }
  return words;
}

}  // namespace

// A clock of ours is asked by `clock.now()`; what is looked for is whoever goes past it. A test that waits for another
// program or a socket may give up by the steady clock; the time of day is nobody's business there either.
Findings clock_reads(Source const& source) {
  Findings findings;
  if (!is_code(source.path) || source.path == "controller/clock.cpp" || measures(source.path)) return findings;
  std::string const code = code_only(source.text);
  auto const report = [&](std::size_t at) {
    findings.push_back(
        {source.path, line_of(code, at), "reads a clock; only controller/clock.cpp may, others are told"});
  };
  each_call(code, "now", [&](std::size_t at) {
    auto const colon = code.rfind("::", at);
    if (!follows(code, at, "::")) return;
    auto const clock = word_before(code, colon);
    bool const steady = clock == "steady_clock" || clock == "SteadyClock";
    if (!(steady && is_test(source.path))) report(at);
  });
  for (std::string_view const name : {"clock_gettime", "gettimeofday", "timespec_get"}) each_call(code, name, report);
  for (std::string_view const name : {"time", "clock"})
    each_call(code, name, [&](std::size_t at) {
      auto const inside = next_ink(code, code.find('(', at) + 1);
      bool const empty = name == "clock" && code[inside] == ')' && follows(code, at, "std::");
      bool const nothing = name == "time" && (code.substr(inside).starts_with("nullptr") ||
                                              code.substr(inside).starts_with("NULL") || code[inside] == '0');
      if (!is_member(code, at) && (empty || nothing)) report(at);
    });
  return findings;
}

Findings sleeps(Source const& source) {
  Findings findings;
  if (!is_code(source.path) || measures(source.path)) return findings;
  std::string const code = code_only(source.text);
  for (std::string_view const name : {"sleep_for", "usleep", "nanosleep", "clock_nanosleep", "sleep", "sleep_until"})
    each_call(code, name, [&](std::size_t at) {
      // Our own clock has a sleep_until; it is a coroutine and keeps nobody.
      bool const ours = is_member(code, at) || (name == "sleep_until" && !follows(code, at, "this_thread::"));
      if (!ours) findings.push_back({source.path, line_of(code, at), "sleeps; deadlines belong to the clock"});
    });
  return findings;
}

Findings external_data(Source const& source) {
  Findings findings;
  if (!is_code(source.path) || source.path == "drivers/registry.cpp") return findings;
  std::string const text = without_comments(source.text), code = code_only(source.text);
  for (auto at = find_word(code, "extern"); at != npos; at = find_word(code, "extern", at + 1)) {
    auto const next = next_ink(text, at + 6);
    if (next != npos && (text[next] == '"' || text.compare(next, 8, "template") == 0)) continue;
    findings.push_back({source.path, line_of(code, at), "shares data by name; hand it over instead"});
  }
  return findings;
}

Findings bare_todos(Source const& source) {
  static std::array<std::string, 3> const marks{std::string("TO") + "DO", std::string("FIX") + "ME",
                                                std::string("XX") + "X"};
  Findings findings;
  std::string_view const text = source.text;
  for (auto const& mark : marks)
    for (auto at = find_word(text, mark); at != npos; at = find_word(text, mark, at + 1)) {
      auto const rest = text.substr(at + mark.size());
      auto const digits = rest.starts_with("(#") ? rest.find_first_not_of("0123456789", 2) : 0;
      if (digits == npos || digits < 3 || rest[digits] != ')')
        findings.push_back({source.path, line_of(text, at), mark + " without the number of an issue"});
    }
  return findings;
}

Findings vague_type_names(Source const& source) {
  static std::set<std::string_view> const vague{"Manager", "Handler", "Helper",    "Util", "Utils",  "Base",
                                                "Impl",    "Data",    "Processor", "Info", "Service"};
  Findings findings;
  if (!is_code(source.path)) return findings;
  std::string const code = code_only(source.text);
  each_type(code, [&](std::size_t at, std::string_view name) {
    for (auto const word : words_of(name))
      if (vague.contains(word))
        findings.push_back({source.path, line_of(code, at),
                            std::string(name) + ": \"" + std::string(word) + "\" means the noun was not found yet"});
  });
  return findings;
}

// The linker takes two types of one name for one, and says nothing; members they share by name it merges.
Findings namesakes(std::vector<Source> const& tree) {
  std::map<std::string, std::string, std::less<>> first;
  Findings findings;
  for (Source const& source : tree) {
    if (!source.path.ends_with(".hpp") || is_test(source.path)) continue;
    std::string const code = code_only(source.text);
    each_type(code, [&](std::size_t at, std::string_view name) {
      auto const before = std::string_view(code).substr(0, at);
      auto const line = before.substr(before.rfind('\n') + 1);
      bool const stands_alone = line.empty() || line == "enum ";  // not within another type, whose name is part of its
      auto const next = next_ink(code, code.find(name, at) + name.size());
      if (!stands_alone || next == npos || code[next] == ';' || code.compare(next, 2, "::") == 0) return;
      auto const [known, is_new] = first.emplace(name, source.path);
      if (!is_new)
        findings.push_back({source.path, line_of(code, at), std::string(name) + " is also a type of " + known->second});
    });
  }
  return findings;
}

Findings machine_paths(Source const& source) {
  // Put together here, or this file would be its own finding.
  static std::array<std::string, 2> const paths{std::string("/wo") + "rk/", std::string("/ro") + "ot/"};
  Findings findings;
  for (auto const& path : paths)
    for (auto at = source.text.find(path); at != npos; at = source.text.find(path, at + 1))
      findings.push_back({source.path, line_of(source.text, at), "names a path of one machine: " + path});
  return findings;
}

Findings untold_drivers(std::vector<Source> const& tree) {
  Findings findings;
  for (Source const& source : tree) {
    if (source.path != "drivers/registry.cpp") continue;
    std::string const code = code_only(source.text);
    std::set<std::string> names;
    each_call(code, "X", [&](std::size_t at) {
      auto const begin = code.find('(', at) + 1, end = code.find(')', begin);
      names.insert(code.substr(begin, end - begin));
    });
    names.erase("X");     // the list's own parameter
    names.erase("name");  // and that of the macro it is applied to
    if (names.empty()) findings.push_back({source.path, 1, "no driver could be read from the registry"});
    for (auto const& name : names) {
      std::string const pattern = "tests/drivers/vectors/" + name + "-*.toml";
      bool told = false;
      for (Source const& other : tree) told = told || matches(other.path, pattern);
      if (told) continue;
      auto const line = line_of(code, code.find("(" + name + ")"));
      std::string words = "driver ";
      words.append(name).append(" has no transcript ").append(pattern);
      findings.push_back({source.path, line, std::move(words)});
    }
  }
  return findings;
}

}  // namespace signboard
