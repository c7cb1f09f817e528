#include "controller/http/parameters.hpp"

#include "controller/spelling.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace signboard {

std::string Parameters::text(std::string_view name) {
  known_.push_back(name);
  auto const asked = call_.target.asked(name);
  if (!asked) return {};
  auto plain = decoded(*asked);
  if (!plain) report(name, *asked, "%XX (UTF-8)");
  return plain.value_or("");
}

std::optional<WallTime> Parameters::time(std::string_view name) {
  auto const before = errors_.size();
  auto const words = text(name);
  if (errors_.size() > before || !call_.target.asked(name)) return {};
  auto const read = parse_wall_time(words, call_.answers.utc_offset);
  if (read) return *read;
  errors_.push_back(fault(Code::invalid, "http.bad_time", {{"text", words}}));
  return {};
}

std::uint64_t Parameters::number(std::string_view name, std::uint64_t least, std::uint64_t most,
                                 std::uint64_t otherwise) {
  auto const words = text(name);
  if (!call_.target.asked(name)) return otherwise;
  std::uint64_t value = 0;
  auto const read = std::from_chars(words.data(), words.data() + words.size(), value);
  if (read.ec == std::errc{} && read.ptr == words.data() + words.size() && value >= least && value <= most)
    return value;
  report(name, words, std::to_string(least) + "…" + std::to_string(most));
  return otherwise;
}

std::size_t Parameters::limit() { return static_cast<std::size_t>(number("limit", 1, page_longest, 100)); }

std::string Parameters::choice(std::string_view name, std::span<std::string_view const> choices) {
  auto word = text(name);
  if (!word.empty() && std::find(choices.begin(), choices.end(), word) == choices.end())
    report(name, word, joined(choices));
  return word;
}

bool Parameters::is_fine() {
  for (auto const& [name, value] : call_.target.query)
    if (!name.empty() && std::find(known_.begin(), known_.end(), name) == known_.end())
      errors_.push_back(fault(Code::invalid, "http.unknown_parameter", {{"name", std::string(name)}}));
  if (!errors_.empty()) call_.respond(problem(errors_, call_.language));
  return errors_.empty();
}

void Parameters::report(std::string_view name, std::string_view value, std::string choices) {
  errors_.push_back(
      fault(Code::invalid, "http.bad_parameter",
            {{"name", std::string(name)}, {"value", std::string(value)}, {"choices", std::move(choices)}}));
}

}  // namespace signboard
