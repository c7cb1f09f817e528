#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// A body as JSON: an object, at most 16 deep, well-formed UTF-8. Errors: http.bad_json {reason}, http.no_object.
Result<boost::json::value> read_document(std::string_view body);

/// The small orders of the API, read strictly: what cannot be used, is missing or is not known is gathered with its
/// place (value `field`, a JSON pointer). Longer documents are for who answers.
class Order {
 public:
  explicit Order(boost::json::object const& document) : document_(document) {}

  enum class Need : std::uint8_t { optional, required };
  std::string text(std::string_view key, Need need);  ///< at most 4,096 bytes of it; a required one is not blank
  std::string long_text(std::string_view key);        ///< required, of any length
  std::vector<std::string> names(std::string_view key);
  std::optional<WallTime> time(std::string_view key, Need need, std::chrono::minutes utc_offset);
  boost::json::value object(std::string_view key);  ///< required; null if it is none

  /// Everything that is wrong, with each key nobody asked for.
  std::vector<Error> finish();

 private:
  boost::json::value const* find(std::string_view key, Need need);
  std::string read_text(std::string_view key, Need need, std::size_t longest);
  void report(std::string_view key, Error error);

  boost::json::object const& document_;
  std::vector<std::string_view> asked_;
  std::vector<Error> errors_;
};

}  // namespace signboard
