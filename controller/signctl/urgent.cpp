// Urgent notices and relayed warnings, through the daemon.

#include "controller/signctl/saying.hpp"
#include "controller/signctl/verbs.hpp"

namespace signboard {
namespace {

namespace json = boost::json;

// A notice whose end has passed would be accepted by nobody, or worse, be over before anybody saw it.
Result<void> needs_coming_end(json::object const& document, OfficeTime const& office) {
  if (!document.contains("valid_until")) return fault(Code::invalid, "cli.needs_end");
  auto const until = parse_wall_time(text_in(document, "valid_until"), office.utc_offset);
  if (until && *until <= office.now)
    return fault(Code::invalid, "cli.end_has_passed",
                 {{"until", text_in(document, "valid_until")},
                  {"now", format_wall_time(std::chrono::floor<std::chrono::seconds>(office.now), office.utc_offset)}});
  return {};
}

Exit conclude(Result<Said> const& said, std::string_view done, Console const& console) {
  if (!said) return console.complain(said.error());
  say_accepted(*said, done, console);
  return Exit::fine;
}

}  // namespace

Exit start_urgent(UrgentOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const office = line->office_time(errand.clock->now().wall);
  json::object document{{"id", options.id.empty() ? line->made_up_id("urgent") : options.id}};
  document["rank"] = options.is_warning ? "warning" : "urgent";
  auto draft = drafted(std::move(document), options.draft, office);
  if (!draft) return console.complain(draft.error());
  if (!draft->contains("text")) return console.complain(fault(Code::invalid, "cli.text_empty"));
  if (auto const end = needs_coming_end(*draft, office); !end) return console.complain(end.error());
  return conclude(line->change({"POST", "/api/urgent", std::move(*draft)}),
                  choose(console, "紧急内容已上屏", "on the screens"), console);
}

Exit extend_urgent(UrgentOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const office = line->office_time(errand.clock->now().wall);
  auto draft = drafted({}, options.draft, office);
  if (!draft) return console.complain(draft.error());
  if (auto const end = needs_coming_end(*draft, office); !end) return console.complain(end.error());
  auto const done = std::string(choose(console, "结束时间改为 ", "ends now at ")) + text_in(*draft, "valid_until");
  return conclude(line->change({"PATCH", path_of("urgent", options.id), std::move(*draft)}), done, console);
}

Exit end_urgent(EndOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  Question question{"DELETE", path_of("urgent", options.id), document_of_reason(options.reason)};
  if (options.version) question.if_match = tag_of(*options.version);
  return conclude(line->change(std::move(question)), choose(console, "已结束", "ended"), console);
}

Exit list_urgent(Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const answer = line->get("/api/urgent");
  if (!answer) return console.complain(answer.error());
  if (console.json) {
    console.say(json::value(*answer));
    return Exit::fine;
  }
  auto const items = objects_in(*answer, "urgent");
  for (auto const& item : items) say_item(item, console);
  if (items.empty()) console.say(choose(console, "没有紧急内容。", "Nothing urgent."));
  return Exit::fine;
}

}  // namespace signboard
