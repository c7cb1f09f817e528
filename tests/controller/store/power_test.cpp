#include "tests/controller/store/faulty_disk.hpp"
#include "tests/controller/store/support.hpp"

#include <map>
#include <set>

// Nothing acknowledged is lost and nothing cancelled comes back, whenever the power goes. `signboard` promises that for
// years on cheap computers, so it is tried by the thousand: the short run with every test, the long one by its tag
// (`./dev soak`).

using namespace signboard;

namespace {

// What the store must hold, by what it has acknowledged.
struct Promise {
  std::map<Id, std::string> in_force;  // words
  std::set<Id> cancelled;
  std::set<std::string> dark;
  std::uint64_t rows = 0;

  bool operator==(Promise const& other) const {
    return in_force == other.in_force && dark == other.dark && rows == other.rows;
  }

  void keep(Change const& change) {
    if (auto const* const put = std::get_if<Put>(&change.what)) {
      in_force[put->item.id] = put->item.texts.front().words;
      cancelled.erase(put->item.id);
    } else if (auto const* const withdraw = std::get_if<Withdraw>(&change.what)) {
      if (in_force.erase(withdraw->id) == 0) return;  // refused
      cancelled.insert(withdraw->id);
    } else if (auto const* const blackout = std::get_if<BlackOut>(&change.what)) {
      dark.insert(blackout->screen);
    } else if (auto const* const lift = std::get_if<LiftBlackout>(&change.what)) {
      dark.erase(lift->screen);
    }
    ++rows;
  }
};

Promise found_in(Store& store) {
  Promise found;
  auto const stored = store.load();
  INFO(told(stored));
  REQUIRE(stored.has_value());
  for (auto const& each : stored->announcements) found.in_force[each.item->id] = each.item->texts.front().words;
  for (auto const& blackout : stored->blackouts) found.dark.insert(blackout.screen);
  found.rows = store.head().count;
  return found;
}

struct Tally {
  int rounds = 0, acknowledged = 0, lost = 0, back = 0, corrupt = 0;
};

class PowerTrial {
 public:
  PowerTrial(FaultyDisk::Durability durability, unsigned seed)
      : durability_(durability), disk_(durability), random_(seed) {}

  Tally run(int rounds) {
    for (; tally_.rounds < rounds; ++tally_.rounds) {
      auto store = start();
      if (!store) break;
      work(*store);
      auto whole = promise_;
      for (auto const& change : in_flight_) whole.keep(change);
      store.reset();
      disk_.cut_power_at(disk_.calls());  // if it is still on: it goes after the store was closed in order
      disk_.restore_power(random_);
      store = start();
      if (!store) break;
      judge(*store, whole);
    }
    return tally_;
  }

 private:
  std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random_()) % below; }

  // The power may also go while the machine starts, again and again.
  std::unique_ptr<Store> start() {
    for (int attempt = 0; attempt < 20; ++attempt) {
      if (attempt < 5 && pick(4) == 0) disk_.cut_power_at(disk_.calls() + 1 + pick(30));
      // The control loses what the note beside the store remembers; without it the store is simply opened.
      if (durability_ == FaultyDisk::Durability::normal) std::filesystem::remove(folder_.path() / "signboard.db.head");
      auto store = Store::open(folder_.path() / "signboard.db", {});
      if (disk_.has_power()) {
        disk_.cut_power_at(~std::uint64_t{0});
        if (store) return std::move(*store);
        ++tally_.corrupt;
        UNSCOPED_INFO(told(store));
        return nullptr;
      }
      if (store) store->reset();
      disk_.restore_power(random_);
    }
    return nullptr;
  }

  Change any_change() {
    auto const id = "a-" + std::to_string(pick(40));
    auto const screen = "s-" + std::to_string(pick(3));
    switch (pick(8)) {
      case 0:
      case 1:
        return withdraw(id);
      case 2:
        return by(BlackOut{screen, ""});
      case 3:
        return by(LiftBlackout{screen, ""});
      default:
        return put(id, std::to_string(++words_) + std::string(pick(10) == 0 ? pick(20'000) : pick(100), 'x'));
    }
  }

  void work(Store& store) {
    in_flight_.clear();
    if (pick(8) != 0) disk_.cut_power_at(disk_.calls() + 1 + pick(600));
    for (int group = 0; group < 60 && disk_.has_power(); ++group) {
      std::vector<Change> changes;
      for (auto i = 1 + pick(8); i > 0; --i) changes.push_back(any_change());
      if (!store.commit(changes)) {
        in_flight_ = changes;
        return;
      }
      for (auto const& change : changes) promise_.keep(change);
      tally_.acknowledged += static_cast<int>(changes.size());
      if (store.wants_tidying() && pick(4) == 0) store.tidy();
    }
  }

  void judge(Store& store, Promise const& whole) {
    auto const found = found_in(store);
    if (!(found == promise_) && !(found == whole)) {
      ++tally_.lost;
      for (auto const& [id, words] : found.in_force)
        if (promise_.cancelled.contains(id) && !whole.in_force.contains(id)) ++tally_.back;
    }
    if (auto const head = store.verify(); !head && head.error().id != "store.ledger_older") ++tally_.corrupt;
    auto cancelled = found == whole ? whole.cancelled : promise_.cancelled;
    promise_ = found;
    promise_.cancelled = std::move(cancelled);
    for (auto const& [id, words] : found.in_force) promise_.cancelled.erase(id);
  }

  Folder folder_{fast_folder()};
  FaultyDisk::Durability durability_;
  FaultyDisk disk_;
  std::mt19937 random_;
  Promise promise_;
  std::vector<Change> in_flight_;
  Tally tally_;
  std::uint64_t words_ = 0;
};

constexpr int rounds_a_store = 50;  // then a new one begins, so that beginnings are tried as well
constexpr unsigned first_seed = 20'261'122;

Tally try_power(FaultyDisk::Durability durability, int rounds) {
  Tally all;
  for (auto seed = first_seed; all.rounds < rounds; ++seed) {
    auto const one = PowerTrial(durability, seed).run(rounds_a_store);
    all.acknowledged += one.acknowledged;
    all.lost += one.lost;
    all.back += one.back;
    all.corrupt += one.corrupt;
    if (one.rounds < rounds_a_store) break;
    all.rounds += one.rounds;
  }
  WARN(all.rounds << " power cuts, " << all.acknowledged << " changes acknowledged; " << all.lost
                  << " times something lost, " << all.back << " announcements back, " << all.corrupt
                  << " stores not in order");
  return all;
}

void require_nothing_lost(int rounds, int least_acknowledged) {
  auto const tally = try_power(FaultyDisk::Durability::full, rounds);
  CHECK(tally.rounds == rounds);
  CHECK(tally.acknowledged >= least_acknowledged);
  CHECK(tally.lost == 0);
  CHECK(tally.back == 0);
  CHECK(tally.corrupt == 0);
}

// Where the same disk loses nothing of a store that does not sync, the trial itself is void.
void require_control_to_lose(int rounds) {
  auto const tally = try_power(FaultyDisk::Durability::normal, rounds);
  REQUIRE(tally.lost > 0);
  REQUIRE(tally.back > 0);
}

}  // namespace

TEST_CASE("nothing acknowledged is lost when the power goes") { require_nothing_lost(50, 1'000); }

TEST_CASE("without the sync at every commit something is lost, so the trial proves something") {
  require_control_to_lose(50);
}

TEST_CASE("a thousand power cuts lose nothing", "[.soak]") {
  require_control_to_lose(200);
  require_nothing_lost(1'000, 20'000);
}

TEST_CASE("what was synced before a power cut is all there, what was not is not relied upon") {
  FaultyDisk disk;
  Folder const folder{fast_folder()};
  std::mt19937 random(1);
  auto store = opened(folder.path() / "signboard.db");
  commit(*store, put("a", "一"));
  disk.cut_power_at(disk.calls() + 2);
  CHECK_FALSE(store->commit(std::vector{put("b", "二")}).has_value());
  CHECK_FALSE(disk.has_power());
  store.reset();
  disk.restore_power(random);
  auto const ids = in_force(*opened(folder.path() / "signboard.db"));
  REQUIRE_FALSE(ids.empty());
  CHECK(ids.front() == "a/1 一");
}
