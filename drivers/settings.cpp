#include "drivers/settings.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace signboard {
namespace {

std::string spelled(double number) {
  auto text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string spelled(SettingValue const& value) {
  struct Speller {
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return spelled(number); }
    std::string operator()(std::string const& text) const { return text; }
  };
  return std::visit(Speller{}, value);
}

std::string listed(auto const& names) {
  std::string list;
  for (auto const& name : names) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

Error wrong_type(std::string_view name, std::string_view wanted) {
  return fault(Code::invalid, "driver.setting_type", {{"setting", std::string(name)}, {"wanted", std::string(wanted)}});
}

Error out_of_range(std::string_view name, std::string value, std::string smallest, std::string largest) {
  return fault(Code::invalid, "driver.setting_range",
               {{"setting", std::string(name)},
                {"value", std::move(value)},
                {"smallest", std::move(smallest)},
                {"largest", std::move(largest)}});
}

/// How many letters must be put in, left out or changed to make one word of the other.
std::size_t letters_apart(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      auto const changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

std::optional<std::string> nearest(std::string_view name, std::vector<std::string> const& known) {
  std::optional<std::string> best;
  // Two slips in a short word, a third of a long one: further away it is another word.
  auto fewest = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (auto const& candidate : known) {
    auto const apart = letters_apart(name, candidate);
    if (apart >= fewest || apart >= candidate.size()) continue;
    fewest = apart;
    best = candidate;
  }
  return best;
}

}  // namespace

SettingValue const* Settings::take(std::string_view name) {
  known_.emplace_back(name);
  auto const found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

bool Settings::flag(std::string_view name, bool otherwise) {
  auto const value = take(name);
  if (value == nullptr) return otherwise;
  if (auto const flag = std::get_if<bool>(value)) return *flag;
  faults_.push_back(wrong_type(name, "true / false"));
  return otherwise;
}

std::int64_t Settings::number(std::string_view name, std::int64_t otherwise, std::int64_t smallest,
                              std::int64_t largest) {
  auto const value = take(name);
  if (value == nullptr) return otherwise;
  auto const number = std::get_if<std::int64_t>(value);
  if (number == nullptr) {
    faults_.push_back(wrong_type(name, std::to_string(smallest) + " ... " + std::to_string(largest)));
    return otherwise;
  }
  if (*number >= smallest && *number <= largest) return *number;
  faults_.push_back(out_of_range(name, std::to_string(*number), std::to_string(smallest), std::to_string(largest)));
  return otherwise;
}

double Settings::real(std::string_view name, double otherwise, double smallest, double largest) {
  auto const value = take(name);
  if (value == nullptr) return otherwise;
  auto number = otherwise;
  if (auto const whole = std::get_if<std::int64_t>(value)) {
    number = static_cast<double>(*whole);
  } else if (auto const broken = std::get_if<double>(value)) {
    number = *broken;
  } else {
    faults_.push_back(wrong_type(name, spelled(smallest) + " ... " + spelled(largest)));
    return otherwise;
  }
  if (number >= smallest && number <= largest) return number;
  faults_.push_back(out_of_range(name, spelled(number), spelled(smallest), spelled(largest)));
  return otherwise;
}

std::string Settings::text(std::string_view name, std::string otherwise) {
  auto const value = take(name);
  if (value == nullptr) return otherwise;
  if (auto const text = std::get_if<std::string>(value)) return *text;
  faults_.push_back(wrong_type(name, "\"...\""));
  return otherwise;
}

std::size_t Settings::choice(std::string_view name, std::size_t otherwise,
                             std::vector<std::string_view> const& choices) {
  auto const value = take(name);
  if (value == nullptr) return otherwise;
  auto const word = spelled(*value);
  auto const found = std::ranges::find(choices, word);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  faults_.push_back(fault(Code::invalid, "driver.setting_choice",
                          {{"setting", std::string(name)}, {"value", word}, {"choices", listed(choices)}}));
  return otherwise;
}

std::vector<Error> Settings::faults() const {
  auto all = faults_;
  for (auto const& [name, value] : values_) {
    if (std::ranges::find(known_, name) != known_.end()) continue;
    if (known_.empty()) {
      all.push_back(fault(Code::invalid, "driver.no_settings", {{"setting", name}}));
    } else if (auto const meant = nearest(name, known_)) {
      all.push_back(fault(Code::invalid, "driver.misspelt_setting",
                          {{"setting", name}, {"nearest", *meant}, {"known", listed(known_)}}));
    } else {
      all.push_back(fault(Code::invalid, "driver.unknown_setting", {{"setting", name}, {"known", listed(known_)}}));
    }
  }
  return all;
}

}  // namespace signboard
