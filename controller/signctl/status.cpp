#include "controller/signctl/client.hpp"
#include "controller/signctl/commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

std::string text_of(json::value const& value) {
  return value.is_string() ? std::string(value.get_string()) : std::string();
}

std::string count_of(json::object const& screen, std::string_view key) {
  auto const* const found = screen.if_contains(key);
  return found != nullptr && (found->is_int64() || found->is_uint64()) ? json::serialize(*found) : std::string("?");
}

json::object const* object_in(json::object const& screen, std::string_view key) {
  auto const* const found = screen.if_contains(key);
  return found == nullptr ? nullptr : found->if_object();
}

// A card that cannot answer is said to be so: a count of 0 would sound like a fault.
std::string confirmed_words(json::object const& screen, Console const& console) {
  auto const* const confirms = screen.if_contains("confirms");
  auto const kind = confirms == nullptr ? std::string() : text_of(*confirms);
  auto const say = [&console](std::string_view zh, std::string_view en) {
    return std::string(choose(console, zh, en));
  };
  if (kind == "nothing") return say("此卡不回话，无法确认", "this card does not answer: cannot be confirmed");
  auto const* const confirmed = object_in(screen, "confirmed");
  if (confirmed == nullptr) return {};
  auto words = kind == "frames" ? say("卡已确认 ", "confirmed by the card: ")
                                : say("此卡只在接通时回话，画面无法确认；已回话 ",
                                      "this card answers its greeting alone, pictures cannot be confirmed; answers: ");
  words += count_of(*confirmed, "count") + say(" 次", "");
  if (auto const* const last = confirmed->if_contains("last"); last != nullptr && last->is_string())
    words += say("（最近 ", " (the last at ") + text_of(*last) + say("）", ")");
  return words + say("，未回话 ", ", silent ") + count_of(*confirmed, "unanswered") + say(" 次", " times");
}

void say_screen(json::object const& screen, Console const& console) {
  auto const* const name = screen.if_contains("screen");
  auto const* const words = screen.if_contains("words");
  std::string sentence;
  if (words != nullptr && words->is_object())
    if (auto const* const ours = words->get_object().if_contains(choose(console, "zh", "en")); ours != nullptr)
      sentence = text_of(*ours);
  console.say((name == nullptr ? std::string("?") : text_of(*name)) + ": " + sentence);
  if (auto const* const dark = screen.if_contains("blackout"); dark != nullptr && *dark == true)
    console.say(choose(console, "    已一键黑屏；解除用 signctl blackout off",
                       "    blacked out; lifted with signctl blackout off"));
  auto const count = [&](std::string_view zh, std::string_view en, std::string_view key) {
    return std::string(choose(console, zh, en)) + count_of(screen, key);
  };
  console.say("    " + count("已被新画面替换 ", "overtaken by newer frames ", "replaced") +
              count("，迟到 ", ", late ", "late") +
              count("，系统丢弃的数据包 ", ", packets the system dropped ", "dropped_packets") +
              count("，断线次数 ", ", losses ", "losses"));
  if (auto const confirmed = confirmed_words(screen, console); !confirmed.empty()) console.say("    " + confirmed);
  auto const* const trouble = object_in(screen, "trouble");
  auto const* const number = trouble == nullptr ? nullptr : trouble->if_contains("number");
  if (number == nullptr) return;
  console.say("    " + text_of(*number) +
              std::string(choose(console, "：怎么办，见 signctl fault ", ": what to do: signctl fault ")) +
              text_of(*number));
}

}  // namespace

Exit status(StatusOptions const& options, Console const& console) {
  auto const url = parse_url(options.url);
  if (!url) return console.complain(url.error());
  auto const answer = get_json(*url, "/api/status", console.language);
  if (!answer) return console.complain(answer.error());
  if (console.json) {
    console.say(*answer);
    return Exit::fine;
  }
  auto const* const object = answer->if_object();
  auto const* const screens = object == nullptr ? nullptr : object->if_contains("screens");
  if (screens == nullptr || !screens->is_array())
    return console.complain(fault(Code::io, "client.bad_answer", {{"url", options.url}, {"reason", "/api/status"}}));
  bool found = false;
  for (auto const& screen : screens->get_array()) {
    if (!screen.is_object()) continue;
    auto const* const name = screen.get_object().if_contains("screen");
    if (!options.screen.empty() && (name == nullptr || text_of(*name) != options.screen)) continue;
    found = true;
    say_screen(screen.get_object(), console);
  }
  if (found || options.screen.empty()) return Exit::fine;
  return console.complain(fault(Code::not_found, "daemon.no_screen", {{"screen", options.screen}}));
}

}  // namespace signboard
