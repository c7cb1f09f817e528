#include "controller/messages.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace signboard {
namespace {

constexpr std::size_t longest_value = 400;  // characters: a few lines of a terminal

// Signs that steer a terminal, or make a line read otherwise than it is written.
bool steers(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_escaped(std::string& text, char32_t c) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  text += "\\u";
  for (unsigned shift = 16; shift > 0;) {
    shift -= 4;
    text += digits[c >> shift & 15U];
  }
}

// Values come from files, command lines and the net; this is how they may stand in a sentence.
std::string presentable(std::string_view value) {
  std::string text;
  std::size_t count = 0;
  auto bad = first_bad_utf8(value).value_or(value.size());
  for (std::size_t at = 0; at < value.size(); ++count) {
    if (count == longest_value) return text + "…";
    if (at == bad) {
      text += "\uFFFD";
      ++at;
      bad = at + first_bad_utf8(value.substr(at)).value_or(value.size() - at);
      continue;
    }
    auto const c = next_code_point(value, at);
    if (steers(c))
      append_escaped(text, c);
    else
      append_utf8(text, c);
  }
  return text;
}

std::string const* find_value(Values const& values, std::string_view name) {
  auto const found =
      std::find_if(values.begin(), values.end(), [name](auto const& value) { return value.first == name; });
  return found == values.end() ? nullptr : &found->second;
}

std::string filled(std::string_view sentence, Values const& values) {
  std::string text;
  while (!sentence.empty()) {
    auto const open = std::min(sentence.find('{'), sentence.size());
    text += sentence.substr(0, open);
    sentence.remove_prefix(open);
    auto const close = sentence.find('}');
    if (close == std::string_view::npos) return text += sentence;
    auto const* const value = find_value(values, sentence.substr(1, close - 1));
    text += value != nullptr ? presentable(*value) : std::string(sentence.substr(0, close + 1));
    sentence.remove_prefix(close + 1);
  }
  return text;
}

std::string_view in(Language language, Wording const& wording) {
  return language == Language::zh ? wording.zh : wording.en;
}

}  // namespace

Wording const* find_wording(std::string_view id) {
  for (auto const table :
       {base_wordings(), fonts_wordings(), playlists_wordings(), drivers_wordings(), config_wordings(),
        controller_wordings(), http_wordings(), signsim_wordings(), store_wordings()}) {
    auto const found =
        std::find_if(table.begin(), table.end(), [id](Wording const& wording) { return wording.id == id; });
    if (found != table.end()) return &*found;
  }
  return nullptr;
}

std::string worded(Error const& error, Language language) {
  std::string place;
  for (auto const* const name : {"at", "in", "field"})
    if (auto const* const value = find_value(error.values, name); value != nullptr && !value->empty())
      place += presentable(*value) + ": ";
  return place + worded(error.id, error.values, language);
}

std::string worded(std::string_view id, Values const& values, Language language) {
  if (auto const* const wording = find_wording(id)) return filled(in(language, *wording), values);
  std::string text(id);
  for (auto const& [name, value] : values) text += " " + name + "=" + presentable(value);
  return text;
}

Language language_of_environment() {
  for (auto const* const name : {"SIGNBOARD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
    if (auto const* const value = std::getenv(name); value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  return Language::en;
}

}  // namespace signboard
