#include "controller/clock.hpp"
#include "controller/lineup_json.hpp"
#include "controller/playlist_file.hpp"
#include "controller/signctl/client.hpp"
#include "controller/signctl/commands.hpp"
#include "controller/signctl/sources.hpp"
#include "controller/tryout.hpp"
#include "controller/venue.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

std::string text_of(json::object const& object, std::string_view key) {
  auto const* const found = object.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

// The moments of some screens, as JSON: from the daemon where an address is given, otherwise worked out from the files
// by the same calls. The files give the same answer as a daemon that has read them.
struct Answer {
  json::array moments;
  std::vector<Error> errors;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '+')
      out += "%2B";
    else if (c == ' ')
      out += "%20";
    else if (c == '%')
      out += "%25";
    else if (c == '&')
      out += "%26";
    else if (c == '#')
      out += "%23";
    else if (c == '?')
      out += "%3F";
    else if (c == '/')
      out += "%2F";
    else
      out += c;
  }
  return out;
}

Answer ask_daemon(AskOptions const& options, Language language) {
  auto const url = parse_url(options.url);
  if (!url) return {{}, {url.error()}};
  std::vector<std::string> names;
  if (!options.screen.empty()) {
    names.push_back(options.screen);
  } else {
    auto const screens = get_json(*url, "/api/screens", language);
    if (!screens) return {{}, {screens.error()}};
    if (screens->is_array())
      for (auto const& screen : screens->get_array())
        if (screen.is_object()) names.push_back(text_of(screen.get_object(), "name"));
  }
  Answer answer;
  for (auto const& name : names) {
    auto const query = options.at.empty() ? "" : "?at=" + escaped(options.at);
    auto moment = get_json(*url, "/api/screens/" + escaped(name) + "/lineup" + query, language);
    if (moment)
      answer.moments.push_back(std::move(*moment));
    else
      answer.errors.push_back(moment.error());
  }
  return answer;
}

Answer ask_files(AskOptions const& options) {
  auto config = load_config(options.config);
  if (!config.errors.empty()) return {{}, std::move(config.errors)};
  auto playlists = load_playlists(config.value);
  if (!playlists.errors.empty()) return {{}, std::move(playlists.errors)};
  auto at = SystemClock().now().wall;
  if (!options.at.empty()) {
    auto const asked = parse_wall_time(options.at, config.value.utc_offset);
    if (!asked) return {{}, {asked.error()}};
    at = *asked;
  }
  auto typesetter = open_typesetter(config.value);
  if (!typesetter) return {{}, {typesetter.error()}};
  Bulletin bulletin;
  for (auto& announcement : playlists.value) bulletin.put(std::move(announcement));

  Answer answer;
  auto properties = load_properties(config.value);
  answer.errors = std::move(properties.errors);
  for (auto const& screen : config.value.screens) {
    if (!options.screen.empty() && screen.name != options.screen) continue;
    auto const venue = venue_of(screen, config.value);
    auto bill = bill_at(venue, bulletin, properties.value, at);
    Tryout tryout(**typesetter, [&answer](std::string const&, Look const&, Result<Composed> const& composed) {
      if (!composed) answer.errors.push_back(composed.error());
    });
    auto chapter = tryout.chapter(bill);
    Moment moment{screen.name, at, bill.until, {}, bulletin.judged(channels_of(venue), at), config.value.utc_offset,
                  bill.light};
    for (std::size_t i = 0; i < bill.areas.size(); ++i)
      moment.areas.push_back({std::move(bill.areas[i]), std::move(chapter.areas[i].programme)});
    answer.moments.push_back(to_json(moment));
  }
  if (answer.moments.empty())
    answer.errors.push_back(fault(Code::not_found, "daemon.no_screen", {{"screen", options.screen}}));
  return answer;
}

Answer ask(AskOptions const& options, Language language) {
  if (!options.url.empty()) return ask_daemon(options, language);
  if (!options.config.empty()) return ask_files(options);
  return {{}, {fault(Code::invalid, "cli.needs_config")}};
}

std::string_view reason_in_words(std::string_view reason, Console const& console) {
  if (reason == "showing") return choose(console, "正在播放", "in the loop");
  if (reason == "outranked") return choose(console, "有更高级别的公告", "outranked by a higher one");
  if (reason == "not_yet") return choose(console, "尚未到开始时间", "its time has not come");
  if (reason == "outside_hours") return choose(console, "不在播放时段", "not at this time of day or week");
  if (reason == "clock_doubted")
    return choose(console, "电脑时间不可信，先停放（signctl clock）",
                  "waits, for the clock is not believed (signctl clock)");
  if (reason == "expired") return choose(console, "已过有效期", "expired");
  if (reason == "other_screens") return choose(console, "不在这块屏播放", "for other screens");
  if (reason == "other_areas") return choose(console, "不在这块屏的区域播放", "for areas this screen has not");
  return reason;
}

std::string title_of(json::object const& moment, std::string_view id) {
  for (auto const* const list : {"showing", "others"})
    if (auto const* const items = moment.if_contains(list); items != nullptr && items->is_array())
      for (auto const& item : items->get_array())
        if (item.is_object() && text_of(item.get_object(), "id") == id) return text_of(item.get_object(), "title");
  return {};
}

void say_now(json::object const& moment, Console const& console) {
  auto const named = [&](std::string const& id) {
    auto const title = title_of(moment, id);
    return title.empty() ? id : id + " (" + title + ")";
  };
  auto const on = text_of(moment, "now");
  std::string line = text_of(moment, "screen") + " @ " + text_of(moment, "at") + ": ";
  line += on.empty() ? std::string(choose(console, "没有内容，屏幕为黑", "nothing; the screen is dark")) : named(on);
  if (auto const* const blackout = moment.if_contains("blackout"); blackout != nullptr && *blackout == true)
    line += choose(console, "（已黑屏，看不见）", " (blacked out: not seen)");
  else if (auto const* const is_on = moment.if_contains("on"); is_on != nullptr && *is_on == false)
    line += choose(console, "（按时段关屏，看不见）", " (switched off by its hours: not seen)");
  console.say(line);
  if (auto const next = text_of(moment, "next"); !next.empty())
    console.say(std::string(choose(console, "  接着：", "  then: ")) + named(next) + " @ " +
                text_of(moment, "next_at"));
  if (auto const* const areas = moment.if_contains("areas"); areas != nullptr && areas->is_array())
    for (auto const& each : areas->get_array()) {
      auto const& area = each.as_object();
      auto const what = text_of(area, "now");
      auto const content = text_of(area, "content");
      console.say("  [" + text_of(area, "area") + "] " +
                  (content != "text" ? content
                   : what.empty()    ? std::string(choose(console, "无", "nothing"))
                                     : named(what)));
    }
  if (auto const until = text_of(moment, "until"); !until.empty())
    console.say(std::string(choose(console, "  播放内容下次变化：", "  the line-up may change at: ")) + until);
}

void say_why(json::object const& moment, Console const& console) {
  console.say(text_of(moment, "screen") + " @ " + text_of(moment, "at"));
  for (auto const* const list : {"showing", "others"}) {
    auto const* const items = moment.if_contains(list);
    if (items == nullptr || !items->is_array()) continue;
    for (auto const& item : items->get_array()) {
      auto const& object = item.as_object();
      auto line = "  " + text_of(object, "id") + " [" + text_of(object, "rank") +
                  "]: " + std::string(reason_in_words(text_of(object, "reason"), console));
      auto const from = text_of(object, "valid_from");
      auto const until = text_of(object, "valid_until");
      if (!from.empty() || !until.empty()) line.append(" (").append(from).append(" .. ").append(until).append(")");
      console.say(line);
    }
  }
}

Exit answer_with(AskOptions const& options, Console const& console, void (*say)(json::object const&, Console const&)) {
  auto const answer = ask(options, console.language);
  if (console.json) {
    if (!answer.moments.empty()) console.say(json::value(answer.moments));
  } else {
    for (auto const& moment : answer.moments)
      if (moment.is_object()) say(moment.get_object(), console);
  }
  return answer.errors.empty() ? Exit::fine : console.complain(answer.errors);
}

}  // namespace

Exit now(AskOptions const& options, Console const& console) { return answer_with(options, console, say_now); }

Exit why(AskOptions const& options, Console const& console) { return answer_with(options, console, say_why); }

}  // namespace signboard
