#include "controller/playlist_file.hpp"
#include "controller/signctl/commands.hpp"
#include "drivers/driver.hpp"
#include "drivers/line.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <iostream>
#include <iterator>

namespace signboard {
namespace {

namespace json = boost::json;

}  // namespace

Exit check(CheckOptions const& options, Console const& console) {
  if (options.config.empty() && options.playlists.empty())
    return console.complain(fault(Code::invalid, "cli.needs_config"));
  std::vector<Error> errors;
  PlaylistRules rules;
  if (!options.config.empty()) {
    errors = check(std::filesystem::path(options.config));
    if (auto const config = load_config(options.config); config.errors.empty()) rules = rules_of(config.value);
  }
  for (auto const& file : options.playlists) {
    auto found = load_playlist(file, rules).errors;
    errors.insert(errors.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  if (console.json) {
    json::array all;
    for (auto const& error : errors) all.push_back(to_json(error, console.language));
    bool const fine = errors.empty();
    console.say(json::value(json::object{{"errors", std::move(all)}, {"fine", fine}}));
  } else {
    for (auto const& error : errors) console.say(worded(error, console.language));
    if (errors.empty()) console.say(choose(console, "没有错误。", "No errors."));
  }
  return errors.empty() ? Exit::fine : Exit::found_faults;
}

Exit list_drivers(Console const& console) {
  json::array all;
  for (auto const* const kind : drivers()) {
    json::array lines;
    std::string written;
    for (auto const line : kind->lines) {
      lines.emplace_back(name_of(line));
      written += (written.empty() ? "" : ", ") + std::string(name_of(line)) + ":";
    }
    if (console.json)
      all.push_back(json::object{{"name", kind->name},
                                 {"summary", choose(console, kind->summary_zh, kind->summary_en)},
                                 {"lines", std::move(lines)},
                                 {"default_port", kind->default_port}});
    else
      console.say(std::string(kind->name) + " (" + written + ")  " +
                  std::string(choose(console, kind->summary_zh, kind->summary_en)));
  }
  if (console.json) console.say(json::value(std::move(all)));
  return Exit::fine;
}

}  // namespace signboard
