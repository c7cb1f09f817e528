#include "controller/columns.hpp"
#include "controller/playlist_file.hpp"
#include "controller/signctl/commands.hpp"
#include "controller/venue.hpp"
#include "drivers/driver.hpp"
#include "drivers/line.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <iostream>
#include <iterator>

namespace signboard {
namespace {

namespace json = boost::json;

void append(std::vector<Error>& all, std::vector<Error> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

// The tables and pictures of divided screens, and whether the tables have the columns that are asked for.
std::vector<Error> faults_of_properties(Config const& config) {
  auto read = load_properties(config);
  for (auto const& screen : config.screens)
    for (auto const& area : screen.layout.areas) {
      auto const* const content = std::get_if<TableContent>(&area.content);
      auto const table = content == nullptr ? read.value.tables.end() : read.value.tables.find(content->file);
      if (table == read.value.tables.end()) continue;
      if (auto const chosen = with_columns(*table->second, content->columns); !chosen)
        read.errors.push_back(chosen.error());
    }
  return std::move(read.errors);
}

}  // namespace

Exit check(CheckOptions const& options, Console const& console) {
  if (options.config.empty() && options.playlists.empty())
    return console.complain(fault(Code::invalid, "cli.needs_config"));
  std::vector<Error> errors;
  PlaylistRules rules;
  if (!options.config.empty()) {
    errors = check(std::filesystem::path(options.config));
    if (auto const config = load_config(options.config); config.errors.empty()) {
      rules = rules_of(config.value);
      append(errors, faults_of_properties(config.value));
    }
  }
  for (auto const& file : options.playlists) {
    append(errors, load_playlist(file, rules).errors);
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
