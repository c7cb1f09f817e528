#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/reading.hpp"

#include <toml++/toml.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace signboard {

/// What is wrong with one file, gathered while it is read. Of a hopeless file the first faults_max are kept, and
/// toml.more_faults {count} at the end says how many there are besides.
class FileFaults {
 public:
  explicit FileFaults(std::string file) : file_(std::move(file)) {}

  /// Adds the place to the values of the error: `at` (`signboard.toml:12:3`), and `in` (`screen "lobby"`) unless empty.
  void add(Spot spot, std::string_view in, Error error);
  std::string at(Spot spot) const { return name_of(file_, spot); }
  std::size_t count() const { return count_; }
  /// Counts one that would not be kept, and spares the trouble to describe it; false while faults are still kept.
  bool skip() { return count_ >= faults_max && ++count_ != 0; }
  std::vector<Error> take();  ///< in the order of their places; none is left

 private:
  struct Placed {
    Spot spot;
    Error error;
  };
  static constexpr std::size_t faults_max = 500;  // nobody reads more, and a list of names may stand in each
  std::string file_;
  std::vector<Placed> faults_;
  std::size_t count_ = 0;
};

/// The text as a tree, or nothing and a fault: toml.invalid_utf8 {offset}, toml.too_deep {limit}, toml.syntax {detail}.
std::optional<toml::table> parse_toml(std::string_view text, FileFaults& faults);

/// Whether a day that is named without a time of day means its first moment or the one after its last.
enum class DayEdge : std::uint8_t { start, end };

/// One table of a file, read strictly: each take names a key and a type, gives nothing if the key is absent or its
/// value cannot be used, and reports the latter with its place. After the last take, finish() reports every key nobody
/// asked for. Valid while the tree and the faults are; the keys asked for must be literals.
class TomlTable {
 public:
  using Scalar = std::variant<bool, std::int64_t, double, std::string>;
  struct Word {
    std::string text;
    Spot spot;
  };

  /// `place` says where we are, for people: `screen 3`, `[preview]`; empty at the top of the file. Its first word is
  /// the key under which the table stands if it has tables of its own.
  TomlTable(toml::table const& table, std::string place, FileFaults& faults);

  std::string const& place() const { return place_; }
  void rename(std::string place) { place_ = std::move(place); }  ///< once a better one is known: `screen "lobby"`

  bool has(std::string_view key);
  bool has_list(std::string_view key);
  Spot spot() const;                      ///< where the table begins
  Spot spot(std::string_view key) const;  ///< where that value begins; without one, where the table does

  std::optional<std::string> text(std::string_view key);
  std::optional<std::int64_t> number(std::string_view key, std::int64_t smallest, std::int64_t largest);
  std::optional<bool> flag(std::string_view key);
  std::optional<WallTime> moment(std::string_view key, DayEdge edge, std::chrono::minutes utc_offset);
  std::optional<Rgb> colour(std::string_view key);
  /// One of `choices`, told by `named`.
  template <class T>
  std::optional<T> choice(std::string_view key, std::optional<T> (*named)(std::string_view),
                          std::span<std::string_view const> choices) {
    auto const word = text(key);
    if (!word) return std::nullopt;
    auto const value = named(*word);
    if (!value) refuse_word(key, *word, choices);
    return value;
  }
  std::vector<Word> texts(std::string_view key);  ///< a list of texts; empty if absent
  std::optional<TomlTable> table(std::string_view key, std::string place);
  std::vector<TomlTable> tables(std::string_view key);   ///< `[[key]]`; empty if absent
  std::map<std::string, Scalar, std::less<>> scalars();  ///< everything, of whatever simple type

  void report(std::string_view key, Error error);  ///< at the value of that key
  void report(Spot spot, Error error);
  void require(std::string_view key);  ///< reports toml.missing_key if it is absent
  void finish();

 private:
  toml::node const* find(std::string_view key);
  std::string header_of(std::string_view key) const;  // as a section is headed: `announcement.text`
  std::optional<std::string> text_of(toml::node const& node, std::string_view key);
  void refuse_word(std::string_view key, std::string const& word, std::span<std::string_view const> choices);

  toml::table const* table_;
  std::string place_;
  FileFaults* faults_;
  std::vector<std::string_view> asked_;
};

}  // namespace signboard
