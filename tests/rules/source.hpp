#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// One file of the tree: its path from the root, with slashes, and all it says.
struct Source {
  std::string path, text;
};

/// A place where a rule is broken, in words for whoever has to mend it.
struct Finding {
  std::string path;
  int line = 0;
  std::string words;
};
using Findings = std::vector<Finding>;

/// All text files below `root`, without what was built, what git keeps and what is hidden (but for .ci).
std::vector<Source> read_tree(std::filesystem::path const& root);

bool is_code(std::string_view path);
bool is_test(std::string_view path);

/// The first part of the path; empty for a file in the root.
std::string_view room_of(std::string_view path);

/// `*` stands for anything, slashes too.
bool matches(std::string_view path, std::string_view pattern);

/// The same text with its comments, or with its comments and what stands between quotes, turned into spaces. Lines and
/// offsets stay.
std::string without_comments(std::string_view text);
std::string code_only(std::string_view text);

int line_of(std::string_view text, std::size_t offset);

bool is_word_letter(char letter);

/// Where `word` next stands by itself; npos if nowhere.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

/// The first character from `offset` on, and the last before it, that is no white space; npos if there is none.
std::size_t next_ink(std::string_view text, std::size_t offset);
std::size_t previous_ink(std::string_view text, std::size_t offset);

/// The word that ends just before `end`.
std::string_view word_before(std::string_view text, std::size_t end);

/// The offset of the bracket that closes the one at `open`; npos if none does. For text of code_only().
std::size_t closing(std::string_view code, std::size_t open);

}  // namespace signboard
