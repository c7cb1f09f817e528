#include "controller/announcement_json.hpp"
#include "controller/desk.hpp"
#include "controller/fault_book.hpp"
#include "controller/messages.hpp"
#include "controller/playlist_text.hpp"
#include "controller/remarks.hpp"

#include <boost/asio/post.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace signboard {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

std::string_view name_of(Origin origin) {
  static constexpr std::array<std::string_view, 3> names{"desk", "file", "import"};
  return names.at(static_cast<std::size_t>(origin));
}

json::object json_of(Error const& error, Language language) {
  auto const number = number_of(error);
  return {{"number", number}, {"help", help_path(number)}, {"id", error.id}, {"title", worded(error, language)}};
}

std::optional<Version> expected_version(Condition const& condition) {
  if (condition.kind == Condition::Kind::version) return std::strtoull(condition.tag.c_str(), nullptr, 10);
  if (condition.kind == Condition::Kind::absent) return 0;
  return std::nullopt;
}

}  // namespace

json::object Desk::document_of(Kept const& kept) const {
  auto document = to_json(*kept.item);
  document["origin"] = name_of(kept.origin);
  document["version"] = kept.version;
  document["owner"] = kept.owner;
  return document;
}

json::value Desk::accepted(Checked const& checked, Kept const& kept, Language language) const {
  json::object body{{"id", kept.item->id}, {"version", kept.version}, {"saved", kept.saved}};
  json::array findings;
  for (auto const& [screen, remark] : checked.findings)
    findings.push_back(json::object{{"id", signboard::name_of(remark.finding.kind)},
                                    {"title", worded(remark.finding, language)},
                                    {"language", remark.language},
                                    {"screen", screen}});
  if (auto over = over_already(*kept.item, language)) findings.push_back(std::move(*over));
  body["findings"] = std::move(findings);
  if (!kept.saved && store_trouble_) body["fault"] = json_of(*store_trouble_, language);
  return body;
}

// A mistyped year would else be noticed by nobody: the announcement is in force, and never seen.
std::optional<json::object> Desk::over_already(Announcement const& item, Language language) const {
  auto const& until = item.schedule.until;
  if (!until || *until > clock_.now().wall) return {};
  auto const end = format_wall_time(*until, rules_.playlist.utc_offset);
  return json::object{{"id", "over_already"}, {"title", worded("desk.over_already", {{"until", end}}, language)}};
}

json::value Desk::blackout_json() const {
  json::array all;
  for (auto const& [screen, darkness] : dark_)
    all.push_back(json::object{{"screen", screen.empty() ? json::value(nullptr) : json::value(screen)},
                               {"actor", darkness.actor},
                               {"reason", darkness.reason},
                               {"since", format_wall_time(darkness.since, rules_.playlist.utc_offset)}});
  return json::object{{"blackouts", std::move(all)}};
}

json::value Desk::clock_json() const {
  auto const offset = rules_.playlist.utc_offset;
  json::object body{{"now", format_wall_time(clock_.now().wall, offset)}, {"trusted", gate_.trusted()}};
  body["confirmed_at"] = confirmed_ ? json::value(format_wall_time(confirmed_->at, offset)) : json::value(nullptr);
  body["confirmed_by"] = confirmed_ ? json::value(confirmed_->actor) : json::value(nullptr);
  body["source"] = confirmed_ ? json::value(confirmed_->source) : json::value(nullptr);
  return body;
}

void Desk::answer_for(Answers& answers) {
  answer_changes(answers);
  answer_urgent(answers);
  answer_questions(answers);
  answer_pictures(answers);
  answer_ledger(answers);
  answers.events = [this](Asked const&, std::optional<std::uint64_t> after, Hear hear) -> Result<Subscription> {
    return events_.listen(after, std::move(hear));
  };
}

namespace {

Tell with(Turns::Done const& done, Tell const& tell) {
  return [tell, done](std::variant<Reply, std::vector<Error>> told) {
    tell(std::move(told));
    done();
  };
}

}  // namespace

void Desk::in_turn(Tell const& tell, std::function<void(Tell const&)> work) {
  changes_.take([tell, work = std::move(work)](Turns::Done const& done) { work(with(done, tell)); });
}

void Desk::ahead(Tell const& tell, std::function<void(Tell const&)> const& work) {
  changes_.take_ahead([&](Turns::Done const& done) { work(with(done, tell)); });
}

void Desk::answer_changes(Answers& answers) {
  auto const submit = [this](json::value const& document, Asked const& asked, std::optional<Version> expected,
                             int status, Tell const& tell) {
    auto read = read_announcement(document, rules_.playlist);
    if (!read.errors.empty()) return tell(std::move(read.errors));
    if (!is_free(read.value, tell)) return;
    read.value.published = std::chrono::floor<std::chrono::milliseconds>(clock_.now().wall);
    bool const plays_once = read.value.rank == Rank::insert;
    set_on_all_screens(std::make_shared<Announcement const>(std::move(read.value)), tell,
                       [this, asked, expected, status, tell, plays_once](Checked checked) {
                         if (plays_once) return schedule_insert(std::move(checked), asked, expected, status, tell);
                         accept(std::move(checked), asked, expected, status, tell);
                       });
  };
  answers.announce = [this, submit](Asked const& asked, json::value const& document, Tell const& tell) {
    in_turn(tell, [=](Tell const& tell_and_go) { submit(document, asked, 0, 201, tell_and_go); });
  };
  auto const put = [this, submit](Asked const& asked, std::string const& id, json::value const& document,
                                  Tell const& tell) {
    bool const is_there = kept_.contains(id);
    if (asked.condition.kind == Condition::Kind::exists && !is_there)
      return tell(std::vector{fault(Code::stale, "desk.no_announcement", {{"id", id}})});
    if (is_there && is_urgent_id(id)) return tell(std::vector{fault(Code::conflict, "desk.is_urgent", {{"id", id}})});
    submit(document, asked, expected_version(asked.condition), is_there ? 200 : 201, tell);
  };
  answers.put_announcement = [this, put](Asked const& asked, std::string const& id, json::value const& document,
                                         Tell const& tell) {
    in_turn(tell, [=](Tell const& tell_and_go) { put(asked, id, document, tell_and_go); });
  };
  answers.withdraw = [this](Asked const& asked, std::string const& id, std::string const& reason, Tell const& tell) {
    withdraw(id, reason, Ending::withdrawn, asked, tell);
  };
  answers.announcement = [this](Asked const&, std::string const& id, Tell const& tell) {
    if (auto const known = kept_.find(id); known != kept_.end())
      return tell(Reply{200, document_of(known->second), std::to_string(known->second.version), {}, {}, {}});
    for (auto const& item : files_)
      if (item->id == id) return tell(Reply{200, document_of({item, 0, Origin::file, {}}), {}, {}, {}, {}});
    tell(std::vector{fault(Code::not_found, "desk.no_announcement", {{"id", id}})});
  };
  answers.announcements = [this](Asked const&, AnnouncementQuery const& query, Tell const& tell) {
    if (!query.screen.empty() && backstage_.find_screen(query.screen) == nullptr)
      return tell(std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", query.screen}})});
    std::map<Id, Kept> all = kept_;
    for (auto const& item : files_) all.emplace(item->id, Kept{item, 0, Origin::file, {}});
    json::array rows;
    json::value next = nullptr;
    for (auto at = all.upper_bound(query.after); at != all.end(); ++at) {
      auto const& [id, kept] = *at;
      auto const& screens = kept.item->screens;
      if (!query.rank.empty() && signboard::name_of(kept.item->rank) != query.rank) continue;
      if (!query.origin.empty() && name_of(kept.origin) != query.origin) continue;
      if (!query.screen.empty() && !screens.empty() && std::ranges::find(screens, query.screen) == screens.end())
        continue;
      if (rows.size() == query.limit) {
        next = rows.back().at("id").as_string();
        break;
      }
      rows.push_back(document_of(kept));
    }
    tell(plain_reply(json::object{{"announcements", std::move(rows)}, {"next", std::move(next)}}));
  };
}

bool Desk::is_urgent_id(Id const& id) const {
  auto const known = kept_.find(id);
  return known != kept_.end() && known->second.item->rank >= Rank::urgent;
}

void Desk::answer_urgent(Answers& answers) {
  answers.urgent = [this](Asked const&, Tell const& tell) {
    json::array all;
    for (auto const* const kept : in_order())
      if (kept->item->rank >= Rank::urgent) all.push_back(document_of(*kept));
    tell(plain_reply(json::object{{"urgent", std::move(all)}}));
  };
  answers.urgent_notice = [this](Asked const&, std::string const& id, Tell const& tell) {
    if (!is_urgent_id(id)) return tell(std::vector{fault(Code::not_found, "desk.no_urgent", {{"id", id}})});
    auto const& kept = kept_.at(id);
    tell(Reply{200, document_of(kept), std::to_string(kept.version), {}, {}, {}});
  };
  auto const raise = [this](Asked const& asked, json::value const& document, Tell const& tell) {
    auto read = read_announcement(document, rules_.playlist);
    if (!read.errors.empty()) return tell(std::move(read.errors));
    auto& item = read.value;
    auto const now = std::chrono::floor<std::chrono::milliseconds>(clock_.now().wall);
    if (auto const end =
            urgent_end(std::max<WallTime>(now, item.schedule.from.value_or(now)), *item.schedule.until, rules_.urgent);
        !end) {
      auto error = end.error();
      error.values.emplace_back("field", "/valid_until");
      return tell(std::vector{std::move(error)});
    }
    if (!is_free(item, tell)) return;
    item.published = now;
    set_on_all_screens(std::make_shared<Announcement const>(std::move(item)), tell,
                       [this, asked, tell](Checked checked) { accept(std::move(checked), asked, 0, 201, tell); });
  };
  answers.raise_urgent = [this, raise](Asked const& asked, json::value const& document, Tell const& tell) {
    ahead(tell, [&](Tell const& tell_and_let_on) { raise(asked, document, tell_and_let_on); });
  };
  answers.change_urgent = [this](Asked const& asked, std::string const& id, WallTime const& until, Tell const& tell) {
    if (!is_urgent_id(id)) return tell(std::vector{fault(Code::not_found, "desk.no_urgent", {{"id", id}})});
    auto const& kept = kept_.at(id);
    if (auto const end = urgent_end(clock_.now().wall, until, rules_.urgent); !end) {
      auto error = end.error();
      error.values.emplace_back("field", "/valid_until");
      return tell(std::vector{std::move(error)});
    }
    auto item = *kept.item;
    item.schedule.until = until;
    auto const expected = expected_version(asked.condition);
    set_on_all_screens(
        std::make_shared<Announcement const>(std::move(item)), tell,
        [this, asked, expected, tell](Checked checked) { accept(std::move(checked), asked, expected, 200, tell); });
  };
  answers.end_urgent = [this](Asked const& asked, std::string const& id, std::string const& reason, Tell const& tell) {
    if (!is_urgent_id(id)) return tell(std::vector{fault(Code::not_found, "desk.no_urgent", {{"id", id}})});
    withdraw(id, reason, Ending::ended, asked, tell);
  };
  answers.blackout = [this](Asked const&, Tell const& tell) { tell(plain_reply(blackout_json())); };
  answers.black_out = [this](Asked const& asked, BlackoutOrder const& order, Tell const& tell) {
    for (auto const& screen : order.screens)
      if (backstage_.find_screen(screen) == nullptr)
        return tell(
            std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", screen}, {"field", "/screens"}})});
    black_out(order, asked, tell);
  };
  answers.lift_blackout = [this](Asked const& asked, BlackoutOrder const& order, Tell const& tell) {
    lift(order, asked, tell);
  };
  answers.clock = [this](Asked const&, Tell const& tell) { tell(plain_reply(clock_json())); };
  answers.confirm_clock = [this](Asked const& asked, Tell const& tell) {
    commit(ConfirmClock{"person"}, asked, StoreThread::Urgency::urgent, [this, asked, tell](Outcome const& outcome) {
      if (!outcome) return tell(std::vector{outcome.error()});
      if (outcome->told == signboard::Kept::Told::before) return tell(plain_reply(clock_json()));
      auto const now = counted_now();
      gate_.confirm(now);
      confirmed_ = ClockConfirmation{now.wall, asked.actor, "person"};
      tell_event("clock_confirmed", {}, asked.actor);
      believe_clock(now);
      tell(plain_reply(clock_json()));
    });
  };
}

void Desk::answer_questions(Answers& answers) {
  answers.forecast = [this](Asked const&, ForecastQuery const& query, Tell const& tell) { forecast_for(query, tell); };
  answers.export_playlist = [this](Asked const&, Tell const& tell) {
    std::vector<AnnouncementPtr> items;
    // What was urgent once is not urgent wherever the file is taken; an import would refuse it.
    for (auto const* const kept : in_order())
      if (kept->item->rank < Rank::urgent) items.push_back(kept->item);
    tell(Reply{200, nullptr, {}, {}, "application/toml; charset=utf-8", playlist_text(items)});
  };
  answers.import_playlist = [this](Asked const& asked, std::string const& toml, Tell const& tell) {
    import_playlist(toml, asked, tell);
  };
}

void Desk::answer_ledger(Answers& answers) {
  auto const with_store = [this](Tell const& tell, std::function<void(Store&)> work) {
    if (!store_) return tell(std::vector{store_trouble_.value_or(fault(Code::unavailable, "store.closed"))});
    store_->visit(std::move(work));
  };
  answers.ledger = [this, with_store](Asked const&, LedgerQuery const& query, Tell const& tell) {
    with_store(tell, [query, tell, executor = wiring_.executor, offset = rules_.playlist.utc_offset](Store& store) {
      auto rows = store.ledger(query.after, query.limit);
      asio::post(executor, [rows = std::move(rows), query, tell, offset] {
        if (!rows) return tell(std::vector{rows.error()});
        json::array all;
        for (auto const& row : *rows) {
          boost::system::error_code bad;
          auto body = json::parse(row.body, bad);
          all.push_back(json::object{{"number", row.number},
                                     {"at", format_wall_time(row.at, offset)},
                                     {"actor", row.actor},
                                     {"kind", row.kind},
                                     {"subject", row.subject},
                                     {"body", bad ? json::value(row.body) : std::move(body)},
                                     {"hash", row.hash}});
        }
        json::value next = rows->size() == query.limit ? json::value(rows->back().number) : json::value(nullptr);
        tell(plain_reply(json::object{{"rows", std::move(all)}, {"next", std::move(next)}}));
      });
    });
  };
  auto const head_json = [](LedgerHead const& head) {
    return json::object{{"count", head.count}, {"hash", head.hash}};
  };
  answers.verify_ledger = [this, with_store, head_json](Asked const&, Tell const& tell) {
    with_store(tell, [tell, head_json, executor = wiring_.executor](Store& store) {
      auto head = store.verify();
      asio::post(executor, [head = std::move(head), head_json, tell] {
        if (!head) return tell(std::vector{head.error()});
        tell(plain_reply(head_json(*head)));
      });
    });
  };
  answers.back_up = [this](Asked const&, std::string const& file, Tell const& tell) {
    if (!store_) return tell(std::vector{store_trouble_.value_or(fault(Code::unavailable, "store.closed"))});
    store_->back_up(file, {wiring_.executor, [file, tell](Result<void> const& made) {
                             if (!made) return tell(std::vector{made.error()});
                             tell(Reply{201, json::object{{"file", file}}, {}, {}, {}, {}});
                           }});
  };
}

}  // namespace signboard
