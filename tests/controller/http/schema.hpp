#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

namespace signboard {

/// What `#/components/schemas/Name` points to, or the value itself if it points nowhere.
inline boost::json::value const& resolved(boost::json::value const& document, boost::json::value const& value) {
  auto const* const object = value.if_object();
  auto const* const link = object == nullptr ? nullptr : object->if_contains("$ref");
  if (link == nullptr) return value;
  std::string const path(link->as_string());
  return document.at_pointer(path.substr(1));
}

/// As much of JSON Schema as docs/api/openapi.json uses.
class SchemaCheck {
 public:
  explicit SchemaCheck(boost::json::value const& document) : document_(document) {}

  /// Where and why a value does not fit a schema; empty if it does.
  std::string misfit(boost::json::value const& unresolved, boost::json::value const& value, std::string at = "") const {
    auto const& schema = resolved(document_, unresolved).as_object();
    if (auto const* const one_of = schema.if_contains("oneOf")) {
      auto const fits = [&](auto const& each) { return misfit(each, value).empty(); };
      if (std::count_if(one_of->as_array().begin(), one_of->as_array().end(), fits) != 1)
        return at + ": none, or several";
    }
    if (auto const* const type = schema.if_contains("type"); type != nullptr && !has_type(*type, value))
      return at + ": is not " + boost::json::serialize(*type);
    if (auto const* const choices = schema.if_contains("enum")) {
      auto const& list = choices->as_array();
      if (std::find(list.begin(), list.end(), value) == list.end()) return at + ": no such choice";
    }
    if (value.is_string()) return misfit_of_text(schema, std::string(value.as_string()), at);
    if (value.is_int64()) return misfit_of_number(schema, value.as_int64(), at);
    if (value.is_array()) return misfit_of_list(schema, value.as_array(), at);
    if (value.is_object()) return misfit_of_object(schema, value.as_object(), at);
    return {};
  }

 private:
  static bool has_type(boost::json::value const& type, boost::json::value const& value) {
    if (type.is_array()) {
      auto const has = [&value](auto const& each) { return has_type(each, value); };
      return std::any_of(type.as_array().begin(), type.as_array().end(), has);
    }
    auto const& name = type.as_string();
    if (name == "object") return value.is_object();
    if (name == "array") return value.is_array();
    if (name == "string") return value.is_string();
    if (name == "integer") return value.is_int64();
    if (name == "boolean") return value.is_bool();
    return name == "null" && value.is_null();
  }

  static std::optional<std::int64_t> bound(boost::json::object const& schema, std::string_view name) {
    auto const* const found = schema.if_contains(name);
    if (found == nullptr) return {};
    return found->as_int64();
  }

  static std::string misfit_of_text(boost::json::object const& schema, std::string const& text, std::string const& at) {
    if (auto const* const pattern = schema.if_contains("pattern"))
      if (!std::regex_search(text, std::regex(std::string(pattern->as_string())))) return at + ": another pattern";
    auto const length = static_cast<std::int64_t>(text.size());
    if (length < bound(schema, "minLength").value_or(0)) return at + ": too short";
    return length > bound(schema, "maxLength").value_or(length) ? at + ": too long" : "";
  }

  static std::string misfit_of_number(boost::json::object const& schema, std::int64_t number, std::string const& at) {
    if (number < bound(schema, "minimum").value_or(number)) return at + ": too small";
    return number > bound(schema, "maximum").value_or(number) ? at + ": too large" : "";
  }

  std::string misfit_of_list(boost::json::object const& schema, boost::json::array const& list,
                             std::string const& at) const {
    auto const size = static_cast<std::int64_t>(list.size());
    if (size < bound(schema, "minItems").value_or(0)) return at + ": too few";
    if (size > bound(schema, "maxItems").value_or(size)) return at + ": too many";
    if (!schema.contains("items")) return {};
    for (std::size_t i = 0; i < list.size(); ++i)
      if (auto wrong = misfit(schema.at("items"), list[i], at + "/" + std::to_string(i)); !wrong.empty()) return wrong;
    return {};
  }

  std::string misfit_of_object(boost::json::object const& schema, boost::json::object const& object,
                               std::string const& at) const {
    auto const* const properties = schema.if_contains("properties");
    if (auto const* const required = schema.if_contains("required"))
      for (auto const& key : required->as_array())
        if (!object.contains(key.as_string())) return at + "/" + std::string(key.as_string()) + ": is missing";
    for (auto const& member : object) {
      auto const* const known = properties == nullptr ? nullptr : properties->as_object().if_contains(member.key());
      auto const place = at + "/" + std::string(member.key());
      if (known == nullptr) {
        if (schema.contains("additionalProperties")) return place + ": is not known";
        continue;
      }
      if (auto wrong = misfit(*known, member.value(), place); !wrong.empty()) return wrong;
    }
    return {};
  }

  boost::json::value const& document_;
};

}  // namespace signboard
