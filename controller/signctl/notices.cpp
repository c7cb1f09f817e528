// Everyday announcements, through the daemon.

#include "base/limits.hpp"
#include "controller/announcement_json.hpp"
#include "controller/json_reader.hpp"
#include "controller/playlist_file.hpp"
#include "controller/signctl/saying.hpp"
#include "controller/signctl/verbs.hpp"
#include "controller/text_file.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace signboard {
namespace {

namespace json = boost::json;

struct Drafts {
  std::vector<json::object> documents;
  std::vector<Error> errors;
};

Drafts from_playlist(AnnounceOptions const& options, std::chrono::minutes utc_offset) {
  auto reading = load_playlist(options.playlist, PlaylistRules{utc_offset});
  Drafts drafts;
  drafts.errors = std::move(reading.errors);
  auto chosen = options.chosen;
  for (auto const& item : reading.value.announcements) {
    auto const wanted = std::find(chosen.begin(), chosen.end(), item.id);
    if (!options.chosen.empty() && wanted == chosen.end()) continue;
    if (wanted != chosen.end()) chosen.erase(wanted);
    drafts.documents.push_back(without_marks(to_json(item)));
  }
  if (drafts.errors.empty())
    for (auto const& id : chosen)
      drafts.errors.push_back(fault(Code::not_found, "cli.no_such_id", {{"file", options.playlist}, {"id", id}}));
  return drafts;
}

// One announcement, or a list of them.
Drafts from_json(std::string const& file) {
  auto const text = read_text_file(file, limits::text_refused);
  if (!text) return {{}, {text.error()}};
  JsonFaults faults;
  auto document = parse_json(*text, faults);
  if (!document) {
    auto errors = faults.take();
    for (auto& error : errors) error.values.emplace_back("in", file);
    return {{}, std::move(errors)};
  }
  if (document->is_object()) return {{std::move(document->get_object())}, {}};
  Drafts drafts;
  if (document->is_array())
    for (auto const& each : document->get_array())
      if (each.is_object()) drafts.documents.push_back(each.get_object());
  bool const is_list = document->is_array() && drafts.documents.size() == document->get_array().size();
  if (!is_list || drafts.documents.empty())
    return {{}, {fault(Code::invalid, "cli.no_document", {{"file", file}, {"reason", "{} []"}})}};
  return drafts;
}

Drafts gathered(AnnounceOptions const& options, OfficeTime const& office) {
  bool const is_text = options.draft.text || options.draft.text_file;
  int const given = (is_text ? 1 : 0) + (options.playlist.empty() ? 0 : 1) + (options.json_file.empty() ? 0 : 1);
  if (given != 1) return {{}, {fault(Code::invalid, "cli.one_origin")}};
  if (!options.playlist.empty()) return from_playlist(options, office.utc_offset);
  if (!options.json_file.empty()) return from_json(options.json_file);
  return {{json::object()}, {}};
}

Result<json::object> finished(json::object document, AnnounceOptions const& options, OfficeTime const& office) {
  if (!options.id.empty()) document["id"] = options.id;
  return drafted(std::move(document), options.draft, office);
}

// Who had it last, for the one who came too late.
Error overtaken(DaemonLine const& line, std::string const& id, Error const& refusal) {
  auto const now = line.get(path_of("announcements", id));
  if (!now) return refusal;
  return fault(Code::stale, "cli.overtaken",
               {{"id", id}, {"version", words_in(*now, "version")}, {"owner", text_in(*now, "owner")}});
}

}  // namespace

Exit announce(AnnounceOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const office = line->office_time(errand.clock->now().wall);
  auto drafts = gathered(options, office);
  if (drafts.errors.empty() && !options.id.empty() && drafts.documents.size() > 1)
    drafts.errors.push_back(fault(Code::invalid, "cli.one_id_for_many"));
  std::vector<json::object> documents;
  for (auto& draft : drafts.documents) {
    auto document = finished(std::move(draft), options, office);
    if (!document) return console.complain(document.error());
    documents.push_back(std::move(*document));
  }
  // All or nothing as far as it can be told from here: the daemon judges one by one.
  if (!drafts.errors.empty()) return console.complain(drafts.errors);
  std::vector<Error> errors;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    auto const part = documents.size() == 1 ? std::string() : std::to_string(i);
    if (!documents[i].contains("id")) documents[i]["id"] = line->made_up_id("notice", part);
    Question question{"POST", "/api/announcements", std::move(documents[i])};
    auto const said = line->change(std::move(question), part);
    if (said)
      say_accepted(*said, choose(console, "已发布", "published"), console);
    else
      errors.push_back(said.error());
  }
  return console.complain(errors);
}

Exit edit(EditOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  if (!says_something(options.draft)) return console.complain(fault(Code::invalid, "cli.nothing_to_change"));
  auto const path = path_of("announcements", options.id);
  auto const found = line->ask({"GET", path});
  if (!found) return console.complain(found.error());
  if (!found->body.is_object())
    return console.complain(fault(Code::io, "client.bad_answer", {{"url", path}, {"reason", found->type}}));
  auto document =
      drafted(without_marks(found->body.get_object()), options.draft, line->office_time(errand.clock->now().wall));
  if (!document) return console.complain(document.error());
  Question question{"PUT", path, std::move(*document)};
  question.if_match = options.version ? tag_of(*options.version) : found->etag;
  auto const said = line->change(std::move(question));
  if (!said && said.error().code == Code::stale) return console.complain(overtaken(*line, options.id, said.error()));
  if (!said) return console.complain(said.error());
  say_accepted(*said, choose(console, "已修改", "edited"), console);
  return Exit::fine;
}

Exit withdraw(EndOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  Question question{"DELETE", path_of("announcements", options.id), document_of_reason(options.reason)};
  if (options.version) question.if_match = tag_of(*options.version);
  auto const said = line->change(std::move(question));
  if (!said && said.error().code == Code::stale) return console.complain(overtaken(*line, options.id, said.error()));
  if (!said) return console.complain(said.error());
  say_accepted(*said, choose(console, "已撤下", "withdrawn"), console);
  return Exit::fine;
}

Exit list(ListOptions const& options, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  std::string target = "/api/announcements";
  auto const ask_for = [&target](std::string_view name, std::string const& value) {
    if (value.empty()) return;
    target += target.find('?') == std::string::npos ? '?' : '&';
    target.append(name).append("=").append(encoded(value));
  };
  ask_for("rank", options.rank);
  ask_for("origin", options.origin);
  ask_for("screen", options.screen);
  auto all = line->get_all(target, "announcements");
  if (!all) return console.complain(all.error());
  json::object const answer{{"announcements", std::move(*all)}};
  if (console.json) {
    console.say(json::value(answer));
    return Exit::fine;
  }
  auto const items = objects_in(answer, "announcements");
  for (auto const& item : items) say_item(item, console);
  if (items.empty()) console.say(choose(console, "没有公告。", "No announcements."));
  return Exit::fine;
}

Exit show(std::string const& id, Errand const& errand, Console const& console) {
  auto const line = DaemonLine::open(errand.daemon, console);
  if (!line) return console.complain(line.error());
  auto const item = line->get(path_of("announcements", id));
  if (!item) return console.complain(item.error());
  if (console.json) {
    console.say(json::value(*item));
    return Exit::fine;
  }
  for (auto const& member : *item) {
    std::string const key(member.key());
    auto const parts = objects_in(*item, key);
    for (auto const& part : parts) console.say(key + " (" + text_in(part, "language") + "): " + text_in(part, "words"));
    if (parts.empty()) console.say(key + ": " + words_in(*item, key));
  }
  return Exit::fine;
}

}  // namespace signboard
