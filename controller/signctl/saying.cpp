#include "controller/signctl/saying.hpp"

namespace signboard {
namespace {

namespace json = boost::json;

// The words of an announcement, in all its languages.
std::string words_of(json::object const& item) {
  auto plain = text_in(item, "text");
  if (!plain.empty()) return plain;
  std::string words;
  for (auto const& part : objects_in(item, "text")) words += (words.empty() ? "" : " / ") + text_in(part, "words");
  return words;
}

void say_findings(json::object const& answer, Console const& console) {
  for (auto const& finding : objects_in(answer, "findings"))
    console.say(std::string(choose(console, "  提醒：", "  note: ")) + text_in(finding, "title"));
}

}  // namespace

void say_accepted(Said const& said, std::string_view done, Console const& console) {
  if (console.json) return console.say(said.body);
  auto const* const answer = said.body.if_object();
  if (answer == nullptr) return console.say(done);
  auto const version = words_in(*answer, "version");
  auto line = text_in(*answer, "id");
  if (!version.empty()) line += std::string(choose(console, "，版本 ", ", version ")) + version;
  console.say(line + std::string(choose(console, "：", ": ")) + std::string(done));
  say_findings(*answer, console);
  auto const* const fault = answer->if_contains("fault");
  if (fault != nullptr && fault->is_object())
    console.say(std::string(choose(console, "  故障：", "  trouble: ")) + text_in(fault->get_object(), "title"));
  if (words_in(*answer, "saved") == "false")
    console.say(choose(console, "  注意：没有存盘，重启后会丢失。请检查磁盘。",
                       "  careful: it is not on the disk and would be lost with a restart. Check the disk."));
}

void say_item(json::object const& item, Console const& console) {
  auto line = text_in(item, "id") + " [" + text_in(item, "rank") + "] ";
  auto const title = text_in(item, "title");
  line += title.empty() ? words_of(item) : title;
  auto const from = text_in(item, "valid_from"), until = text_in(item, "valid_until");
  if (!from.empty() || !until.empty()) line.append(" (").append(from).append(" .. ").append(until).append(")");
  if (auto const screens = words_in(item, "screens"); !screens.empty()) line += " @ " + screens;
  if (auto const owner = text_in(item, "owner"); !owner.empty())
    line += std::string(choose(console, "，由 ", ", by ")) + owner;
  console.say(line);
}

json::value document_of_reason(std::string const& reason) {
  return reason.empty() ? json::value() : json::value(json::object{{"reason", reason}});
}

std::string path_of(std::string_view list, std::string_view id) {
  return "/api/" + std::string(list) + "/" + encoded(id);
}

std::string tag_of(int version) { return "\"" + std::to_string(version) + "\""; }

}  // namespace signboard
