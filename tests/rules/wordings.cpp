#include "tests/rules/rules.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace signboard {

namespace {

constexpr auto npos = std::string_view::npos;

/// Reads C++ text whose comments are gone.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }

  bool take(char wanted) {
    auto const next = next_ink(text_, at_);
    if (next == npos || text_[next] != wanted) return false;
    at_ = next + 1;
    return true;
  }

  /// A literal, with those that follow it directly.
  std::optional<std::string> literal() {
    std::optional<std::string> all;
    while (auto const piece = one_literal()) all = all.value_or("") + *piece;
    return all;
  }

 private:
  std::optional<std::string> one_literal() {
    auto const next = next_ink(text_, at_);
    if (next == npos) return std::nullopt;
    if (text_.substr(next).starts_with("R\"")) return raw_literal(next);
    if (text_[next] != '"') return std::nullopt;
    std::string said;
    for (std::size_t i = next + 1; i < text_.size(); ++i) {
      if (text_[i] == '"') {
        at_ = i + 1;
        return said;
      }
      if (text_[i] == '\\' && i + 1 < text_.size()) {
        ++i;
        said += text_[i] == 'n' ? '\n' : text_[i];
      } else {
        said += text_[i];
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> raw_literal(std::size_t begin) {
    auto const open = text_.find('(', begin);
    if (open == npos) return std::nullopt;
    std::string const end = ")" + std::string(text_.substr(begin + 2, open - begin - 2)) + "\"";
    auto const close = text_.find(end, open);
    if (close == npos) return std::nullopt;
    at_ = close + end.size();
    return std::string(text_.substr(open + 1, close - open - 1));
  }

  std::string_view text_;
  std::size_t at_;
};

/// A sentence asked for by a call, and the names of the values given with it where they stand in the call.
struct Asked {
  std::string id, path;
  int line = 0;
  std::optional<std::vector<std::string>> given;
};

/// `{{"file", f}, {"line", n}}`; nothing if the values come from elsewhere.
std::optional<std::vector<std::string>> names_given(std::string_view text, std::string_view code, std::size_t from,
                                                    std::size_t to) {
  Cursor cursor(text, from);
  if (!cursor.take(',')) return std::vector<std::string>();
  auto const first = next_ink(text, cursor.at());
  if (first == npos || text[first] != '{') return std::nullopt;
  std::vector<std::string> names;
  for (auto brace = first; brace < to; brace = std::min(code.find('{', brace + 1), to)) {
    Cursor pair(text, brace + 1);
    if (auto const name = pair.literal(); name && pair.take(',')) names.push_back(*name);
  }
  return names;
}

bool asks_for_words(Source const& source) {
  return is_code(source.path) && !is_test(source.path) && source.path != "base/result.hpp";
}

/// Every `fault(Code::x, "id"` and `worded("id"` of a file; a fault whose id is no literal goes to `findings`.
std::vector<Asked> asked_in(Source const& source, Findings& findings) {
  std::vector<Asked> asked;
  std::string const text = without_comments(source.text), code = code_only(source.text);
  for (std::string_view const name : {"fault", "worded"})
    for (auto at = find_word(code, name); at != npos; at = find_word(code, name, at + 1)) {
      auto const open = next_ink(code, at + name.size());
      if (open == npos || code[open] != '(') continue;
      auto const close = std::min(closing(code, open), code.size());
      auto begin = open + 1;
      if (name == "fault") {
        int depth = 0;
        for (begin = open; begin < close && !(code[begin] == ',' && depth == 1); ++begin)
          depth += code[begin] == '(' || code[begin] == '{' ? 1 : code[begin] == ')' || code[begin] == '}' ? -1 : 0;
        ++begin;
      }
      Cursor cursor(text, std::min(begin, text.size()));
      auto const id = cursor.literal();
      if (id) asked.push_back({*id, source.path, line_of(code, at), names_given(text, code, cursor.at(), close)});
      if (!id && name == "fault")
        findings.push_back({source.path, line_of(code, at), "a fault's id must be a literal"});
    }
  return asked;
}

bool has_chinese(std::string_view sentence) {
  return std::ranges::any_of(sentence, [](char letter) { return static_cast<unsigned char>(letter) >= 0xE4; });
}

std::vector<ReadWording> all_wordings(std::vector<Source> const& tree) {
  std::vector<ReadWording> all;
  for (Source const& source : tree)
    for (auto& wording : read_wordings(source)) all.push_back(std::move(wording));
  return all;
}

}  // namespace

std::vector<ReadWording> read_wordings(Source const& source) {
  std::vector<ReadWording> read;
  if (!matches(source.path, "controller/messages/*.cpp")) return read;
  std::string const text = without_comments(source.text), code = code_only(source.text);
  for (auto brace = code.find('{'); brace != npos; brace = code.find('{', brace + 1)) {
    Cursor cursor(text, brace + 1);
    auto const id = cursor.literal();
    if (!id || !cursor.take(',')) continue;
    auto const zh = cursor.literal();
    if (!zh || !cursor.take(',')) continue;
    auto const en = cursor.literal();
    if (en) read.push_back({*id, *zh, *en, source.path, line_of(code, brace)});
  }
  return read;
}

std::vector<std::string> placeholders(std::string_view sentence) {
  std::set<std::string> names;
  for (auto open = sentence.find('{'); open != npos; open = sentence.find('{', open + 1)) {
    auto const close = sentence.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", open + 1);
    if (close != npos && sentence[close] == '}' && close > open + 1)
      names.emplace(sentence.substr(open + 1, close - open - 1));
  }
  return {names.begin(), names.end()};
}

Findings wordless(std::vector<Source> const& tree) {
  Findings findings;
  std::set<std::string> known;
  for (ReadWording const& wording : all_wordings(tree)) {
    auto const report = [&](std::string const& words) {
      findings.push_back({wording.path, wording.line, wording.id + " " + words});
    };
    if (!known.insert(wording.id).second) report("is worded twice");
    if (!has_chinese(wording.zh)) report("has no Chinese words");
    if (wording.en.empty() || has_chinese(wording.en)) report("has no English words");
    if (placeholders(wording.zh) != placeholders(wording.en))
      report("asks for other values in Chinese than in English");
  }
  for (Source const& source : tree) {
    if (!asks_for_words(source)) continue;
    for (Asked const& asked : asked_in(source, findings))
      if (!known.contains(asked.id))
        findings.push_back({asked.path, asked.line, asked.id + " has no words in controller/messages/"});
  }
  return findings;
}

std::vector<std::string> unfilled_placeholders(std::vector<Source> const& tree) {
  std::map<std::string, std::vector<std::string>> wanted;
  for (ReadWording const& wording : all_wordings(tree)) wanted[wording.id] = placeholders(wording.en);
  std::vector<std::string> report;
  Findings unread;
  for (Source const& source : tree) {
    if (!asks_for_words(source)) continue;
    for (Asked const& asked : asked_in(source, unread)) {
      if (!asked.given) continue;
      for (auto const& name : wanted[asked.id])
        if (std::ranges::find(*asked.given, name) == asked.given->end())
          report.push_back(asked.path + ":" + std::to_string(asked.line) + ": " + asked.id + " is not given {" + name +
                           "}");
    }
  }
  return report;
}

}  // namespace signboard
