#include "controller/json_reader.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "controller/spelling.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace signboard {
namespace {

namespace json = boost::json;

// An announcement in a list under a key is four deep.
constexpr std::size_t depth_max = 8;
// An announcement's are asked for 30 times.
constexpr std::size_t keys_mostly = 32;

json::parse_options strict() {
  json::parse_options options;
  options.max_depth = depth_max;
  return options;
}

// Listens to a document and makes nothing of it.
struct Listener {
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  using Trouble = json::error_code;

  static bool on_object_begin(Trouble&) { return true; }
  static bool on_object_end(std::size_t, Trouble&) { return true; }
  static bool on_key_part(json::string_view, std::size_t, Trouble&) { return true; }
  static bool on_key(json::string_view, std::size_t, Trouble&) { return true; }
  static bool on_document_begin(Trouble&) { return true; }
  static bool on_document_end(Trouble&) { return true; }
  static bool on_array_begin(Trouble&) { return true; }
  static bool on_array_end(std::size_t, Trouble&) { return true; }
  static bool on_string_part(json::string_view, std::size_t, Trouble&) { return true; }
  static bool on_string(json::string_view, std::size_t, Trouble&) { return true; }
  static bool on_number_part(json::string_view, Trouble&) { return true; }
  static bool on_int64(std::int64_t, json::string_view, Trouble&) { return true; }
  static bool on_uint64(std::uint64_t, json::string_view, Trouble&) { return true; }
  static bool on_double(double, json::string_view, Trouble&) { return true; }
  static bool on_bool(bool, Trouble&) { return true; }
  static bool on_null(Trouble&) { return true; }
  static bool on_comment_part(json::string_view, Trouble&) { return true; }
  static bool on_comment(json::string_view, Trouble&) { return true; }
};

struct KeyCounter : Listener {
  std::size_t keys = 0;

  bool on_key(json::string_view, std::size_t, Trouble&) {
    ++keys;
    return true;
  }
};

struct RepeatedKeyListener : Listener {
  std::vector<std::set<std::string, std::less<>>> objects;
  std::string key_part;
  std::optional<std::string> repeated;

  bool on_object_begin(Trouble&) {
    objects.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, Trouble&) {
    objects.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, Trouble&) {
    key_part.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, Trouble&) {
    key_part.append(part.data(), part.size());
    if (!objects.back().insert(key_part).second && !repeated) repeated = key_part;
    key_part.clear();
    return true;
  }
};

std::size_t count_members(json::value const& value) {
  std::size_t count = 0;
  if (auto const* const list = value.if_array()) {
    for (auto const& entry : *list) count += count_members(entry);
  } else if (auto const* const object = value.if_object()) {
    count = object->size();
    for (auto const& member : *object) count += count_members(member.value());
  }
  return count;
}

std::string escaped(std::string_view key) {
  std::string text;
  for (char const c : key) {
    if (c == '~')
      text += "~0";
    else if (c == '/')
      text += "~1";
    else
      text += c;
  }
  return text;
}

std::string_view view_of(json::string_view text) { return {text.data(), text.size()}; }

}  // namespace

void JsonFaults::add(std::string const& pointer, Error error) {
  if (++count_ > faults_max) return;
  error.values.insert(error.values.begin(), {"field", pointer});
  faults_.push_back(std::move(error));
}

std::vector<Error> JsonFaults::take() {
  if (count_ > faults_max)
    faults_.push_back(
        fault(Code::over_limit, "toml.more_faults", {{"field", ""}, {"count", std::to_string(count_ - faults_max)}}));
  count_ = 0;
  return std::exchange(faults_, {});
}

std::string pointer_to(std::string const& pointer, std::string_view key) { return pointer + "/" + escaped(key); }

std::string pointer_to(std::string const& pointer, std::size_t index) { return pointer + "/" + std::to_string(index); }

namespace {

// Where it stops being JSON.
void report_syntax(std::string_view text, JsonFaults& faults) {
  if (auto const bad = first_bad_utf8(text))
    return faults.add({}, fault(Code::invalid, "toml.invalid_utf8", {{"offset", std::to_string(*bad)}}));
  json::basic_parser<Listener> listener(strict());
  json::error_code trouble;
  auto const read = listener.write_some(false, text.data(), text.size(), trouble);
  if (trouble == json::error::too_deep)
    faults.add({}, fault(Code::invalid, "json.too_deep", {{"limit", std::to_string(depth_max)}}));
  else
    faults.add({}, fault(Code::invalid, "json.syntax", {{"offset", std::to_string(read)}}));
}

// A key that stands twice in one object: the reader keeps the last of two, and a reviewer may have read the first.
// Counting is enough for nearly all: of two members of one name the value has one.
std::optional<std::string> repeated_key(std::string_view text, json::value const& value) {
  json::error_code trouble;
  json::basic_parser<KeyCounter> counter(strict());
  counter.write_some(false, text.data(), text.size(), trouble);
  if (counter.handler().keys == count_members(value)) return std::nullopt;
  json::basic_parser<RepeatedKeyListener> listener(strict());
  listener.write_some(false, text.data(), text.size(), trouble);
  return listener.handler().repeated;
}

}  // namespace

std::optional<json::value> parse_json(std::string_view text, JsonFaults& faults) {
  json::error_code trouble;
  auto value = json::parse({text.data(), text.size()}, trouble, {}, strict());
  if (trouble) {
    report_syntax(text, faults);
    return std::nullopt;
  }
  if (auto const key = repeated_key(text, value)) {
    faults.add({}, fault(Code::invalid, "json.repeated_key", {{"key", *key}}));
    return std::nullopt;
  }
  return value;
}

JsonTable::JsonTable(json::value const& value, std::string pointer, JsonFaults& faults)
    : table_(value.if_object()), pointer_(std::move(pointer)), faults_(&faults) {
  asked_.reserve(keys_mostly);
  if (table_ == nullptr) faults_->add(pointer_, fault(Code::invalid, "json.wants_object"));
}

json::value const* JsonTable::find(std::string_view key) {
  asked_.push_back(key);
  return table_ == nullptr ? nullptr : table_->if_contains(key);
}

bool JsonTable::has_list(std::string_view key) {
  auto const* const value = find(key);
  return value != nullptr && value->is_array();
}

Result<std::string> JsonTable::text_of(json::value const& value, std::string_view key) {
  auto const* const text = value.if_string();
  if (text == nullptr) return fault(Code::invalid, "json.wants_text", {{"key", std::string(key)}});
  if (text->find('\0') != json::string::npos)
    return fault(Code::invalid, "toml.zero_byte", {{"key", std::string(key)}});
  if (text->size() > limits::text_accepted)
    return fault(Code::over_limit, "toml.text_too_long",
                 {{"key", std::string(key)},
                  {"bytes", std::to_string(text->size())},
                  {"limit", std::to_string(limits::text_accepted)}});
  return std::string(text->data(), text->size());
}

std::optional<std::string> JsonTable::text(std::string_view key) {
  auto const* const value = find(key);
  if (value == nullptr) return std::nullopt;
  auto text = text_of(*value, key);
  if (text) return std::move(*text);
  report(key, text.error());
  return std::nullopt;
}

std::optional<std::int64_t> JsonTable::number(std::string_view key, std::int64_t smallest, std::int64_t largest) {
  auto const* const value = find(key);
  if (value == nullptr) return std::nullopt;
  std::string written;
  if (auto const* const small = value->if_int64()) {
    if (*small >= smallest && *small <= largest) return *small;
    written = std::to_string(*small);
  } else if (auto const* const large = value->if_uint64()) {
    written = std::to_string(*large);  // only what does not fit into 63 bits is of this kind
  } else {
    report(key, fault(Code::invalid, "toml.wants_number",
                      {{"key", std::string(key)},
                       {"smallest", std::to_string(smallest)},
                       {"largest", std::to_string(largest)}}));
    return std::nullopt;
  }
  report(key, fault(Code::invalid, "toml.out_of_range",
                    {{"key", std::string(key)},
                     {"value", written},
                     {"smallest", std::to_string(smallest)},
                     {"largest", std::to_string(largest)}}));
  return std::nullopt;
}

std::optional<bool> JsonTable::flag(std::string_view key) {
  auto const* const value = find(key);
  if (value == nullptr) return std::nullopt;
  if (auto const* const flag = value->if_bool()) return *flag;
  report(key, fault(Code::invalid, "json.wants_flag", {{"key", std::string(key)}}));
  return std::nullopt;
}

std::optional<WallTime> JsonTable::moment(std::string_view key, Edge edge, std::chrono::minutes utc_offset) {
  static constexpr std::size_t date_length = 10;
  auto const word = text(key);
  if (!word) return std::nullopt;
  bool const is_date = word->size() == date_length;
  auto const moment = parse_wall_time(is_date ? *word + "T00:00:00" : *word, utc_offset);
  if (!moment) {
    report(key, fault(Code::invalid, "json.wants_moment", {{"key", std::string(key)}, {"value", *word}}));
    return std::nullopt;
  }
  return is_date && edge == Edge::end ? *moment + std::chrono::days{1} : *moment;
}

std::optional<Rgb> JsonTable::colour(std::string_view key) {
  auto const word = text(key);
  if (!word) return std::nullopt;
  auto const colour = colour_named(*word);
  if (!colour) report(key, fault(Code::invalid, "toml.bad_colour", {{"key", std::string(key)}, {"value", *word}}));
  return colour;
}

void JsonTable::refuse_word(std::string const& pointer, std::string_view key, std::string const& word,
                            std::span<std::string_view const> choices) {
  faults_->add(pointer, fault(Code::invalid, "toml.unknown_word",
                              {{"key", std::string(key)}, {"value", word}, {"choices", joined(choices)}}));
}

std::vector<JsonTable::Word> JsonTable::texts(std::string_view key) {
  std::vector<Word> words;
  auto const* const value = find(key);
  if (value == nullptr) return words;
  auto const* const list = value->if_array();
  if (list == nullptr) {
    report(key, fault(Code::invalid, "json.wants_texts", {{"key", std::string(key)}}));
    return words;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto pointer = pointer_to(pointer_to(pointer_, key), i);
    if (auto word = text_of((*list)[i], key))
      words.push_back({std::move(*word), std::move(pointer)});
    else
      faults_->add(pointer, word.error());
  }
  return words;
}

std::vector<JsonTable> JsonTable::tables(std::string_view key) {
  std::vector<JsonTable> tables;
  auto const* const value = find(key);
  if (value == nullptr) return tables;
  if (auto const* const list = value->if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i)
      tables.emplace_back((*list)[i], pointer_to(pointer_to(pointer_, key), i), *faults_);
  } else {
    report(key, fault(Code::invalid, "json.wants_list", {{"key", std::string(key)}}));
  }
  return tables;
}

void JsonTable::require(std::string_view key) {
  if (!has(key) && is_object())
    faults_->add(pointer_ + "/" + std::string(key),
                 fault(Code::invalid, "toml.missing_key", {{"key", std::string(key)}}));
}

void JsonTable::finish() {
  if (table_ == nullptr) return;
  bool sorted = false;  // only to speak of them
  for (auto const& member : *table_) {
    auto const name = view_of(member.key());
    if (std::ranges::find(asked_, name) != asked_.end()) continue;
    if (!std::exchange(sorted, true)) {
      std::ranges::sort(asked_);
      asked_.erase(std::unique(asked_.begin(), asked_.end()), asked_.end());
    }
    if (auto const nearest = nearest_word(name, asked_); !nearest.empty())
      report(name, fault(Code::invalid, "toml.misspelt_key",
                         {{"key", std::string(name)}, {"nearest", std::string(nearest)}}));
    else
      report(name, fault(Code::invalid, "toml.unknown_key", {{"key", std::string(name)}, {"known", joined(asked_)}}));
  }
}

}  // namespace signboard
