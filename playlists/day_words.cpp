#include "playlists/day_words.hpp"

#include "base/utf8.hpp"
#include "playlists/lunar.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdlib>
#include <string_view>

namespace signboard {
namespace {

using std::chrono::local_days;

using Week = std::array<std::string_view, 7>;  // from Sunday

struct WeekNames {
  std::string_view language;  // the first part of the tag
  Week names;
};

// Tibetan: as the Unicode CLDR spells them (bo.xml, wide), without the final tsheg, which belongs to the sentence.
// Awaiting a translator: no native reader of the office has confirmed them yet (docs/areas.md says so too).
constexpr std::array<WeekNames, 3> weeks{{
    {"zh", {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}},
    {"bo", {"གཟའ་ཉི་མ", "གཟའ་ཟླ་བ", "གཟའ་མིག་དམར", "གཟའ་ལྷག་པ", "གཟའ་ཕུར་བུ", "གཟའ་པ་སངས", "གཟའ་སྤེན་པ"}},
    {"en", {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}},
}};

// A text without a language is Chinese: the language of the office.
WeekNames const* week_in(std::string_view language) {
  auto const first = language.empty() ? std::string_view("zh") : language.substr(0, language.find('-'));
  auto const* const found = std::ranges::find(weeks, first, &WeekNames::language);
  return found == weeks.end() ? nullptr : found;
}

struct Occasion {
  std::string_view language;
  local_days day;
  std::chrono::year_month_day date;
  std::optional<LunarDay> lunar;
  std::optional<local_days> target;
};

std::string in_tibetan_digits(std::string const& number) {
  std::string text;
  for (char const digit : number) append_utf8(text, U'༠' + static_cast<char32_t>(digit - '0'));
  return text;
}

std::string year_number(Occasion const& on) { return std::to_string(std::abs(static_cast<int>(on.date.year()))); }
std::string month_number(Occasion const& on) { return std::to_string(static_cast<unsigned>(on.date.month())); }
std::string day_number(Occasion const& on) { return std::to_string(static_cast<unsigned>(on.date.day())); }
std::string days_number(Occasion const& on) { return std::to_string(std::abs((*on.target - on.day).count())); }

std::string weekday_name(Occasion const& on) {
  auto const* const week = week_in(on.language);
  assert(week != nullptr);
  return std::string(week->names.at(std::chrono::weekday{on.day}.c_encoding()));
}

template <auto word>
std::string lunar_word(Occasion const& on) {
  return on.lunar ? std::string(word(*on.lunar)) : std::string();
}

template <auto number>
std::string tibetan(Occasion const& on) {
  return in_tibetan_digits(number(on));
}

struct Placeholder {
  std::string_view name;
  std::string (*fill)(Occasion const& on);
};

constexpr std::array<Placeholder, 14> placeholders{{
    {"year", year_number},
    {"month", month_number},
    {"day", day_number},
    {"weekday", weekday_name},
    {"lunar_year", lunar_word<year_word>},
    {"lunar_month", lunar_word<month_word>},
    {"lunar_day", lunar_word<lunar_day_word>},
    {"zodiac", lunar_word<zodiac_word>},
    {"solar_term", [](Occasion const& on) { return std::string(solar_term(on.day)); }},
    {"days", days_number},
    {"year_bo", tibetan<year_number>},
    {"month_bo", tibetan<month_number>},
    {"day_bo", tibetan<day_number>},
    {"days_bo", tibetan<days_number>},
}};

std::string all_names() {
  std::string names;
  for (auto const& each : placeholders) names += (names.empty() ? "{" : " {") + std::string(each.name) + "}";
  return names;
}

std::string week_languages() {
  std::string names;
  for (auto const& each : weeks) names += (names.empty() ? "" : ", ") + std::string(each.language);
  return names;
}

std::size_t column_of(std::string_view text, std::size_t offset) {
  std::size_t column = 1;
  for (std::size_t at = 0; at < offset; ++column) next_code_point(text, at);
  return column;
}

Placeholder const* placeholder_named(std::string_view name) {
  auto const* const found = std::ranges::find(placeholders, name, &Placeholder::name);
  return found == placeholders.end() ? nullptr : found;
}

}  // namespace

Result<void> check_day_format(Text const& format, std::optional<local_days> target) {
  std::string_view const words = format.words;
  for (auto open = words.find('{'); open != std::string_view::npos; open = words.find('{', open + 1)) {
    auto const close = words.find('}', open);
    if (close == std::string_view::npos)
      return fault(Code::invalid, "day.open_brace", {{"column", std::to_string(column_of(words, open))}});
    auto const name = words.substr(open + 1, close - open - 1);
    if (placeholder_named(name) == nullptr)
      return fault(Code::invalid, "day.unknown_placeholder",
                   {{"name", "{" + std::string(name) + "}"}, {"known", all_names()}});
    if (name == "weekday" && week_in(format.language) == nullptr)
      return fault(Code::unsupported, "day.no_weekday", {{"language", format.language}, {"known", week_languages()}});
    if (name.starts_with("days") && !target) return fault(Code::invalid, "day.no_target");
  }
  return {};
}

std::string day_words(Text const& format, local_days day, std::optional<local_days> target) {
  Occasion const on{format.language, day, std::chrono::year_month_day{day}, lunar_day(day), target};
  std::string_view rest = format.words;
  std::string words;
  for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    auto const close = rest.find('}', open);
    auto const* const placeholder = placeholder_named(rest.substr(open + 1, close - open - 1));
    assert(close != std::string_view::npos && placeholder != nullptr);
    words += rest.substr(0, open);
    words += placeholder->fill(on);
    rest.remove_prefix(close + 1);
  }
  words += rest;
  return words;
}

}  // namespace signboard
