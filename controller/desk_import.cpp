// An announcement file that is brought in: whole or not at all.

#include "controller/desk.hpp"
#include "controller/playlist_file.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace signboard {

namespace json = boost::json;

void Desk::import_playlist(std::string const& toml, Asked const& asked, Tell const& tell) {
  auto read = read_playlist(toml, "import", rules_.playlist);
  if (!read.errors.empty()) return tell(std::move(read.errors));
  for (auto const& item : read.value.announcements)
    if (item.rank >= Rank::urgent)
      return tell(std::vector{fault(Code::invalid, "desk.urgent_in_import", {{"id", item.id}})});
  check_import(std::move(read.value.announcements), asked, tell);
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

// What may be replaced is looked at when it is handed in, and must still be that when it is written: an urgent notice
// raised meanwhile under one of the ids stays.
void Desk::keep_import(std::vector<AnnouncementPtr> const& items, Asked const& asked, Tell const& tell) {
  if (!store_) return tell(std::vector{store_trouble_.value_or(fault(Code::unavailable, "store.closed"))});
  std::vector<Change> changes;
  changes.reserve(items.size());
  for (auto const& item : items) {
    auto const& id = item->id;
    if (is_urgent_id(id)) return tell(std::vector{fault(Code::conflict, "desk.is_urgent", {{"id", id}})});
    if (!is_free(*item, tell)) return;
    auto const known = kept_.find(id);
    auto const version = known == kept_.end() ? Version{0} : known->second.version;
    std::optional<Once> once;
    if (!asked.idempotency_key.empty()) once = Once{asked.idempotency_key + "/" + id, asked.request};
    changes.push_back(
        {asked.actor, clock_.now().wall, Put{*item, Origin::import, asked.actor, version}, std::move(once)});
  }
  auto const kept = [this, items, asked, tell](Result<std::vector<Outcome>> outcomes) {
    if (!outcomes) return tell(std::vector{outcomes.error()});
    std::vector<Error> errors;
    for (auto const& outcome : *outcomes)
      if (!outcome) errors.push_back(outcome.error());
    if (!errors.empty()) return tell(std::move(errors));
    json::array added, replaced;
    for (std::size_t i = 0; i < items.size(); ++i) {
      auto const& [number, version, told] = *(*outcomes)[i];
      (version == 1 ? added : replaced).emplace_back(items[i]->id);
      if (told == signboard::Kept::Told::before) continue;
      put_in_force({items[i], version, Origin::import, asked.actor});
      tell_event("announcement", items[i]->id, asked.actor);
    }
    publish();
    tell(plain_reply(json::object{{"added", std::move(added)}, {"replaced", std::move(replaced)}}));
  };
  store_->commit_together(std::move(changes), {wiring_.executor, kept});
}

}  // namespace signboard
