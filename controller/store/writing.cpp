#include "controller/store/writing.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "controller/announcement_json.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/serializer.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace signboard {
namespace {

namespace json = boost::json;

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> origins{"desk", "file", "import"};
constexpr std::array<std::string_view, 2> endings{"withdrawn", "ended"};
constexpr std::array<std::string_view, 5> record_kinds{"started", "stopped", "fault", "refused", "note"};

/// Writes JSON with the members of objects in the order of their names.
class SortedWriter {
 public:
  std::string written(json::value const& value) {
    write(value);
    return std::move(out_);
  }

 private:
  void write(json::value const& value) {
    if (auto const* const object = value.if_object()) return write(*object);
    if (auto const* const list = value.if_array()) return write(*list);
    plain_.reset(&value);
    drain();
  }

  void write(json::array const& list) {
    char before = '[';
    for (auto const& entry : list) {
      out_ += std::exchange(before, ',');
      write(entry);
    }
    out_ += list.empty() ? "[]" : "]";
  }

  void write(json::object const& object) {
    std::vector<json::key_value_pair const*> members;
    members.reserve(object.size());
    for (auto const& member : object) members.push_back(&member);
    std::ranges::sort(members, {}, [](json::key_value_pair const* member) { return std::string_view(member->key()); });
    char before = '{';
    for (auto const* const member : members) {
      out_ += std::exchange(before, ',');
      plain_.reset(member->key());
      drain();
      out_ += ':';
      write(member->value());
    }
    out_ += members.empty() ? "{}" : "}";
  }

  void drain() {
    std::array<char, 1'024> some;  // NOLINT: is written before it is read
    while (!plain_.done()) out_ += plain_.read(some.data(), some.size());
  }

  json::serializer plain_;  // of what has no members
  std::string out_;
};

std::string utc(WallTime time) { return format_wall_time(time, std::chrono::minutes{0}); }

// The body of an announcement; nothing if it could not be read back as what it is.
std::optional<std::string> body_of(Announcement const& item) {
  std::array<unsigned char, 4'096> room;  // NOLINT: is written before it is read
  json::monotonic_resource beside(room.data(), room.size());
  json::value const document = to_json(item, &beside);
  PlaylistRules rules;
  rules.utc_offset = item.schedule.utc_offset;
  auto const read = read_announcement(document, rules, Marks::read);
  if (!read.errors.empty() || !(read.value == item)) return std::nullopt;
  auto body = canonical(document);
  if (first_bad_utf8(body)) return std::nullopt;
  return body;
}

Error not_in_force(Id const& id) { return fault(Code::not_found, "store.not_in_force", {{"id", id}}); }

// Whether what is in force is what the change was meant for.
Result<void> as_expected(Id const& id, std::optional<Version> expected, Version current) {
  if (!expected || *expected == current) return {};
  if (*expected == 0)
    return fault(Code::conflict, "store.in_force", {{"id", id}, {"version", std::to_string(current)}});
  if (current == 0) return not_in_force(id);
  return fault(Code::stale, "store.stale",
               {{"id", id}, {"expected", std::to_string(*expected)}, {"version", std::to_string(current)}});
}

bool is_screen(std::string_view name) { return name.empty() || is_slug(name); }

Error no_screen(std::string const& name) { return fault(Code::invalid, "config.bad_name", {{"name", name}}); }

}  // namespace

std::string canonical(json::value const& value) { return SortedWriter().written(value); }

std::string presentable(std::string_view words) {
  std::string text;
  while (text.size() < limits::ledger_words && !words.empty()) {
    auto const good = first_bad_utf8(words).value_or(words.size());
    text += words.substr(0, good);
    if (good < words.size()) text += "\uFFFD";
    words.remove_prefix(std::min(good + 1, words.size()));
  }
  if (text.size() <= limits::ledger_words) return text;
  auto end = limits::ledger_words;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + "…";
}

std::int64_t nanoseconds_of(WallTime time) { return time.time_since_epoch().count(); }
WallTime time_at(std::int64_t nanoseconds) { return WallTime{std::chrono::nanoseconds{nanoseconds}}; }
std::string_view name_of(Origin origin) { return origins.at(static_cast<std::size_t>(origin)); }
std::string_view name_of(Ending ending) { return endings.at(static_cast<std::size_t>(ending)); }

std::uint64_t add_to_ledger(Database& database, LedgerHead& head, LedgerRow row) {
  row.number = head.count + 1;
  auto hash = chained(head.hash, row);
  Query(database, "INSERT INTO ledger (number, at, actor, kind, subject, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        row.number, nanoseconds_of(row.at), row.actor, row.kind, row.subject, row.body, hash)
      .run();
  head = {row.number, std::move(hash)};
  return row.number;
}

std::uint64_t Writing::note(Change const& change, std::string_view kind, std::string subject, json::object body) {
  return add_to_ledger(
      database_, tally_.head,
      {0, change.at, presentable(change.actor), std::string(kind), std::move(subject), canonical(std::move(body))});
}

Outcome Writing::write(Change const& change) { return change.once ? once(change, *change.once) : apply(change); }

Outcome Writing::write_beside_others(Change const& change) {
  auto const before = tally_;
  Query(database_, "SAVEPOINT change").run();
  auto outcome = write(change);
  if (!outcome) {
    Query(database_, "ROLLBACK TO change").run();
    tally_ = before;
  }
  Query(database_, "RELEASE change").run();
  return outcome;
}

Outcome Writing::once(Change const& change, Once const& once) {
  if (once.key.empty() || once.key.size() > limits::ledger_words || once.request.size() > limits::ledger_words)
    return fault(Code::over_limit, "store.too_long",
                 {{"what", "key"}, {"limit", std::to_string(limits::ledger_words)}});
  {
    Query known(database_, "SELECT request, number, version FROM once WHERE key = ?", once.key);
    if (known.next()) {
      if (known.text(0) != once.request) return fault(Code::conflict, "store.key_reused", {{"key", once.key}});
      return Kept{known.count(1), known.count(2), Kept::Told::before};
    }
  }
  auto outcome = apply(change);
  if (!outcome) return outcome;
  Query(database_, "INSERT INTO once (key, request, at, number, version) VALUES (?, ?, ?, ?, ?)", once.key,
        once.request, nanoseconds_of(change.at), outcome->number, outcome->version)
      .run();
  // A few at a time, more than come: what is too old or too many is soon gone, and no change waits for it.
  Query(database_,
        "DELETE FROM once WHERE place IN (SELECT place FROM once ORDER BY place LIMIT 4) "
        "AND (at < ? OR place <= (SELECT max(place) FROM once) - ?)",
        nanoseconds_of(change.at - limits::once_kept), limits::once_keys)
      .run();
  return outcome;
}

Outcome Writing::apply(Change const& change) {
  return std::visit([&](auto const& what) { return apply(change, what); }, change.what);
}

Version Writing::version_in_force(Id const& id) {
  Query current(database_, "SELECT version FROM announcement WHERE id = ?", id);
  return current.next() ? current.count(0) : 0;
}

Outcome Writing::apply(Change const& change, Put const& put) {
  auto const& id = put.item.id;
  Version current = 0;
  bool same_origin = false;
  {
    Query in_force(database_, "SELECT version, origin = ? FROM announcement WHERE id = ?", name_of(put.origin), id);
    if (in_force.next()) {
      current = in_force.count(0);
      same_origin = in_force.number(1) == 1;
    }
  }
  if (auto fits = as_expected(id, put.expected, current); !fits) return fits.error();
  if (current == 0 && tally_.in_force >= limits::announcements)
    return fault(Code::over_limit, "store.full", {{"limit", std::to_string(limits::announcements)}});
  auto const body = body_of(put.item);
  if (!body) return fault(Code::invalid, "store.unfit", {{"id", id}});

  // Of what is in force the last version is known; of what was withdrawn it is not.
  Version version = current + 1;
  if (current == 0) {
    Query last(database_, "SELECT max(version) FROM history WHERE id = ?", id);
    if (last.next() && !last.is_null(0)) version = last.count(0) + 1;
  }
  auto const owner = presentable(put.owner);
  auto const number = add_to_ledger(
      database_, tally_.head,
      {0, change.at, presentable(change.actor), "put", id,
       // Sorted like any other body; the words stand first, so that verify() finds them without reading the rest.
       "{\"announcement\":" + *body + ",\"origin\":\"" + std::string(name_of(put.origin)) + "\",\"owner\":" +
           json::serialize(json::string_view(owner)) + ",\"version\":" + std::to_string(version) + "}"});
  // What ended the version before is not written there: this row says it.
  Query(database_, "INSERT INTO history (id, version, number) VALUES (?, ?, ?)", id, version, number).run();
  // Not an upsert, which would write the counter of AUTOINCREMENT for a new version too; and the origin is left alone
  // where it stays, for SQLite makes a table of all origins to check one.
  if (current == 0)
    Query(database_, "INSERT INTO announcement (id, version, number, origin, owner, body) VALUES (?, ?, ?, ?, ?, ?)",
          id, version, number, name_of(put.origin), owner, *body)
        .run();
  else if (same_origin)
    Query(database_, "UPDATE announcement SET version = ?, number = ?, owner = ?, body = ? WHERE id = ?", version,
          number, owner, *body, id)
        .run();
  else
    Query(database_, "UPDATE announcement SET version = ?, number = ?, origin = ?, owner = ?, body = ? WHERE id = ?",
          version, number, name_of(put.origin), owner, *body, id)
        .run();
  if (current == 0) ++tally_.in_force;
  return Kept{number, version};
}

Outcome Writing::apply(Change const& change, Withdraw const& withdraw) {
  auto const current = version_in_force(withdraw.id);
  if (current == 0) return not_in_force(withdraw.id);
  if (auto fits = as_expected(withdraw.id, withdraw.expected, current); !fits) return fits.error();
  auto const number =
      note(change, "withdraw", withdraw.id,
           {{"ending", name_of(withdraw.ending)}, {"reason", presentable(withdraw.reason)}, {"version", current}});
  Query(database_, "DELETE FROM announcement WHERE id = ?", withdraw.id).run();
  Query(database_, "UPDATE history SET ended = ? WHERE id = ? AND version = ?", number, withdraw.id, current).run();
  Query(database_, "DELETE FROM insert_span WHERE id = ?", withdraw.id).run();
  --tally_.in_force;
  return Kept{number, current};
}

Outcome Writing::apply(Change const& change, BlackOut const& blackout) {
  if (!is_screen(blackout.screen)) return no_screen(blackout.screen);
  auto const number = note(change, "blackout_on", blackout.screen, {{"reason", presentable(blackout.reason)}});
  // Said twice, it is dark since the first time.
  Query(database_, "INSERT INTO blackout (screen, since, actor, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        blackout.screen, nanoseconds_of(change.at), presentable(change.actor), presentable(blackout.reason))
      .run();
  return Kept{number};
}

Outcome Writing::apply(Change const& change, LiftBlackout const& lift) {
  if (!is_screen(lift.screen)) return no_screen(lift.screen);
  auto const number = note(change, "blackout_off", lift.screen, {{"reason", presentable(lift.reason)}});
  Query(database_, "DELETE FROM blackout WHERE screen = ?", lift.screen).run();
  return Kept{number};
}

Outcome Writing::apply(Change const& change, AcceptInsert const& insert) {
  if (!is_screen(insert.screen)) return no_screen(insert.screen);
  if (insert.from >= insert.until)
    return fault(Code::invalid, "playlist.never_valid", {{"from", utc(insert.from)}, {"until", utc(insert.until)}});
  auto const version = version_in_force(insert.id);
  if (version == 0) return not_in_force(insert.id);
  auto const number =
      note(change, "insert", insert.id,
           {{"from", utc(insert.from)}, {"screen", insert.screen}, {"until", utc(insert.until)}, {"version", version}});
  Query(database_, "DELETE FROM insert_span WHERE until <= ?", nanoseconds_of(change.at)).run();
  Query(database_, "INSERT INTO insert_span (id, screen, since, until) VALUES (?, ?, ?, ?)", insert.id, insert.screen,
        nanoseconds_of(insert.from), nanoseconds_of(insert.until))
      .run();
  return Kept{number, version};
}

Outcome Writing::apply(Change const& change, ConfirmClock const& confirm) {
  auto const source = presentable(confirm.source);
  auto const number = note(change, "clock", {}, {{"source", source}});
  Query(database_, "INSERT OR REPLACE INTO clock_confirmation (one, at, actor, source) VALUES (1, ?, ?, ?)",
        nanoseconds_of(change.at), presentable(change.actor), source)
      .run();
  return Kept{number};
}

Outcome Writing::apply(Change const& change, SetScreen const& set) {
  if (!is_slug(set.screen)) return no_screen(set.screen);
  if (set.key.size() + set.value.value_or("").size() > limits::ledger_words)
    return fault(Code::over_limit, "store.too_long",
                 {{"what", presentable(set.key)}, {"limit", std::to_string(limits::ledger_words)}});
  if (first_bad_utf8(set.key) || first_bad_utf8(set.value.value_or("")))
    return fault(Code::invalid, "store.unfit", {{"id", set.screen}});
  json::object body{{"key", set.key}};
  if (set.value) body["value"] = *set.value;
  auto const number = note(change, "screen", set.screen, std::move(body));
  if (!set.value) {
    Query(database_, "DELETE FROM screen_setting WHERE screen = ? AND key = ?", set.screen, set.key).run();
    return Kept{number};
  }
  Query(database_, "INSERT OR REPLACE INTO screen_setting (screen, key, value) VALUES (?, ?, ?)", set.screen, set.key,
        *set.value)
      .run();
  Query count(database_, "SELECT count(*) FROM screen_setting");
  if (count.next() && count.count(0) > limits::screen_settings)
    return fault(Code::over_limit, "store.too_many_settings", {{"limit", std::to_string(limits::screen_settings)}});
  return Kept{number};
}

Outcome Writing::apply(Change const& change, Shown const& shown) {
  return Kept{note(change, "shown", presentable(shown.screen),
                   {{"area", presentable(shown.area)},
                    {"from", utc(shown.from)},
                    {"id", presentable(shown.id)},
                    {"times", shown.times},
                    {"until", utc(shown.until)},
                    {"version", shown.version}}),
              shown.version};
}

Outcome Writing::apply(Change const& change, Record const& record) {
  json::object values;
  for (auto const& [name, value] : record.values) values[presentable(name)] = presentable(value);
  return Kept{note(change, record_kinds.at(static_cast<std::size_t>(record.kind)), presentable(record.subject),
                   {{"values", std::move(values)}, {"what", presentable(record.what)}})};
}

}  // namespace signboard
