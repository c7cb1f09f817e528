#include "controller/store/store.hpp"
#include "tests/controller/store/support.hpp"

#include <fstream>

using namespace signboard;

namespace {

using Lines = std::vector<std::string>;
namespace fs = std::filesystem;

struct Fixture {
  Folder folder;
  fs::path file = folder.path() / "signboard.db";
  fs::path copy = folder.path() / "copy.db";
  StoreOptions options{std::chrono::minutes{480}, std::chrono::milliseconds{20}};
  Restorer restorer{"技术员", store_time(100)};

  Result<Restored> restore() { return restore_store(copy, file, restorer, options); }
  Lines names() const {
    Lines all;
    for (auto const& entry : fs::directory_iterator(folder.path())) all.push_back(entry.path().filename().string());
    std::sort(all.begin(), all.end());
    return all;
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a backup of a store in use brings everything back") {
  {
    auto const store = opened(file);
    commit(*store, put("a", "一"));
    commit(*store, by(BlackOut{"lobby", ""}));
    REQUIRE(told(store->back_up(copy)) == "ok");
    commit(*store, put("b", "二"));
  }
  CHECK(names() == Lines{"copy.db", "signboard.db", "signboard.db.head"});
  auto const restored = restore();
  REQUIRE(told(restored) == "ok");
  CHECK(restored->replaced.filename() == "signboard.db.replaced-20261122T083140Z");
  auto store = opened(file);
  CHECK(in_force(*store) == Lines{"a/1 一"});
  CHECK(loaded(*store).blackouts.size() == 1);
  CHECK(loaded(*store).trouble.empty());
  CHECK(store->head() == restored->head);
  CHECK(store->verify().has_value());
  auto const last = store->ledger(2, 5);
  REQUIRE(last->size() == 1);
  CHECK(last->front().actor == "技术员");
  CHECK(last->front().body.find("store.restored") != std::string::npos);
  store.reset();
  // What was replaced is whole, with what came after the backup.
  CHECK(in_force(*opened(restored->replaced)) == Lines{"a/1 一", "b/1 二"});
}

TEST_CASE_METHOD(Fixture, "a backup goes on while changes are made, and has them or not, whole") {
  auto const store = opened(file);
  std::vector<Change> many;
  for (int i = 0; i < 2'000; ++i) many.push_back(put("a-" + std::to_string(i), std::string(500, 'x')));
  REQUIRE(store->commit(many).has_value());
  auto copying = store->begin_back_up(copy);
  REQUIRE(copying.has_value());
  int steps = 0;
  for (;; ++steps) {
    auto const progress = (*copying)->step();
    REQUIRE(told(progress) == "ok");
    if (*progress == Store::BackUp::Progress::complete) break;
    CHECK_FALSE(fs::exists(copy));
    REQUIRE(commit(*store, put("b-" + std::to_string(steps), "y")).has_value());
  }
  CHECK(steps > 1);
  auto const there = opened(copy);
  CHECK(there->verify().has_value());
  CHECK(in_force(*there).size() == static_cast<std::size_t>(2'000 + steps));
}

TEST_CASE_METHOD(Fixture, "a backup has its name when it is complete, and takes the place of nothing") {
  auto const store = opened(file);
  commit(*store, put("a"));
  REQUIRE(store->back_up(copy).has_value());
  commit(*store, put("b"));
  CHECK(store->back_up(copy).error().id == "store.backup_exists");
  CHECK(in_force(*opened(copy)).size() == 1);
  fs::remove(copy);
  { auto const given_up = store->begin_back_up(copy); }
  CHECK(names() == Lines{"copy.db.head", "signboard.db", "signboard.db-wal"});
  auto const under_way = store->begin_back_up(copy);
  std::ofstream(copy) << "notes";  // somebody else's, put there meanwhile
  for (auto progress = (*under_way)->step();; progress = (*under_way)->step()) {
    if (progress && *progress == Store::BackUp::Progress::going_on) continue;
    REQUIRE(progress.has_error());
    CHECK(progress.error().id == "store.backup_exists");
    break;
  }
  CHECK(fs::file_size(copy) == 5);
  CHECK(store->back_up(folder.path()).error().id == "store.backup_exists");
  CHECK(store->back_up(file).error().id == "store.backup_exists");
}

TEST_CASE_METHOD(Fixture, "a backup to where nothing can be written is refused and leaves nothing") {
  auto const store = opened(file);
  commit(*store, put("a"));
  CHECK(store->back_up(folder.path() / "none" / "copy.db").error().id == "store.cannot_open");
  CHECK(commit(*store, put("b")).has_value());
}

TEST_CASE_METHOD(Fixture, "a store is restored where there is none") {
  {
    auto const store = opened(file);
    commit(*store, put("a", "一"));
    REQUIRE(store->back_up(copy).has_value());
  }
  fs::remove(file);
  auto const restored = restore();
  REQUIRE(told(restored) == "ok");
  CHECK(restored->replaced.empty());
  CHECK(in_force(*opened(file)) == Lines{"a/1 一"});
}

TEST_CASE_METHOD(Fixture, "a damaged store is replaced and kept as it was") {
  {
    auto const store = opened(file);
    commit(*store, put("a", "一"));
    REQUIRE(store->back_up(copy).has_value());
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << std::string(5'000, 'x');
  CHECK(id_of_error(file) == "store.corrupt");
  auto const restored = restore();
  REQUIRE(told(restored) == "ok");
  CHECK(fs::file_size(restored->replaced) == 5'000);
  CHECK(in_force(*opened(file)) == Lines{"a/1 一"});
}

TEST_CASE_METHOD(Fixture, "nothing is restored over a store in use") {
  auto const store = opened(file);
  commit(*store, put("a", "一"));
  REQUIRE(store->back_up(copy).has_value());
  commit(*store, put("b", "二"));
  CHECK(restore().error().id == "store.locked");
  CHECK(in_force(*store) == Lines{"a/1 一", "b/1 二"});
  CHECK(names() == Lines{"copy.db", "signboard.db", "signboard.db-wal"});
}

TEST_CASE_METHOD(Fixture, "a backup that is not in order does not replace anything") {
  {
    auto const store = opened(file);
    commit(*store, put("a", "一"));
    commit(*store, put("b", "二"));
    REQUIRE(store->back_up(copy).has_value());
  }
  auto const before = names();
  SECTION("its ledger was changed") {
    meddle(copy, without_triggers + "UPDATE ledger SET actor = 'x' WHERE number = 1");
    CHECK(restore().error().id == "store.ledger_changed");
  }
  SECTION("it is damaged") {
    fs::resize_file(copy, 3 * 4'096);
    CHECK(restore().error().id == "store.corrupt");
  }
  SECTION("it is no store") {
    fs::resize_file(copy, 0);
    CHECK(restore().error().id == "store.no_backup");
  }
  SECTION("it is a text") {
    std::ofstream(copy, std::ios::trunc) << std::string(2'000, 'x');
    CHECK(restore().error().id == "store.corrupt");
  }
  CHECK(names() == before);
  CHECK(in_force(*opened(file)) == Lines{"a/1 一", "b/1 二"});
}

TEST_CASE_METHOD(Fixture, "restoring twice keeps both former stores") {
  {
    auto const store = opened(file);
    commit(*store, put("a", "一"));
    REQUIRE(store->back_up(copy).has_value());
  }
  auto const first = restore();
  auto const second = restore();
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(first->replaced != second->replaced);
  CHECK(fs::exists(first->replaced));
  CHECK(fs::exists(second->replaced));
}
