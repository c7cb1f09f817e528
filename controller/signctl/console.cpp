#include "controller/signctl/console.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>

namespace signboard {
namespace {

namespace json = boost::json;

Exit exit_for(Code code) {
  switch (code) {
    case Code::invalid:
    case Code::unsupported:
    case Code::over_limit:
      return Exit::asked_wrong;
    default:
      return Exit::trouble;
  }
}

}  // namespace

json::value to_json(Error const& error, Language language) {
  json::object values;
  for (auto const& [name, value] : error.values) values[name] = value;
  json::object out;
  out["id"] = error.id;
  out["message"] = worded(error, language);
  out["values"] = std::move(values);
  return out;
}

void Console::say(std::string_view line) const { std::cout << line << '\n'; }

void Console::say(json::value const& value) const { std::cout << json::serialize(value) << '\n'; }

Exit Console::complain(Error const& error) const { return complain(std::vector{error}); }

Exit Console::complain(std::vector<Error> const& errors) const {
  std::cout.flush();
  if (json) {
    json::array all;
    for (auto const& error : errors) all.push_back(to_json(error, language));
    json::object out;
    out["errors"] = std::move(all);
    std::cerr << json::serialize(out) << '\n';
  } else {
    for (auto const& error : errors) std::cerr << program << ": " << worded(error, language) << '\n';
  }
  return errors.empty() ? Exit::fine : exit_for(errors.front().code);
}

std::string_view choose(Console const& console, std::string_view zh, std::string_view en) {
  return console.language == Language::zh ? zh : en;
}

}  // namespace signboard
