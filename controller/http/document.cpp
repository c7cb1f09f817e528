#include "controller/http/document.hpp"

#include "controller/json_reader.hpp"

#include <algorithm>

namespace signboard {

namespace {

constexpr std::size_t text_longest = 4'096;  // a reason, a name, a path

}  // namespace

Result<boost::json::value> read_document(std::string_view body) {
  JsonFaults faults;
  auto document = parse_json(body, faults);
  if (!document) return faults.take().front();
  if (!document->is_object()) return fault(Code::invalid, "http.no_object");
  return std::move(*document);
}

void Order::report(std::string_view key, Error error) {
  error.values.insert(error.values.begin(), {"field", pointer_to({}, key)});
  errors_.push_back(std::move(error));
}

boost::json::value const* Order::find(std::string_view key, Need need) {
  asked_.push_back(key);
  auto const* const found = document_.if_contains(key);
  if (found == nullptr && need == Need::required)
    report(key, fault(Code::invalid, "http.missing_key", {{"key", std::string(key)}}));
  return found;
}

std::string Order::read_text(std::string_view key, Need need, std::size_t longest) {
  auto const* const found = find(key, need);
  if (found == nullptr) return {};
  auto const* const text = found->if_string();
  if (text == nullptr) {
    report(key, fault(Code::invalid, "http.wants_text", {{"key", std::string(key)}}));
    return {};
  }
  std::string plain(text->data(), text->size());
  if (need == Need::required && plain.find_first_not_of(" \t\r\n") == std::string::npos)
    report(key, fault(Code::invalid, "http.blank", {{"key", std::string(key)}}));
  if (plain.size() <= longest && plain.find('\0') == std::string::npos) return plain;
  report(key, fault(Code::over_limit, "http.text_too_long",
                    {{"key", std::string(key)}, {"limit", std::to_string(longest)}}));
  return {};
}

std::string Order::text(std::string_view key, Need need) { return read_text(key, need, text_longest); }

std::string Order::long_text(std::string_view key) { return read_text(key, Need::required, std::string::npos - 1); }

std::vector<std::string> Order::names(std::string_view key) {
  std::vector<std::string> names;
  auto const* const found = find(key, Need::optional);
  if (found == nullptr) return names;
  auto const wrong = [&] { report(key, fault(Code::invalid, "http.wants_names", {{"key", std::string(key)}})); };
  auto const* const list = found->if_array();
  if (list == nullptr || list->empty()) {
    wrong();
    return names;
  }
  for (auto const& each : *list) {
    auto const* const text = each.if_string();
    if (text == nullptr || text->empty() || text->size() > text_longest) {
      wrong();
      return {};
    }
    names.emplace_back(text->data(), text->size());
  }
  return names;
}

std::optional<WallTime> Order::time(std::string_view key, Need need, std::chrono::minutes utc_offset) {
  auto const before = errors_.size();
  auto const words = text(key, need);
  if (errors_.size() > before || document_.if_contains(key) == nullptr) return {};
  auto const read = parse_wall_time(words, utc_offset);
  if (read) return *read;
  report(key, fault(Code::invalid, "http.bad_time", {{"text", words}}));
  return {};
}

boost::json::value Order::object(std::string_view key) {
  auto const* const found = find(key, Need::required);
  if (found == nullptr) return nullptr;
  if (found->is_object()) return *found;
  report(key, fault(Code::invalid, "http.wants_object", {{"key", std::string(key)}}));
  return nullptr;
}

std::vector<Error> Order::finish() {
  for (auto const& member : document_) {
    std::string_view const name(member.key().data(), member.key().size());
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
      report(name, fault(Code::invalid, "http.unknown_key", {{"key", std::string(name)}}));
  }
  return std::move(errors_);
}

}  // namespace signboard
