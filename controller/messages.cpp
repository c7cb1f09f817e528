#include "controller/messages.hpp"

#include <algorithm>

namespace signboard {

Wording const* find_wording(std::string_view id) {
  auto const table = http_wordings();
  auto const found = std::find_if(table.begin(), table.end(), [id](Wording const& w) { return w.id == id; });
  return found == table.end() ? nullptr : &*found;
}

std::string worded(std::string_view id, Values const& values, Language language) {
  auto const* const wording = find_wording(id);
  std::string text(wording == nullptr ? id : language == Language::zh ? wording->zh : wording->en);
  for (auto const& [name, value] : values) {
    auto const hole = "{" + name + "}";
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size()))
      text.replace(at, hole.size(), value);
  }
  return text;
}

std::string worded(Error const& error, Language language) { return worded(error.id, error.values, language); }

}  // namespace signboard
