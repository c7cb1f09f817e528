#include "tests/rules/source.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <sstream>

namespace signboard {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_text(std::filesystem::path const& file) {
  static constexpr std::array<std::string_view, 15> endings{".cpp",  ".hpp",  ".in",   ".txt", ".md",
                                                            ".toml", ".json", ".js",   ".css", ".html",
                                                            ".sh",   ".sql",  ".yaml", ".yml", ""};
  return std::ranges::find(endings, file.extension().string()) != endings.end();
}

bool is_skipped(std::filesystem::path const& entry, bool in_root) {
  auto const name = entry.filename().string();
  if (name == ".ci") return false;
  return name.starts_with('.') || (in_root && name.starts_with("build")) || name == "node_modules";
}

enum class Part { code, line_comment, block_comment, string, raw_string, character };

bool starts_raw_string(std::string_view text, std::size_t quote) {
  return quote > 0 && text[quote - 1] == 'R' && (quote == 1 || !is_word_letter(text[quote - 2]));
}

/// 1'000 is one number; u'x' is a letter.
bool parts_digits(std::string_view text, std::size_t quote) {
  auto const word = word_before(text, quote);
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

/// Walks once over C++ and tells for each character whether it is code, comment or literal.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  template <class Visit>
  void walk(Visit visit) {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      auto const before = part_;
      std::size_t const taken = step();
      for (std::size_t i = 0; i < taken; ++i)
        visit(at_ + i, before == Part::code && part_ == Part::code ? Part::code
                       : before == Part::code                      ? part_
                                                                   : before);
      at_ += taken - 1;
    }
  }

 private:
  std::size_t step() {
    auto const rest = text_.substr(at_);
    switch (part_) {
      case Part::code:
        return enter(rest);
      case Part::line_comment:
        if (rest.front() == '\n') part_ = Part::code;
        return 1;
      case Part::block_comment:
        return leave(rest, "*/");
      case Part::raw_string:
        return leave(rest, raw_end_);
      case Part::string:
        return rest.front() == '\\' ? std::min<std::size_t>(2, rest.size()) : leave(rest, "\"");
      case Part::character:
        return rest.front() == '\\' ? std::min<std::size_t>(2, rest.size()) : leave(rest, "'");
    }
    return 1;
  }

  std::size_t enter(std::string_view rest) {
    if (rest.starts_with("//")) {
      part_ = Part::line_comment;
      return 2;
    }
    if (rest.starts_with("/*")) {
      part_ = Part::block_comment;
      return 2;
    }
    if (rest.front() == '"') {
      part_ = Part::string;
      if (auto const open = rest.find('('); starts_raw_string(text_, at_) && open != npos) {
        raw_end_ = ")" + std::string(rest.substr(1, open - 1)) + "\"";
        part_ = Part::raw_string;
        return open + 1;
      }
    }
    if (rest.front() == '\'' && !parts_digits(text_, at_)) part_ = Part::character;
    return 1;
  }

  std::size_t leave(std::string_view rest, std::string_view end) {
    if (!rest.starts_with(end)) return 1;
    part_ = Part::code;
    return end.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Part part_ = Part::code;
  std::string raw_end_;
};

std::string blanked(std::string_view text, bool (*goes)(Part)) {
  std::string result(text);
  Reader(text).walk([&](std::size_t i, Part part) {
    if (goes(part) && result[i] != '\n') result[i] = ' ';
  });
  return result;
}

}  // namespace

std::vector<Source> read_tree(std::filesystem::path const& root) {
  std::vector<Source> tree;
  for (auto entry = std::filesystem::recursive_directory_iterator(root);
       entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory()) {
      if (is_skipped(entry->path(), entry.depth() == 0)) entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file() || is_skipped(entry->path(), false) || !is_text(entry->path())) continue;
    std::ostringstream text;
    text << std::ifstream(entry->path(), std::ios::binary).rdbuf();
    tree.push_back({entry->path().lexically_relative(root).generic_string(), text.str()});
  }
  std::ranges::sort(tree, {}, &Source::path);
  return tree;
}

bool is_code(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

bool is_test(std::string_view path) { return path.starts_with("tests/"); }

std::string_view room_of(std::string_view path) {
  auto const slash = path.find('/');
  return slash == npos ? std::string_view() : path.substr(0, slash);
}

bool matches(std::string_view path, std::string_view pattern) {
  auto const star = pattern.find('*');
  if (star == npos) return path == pattern;
  if (!path.starts_with(pattern.substr(0, star))) return false;
  auto const rest = pattern.substr(star + 1);
  for (std::size_t i = star; i <= path.size(); ++i)
    if (matches(path.substr(i), rest)) return true;
  return false;
}

std::string without_comments(std::string_view text) {
  return blanked(text, [](Part part) { return part == Part::line_comment || part == Part::block_comment; });
}

// The quotes go as well: a literal is one blank, and an `include "x"` must be read from without_comments().
std::string code_only(std::string_view text) {
  return blanked(text, [](Part part) { return part != Part::code; });
}

int line_of(std::string_view text, std::size_t offset) {
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, std::min(offset, text.size())), '\n'));
}

bool is_word_letter(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (auto at = text.find(word, from); at != npos; at = text.find(word, at + 1)) {
    auto const end = at + word.size();
    if ((at == 0 || !is_word_letter(text[at - 1])) && (end == text.size() || !is_word_letter(text[end]))) return at;
  }
  return npos;
}

std::size_t next_ink(std::string_view text, std::size_t offset) { return text.find_first_not_of(" \t\r\n", offset); }

std::size_t previous_ink(std::string_view text, std::size_t offset) {
  return offset == 0 ? npos : text.find_last_not_of(" \t\r\n", offset - 1);
}

std::string_view word_before(std::string_view text, std::size_t end) {
  auto begin = end;
  while (begin > 0 && is_word_letter(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

std::size_t closing(std::string_view code, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < code.size(); ++i) {
    if (code[i] == '(' || code[i] == '[' || code[i] == '{') ++depth;
    if ((code[i] == ')' || code[i] == ']' || code[i] == '}') && --depth == 0) return i;
  }
  return npos;
}

}  // namespace signboard
