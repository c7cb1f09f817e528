#include "controller/http/target.hpp"

#include "base/utf8.hpp"
#include "controller/http/message.hpp"

#include <charconv>

namespace signboard {

std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    unsigned value = 0;
    if (i + 2 >= text.size()) return {};
    auto const* const digits = text.data() + i + 1;
    if (auto const read = std::from_chars(digits, digits + 2, value, 16); read.ptr != digits + 2) return {};
    plain += static_cast<char>(value);
    i += 2;
  }
  if (first_bad_utf8(plain)) return {};
  return plain;
}

Target::Target(std::string_view text) {
  auto const cut = text.find('?');
  path = text.substr(0, cut);
  if (cut == std::string_view::npos) return;
  for (auto const part : split(text.substr(cut + 1), '&')) {
    auto const equals = part.find('=');
    query.emplace_back(part.substr(0, equals), equals == std::string_view::npos ? "" : part.substr(equals + 1));
  }
}

std::optional<std::string_view> Target::asked(std::string_view name) const {
  for (auto const& [key, value] : query)
    if (key == name) return value;
  return {};
}

}  // namespace signboard
