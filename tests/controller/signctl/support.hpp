#pragma once

#include "controller/signctl/verb_lines.hpp"
#include "tests/controller/http/support.hpp"
#include "tests/support/folder.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace signboard {

/// 2026-11-22T08:30:00+08:00, when the daemon does not say otherwise.
class OwnClock final : public Clock {
 public:
  Now now() const override { return {{}, *parse_wall_time("2026-11-22T08:30:00+08:00", {})}; }
};

/// What a run of signctl came to.
struct Told {
  int code = -1;
  std::string output, errors;
  boost::json::value json() const { return boost::json::parse(output); }
};

class Listening {
 public:
  explicit Listening(std::ostream& stream) : stream_(stream), before_(stream.rdbuf(words_.rdbuf())) {}
  ~Listening() { stream_.rdbuf(before_); }
  Listening(Listening const&) = delete;
  Listening& operator=(Listening const&) = delete;
  std::string heard() const { return words_.str(); }

 private:
  std::ostringstream words_;
  std::ostream& stream_;
  std::streambuf* before_;
};

/// Runs the words after `signctl`, in English.
inline Told told_by(std::vector<std::string> words) {
  Listening output(std::cout), errors(std::cerr);
  Console console;
  std::function<Exit()> chosen;
  OwnClock const clock;
  CLI::App app;
  app.require_subcommand(1);
  VerbLines verbs(console, chosen, clock);
  verbs.add_to(app);
  std::vector<std::string> backwards(words.rbegin(), words.rend());
  int code = 2;
  try {
    app.parse(backwards);
    code = static_cast<int>(chosen());
  } catch (CLI::ParseError const& wrong) {
    std::cerr << wrong.what();
  }
  return {code, output.heard(), errors.heard()};
}

/// A desk that writes down what it is told, and answers what the test has laid out.
struct Notebook {
  struct Entry {
    std::string what;  ///< `announce`, `put 2026-fire`
    std::string key;   ///< of idempotency
    std::string tag;   ///< If-Match
    boost::json::value document;
  };
  std::vector<Entry> entries;
  boost::json::value standing;  ///< the one announcement there is; null: none
  std::vector<Error> refusal;   ///< of every change; empty: none
  int lost = 0;                 ///< answers to changes that get lost, by being no answer

  void note(std::string what, Asked const& who, boost::json::value document, Tell const& tell, Reply reply) {
    entries.push_back({std::move(what), who.idempotency_key, who.condition.tag, std::move(document)});
    if (lost > 0) {
      --lost;
      reply.body = nullptr;
      reply.type = "application/json";
      reply.bytes = "{";
    }
    if (refusal.empty())
      tell(std::move(reply));
    else
      tell(refusal);
  }
  static Reply accepted(std::string const& id, int status) {
    Reply reply;
    reply.status = status;
    reply.body = {{"id", id}, {"version", 4}, {"saved", true}};
    return reply;
  }
  static Reply saying(boost::json::value body) {
    Reply reply;
    reply.body = std::move(body);
    return reply;
  }

  Answers answers();
};

inline std::string id_in(boost::json::value const& document) { return std::string(document.at("id").as_string()); }

inline Answers Notebook::answers() {
  auto all = some_answers();
  all.clock = [](Asked const&, Tell tell) { tell(saying({{"now", "2026-11-22T16:40:00+08:00"}, {"trusted", true}})); };
  all.announce = [this](Asked const& who, boost::json::value const& document, Tell tell) {
    note("announce", who, document, tell, accepted(id_in(document), 201));
  };
  all.put_announcement = [this](Asked const& who, std::string const& id, boost::json::value const& document,
                                Tell tell) { note("put " + id, who, document, tell, accepted(id, 200)); };
  all.withdraw = [this](Asked const& who, std::string const& id, std::string const& reason, Tell tell) {
    note("withdraw " + id, who, {{"reason", reason}}, tell, accepted(id, 200));
  };
  all.announcement = [this](Asked const&, std::string const& id, Tell tell) {
    if (standing.is_null()) return tell(std::vector{fault(Code::not_found, "http.not_found", {{"path", id}})});
    auto reply = saying(standing);
    reply.etag = "3";
    tell(std::move(reply));
  };
  all.announcements = [this](Asked const&, AnnouncementQuery const& query, Tell tell) {
    // Two pages.
    bool const first = query.after.empty();
    boost::json::array items;
    items.push_back({{"id", first ? "a" : "b"}, {"text", "停水"}, {"rank", "routine"}});
    boost::json::object page{{"announcements", items}};
    page["next"] = first ? boost::json::value("a") : boost::json::value();
    tell(saying(page));
  };
  all.raise_urgent = [this](Asked const& who, boost::json::value const& document, Tell tell) {
    note("raise", who, document, tell, accepted(id_in(document), 201));
  };
  all.change_urgent = [this](Asked const& who, std::string const& id, WallTime until, Tell tell) {
    note("extend " + id, who, {{"valid_until", format_wall_time(until, std::chrono::hours(8))}}, tell,
         accepted(id, 200));
  };
  all.end_urgent = [this](Asked const& who, std::string const& id, std::string const& reason, Tell tell) {
    note("end " + id, who, {{"reason", reason}}, tell, accepted(id, 200));
  };
  auto const order = [this](char const* what) {
    return [this, what](Asked const& who, BlackoutOrder const& wanted, Tell tell) {
      boost::json::array screens(wanted.screens.begin(), wanted.screens.end());
      note(what, who, {{"reason", wanted.reason}, {"screens", screens}}, tell,
           saying({{"blackouts", boost::json::array()}, {"saved", true}}));
    };
  };
  all.black_out = order("dark");
  all.lift_blackout = order("light");
  all.faults = [](Asked const&, Tell tell) {
    tell(saying({{"faults",
                  {{{"number", "F101"},
                    {"help", "/help/F101"},
                    {"id", "line.unplugged"},
                    {"title", "The line is down."},
                    {"screen", "lobby"}}}}}));
  };
  all.forecast = [this](Asked const& who, ForecastQuery const& query, Tell tell) {
    auto const hours = std::chrono::duration_cast<std::chrono::hours>(query.until - query.from).count();
    note("forecast", who, {{"screen", query.screen}, {"hours", hours}}, tell,
         saying({{"spans",
                  {{{"from", "x"}, {"until", "y"}, {"showing", {"a", "b"}}, {"on", true}, {"loop_ms", 14'000}},
                   {{"from", "y"}, {"until", "z"}, {"showing", {"a"}}, {"on", false}, {"loop_ms", 9'000}}}},
                 {"announcements",
                  {{{"id", "a"}, {"reading_ms", 9'000}, {"whole", true}},
                   {{"id", "b"}, {"reading_ms", 4'001}, {"whole", false}}}}}));
  };
  all.confirm_clock = [this](Asked const& who, Tell tell) {
    note("confirm", who, {}, tell, saying({{"now", "2026-11-22T16:40:00+08:00"}, {"trusted", true}}));
  };
  all.ledger = [](Asked const&, LedgerQuery const& query, Tell tell) {
    boost::json::array rows;
    if (query.after < 2)
      rows.push_back({{"number", query.after + 1},
                      {"at", "2026-11-22T09:00:00+08:00"},
                      {"actor", "unix:uid=1000"},
                      {"kind", "put"},
                      {"subject", "x"},
                      {"body", {{"version", 1}}},
                      {"hash", std::string(64, 'a')}});
    boost::json::object page{{"rows", rows}};
    page["next"] = query.after == 0 ? boost::json::value(1) : boost::json::value();
    tell(saying(page));
  };
  all.back_up = [this](Asked const& who, std::string const& file, Tell tell) {
    note("backup", who, {{"file", file}}, tell, saying({{"file", file}, {"count", 7}, {"hash", "ff"}}));
  };
  all.import_playlist = [this](Asked const& who, std::string const& toml, Tell tell) {
    note("import", who, {{"toml", toml}}, tell,
         saying({{"added", boost::json::array{"x"}}, {"replaced", boost::json::array()}}));
  };
  all.export_playlist = [](Asked const&, Tell tell) {
    Reply reply;
    reply.type = "application/toml";
    reply.bytes = "title = \"x\"\n";
    tell(std::move(reply));
  };
  all.preview = [this](Asked const& who, PreviewOrder const& wanted, Tell tell) {
    Reply reply;
    reply.type = wanted.form == PreviewOrder::Form::gif ? "image/gif" : "image/png";
    reply.bytes = "a picture";
    note("preview " + wanted.screen, who, wanted.announcement, tell, std::move(reply));
  };
  return all;
}

}  // namespace signboard
