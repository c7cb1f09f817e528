#pragma once

#include "base/result.hpp"
#include "controller/signctl/moments.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace signboard {

/// What of an announcement was said on the command line; what was not said is not there.
struct DraftOptions {
  std::optional<std::string> text, text_file, language;
  std::vector<std::pair<std::string, std::string>> also;  ///< the same in other languages: language, words
  std::optional<std::string> title, rank, effect, transition, colouring, ink, second_ink;
  std::optional<int> speed_px_s, hold_ms, repeats, lines;
  bool blinks = false;
  std::optional<std::string> from, until, lasts;  ///< moments, and a duration from now
  std::vector<std::string> weekdays, windows, screens, areas;
  std::vector<std::string> cleared;  ///< keys that are to fall away
};

bool says_something(DraftOptions const& options);

/// The document with what the options say on top. Words of one language replace all there were; `also` replaces or adds
/// those of its languages. Errors: cli.bad_value, cli.one_end, cli.text_twice, and those of read_text_file.
Result<boost::json::object> drafted(boost::json::object document, DraftOptions const& options,
                                    OfficeTime const& office);

/// Without what only the desk may say: published, origin, version, owner.
boost::json::object without_marks(boost::json::object document);

}  // namespace signboard
