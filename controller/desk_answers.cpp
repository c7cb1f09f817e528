#include "controller/announcement_json.hpp"
#include "controller/desk.hpp"
#include "controller/fault_book.hpp"
#include "controller/foresight.hpp"
#include "controller/lineup_json.hpp"
#include "controller/messages.hpp"
#include "controller/playlist_file.hpp"
#include "controller/playlist_text.hpp"
#include "controller/remarks.hpp"
#include "controller/tryout.hpp"
#include "drivers/picture.hpp"

#include <boost/asio/post.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace signboard {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

// A moving preview: as long as anybody looks at a draft.
constexpr auto preview_longest = 20s;
constexpr auto between_pictures = 100ms;

std::string_view name_of(Origin origin) {
  static constexpr std::array<std::string_view, 3> names{"desk", "file", "import"};
  return names.at(static_cast<std::size_t>(origin));
}

json::object json_of(Error const& error, Language language) {
  auto const number = number_of(error);
  return {{"number", number}, {"help", help_path(number)}, {"id", error.id}, {"title", worded(error, language)}};
}

Reply plain(json::value body) { return {200, std::move(body), {}, {}, {}, {}}; }

std::optional<Version> expected_version(Condition const& condition) {
  if (condition.kind == Condition::Kind::version) return std::strtoull(condition.tag.c_str(), nullptr, 10);
  if (condition.kind == Condition::Kind::absent) return 0;
  return std::nullopt;
}

// The draft as it is first seen whole: what comes in from an edge has reached the other one.
WallTime telling_moment(Chapter const& chapter) {
  for (auto const& [area, programme] : chapter.areas)
    if (!programme.entries().empty()) {
      auto const& scenes = programme.entries().front().composed->scenes;
      if (scenes.empty() || scenes.front()->parts.empty()) continue;
      auto const* const travel = std::get_if<Travel>(&scenes.front()->parts.front().movement);
      if (travel == nullptr) continue;
      auto const beats = travel->step.x > 0   ? -travel->start.x / travel->step.x
                         : travel->step.y > 0 ? -travel->start.y / travel->step.y
                                              : 0;
      return WallTime{scenes.front()->period * beats};
    }
  return {};
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
  body["findings"] = std::move(findings);
  if (!kept.saved && store_trouble_) body["fault"] = json_of(*store_trouble_, language);
  return body;
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
    tell(plain(json::object{{"announcements", std::move(rows)}, {"next", std::move(next)}}));
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
    tell(plain(json::object{{"urgent", std::move(all)}}));
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
  answers.blackout = [this](Asked const&, Tell const& tell) { tell(plain(blackout_json())); };
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
  answers.clock = [this](Asked const&, Tell const& tell) { tell(plain(clock_json())); };
  answers.confirm_clock = [this](Asked const& asked, Tell const& tell) {
    commit(ConfirmClock{"person"}, asked, StoreThread::Urgency::urgent, [this, asked, tell](Outcome const& outcome) {
      if (!outcome) return tell(std::vector{outcome.error()});
      if (outcome->told == signboard::Kept::Told::before) return tell(plain(clock_json()));
      auto const now = counted_now();
      gate_.confirm(now);
      confirmed_ = ClockConfirmation{now.wall, asked.actor, "person"};
      tell_event("clock_confirmed", {}, asked.actor);
      believe_clock(now);
      tell(plain(clock_json()));
    });
  };
}

void Desk::answer_questions(Answers& answers) {
  answers.forecast = [this](Asked const&, ForecastQuery const& query, Tell const& tell) { forecast_for(query, tell); };
  answers.export_playlist = [this](Asked const&, Tell const& tell) {
    std::vector<AnnouncementPtr> items;
    for (auto const* const kept : in_order()) items.push_back(kept->item);
    tell(Reply{200, nullptr, {}, {}, "application/toml; charset=utf-8", playlist_text(items)});
  };
  answers.import_playlist = [this](Asked const& asked, std::string const& toml, Tell const& tell) {
    auto read = read_playlist(toml, "import", rules_.playlist);
    if (!read.errors.empty()) return tell(std::move(read.errors));
    for (auto const& item : read.value.announcements) {
      if (item.rank >= Rank::urgent)
        return tell(std::vector{fault(Code::invalid, "desk.urgent_in_import", {{"id", item.id}})});
      if (is_urgent_id(item.id)) return tell(std::vector{fault(Code::conflict, "desk.is_urgent", {{"id", item.id}})});
      if (!is_free(item, tell)) return;
    }
    check_import(std::move(read.value.announcements), asked, tell);
  };
}

// All are set on the screens they name before the first is kept: an import with one that cannot be shown is refused
// whole.
void Desk::check_import(std::vector<Announcement> items, Asked const& asked, Tell const& tell) {
  struct Trial {
    std::vector<AnnouncementPtr> items;
    std::size_t left;
    std::vector<Error> errors;
  };
  auto const trial = std::make_shared<Trial>();
  trial->left = items.size();
  auto const published = std::chrono::floor<std::chrono::milliseconds>(clock_.now().wall);
  for (auto& item : items) {
    item.published = published;
    trial->items.push_back(std::make_shared<Announcement const>(std::move(item)));
  }
  if (trial->left == 0) return keep_import(trial->items, asked, tell);
  auto const done = [this, trial, asked, tell] {
    if (--trial->left != 0) return;
    if (trial->errors.empty()) return keep_import(trial->items, asked, tell);
    tell(std::move(trial->errors));
  };
  for (auto const& item : trial->items)
    set_on_all_screens(
        item,
        [trial, item, done](std::variant<Reply, std::vector<Error>> told) {
          for (auto& error : std::get<std::vector<Error>>(told)) {
            std::erase_if(error.values, [](auto const& value) { return value.first == "field"; });
            error.values.emplace_back("in", "announcement \"" + item->id + "\"");
            trial->errors.push_back(std::move(error));
          }
          done();
        },
        [done](Checked const&) { done(); });
}

void Desk::keep_import(std::vector<AnnouncementPtr> const& items, Asked const& asked, Tell const& tell) {
  struct Tally {
    std::size_t left;
    json::array added, replaced;
    std::vector<Error> errors;
  };
  auto const tally = std::make_shared<Tally>(Tally{items.size(), {}, {}, {}});
  auto const report = [tally, tell] {
    if (!tally->errors.empty()) return tell(std::move(tally->errors));
    tell(plain(json::object{{"added", tally->added}, {"replaced", tally->replaced}}));
  };
  if (items.empty()) return report();
  for (auto const& item : items) {
    auto ours = asked;
    if (!ours.idempotency_key.empty()) ours.idempotency_key += "/" + item->id;  // one change, one key
    commit(Put{*item, Origin::import, asked.actor, std::nullopt}, ours, StoreThread::Urgency::routine,
           [this, tally, report, item, actor = asked.actor](Outcome const& outcome) {
             if (outcome) {
               (outcome->version == 1 ? tally->added : tally->replaced).emplace_back(item->id);
               if (outcome->told == signboard::Kept::Told::now) {
                 put_in_force({item, outcome->version, Origin::import, actor});
                 tell_event("announcement", item->id, actor);
               }
             } else {
               tally->errors.push_back(outcome.error());
             }
             if (--tally->left != 0) return;
             publish();
             report();
           });
  }
}

// What the forecast needs to know the length of, and is not on the screens anyway, is set for it; so much and no more.
void Desk::forecast_for(ForecastQuery const& query, Tell const& tell) {
  constexpr std::size_t most_bills = 1'000, most_set = 300;
  auto const* const screen = backstage_.find_screen(query.screen);
  if (screen == nullptr)
    return tell(std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", query.screen}})});
  struct Outlook {
    std::vector<Bill> bills;
    std::map<std::pair<Announcement const*, std::string>, ComposedPtr> set;  // by area
    std::vector<std::pair<Announcement const*, std::string>> ordered;
  };
  auto const outlook = std::make_shared<Outlook>();
  auto const channels = channels_of(screen->venue);
  // Of ten years of announcements few matter to a week.
  auto const relevant =
      channels.size() == 1
          ? std::make_shared<Bulletin const>(backstage_.bulletin()->excerpt(channels.front(), query.from, query.until))
          : backstage_.bulletin();
  outlook->bills =
      bills_between([&](WallTime wall) { return bill_at(screen->venue, *relevant, backstage_.properties(), wall); },
                    query.from, query.until, most_bills);
  std::vector<Workshop::Order> orders;
  for (auto const& bill : outlook->bills)
    for (auto const& area : bill.areas)
      for (auto const& item : area.lineup.showing) {
        std::pair const key(item.get(), area.channel.area);
        if (area.content || outlook->set.contains(key)) continue;
        auto ready = backstage_.find_set(area, item);
        if (!ready && orders.size() == most_set) continue;
        if (!ready) {
          outlook->ordered.push_back(key);
          orders.push_back(
              [item, look = area.look](Typesetter& typesetter) { return compose(*item, look, typesetter); });
        }
        outlook->set.emplace(key, std::move(ready));
      }
  workshop_.compose(
      std::move(orders), wiring_.executor, [this, outlook, query, tell](std::vector<Result<Composed>> made) {
        for (std::size_t i = 0; i < made.size(); ++i)
          if (made[i]) outlook->set[outlook->ordered[i]] = std::make_shared<Composed const>(std::move(*made[i]));
        auto const find = [&](AreaBill const& area, AnnouncementPtr const& item) -> std::optional<ComposedPtr> {
          auto const known = outlook->set.find({item.get(), area.channel.area});
          if (known == outlook->set.end()) return std::nullopt;
          return known->second;
        };
        tell(
            plain(to_json(foresee(outlook->bills, query.until, find),
                          {query.screen, query.from, query.until, is_dark(query.screen), rules_.playlist.utc_offset})));
      });
}

void Desk::answer_pictures(Answers& answers) {
  answers.picture = [this](Asked const&, PictureQuery const& query, Tell const& tell) {
    auto const* const screen = backstage_.find_screen(query.screen);
    if (screen == nullptr)
      return tell(std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", query.screen}})});
    auto const wall = query.at.value_or(clock_.now().wall);
    bool const dark = !query.at && is_dark(query.screen);
    workshop_.work([bill = backstage_.bill(*screen, wall), size = screen->venue.look.size, wall, dark, tell,
                    executor = wiring_.executor](Typesetter& typesetter) {
      Tryout tryout(typesetter);
      auto const png = encode_png(dark ? Frame(size) : tryout.frame(tryout.chapter(bill), wall, size), 1);
      asio::post(executor, [png, tell] {
        if (!png) return tell(std::vector{png.error()});
        tell(Reply{200, nullptr, {}, {}, "image/png", {reinterpret_cast<char const*>(png->data()), png->size()}});
      });
    });
  };
  answers.preview = [this](Asked const& asked, PreviewOrder const& order, Tell const& tell) {
    preview(order, asked, tell);
  };
}

// What is told of a draft, besides its picture.
struct DraftReport {
  json::array findings;
  std::vector<Error> errors;
  nanoseconds length{0};
  int pages = 0;
};

void Desk::preview(PreviewOrder const& order, Asked const& asked, Tell const& tell) {
  auto read = read_announcement(order.announcement, rules_.playlist);
  if (!read.errors.empty()) {
    for (auto& error : read.errors)
      for (auto& [name, value] : error.values)
        if (name == "field") value.insert(0, "/announcement");
    return tell(std::move(read.errors));
  }
  auto const* const screen = backstage_.find_screen(order.screen);
  if (screen == nullptr)
    return tell(
        std::vector{fault(Code::not_found, "daemon.no_screen", {{"screen", order.screen}, {"field", "/screen"}})});
  auto draft = std::move(read.value);
  draft.screens.clear();
  auto venue = screen->venue;
  if (!order.at) venue.plan = {};  // a draft is looked at by day and by night
  Bulletin bulletin;
  if (order.at) {
    bulletin = *backstage_.bulletin();
    if (!draft.published) draft.published = clock_.now().wall;
  } else {
    draft.schedule = {};
    draft.published.reset();
  }
  auto const name = "announcement \"" + draft.id + "\"";
  bulletin.put(std::move(draft));
  auto const at = order.at.value_or(WallTime{});
  workshop_.work([bill = bill_at(venue, bulletin, backstage_.properties(), at), venue, order, at, name, tell,
                  language = asked.language, executor = wiring_.executor](Typesetter& typesetter) {
    DraftReport report;
    Tryout tryout(typesetter, [&](std::string const& what, Look const&, Result<Composed> const& composed) {
      if (what != name) return;
      if (!composed) return report.errors.push_back(composed.error());
      report.length = std::max(report.length, composed->length() / composed->repeats);
      report.pages = std::max(report.pages, composed->overflow_pages + 1);
      for (auto const& remark : composed->remarks)
        report.findings.push_back(json::object{{"id", signboard::name_of(remark.finding.kind)},
                                               {"title", worded(remark.finding, language)},
                                               {"language", remark.language},
                                               {"screen", order.screen}});
    });
    auto const size = venue.look.size;
    auto const chapter = tryout.chapter(bill);
    Reply reply;
    if (order.form == PreviewOrder::Form::findings) {
      auto const seconds = std::chrono::ceil<std::chrono::seconds>(report.length).count();
      reply.body =
          json::object{{"screen", order.screen},
                       {"width", size.width},
                       {"height", size.height},
                       {"duration_ms", std::chrono::duration_cast<std::chrono::milliseconds>(report.length).count()},
                       {"reading_seconds", seconds},
                       {"pages", std::max(1, report.pages)},
                       {"findings", report.findings}};
    } else if (order.form == PreviewOrder::Form::png) {
      auto const wall = order.at ? at : telling_moment(chapter);
      auto const png = encode_png(tryout.frame(chapter, wall, size), 1);
      if (!png)
        report.errors.push_back(png.error());
      else
        reply.bytes.assign(reinterpret_cast<char const*>(png->data()), png->size());
      reply.type = "image/png";
    } else {
      std::vector<Frame> frames;
      auto const length = std::clamp<nanoseconds>(report.length, between_pictures, preview_longest);
      for (auto passed = 0ns; passed < length; passed += between_pictures)
        frames.push_back(tryout.frame(chapter, at + passed, size));
      auto const gif = encode_gif(frames, between_pictures, 1);
      if (!gif)
        report.errors.push_back(gif.error());
      else
        reply.bytes.assign(reinterpret_cast<char const*>(gif->data()), gif->size());
      reply.type = "image/gif";
    }
    asio::post(executor, [reply = std::move(reply), errors = std::move(report.errors), tell]() mutable {
      for (auto& error : errors) error.values.emplace_back("field", "/announcement/text");
      if (!errors.empty()) return tell(std::move(errors));
      tell(std::move(reply));
    });
  });
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
        tell(plain(json::object{{"rows", std::move(all)}, {"next", std::move(next)}}));
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
        tell(plain(head_json(*head)));
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
