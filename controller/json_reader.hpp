#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What is wrong with one document, gathered while it is read. Each error carries the place as the value `field`, a
/// JSON pointer (RFC 6901); of a hopeless document the first faults_max are kept, and toml.more_faults {count} says how
/// many there are besides.
class JsonFaults {
 public:
  void add(std::string const& pointer, Error error);
  std::size_t count() const { return count_; }
  std::vector<Error> take();

 private:
  static constexpr std::size_t faults_max = 100;
  std::vector<Error> faults_;
  std::size_t count_ = 0;
};

/// The pointer to a member or an element of what `pointer` points to.
std::string pointer_to(std::string const& pointer, std::string_view key);
std::string pointer_to(std::string const& pointer, std::size_t index);

/// The text as a value, or nothing and a fault: toml.invalid_utf8 {offset}, json.too_deep {limit},
/// json.syntax {offset}, json.repeated_key {key}.
std::optional<boost::json::value> parse_json(std::string_view text, JsonFaults& faults);

/// One object of a document, read strictly: each take names a key and a type, gives nothing if the key is absent or its
/// value cannot be used, and reports the latter. After the last take, finish() reports every key nobody asked for.
/// Valid while the document and the faults are; the keys asked for must be literals.
class JsonTable {
 public:
  struct Word {
    std::string text, pointer;
  };

  /// Reports json.wants_object if the value is none; then it reads like an empty one, and finish() says nothing.
  JsonTable(boost::json::value const& value, std::string pointer, JsonFaults& faults);

  std::string const& pointer() const { return pointer_; }
  bool is_object() const { return table_ != nullptr; }
  bool has(std::string_view key) { return find(key) != nullptr; }
  bool has_list(std::string_view key);

  std::optional<std::string> text(std::string_view key);
  std::optional<std::int64_t> number(std::string_view key, std::int64_t smallest, std::int64_t largest);
  std::optional<bool> flag(std::string_view key);
  /// RFC 3339; without an offset at `utc_offset`. A mere date is its first moment, or the one after its last.
  enum class Edge : std::uint8_t { start, end };
  std::optional<WallTime> moment(std::string_view key, Edge edge, std::chrono::minutes utc_offset);
  std::optional<Rgb> colour(std::string_view key);
  template <class T>
  std::optional<T> choice(std::string_view key, std::optional<T> (*named)(std::string_view),
                          std::span<std::string_view const> choices) {
    auto const word = text(key);
    if (!word) return std::nullopt;
    auto const value = named(*word);
    if (!value) refuse_word(pointer_to(pointer_, key), key, *word, choices);
    return value;
  }
  std::vector<Word> texts(std::string_view key);  ///< a list of texts; empty if absent
  std::vector<JsonTable> tables(std::string_view key);

  void report(std::string_view key, Error error) { faults_->add(pointer_to(pointer_, key), std::move(error)); }
  void report_at(std::string const& pointer, Error error) { faults_->add(pointer, std::move(error)); }
  void refuse_word(std::string const& pointer, std::string_view key, std::string const& word,
                   std::span<std::string_view const> choices);
  void require(std::string_view key);  ///< reports toml.missing_key if it is absent
  void finish();

 private:
  boost::json::value const* find(std::string_view key);
  static Result<std::string> text_of(boost::json::value const& value, std::string_view key);

  boost::json::object const* table_;
  std::string pointer_;
  JsonFaults* faults_;
  std::vector<std::string_view> asked_;
};

}  // namespace signboard
