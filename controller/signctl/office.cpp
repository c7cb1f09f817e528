// What the office asks the daemon: what will be on, what is wrong, what time it is.

#include "controller/help/help_pages.hpp"
#include "controller/signctl/saying.hpp"
#include "controller/signctl/verbs.hpp"

#include <boost/json/array.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

Result<std::pair<WallTime, WallTime>> span_of(ForecastOptions const& options, OfficeTime const& office) {
  if (!options.until.empty() && !options.lasts.empty()) return fault(Code::invalid, "cli.one_end");
  Result<WallTime> from = std::chrono::floor<std::chrono::seconds>(office.now);
  if (!options.from.empty()) from = parse_moment("--from", options.from, office, DayEnd::first);
  if (!from) return from.error();
  auto const lasts = parse_duration("--for", options.lasts.empty() ? "1d" : options.lasts);
  if (!lasts) return lasts.error();
  Result<WallTime> until = *from + *lasts;
  if (!options.until.empty()) until = parse_moment("--to", options.until, office, DayEnd::last);
  if (!until) return until.error();
  return std::pair(*from, *until);
}

std::string seconds_in(json::object const& from, std::string_view key) {
  auto const* const value = from.if_contains(key);
  if (value == nullptr || !value->is_int64()) return {};
  return std::to_string((value->get_int64() + 999) / 1'000) + " s";
}

std::string span_words(json::object const& span, Console const& console) {
  if (words_in(span, "on") == "false") return std::string(choose(console, "关屏", "switched off"));
  auto words = words_in(span, "showing");
  if (words.empty()) words = choose(console, "没有内容", "nothing");
  if (auto const loop = words_in(span, "loop_ms"); loop != "0")
    words += std::string(choose(console, "（一轮 ", " (loop of ")) + seconds_in(span, "loop_ms") +
             std::string(choose(console, "）", ")"));
  if (auto const percent = words_in(span, "brightness"); !percent.empty())
    words += std::string(choose(console, "，亮度 ", ", brightness ")) + percent + "%";
  return words;
}

// How long each takes to read, and above all what nobody will be able to.
void say_reading(json::object const& forecast, Console const& console) {
  for (auto const& item : objects_in(forecast, "announcements")) {
    auto const seconds = seconds_in(item, "reading_ms");
    auto line = "  " + text_in(item, "id") + ": " +
                (seconds.empty() ? std::string(choose(console, "时长未知", "length not known"))
                                 : std::string(choose(console, "读完需 ", "takes ")) + seconds);
    if (words_in(item, "whole") == "false")
      line += choose(console, "；这段时间里没有一次能完整播完，请缩短文字、加快速度或延长时段",
                     "; there is never time to read it whole: shorten the text, speed it up, or give it more time");
    console.say(line);
  }
}

void say_spans(json::object const& forecast, Console const& console) {
  if (words_in(forecast, "blackout") == "true")
    console.say(choose(console, "现在是黑屏；解除黑屏后：", "blacked out now; once that is lifted:"));
  for (auto const& span : objects_in(forecast, "spans"))
    console.say(text_in(span, "from") + " .. " + text_in(span, "until") + ": " + span_words(span, console));
  say_reading(forecast, console);
  if (auto const cut = text_in(forecast, "cut_at"); !cut.empty())
    console.say(std::string(choose(console, "只算到 ", "cut at ")) + cut +
                std::string(choose(console, "，变化太多", ": too many changes")));
}

void say_clock(json::object const& clock, Console const& console) {
  bool const trusted = words_in(clock, "trusted") == "true";
  console.say(text_in(clock, "now") + " " +
              std::string(trusted ? choose(console, "时间可信", "the time is believed")
                                  : choose(console, "时间不可信：请核对，无误则执行 signctl clock confirm",
                                           "the time is not believed: check it, and if it is right say so with signctl "
                                           "clock confirm")));
  if (auto const by = text_in(clock, "confirmed_by"); !by.empty())
    console.say(std::string(choose(console, "  上次确认：", "  last confirmed: ")) + text_in(clock, "confirmed_at") +
                " " + by);
  if (auto const source = text_in(clock, "source"); !source.empty())
    console.say(std::string(choose(console, "  依据：", "  by: ")) + source);
}

// Gets one thing and says it, as JSON or in words.
Exit get_and_say(std::string const& target, Errand const& errand, Console const& console,
                 void (*say)(json::object const&, Console const&)) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const answer = line->get(target);
  if (!answer) return console.complain(answer.error());
  if (console.json)
    console.say(json::value(*answer));
  else
    say(*answer, console);
  bool const is_faulty = !objects_in(*answer, "faults").empty();
  return is_faulty ? Exit::found_faults : Exit::fine;
}

void say_faults(json::object const& answer, Console const& console) {
  auto const faults = objects_in(answer, "faults");
  for (auto const& each : faults) {
    auto const screen = text_in(each, "screen"), since = text_in(each, "since");
    auto const number = text_in(each, "number");
    console.say((number.empty() ? std::string() : number + " ") + (screen.empty() ? std::string() : screen + ": ") +
                text_in(each, "title") +
                (since.empty() ? std::string()
                               : std::string(choose(console, "（自 ", " (since ")) + since +
                                     std::string(choose(console, "）", ")"))));
  }
  if (faults.empty()) return console.say(choose(console, "没有故障。", "No faults."));
  console.say(choose(console, "怎么办：signctl fault 编号", "What to do: signctl fault NUMBER"));
}

}  // namespace

Exit forecast(ForecastOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const office = line->office_time(errand.clock->now().wall);
  auto const span = span_of(options, office);
  if (!span) return console.complain(span.error());
  auto const written = [&office](WallTime moment) { return encoded(format_wall_time(moment, office.utc_offset)); };
  return get_and_say("/api/screens/" + encoded(options.screen) + "/forecast?from=" + written(span->first) +
                         "&to=" + written(span->second),
                     errand, console, say_spans);
}

Exit list_faults(Errand const& errand, Console const& console) {
  return get_and_say("/api/faults", errand, console, say_faults);
}

Exit explain_fault(std::string const& number, Console const& console) {
  auto const* const page = find_help(number, console.language);
  if (page == nullptr) return console.complain(fault(Code::not_found, "cli.no_fault", {{"number", number}}));
  auto const text = help_text(*page);
  if (console.json)
    console.say(json::object{{"number", page->name}, {"text", text}});
  else
    console.say(std::string_view(text).substr(0, text.size() - 1));
  return Exit::fine;
}

Exit show_clock(Errand const& errand, Console const& console) {
  return get_and_say("/api/clock", errand, console, say_clock);
}

Exit confirm_clock(Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const said = line->change({"POST", "/api/clock/confirm", json::object()});
  if (!said) return console.complain(said.error());
  if (console.json)
    console.say(said->body);
  else if (said->body.is_object())
    say_clock(said->body.get_object(), console);
  return Exit::fine;
}

}  // namespace signboard
