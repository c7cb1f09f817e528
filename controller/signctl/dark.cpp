// The blackout. It must work when nothing else does: where the daemon does not answer, the mark it looks for is made
// here.

#include "controller/dark_file.hpp"
#include "controller/signctl/saying.hpp"
#include "controller/signctl/state_folder.hpp"
#include "controller/signctl/verbs.hpp"

namespace signboard {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds dark_within = 1s;

json::object document_of(DarkOptions const& options, std::string_view otherwise) {
  json::object document{{"reason", options.reason.empty() ? std::string(otherwise) : options.reason}};
  if (!options.screens.empty()) document["screens"] = json::array(options.screens.begin(), options.screens.end());
  return document;
}

// Who was understood and refused must not get around it; whoever was not heard, or could not be served, does not wait.
bool is_beyond_reach(Error const& error) {
  switch (error.code) {
    case Code::unavailable:
    case Code::timeout:
    case Code::io:
    case Code::no_space:
    case Code::unsupported:
    case Code::rejected:
      return true;
    default:
      return error.id == "client.bad_answer";
  }
}

void say_blackouts(json::object const& answer, Console const& console) {
  auto const all = objects_in(answer, "blackouts");
  for (auto const& each : all) {
    auto const screen = text_in(each, "screen");
    console.say((screen.empty() ? std::string(choose(console, "全部屏幕", "all screens")) : screen) +
                std::string(choose(console, "：黑屏，自 ", ": dark since ")) + text_in(each, "since") +
                std::string(choose(console, "，由 ", ", by ")) + text_in(each, "actor") + ", " +
                text_in(each, "reason"));
  }
  if (all.empty()) console.say(choose(console, "没有黑屏。", "Nothing is blacked out."));
  if (words_in(answer, "saved") == "false")
    console.say(choose(console, "注意：没有存盘，重启后不保证仍黑。请检查磁盘，或断开屏幕电源。",
                       "Careful: it is not on the disk and a restart might light the screens. Check the disk, or cut "
                       "their power."));
}

Exit conclude(Result<Said> const& said, std::string_view way, Console const& console) {
  if (!said) return console.complain(said.error());
  auto answer = said->body.is_object() ? said->body.get_object() : json::object();
  if (console.json) {
    if (!way.empty()) answer["way"] = "daemon";
    console.say(json::value(std::move(answer)));
    return Exit::fine;
  }
  if (!way.empty()) console.say(way);
  say_blackouts(answer, console);
  return Exit::fine;
}

Result<Said> order(std::string_view method, json::object document, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return line.error();
  Question question{std::string(method), "/api/blackout", std::move(document)};
  if (method == "DELETE") return line->change(std::move(question));
  question.idempotency_key = line->key();
  question.patience = dark_within;
  return line->ask(question);
}

void say_marked(std::filesystem::path const& mark, std::optional<pid_t> told, Console const& console) {
  if (console.json) {
    json::object answer{{"way", told ? "mark_and_signal" : "mark"}, {"file", mark.string()}};
    answer["pid"] = told ? json::value(*told) : json::value();
    return console.say(json::value(std::move(answer)));
  }
  console.say(std::string(choose(console, "signboardd 没有应答，已直接写入黑屏标记：",
                                 "signboardd did not answer; the mark of the blackout was written: ")) +
              mark.string());
  if (told)
    console.say(std::string(choose(console, "并已用信号通知 signboardd，进程 ",
                                   "and signboardd was told by a signal, process ")) +
                std::to_string(*told));
}

// The two ways are tried one after the other, and both are told about when neither leads anywhere.
Exit black_out_by_hand(Error const& silence, DarkOptions const& options, Errand const& errand, Console const& console) {
  auto const folder = state_folder(options.state, options.config);
  if (!folder) return console.complain({silence, folder.error()});
  DarkFile const mark(*folder / "blackout");
  auto const when = std::chrono::floor<std::chrono::seconds>(errand.clock->now().wall);
  auto const made = mark.set("who: " + user_name() + "\nwhen: " + format_wall_time(when, 480min) +
                             "\nwhy: " + text_in(document_of(options, "signctl blackout on"), "reason") + "\n");
  auto const told = nudge_daemon(*folder);
  if (!made) return console.complain({silence, made.error()});
  say_marked(mark.file(), told, console);
  if (told) return Exit::fine;
  // The mark holds from the next start on; what the cards show by themselves until then nobody can tell.
  return console.complain(
      fault(Code::unavailable, "cli.dark_later", {{"file", (*folder / "signboardd.pid").string()}}));
}

}  // namespace

Exit black_out(DarkOptions const& options, Errand const& errand, Console const& console) {
  auto const said = order("PUT", document_of(options, "signctl blackout on"), errand, console);
  if (said || !is_beyond_reach(said.error()))
    return conclude(said, choose(console, "signboardd 已执行黑屏。", "signboardd has made it dark."), console);
  // The mark darkens every screen: more than was asked for is for a person to decide.
  if (!options.screens.empty()) return console.complain({said.error(), fault(Code::unavailable, "cli.dark_all_only")});
  return black_out_by_hand(said.error(), options, errand, console);
}

Exit lift_blackout(DarkOptions const& options, Errand const& errand, Console const& console) {
  return conclude(order("DELETE", document_of(options, {}), errand, console), {}, console);
}

Exit blackout_status(Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  return conclude(line->ask({"GET", "/api/blackout"}), {}, console);
}

}  // namespace signboard
