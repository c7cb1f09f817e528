#include "controller/toml_reader.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "controller/spelling.hpp"

#include <algorithm>
#include <utility>

namespace signboard {
namespace {

// toml++ 3.3 limits how deep values nest, but not how many parts a dotted key has, and frees the tree recursively: a
// key of 50,000 parts ends the process. Ours have two.
constexpr std::size_t key_parts_max = 8;

Spot spot_of(toml::source_region const& source) {
  return {std::max(1, static_cast<int>(source.begin.line)), std::max(1, static_cast<int>(source.begin.column))};
}

Spot spot_at(std::string_view text, std::size_t offset) {
  auto const before = text.substr(0, offset);
  auto const line_start = before.find_last_of('\n') + 1;  // npos + 1 is the start of the text
  Spot spot{1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), 1};
  for (auto at = line_start; at < offset; ++spot.column) next_code_point(text, at);
  return spot;
}

// The end of the string that begins at `offset`, as TOML 1.0 tells it; the end of the line or of the text if it is not
// closed (the parser will refuse it then).
std::size_t string_end(std::string_view text, std::size_t offset) {
  char const quote = text[offset];
  std::string const long_quote(3, quote);
  bool const is_long = text.substr(offset, 3) == long_quote;
  for (auto at = offset + (is_long ? 3 : 1); at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (is_long && text.substr(at, 3) == long_quote) {
      at += 3;
      for (int inner = 0; inner < 2 && at < text.size() && text[at] == quote; ++inner) ++at;  // `""""` ends a `"`
      return at;
    } else if (!is_long && (text[at] == quote || text[at] == '\n')) {
      return at + 1;
    }
  }
  return text.size();
}

// Where a key has more than key_parts_max parts: counts the dots between two signs that no key can hold.
std::optional<std::size_t> first_deep_key(std::string_view text) {
  static constexpr std::string_view key_enders = "\n=,[]{}";
  std::size_t dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    char const c = text[at];
    if (c == '"' || c == '\'') {
      at = string_end(text, at);
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '.' && ++dots >= key_parts_max) return at;
    if (key_enders.find(c) != std::string_view::npos) dots = 0;
    ++at;
  }
  return std::nullopt;
}

std::optional<WallTime> wall_time(toml::date const& date, toml::time const& time, std::chrono::minutes offset) {
  std::chrono::year_month_day const day{std::chrono::year{date.year}, std::chrono::month{date.month},
                                        std::chrono::day{date.day}};
  if (!day.ok() || date.year < 1970 || date.year > 2200) return std::nullopt;
  return WallTime{std::chrono::sys_days{day}} + std::chrono::hours{time.hour} + std::chrono::minutes{time.minute} +
         std::chrono::seconds{time.second} + std::chrono::nanoseconds{time.nanosecond} - offset;
}

}  // namespace

void FileFaults::add(Spot spot, std::string_view in, Error error) {
  if (++count_ > faults_max) return;
  Values values{{"at", at(spot)}};
  if (!in.empty()) values.emplace_back("in", in);
  std::move(error.values.begin(), error.values.end(), std::back_inserter(values));
  error.values = std::move(values);
  faults_.push_back({spot, std::move(error)});
}

std::vector<Error> FileFaults::take() {
  std::stable_sort(faults_.begin(), faults_.end(), [](auto const& a, auto const& b) { return a.spot < b.spot; });
  std::vector<Error> errors;
  errors.reserve(faults_.size());
  for (auto& placed : faults_) errors.push_back(std::move(placed.error));
  if (count_ > faults_max)
    errors.push_back(
        fault(Code::over_limit, "toml.more_faults", {{"at", file_}, {"count", std::to_string(count_ - faults_max)}}));
  faults_.clear();
  count_ = 0;
  return errors;
}

std::optional<toml::table> parse_toml(std::string_view text, FileFaults& faults) {
  if (auto const bad = first_bad_utf8(text)) {
    faults.add(spot_at(text, *bad), {}, fault(Code::invalid, "toml.invalid_utf8", {{"offset", std::to_string(*bad)}}));
    return std::nullopt;
  }
  if (auto const deep = first_deep_key(text)) {
    faults.add(spot_at(text, *deep), {},
               fault(Code::over_limit, "toml.too_deep", {{"limit", std::to_string(key_parts_max)}}));
    return std::nullopt;
  }
  try {
    return toml::parse(text);
  } catch (toml::parse_error const& trouble) {
    faults.add(spot_of(trouble.source()), {},
               fault(Code::invalid, "toml.syntax", {{"detail", std::string(trouble.description())}}));
    return std::nullopt;
  }
}

TomlTable::TomlTable(toml::table const& table, std::string place, FileFaults& faults)
    : table_(&table), place_(std::move(place)), faults_(&faults) {}

toml::node const* TomlTable::find(std::string_view key) {
  asked_.push_back(key);
  return table_->get(key);
}

bool TomlTable::has(std::string_view key) { return find(key) != nullptr; }

bool TomlTable::has_list(std::string_view key) {
  auto const* const node = find(key);
  return node != nullptr && node->is_array();
}

Spot TomlTable::spot() const { return spot_of(table_->source()); }

Spot TomlTable::spot(std::string_view key) const {
  auto const* const node = table_->get(key);
  return node == nullptr ? spot() : spot_of(node->source());
}

void TomlTable::report(Spot spot, Error error) { faults_->add(spot, place_, std::move(error)); }

void TomlTable::report(std::string_view key, Error error) { report(spot(key), std::move(error)); }

void TomlTable::require(std::string_view key) {
  if (!has(key)) report(spot(), fault(Code::invalid, "toml.missing_key", {{"key", std::string(key)}}));
}

std::optional<std::string> TomlTable::text_of(toml::node const& node, std::string_view key) {
  auto const refuse = [&](Error error) {
    report(spot_of(node.source()), std::move(error));
    return std::nullopt;
  };
  auto const* const text = node.as_string();
  if (text == nullptr) return refuse(fault(Code::invalid, "toml.wants_text", {{"key", std::string(key)}}));
  auto const& words = text->get();
  if (words.find('\0') != std::string::npos)
    return refuse(fault(Code::invalid, "toml.zero_byte", {{"key", std::string(key)}}));
  if (words.size() > limits::text_accepted)
    return refuse(fault(Code::over_limit, "toml.text_too_long",
                        {{"key", std::string(key)},
                         {"bytes", std::to_string(words.size())},
                         {"limit", std::to_string(limits::text_accepted)}}));
  return words;
}

std::optional<std::string> TomlTable::text(std::string_view key) {
  auto const* const node = find(key);
  if (node == nullptr) return std::nullopt;
  return text_of(*node, key);
}

std::optional<std::int64_t> TomlTable::number(std::string_view key, std::int64_t smallest, std::int64_t largest) {
  auto const* const node = find(key);
  if (node == nullptr) return std::nullopt;
  auto const* const number = node->as_integer();
  if (number == nullptr) {
    report(key, fault(Code::invalid, "toml.wants_number",
                      {{"key", std::string(key)},
                       {"smallest", std::to_string(smallest)},
                       {"largest", std::to_string(largest)}}));
    return std::nullopt;
  }
  auto const value = number->get();
  if (value >= smallest && value <= largest) return value;
  report(key, fault(Code::invalid, "toml.out_of_range",
                    {{"key", std::string(key)},
                     {"value", std::to_string(value)},
                     {"smallest", std::to_string(smallest)},
                     {"largest", std::to_string(largest)}}));
  return std::nullopt;
}

std::optional<bool> TomlTable::flag(std::string_view key) {
  auto const* const node = find(key);
  if (node == nullptr) return std::nullopt;
  auto const* const flag = node->as_boolean();
  if (flag != nullptr) return flag->get();
  report(key, fault(Code::invalid, "toml.wants_flag", {{"key", std::string(key)}}));
  return std::nullopt;
}

std::optional<WallTime> TomlTable::moment(std::string_view key, DayEdge edge, std::chrono::minutes utc_offset) {
  auto const* const node = find(key);
  if (node == nullptr) return std::nullopt;
  std::optional<WallTime> moment;
  if (auto const* const date = node->as_date()) {
    moment = wall_time(date->get(), {}, utc_offset);
    if (moment && edge == DayEdge::end) *moment += std::chrono::days{1};
  } else if (auto const* const full = node->as_date_time()) {
    auto const& [day, time, offset] = full->get();
    moment = wall_time(day, time, offset ? std::chrono::minutes{offset->minutes} : utc_offset);
  } else {
    report(key, fault(Code::invalid, "toml.wants_moment", {{"key", std::string(key)}}));
    return std::nullopt;
  }
  if (!moment) report(key, fault(Code::invalid, "toml.moment_out_of_range", {{"key", std::string(key)}}));
  return moment;
}

std::optional<Rgb> TomlTable::colour(std::string_view key) {
  auto const word = text(key);
  if (!word) return std::nullopt;
  auto const colour = colour_named(*word);
  if (!colour) report(key, fault(Code::invalid, "toml.bad_colour", {{"key", std::string(key)}, {"value", *word}}));
  return colour;
}

void TomlTable::refuse_word(std::string_view key, std::string const& word, std::span<std::string_view const> choices) {
  report(key, fault(Code::invalid, "toml.unknown_word",
                    {{"key", std::string(key)}, {"value", word}, {"choices", joined(choices)}}));
}

std::vector<TomlTable::Word> TomlTable::texts(std::string_view key) {
  std::vector<Word> words;
  auto const* const node = find(key);
  if (node == nullptr) return words;
  auto const* const list = node->as_array();
  if (list == nullptr) {
    report(key, fault(Code::invalid, "toml.wants_texts", {{"key", std::string(key)}}));
    return words;
  }
  for (auto const& entry : *list)
    if (auto word = text_of(entry, key)) words.push_back({std::move(*word), spot_of(entry.source())});
  return words;
}

std::string TomlTable::header_of(std::string_view key) const {
  auto header = place_.empty() ? std::string() : place_.substr(0, place_.find(' ')) + ".";
  return header.append(key);
}

std::optional<TomlTable> TomlTable::table(std::string_view key, std::string place) {
  auto const* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (auto const* const table = node->as_table()) return TomlTable(*table, std::move(place), *faults_);
  report(key, fault(Code::invalid, "toml.wants_table", {{"key", std::string(key)}, {"header", header_of(key)}}));
  return std::nullopt;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> tables;
  auto const* const node = find(key);
  if (node == nullptr) return tables;
  auto const* const list = node->as_array();
  auto const is_table = [](toml::node const& entry) { return entry.is_table(); };
  if (list == nullptr || !std::all_of(list->begin(), list->end(), is_table)) {
    report(key, fault(Code::invalid, "toml.wants_tables", {{"key", std::string(key)}, {"header", header_of(key)}}));
    return tables;
  }
  for (auto const& entry : *list)
    tables.emplace_back(*entry.as_table(), std::string(key) + " " + std::to_string(tables.size() + 1), *faults_);
  return tables;
}

std::map<std::string, TomlTable::Scalar, std::less<>> TomlTable::scalars() {
  std::map<std::string, Scalar, std::less<>> values;
  for (auto const& [key, node] : *table_) {
    std::string const name(key.str());
    if (auto const* const flag = node.as_boolean()) {
      values[name] = flag->get();
    } else if (auto const* const number = node.as_integer()) {
      values[name] = number->get();
    } else if (auto const* const real = node.as_floating_point()) {
      values[name] = real->get();
    } else if (node.is_string()) {
      if (auto word = text_of(node, name)) values[name] = std::move(*word);
    } else {
      report(spot_of(node.source()), fault(Code::invalid, "toml.wants_simple", {{"key", name}}));
    }
  }
  return values;
}

void TomlTable::finish() {
  std::sort(asked_.begin(), asked_.end());
  asked_.erase(std::unique(asked_.begin(), asked_.end()), asked_.end());
  for (auto const& [key, node] : *table_) {
    if (std::binary_search(asked_.begin(), asked_.end(), key.str()) || faults_->skip()) continue;
    auto const spot = spot_of(key.source());
    std::string name(key.str());
    if (auto const nearest = nearest_word(name, asked_); !nearest.empty())
      report(spot,
             fault(Code::invalid, "toml.misspelt_key", {{"key", std::move(name)}, {"nearest", std::string(nearest)}}));
    else
      report(spot, fault(Code::invalid, "toml.unknown_key", {{"key", std::move(name)}, {"known", joined(asked_)}}));
  }
}

}  // namespace signboard
