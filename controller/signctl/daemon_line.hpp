#pragma once

#include "controller/signctl/client.hpp"
#include "controller/signctl/console.hpp"
#include "controller/signctl/moments.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace signboard {

/// Where the daemon is, and what makes a change that is sent again the same change.
struct DaemonOptions {
  std::string url, socket;
  std::string key;  ///< empty: one is made up for each run
};

/// The conversation of one run of signctl with the daemon.
class DaemonLine {
 public:
  /// Errors: client.bad_url, cli.bad_value.
  static Result<DaemonLine> open(DaemonOptions const& options, Console const& console);

  Result<boost::json::object> get(std::string_view target) const;  ///< Errors as of get_json.

  /// The items of all pages of a list: `list` names the array. `after`: where to begin; empty: at the beginning.
  Result<boost::json::array> get_all(std::string const& target, std::string_view list, std::string after = {}) const;

  /// Asks for a change, under a key of its own; if the answer is lost, once more under the same key. `part` tells
  /// several changes of one run from each other.
  Result<Said> change(Question question, std::string_view part = {}) const;

  Result<Said> ask(Question const& question) const;  ///< as it is

  /// By the daemon's clock; by `own` and +08:00 if it does not tell.
  OfficeTime office_time(WallTime own) const;

  std::string const& key() const { return key_; }
  /// An id for what was given none: the same for the same key and part.
  std::string made_up_id(std::string_view word, std::string_view part = {}) const;

 private:
  DaemonLine(Url url, Language language, std::string key)
      : url_(std::move(url)), language_(language), key_(std::move(key)) {}

  Url url_;
  Language language_;
  std::string key_;
};

/// Of an answer: a text, or nothing.
std::string text_in(boost::json::object const& object, std::string_view key);
/// Whatever stands there as people read it: a text without quotes, a list with commas; empty for null and nothing.
std::string words_in(boost::json::object const& object, std::string_view key);
/// The objects of a list; those that are none are left out.
std::vector<boost::json::object> objects_in(boost::json::object const& object, std::string_view key);

}  // namespace signboard
