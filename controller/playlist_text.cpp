#include "controller/playlist_text.hpp"

#include "controller/announcement_json.hpp"

#include <boost/json/serialize.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

// JSON's texts, numbers and lists are TOML's as well; its objects become inline tables.
std::string toml_of(json::value const& value) {
  if (value.is_object()) {
    std::string out = "{ ";
    for (auto const& [key, each] : value.get_object()) {
      if (out.size() > 2) out += ", ";
      out.append(key).append(" = ").append(toml_of(each));
    }
    return out + " }";
  }
  if (value.is_array()) {
    std::string out = "[";
    for (auto const& each : value.get_array()) {
      if (out.size() > 1) out += ", ";
      out += toml_of(each);
    }
    return out + "]";
  }
  return json::serialize(value);
}

bool is_moment(std::string_view key) { return key == "valid_from" || key == "valid_until"; }

}  // namespace

std::string playlist_text(std::vector<AnnouncementPtr> const& announcements) {
  std::string out;
  for (auto const& item : announcements) {
    out += "[[announcement]]\n";
    for (auto const& [key, value] : to_json(*item)) {
      if (key == "published") continue;  // a file has no such thing
      out.append(key).append(" = ");
      if (is_moment(key))
        out.append(value.as_string());
      else
        out += toml_of(value);
      out += '\n';
    }
    out += '\n';
  }
  return out;
}

}  // namespace signboard
