// Each change takes the same way: read, set on every screen it names, saved, shown. What fails on the way is told to
// whoever asked and leaves no trace. Two exceptions, both for what cannot wait: an urgent notice that cannot be saved
// is shown and saved later, and a blackout is dark before anything is written.

#include "controller/desk.hpp"

#include "base/limits.hpp"
#include "controller/announcement_json.hpp"
#include "controller/messages.hpp"
#include "drivers/picture.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace signboard {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

bool is_urgent(Announcement const& item) { return item.rank >= Rank::urgent; }

bool ends_for_good(Announcement const& item) { return item.rank >= Rank::insert; }

// What the disk does to us, as against what the asker did wrong.
bool is_trouble_of_the_disk(Error const& error) {
  return error.code == Code::io || error.code == Code::no_space || error.code == Code::unavailable ||
         error.code == Code::denied || error.code == Code::over_limit;
}

// A clock that is not believed starts nothing, but what is always valid does not ask it.
bool needs_no_clock(Schedule const& schedule) {
  return !schedule.from && !schedule.until && schedule.weekdays == every_day && schedule.windows.empty();
}

// On which looks of a screen an announcement would be seen.
std::vector<Look> looks_of(AnnouncementPtr const& item, Venue const& venue, WallTime wall) {
  auto probe = *item;
  probe.schedule = {};
  probe.published.reset();
  Bulletin alone;
  alone.put(std::move(probe));
  std::vector<Look> looks;
  for (auto const& area : bill_at(venue, alone, {}, wall).areas)
    if (!area.lineup.showing.empty()) looks.push_back(area.look);
  return looks;
}

}  // namespace

Desk::Desk(Backstage& backstage, Workshop& workshop, Clock const& clock, Wiring wiring, Rules rules)
    : backstage_(backstage),
      workshop_(workshop),
      clock_(clock),
      wiring_(std::move(wiring)),
      rules_(std::move(rules)),
      gate_(rules_.built, rules_.clock_step),
      dark_file_(rules_.state / "blackout"),
      changes_(limits::changes_under_way, [this](std::size_t under_way) {
        if (store_) store_->expect(under_way);
      }) {}

Desk::~Desk() { stop(); }

Asked Desk::ourselves() {
  Asked asked;
  asked.actor = "signboardd";
  return asked;
}

void Desk::open() {
  auto const now = counted_now();
  shown_flushed_ = now.wall;
  if (dark_file_.is_set()) dark_.emplace("", Darkness{"", dark_file_.file().string(), now.wall});
  std::error_code made;
  std::filesystem::create_directories(rules_.state, made);
  auto opened = Store::open(rules_.state / "signboard.db", {rules_.playlist.utc_offset, 2s});
  auto loaded = opened ? (*opened)->load() : Result<Stored>(opened.error());
  if (!loaded) {
    store_trouble_ = loaded.error();
    wiring_.warn("store", *store_trouble_);
    look_at_clock(now);
    return;
  }
  if (auto const count = (*opened)->head().count; count > 0)
    if (auto const last = (*opened)->ledger(count - 1, 1); last && !last->empty()) {
      last_record_ = last->front().at;
      gate_.lived_through(*last_record_);
    }
  look_at_clock(now);
  store_ = std::make_unique<StoreThread>(std::move(*opened));
  for (auto& error : loaded->trouble) {
    wiring_.warn("store", error);
    start_trouble_.push_back(std::move(error));
  }
  for (auto& each : loaded->announcements) {
    Kept kept{each.item, each.version, each.origin, each.owner, true, std::nullopt, next_place_++};
    if (gate_.trusted()) count_from(kept, now);
    kept_.emplace(each.item->id, std::move(kept));
  }
  for (auto const& each : loaded->blackouts) dark_[each.screen] = {each.actor, each.reason, each.since};
  confirmed_ = loaded->clock;
  inserts_ = std::move(loaded->inserts);
  commit(Record{Record::Kind::started, {}, {}, {}}, ourselves(), StoreThread::Urgency::routine, [](Outcome const&) {});
}

void Desk::look_at_clock(Now now) {
  gate_.look(now);
  backstage_.trust_clock(gate_.trusted());
  if (!gate_.trusted()) wiring_.warn("clock", faults().back());
}

void Desk::stop() {
  if (!store_) return;
  flush_shown(clock_.now().wall);
  commit(Record{Record::Kind::stopped, {}, {}, {}}, ourselves(), StoreThread::Urgency::routine, [](Outcome const&) {});
  store_->stop();
  store_.reset();
}

void Desk::set_files(std::vector<Announcement> announcements) {
  files_.clear();
  file_ids_.clear();
  doubles_.clear();
  for (auto& item : announcements) {
    if (kept_.contains(item.id)) {
      auto error = fault(Code::conflict, "desk.id_at_the_desk", {{"id", item.id}});
      wiring_.warn("playlists", error);
      if (doubles_.size() < limits::faults_of_a_kind) doubles_.push_back(std::move(error));
      continue;
    }
    file_ids_.insert(item.id);
    // What did not change stays the same object, and with it its scenes, its ink and the frame in hand.
    auto known = bulletin_.find(item.id);
    bool const stays = known && *known == item;
    files_.push_back(stays ? std::move(known) : std::make_shared<Announcement const>(std::move(item)));
  }
  publish_all();
}

Now Desk::counted_now() const { return {clock_.uptime(), clock_.now().wall}; }

// What is left of an urgent notice's span, by the clock that only counts.
void Desk::count_from(Kept& kept, Now now) const {
  auto const& until = kept.item->schedule.until;
  if (is_urgent(*kept.item) && until)
    kept.ends_by = now.steady + std::clamp<nanoseconds>(*until - now.wall, 0ns, rules_.urgent.longest);
}

// A clock that is not believed starts nothing. An urgent notice that was there before the doubt goes on, for it ends by
// the clock that only counts; one of before the start may be yesterday's.
bool Desk::may_be_seen(Kept const& kept) const {
  if (kept.is_over) return false;
  return gate_.trusted() || needs_no_clock(kept.item->schedule) || (is_urgent(*kept.item) && kept.ends_by);
}

std::vector<Desk::Kept const*> Desk::in_order() const {
  std::vector<Kept const*> all;
  all.reserve(kept_.size());
  for (auto const& [id, kept] : kept_) all.push_back(&kept);
  std::ranges::sort(all, {}, &Kept::place);
  return all;
}

std::vector<AnnouncementPtr> Desk::withheld() const {
  std::vector<AnnouncementPtr> items;
  if (gate_.trusted()) return items;
  for (auto const& item : files_)
    if (!needs_no_clock(item->schedule)) items.push_back(item);
  for (auto const* const kept : in_order())
    if (!may_be_seen(*kept)) items.push_back(kept->item);
  return items;
}

void Desk::publish_all(Backstage::Haste haste) {
  bulletin_ = {};
  for (auto const& item : files_)
    if (gate_.trusted() || needs_no_clock(item->schedule)) bulletin_.put(item);
  for (auto const* const kept : in_order())
    if (may_be_seen(*kept)) bulletin_.put(kept->item);
  publish(haste);
}

// Outcomes of one transaction come in a row: they are published together, but for what is urgent.
void Desk::publish(Backstage::Haste haste) {
  if (haste == Backstage::Haste::urgent) return backstage_.publish(std::make_shared<Bulletin const>(bulletin_), haste);
  if (std::exchange(publishing_, true)) return;
  boost::asio::post(wiring_.executor, [this] {
    publishing_ = false;
    backstage_.publish(std::make_shared<Bulletin const>(bulletin_));
  });
}

void Desk::commit(What what, Asked const& asked, StoreThread::Urgency urgency, std::function<void(Outcome)> then) {
  if (!store_) return then(store_trouble_.value_or(fault(Code::unavailable, "store.closed")));
  Change change{asked.actor, clock_.now().wall, std::move(what), std::nullopt};
  if (!asked.idempotency_key.empty()) change.once = Once{asked.idempotency_key, asked.request};
  ++saving_;
  store_->commit(std::move(change), urgency, {wiring_.executor, [this, then = std::move(then)](Outcome outcome) {
                                                --saving_;
                                                then(std::move(outcome));
                                              }});
}

bool Desk::is_free(Announcement const& item, Tell const& tell) const {
  if (!file_ids_.contains(item.id)) return true;
  tell(std::vector{fault(Code::conflict, "desk.id_in_a_file", {{"id", item.id}, {"field", "/id"}})});
  return false;
}

// Costumes of it are kept until it is accepted.
void Desk::set_on_all_screens(AnnouncementPtr const& item, Tell const& tell, Then then) {
  auto const wall = clock_.now().wall;
  std::vector<std::pair<std::string, Look>> seen;
  std::vector<Look> looks;
  for (auto const& screen : backstage_.screens())
    for (auto& look : looks_of(item, screen.venue, wall)) {
      if (std::ranges::find(looks, look) == looks.end()) looks.push_back(look);
      seen.emplace_back(screen.venue.name, std::move(look));
    }
  if (looks.empty())
    return tell(std::vector{fault(Code::invalid, "desk.nowhere", {{"id", item->id}, {"field", "/screens"}})});
  std::vector<Workshop::Order> orders;
  orders.reserve(looks.size());
  for (auto const& look : looks)
    orders.push_back([item, look](Typesetter& typesetter) { return compose(*item, look, typesetter); });
  workshop_.compose(
      std::move(orders), wiring_.executor,
      [item, tell, then = std::move(then), looks, seen = std::move(seen)](std::vector<Result<Composed>> made) {
        Checked checked{item, {}, 0ns, {}};
        std::vector<Error> faults;
        for (std::size_t i = 0; i < looks.size(); ++i) {
          auto const where = std::ranges::find(seen, looks[i], &std::pair<std::string, Look>::second);
          if (!made[i]) {
            auto error = made[i].error();
            error.values.emplace_back("field", "/text");
            faults.push_back(std::move(error));
            continue;
          }
          checked.length = std::max(checked.length, made[i]->length());
          for (auto const& remark : made[i]->remarks) checked.findings.push_back({where->first, remark});
          checked.costumes.emplace_back(looks[i], std::make_shared<Composed const>(std::move(*made[i])));
        }
        if (faults.empty()) return then(std::move(checked));
        tell(std::move(faults));
      },
      is_urgent(*item) ? Workshop::Haste::urgent : Workshop::Haste::none);
}

// An insert plays once: when it is known how long it takes, it gets its span behind those that wait already.
void Desk::schedule_insert(Checked checked, Asked const& asked, std::optional<Version> expected, int status,
                           Tell const& tell) {
  auto const now = clock_.now().wall;
  std::erase_if(inserts_,
                [&](AcceptInsert const& insert) { return insert.until <= now || insert.id == checked.item->id; });
  std::vector<Span> taken;
  taken.reserve(inserts_.size());
  for (auto const& insert : inserts_) taken.push_back({insert.from, insert.until});
  auto const earliest = std::max(now, checked.item->schedule.from.value_or(now));
  auto const span = insertion_span(earliest, std::max<nanoseconds>(checked.length, 1s), taken);
  auto item = *checked.item;
  item.schedule.from = span.from;
  item.schedule.until = span.until;
  checked.item = std::make_shared<Announcement const>(std::move(item));
  AcceptInsert const insert{checked.item->id, {}, span.from, span.until};
  inserts_.push_back(insert);  // taken from now on: another one may be on its way
  accept(std::move(checked), asked, expected, status,
         [this, insert, tell](std::variant<Reply, std::vector<Error>> told) {
           if (std::holds_alternative<Reply>(told))
             commit(insert, ourselves(), StoreThread::Urgency::routine, [](Outcome const&) {});
           else
             std::erase_if(inserts_,
                           [&](AcceptInsert const& each) { return each.id == insert.id && each.from == insert.from; });
           tell(std::move(told));
         });
}

void Desk::accept(Checked checked, Asked const& asked, std::optional<Version> expected, int status, Tell const& tell) {
  Put put{*checked.item, Origin::desk, asked.actor, expected};
  auto const urgency = is_urgent(*checked.item) ? StoreThread::Urgency::urgent : StoreThread::Urgency::routine;
  commit(std::move(put), asked, urgency, [this, checked = std::move(checked), asked, status, tell](Outcome outcome) {
    auto const& item = checked.item;
    auto const known = kept_.find(item->id);
    Kept kept{item, 0, Origin::desk, asked.actor, true, std::nullopt, 0};
    if (outcome) {
      kept.version = outcome->version;
      if (outcome->told == signboard::Kept::Told::before) {
        auto const location = (is_urgent(*item) ? "/api/urgent/" : "/api/announcements/") + item->id;
        return tell(
            Reply{status, accepted(checked, kept, asked.language), std::to_string(kept.version), location, {}, {}});
      }
      return take_up(checked, std::move(kept), asked, status, tell);
    }
    if (!is_urgent(*item) || !is_trouble_of_the_disk(outcome.error())) return tell(std::vector{outcome.error()});
    store_trouble_ = outcome.error();
    wiring_.warn("store", outcome.error());
    // Nobody could look whether the id is free, or still as it was when it was read: what is known here must do.
    bool const is_new = status == 201 && asked.idempotency_key.empty();
    if (is_new && known != kept_.end())
      return tell(std::vector{fault(Code::conflict, "store.in_force",
                                    {{"id", item->id}, {"version", std::to_string(known->second.version)}})});
    kept.saved = false;
    take_up(checked, std::move(kept), asked, status, tell);
  });
}

void Desk::take_up(Checked const& checked, Kept kept, Asked const& asked, int status, Tell const& tell) {
  bool const urgent = is_urgent(*checked.item);
  count_from(kept, counted_now());
  auto body = accepted(checked, kept, asked.language);
  auto const version = std::to_string(kept.version);
  auto const& id = checked.item->id;
  auto const location = (urgent ? "/api/urgent/" : "/api/announcements/") + id;
  for (auto const& [look, costume] : checked.costumes) backstage_.hang_up(checked.item, look, costume);
  put_in_force(std::move(kept));
  if (urgent) publish(Backstage::Haste::urgent);
  tell(Reply{status, std::move(body), version, location, {}, {}});
  // Behind the answer, which waits for nobody, and before anything that is asked after it.
  if (!urgent) publish();
  boost::asio::post(wiring_.executor, [this, urgent, id, actor = asked.actor] {
    tell_event(urgent ? "urgent" : "announcement", id, actor);
  });
}

void Desk::put_in_force(Kept kept) {
  auto const id = kept.item->id;
  auto const known = kept_.find(id);
  kept.place = known == kept_.end() ? next_place_++ : known->second.place;
  if (may_be_seen(kept))
    bulletin_.put(kept.item);
  else
    bulletin_.withdraw(id);
  kept_.insert_or_assign(id, std::move(kept));
}

void Desk::remove(Id const& id) {
  bulletin_.withdraw(id);
  std::erase_if(inserts_, [&](AcceptInsert const& insert) { return insert.id == id; });
  kept_.erase(id);
}

void Desk::withdraw(Id const& id, std::string const& reason, Ending ending, Asked const& asked, Tell const& tell) {
  auto const known = kept_.find(id);
  if (known == kept_.end()) {
    if (file_ids_.contains(id)) return tell(std::vector{fault(Code::conflict, "desk.stands_in_a_file", {{"id", id}})});
    return tell(std::vector{fault(Code::not_found, "desk.no_announcement", {{"id", id}})});
  }
  std::optional<Version> expected;
  if (asked.condition.kind == Condition::Kind::version)
    expected = std::strtoull(asked.condition.tag.c_str(), nullptr, 10);
  auto const gone = [this, id, asked, tell](Version version) {
    bool const was_urgent = is_urgent_id(id);
    remove(id);
    publish(was_urgent ? Backstage::Haste::urgent : Backstage::Haste::none);
    tell_event(was_urgent ? "urgent_ended" : "withdrawn", id, asked.actor);
    tell(plain_reply(boost::json::object{{"id", id}, {"version", version}, {"saved", true}}));
  };
  if (!known->second.saved) return gone(0);  // it never reached the disk
  commit(Withdraw{id, expected, ending, reason}, asked, StoreThread::Urgency::urgent,
         [gone, tell](Outcome const& outcome) {
           if (!outcome) return tell(std::vector{outcome.error()});
           gone(outcome->version);
         });
}

// Days and windows are told by the office's clock, also those of what was announced before it was set to another zone.
void Desk::set_rules(PlaylistRules rules) {
  bool const other_zone = rules.utc_offset != rules_.playlist.utc_offset;
  rules_.playlist = std::move(rules);
  rules_.urgent.utc_offset = rules_.playlist.utc_offset;
  if (!other_zone) return;
  for (auto& [id, kept] : kept_) {
    auto item = *kept.item;
    item.schedule.utc_offset = rules_.playlist.utc_offset;
    kept.item = std::make_shared<Announcement const>(std::move(item));
  }
}

// The gate has another opinion than before.
void Desk::believe_clock(Now now) {
  if (gate_.trusted())
    for (auto& [id, kept] : kept_)
      if (!kept.ends_by) count_from(kept, now);
  backstage_.trust_clock(gate_.trusted());
  publish_all(Backstage::Haste::urgent);  // at once: what comes next is planned by this clock
}

// ---- once a second ------------------------------------------------------------------------------------------------

void Desk::watch_clock() {
  auto const now = counted_now();
  if (gate_.look(now)) {
    if (!gate_.trusted()) wiring_.warn("clock", faults().back());
    tell_event(gate_.trusted() ? "clock_trusted" : "clock_doubted", {}, "signboardd");
    believe_clock(now);
  }
  end_what_is_over({now.steady, latest_wall(now)});
}

// A clock may have been set on and back again between two looks; what was played by it is over. A time further on than
// the clock may be set without anybody's word was a slip of the clock, and ends nothing.
WallTime Desk::latest_wall(Now now) const {
  auto const played = wiring_.latest_played();
  return played > now.wall && played - now.wall <= rules_.clock_step ? played : now.wall;
}

void Desk::look_around() {
  watch_clock();
  auto const now = counted_now();
  if (dark_file_.is_set() && !dark_.contains("")) black_out_all("file", dark_file_.file().string());
  save_what_waits();
  if (now.wall - shown_flushed_ >= 1h || now.wall < shown_flushed_) flush_shown(now.wall);
}

// An urgent notice: by the wall, or by the clock that only counts, whichever comes first. An insert: once its span by
// the wall has passed. A clock that is set back neither brings it again nor takes away one that has not played yet.
bool Desk::is_over(Kept const& kept, Now now) const {
  auto const& until = kept.item->schedule.until;
  if (!ends_for_good(*kept.item) || !until) return false;
  if (!is_urgent(*kept.item)) return gate_.trusted() && now.wall >= *until;
  return kept.ends_by && (now.steady >= *kept.ends_by || now.wall >= *until);
}

// Off the wall at once, whatever the disk says.
void Desk::end_what_is_over(Now now) {
  std::vector<Id> over;
  for (auto& [id, kept] : kept_) {
    if (kept.is_over || !is_over(kept, now)) continue;
    kept.is_over = true;
    bulletin_.withdraw(id);
    over.push_back(id);
  }
  if (over.empty()) return;
  publish(Backstage::Haste::urgent);
  for (auto const& id : over)
    withdraw(id, {}, Ending::ended, ourselves(), [this, id](std::variant<Reply, std::vector<Error>> told) {
      auto const* const errors = std::get_if<std::vector<Error>>(&told);
      if (errors == nullptr || errors->empty()) return;
      wiring_.warn("store", errors->front());
      remove(id);
    });
}

void Desk::save_what_waits() {
  if (!store_) return;
  for (auto& [id, kept] : kept_) {
    if (kept.saved) continue;
    auto asked = ourselves();
    asked.actor = kept.owner;
    commit(Put{*kept.item, kept.origin, kept.owner, std::nullopt}, asked, StoreThread::Urgency::urgent,
           [this, id = id](Outcome const& outcome) {
             auto const known = kept_.find(id);
             if (!outcome || known == kept_.end()) return;
             known->second.saved = true;
             known->second.version = outcome->version;
             store_trouble_.reset();
             tell_event("saved", id, "signboardd");
           });
  }
}

void Desk::tell_event(std::string kind, std::string subject, std::string const& actor) {
  events_.tell({{"at", format_wall_time(clock_.now().wall, rules_.playlist.utc_offset)},
                {"kind", std::move(kind)},
                {"subject", std::move(subject)},
                {"actor", actor}});
}

// ---- faults -------------------------------------------------------------------------------------------------------

std::vector<Error> Desk::faults() const {
  auto all = doubles_;
  all.insert(all.end(), start_trouble_.begin(), start_trouble_.end());
  if (store_trouble_) all.push_back(*store_trouble_);
  if (latch_trouble_) all.push_back(*latch_trouble_);
  for (auto const& [id, kept] : kept_)
    if (!kept.saved) all.push_back(fault(Code::io, "desk.not_saved", {{"id", id}}));
  auto const now =
      format_wall_time(std::chrono::floor<std::chrono::seconds>(clock_.now().wall), rules_.playlist.utc_offset);
  if (gate_.doubt() == ClockGate::Doubt::before_build)
    all.push_back(fault(Code::unavailable, "clock.before_build", {{"now", now}}));
  if (gate_.doubt() == ClockGate::Doubt::before_record)
    all.push_back(
        fault(Code::unavailable, "clock.before_record",
              {{"now", now},
               {"last", format_wall_time(std::chrono::floor<std::chrono::seconds>(last_record_.value_or(WallTime{})),
                                         rules_.playlist.utc_offset)}}));
  if (gate_.doubt() == ClockGate::Doubt::stepped)
    all.push_back(fault(Code::unavailable, "clock.stepped", {{"now", now}}));
  return all;
}

}  // namespace signboard
