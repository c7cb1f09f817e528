#include "tests/rules/rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

// GCC 12.2 destroys some temporaries of a full expression with co_await in it twice: braced aggregates, lambdas that
// capture by value, conditional operators of class type, `new`. Nothing warns, and the damage shows far away. The rule
// is wider than the fault, because types cannot be seen from here: in such an expression nothing is braced, there is no
// lambda, no `?` and no `new`. Whatever is needed gets a name on a line before.

namespace signboard {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// Whether the brace opens statements, not a value.
bool opens_block(std::string_view code, std::size_t brace) {
  auto const last = previous_ink(code, brace);
  if (last == npos) return true;
  char const before = code[last];
  if (before == '{') return opens_block(code, last);
  if (before == ')' || before == ';' || before == '}' || before == ':' || before == ']') return true;
  if (before != '>' && !is_word_letter(before)) return false;
  if (is_one_of(word_before(code, last + 1),
                {"else", "do", "try", "const", "noexcept", "override", "final", "mutable"}))
    return true;
  // What is left is a trailing return type: `) -> awaitable<void> {`
  auto const paren = code.rfind(')', brace);
  if (paren == npos) return false;
  auto const between = code.substr(paren + 1, brace - paren - 1);
  return between.find("->") != npos && between.find_first_of(";{}=(") == npos;
}

/// Whether the expression goes on after this closing brace.
bool goes_on(std::string_view code, std::size_t brace) {
  auto const next = next_ink(code, brace + 1);
  if (next == npos) return false;
  auto const rest = code.substr(next);
  return std::string_view(",)].;?:=|<").find(rest.front()) != npos || rest.starts_with("->") || rest.starts_with("&&");
}

struct Expression {
  std::size_t begin = 0, end = 0;
  bool braced = false;  // it stands inside an initialiser
};

/// The full expression round the co_await at `at`, or a little more than it.
Expression expression_round(std::string_view code, std::size_t at) {
  Expression found{0, code.size(), false};
  int depth = 0, open = 0;
  for (std::size_t i = at; i-- > 0;) {
    char const c = code[i];
    bool const outside = depth == 0;
    if (outside && (c == ';' || (c == '}' && !goes_on(code, i)))) {
      found.begin = i + 1;
      break;
    }
    if (c == ')' || c == ']' || c == '}') ++depth;
    if (c != '(' && c != '[' && c != '{') continue;
    if (!outside) {
      --depth;
    } else if (c == '{') {
      found.begin = i + 1;
      if (opens_block(code, i)) break;
      found.braced = true;
    } else if (c == '(') {
      auto const last = previous_ink(code, i);
      auto const word = last == npos ? std::string_view() : word_before(code, last + 1);
      if (is_one_of(word, {"if", "while", "for", "switch"})) {
        found.begin = i + 1;
        break;
      }
      ++open;
    }
  }
  depth = 0;
  for (std::size_t i = at; i < code.size(); ++i) {
    char const c = code[i];
    if (c == '(' || c == '[' || c == '{') ++depth;
    bool const closes = c == ')' || c == ']' || c == '}';
    if (depth == 0 && (c == ';' || c == '}' || (c == ')' && open-- == 0))) {
      found.end = i;
      break;
    }
    if (closes && depth > 0) --depth;
  }
  return found;
}

bool starts_lambda(std::string_view code, std::size_t bracket) {
  if (bracket + 1 < code.size() && code[bracket + 1] == '[') return false;  // an attribute
  auto last = previous_ink(code, bracket);
  if (last == npos || code[last] == '[') return false;
  while (last != npos && code[last] == '&') last = previous_ink(code, last);
  if (last == npos) return true;
  auto const word = word_before(code, last + 1);
  if (word == "auto") return false;  // a structured binding
  if (is_one_of(word, {"return", "co_return", "co_await", "co_yield"})) return true;
  return code[last] != ')' && code[last] != ']' && word.empty();
}

std::optional<std::string> trap_in(std::string_view code, Expression const& expression) {
  for (std::size_t i = expression.begin; i < expression.end; ++i) {
    if (code[i] == '[' && starts_lambda(code, i)) return "a lambda";
    if (code[i] == '{') return "a brace";
    if (code[i] == '?') return "a conditional operator";
  }
  if (expression.braced) return "a brace";
  auto const made = find_word(code.substr(0, expression.end), "new", expression.begin);
  return made == npos ? std::nullopt : std::optional<std::string>("new");
}

}  // namespace

Findings coroutine_traps(Source const& source) {
  Findings findings;
  if (!is_code(source.path)) return findings;
  std::string const code = code_only(source.text);
  std::size_t told = npos;
  for (auto at = find_word(code, "co_await"); at != npos; at = find_word(code, "co_await", at + 1)) {
    auto const expression = expression_round(code, at);
    auto const trap = trap_in(code, expression);
    if (!trap || expression.begin == told) continue;
    told = expression.begin;
    findings.push_back({source.path, line_of(code, at), *trap + " in a co_await expression (GCC 12); name it first"});
  }
  return findings;
}

}  // namespace signboard
