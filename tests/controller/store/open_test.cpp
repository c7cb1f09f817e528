#include "controller/store/schema.hpp"
#include "controller/store/store.hpp"
#include "tests/controller/store/support.hpp"

#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace signboard;

namespace {

using Lines = std::vector<std::string>;

std::string bytes_of(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(std::filesystem::path const& file, std::size_t offset, std::string const& bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(static_cast<std::streamoff>(offset));
  out << bytes;
}

}  // namespace

TEST_CASE("a store begins empty where there was none") {
  Folder const folder;
  auto const store = opened(folder.path() / "signboard.db");
  auto const stored = loaded(*store);
  CHECK(stored.announcements.empty());
  CHECK(stored.blackouts.empty());
  CHECK_FALSE(stored.clock.has_value());
  CHECK(store->head() == LedgerHead{});
  CHECK(store->verify().has_value());
}

TEST_CASE("a store of the first form is brought to the present one with all it holds") {
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  std::ifstream old(SIGNBOARD_SOURCE_DIR "/tests/controller/store/form_1.sql");
  REQUIRE(old.good());
  meddle(file, std::string(std::istreambuf_iterator<char>(old), {}));
  auto store = opened(file);
  CHECK(in_force(*store) == Lines{"spring/1 春耕", "fire/2 第二版"});
  CHECK(loaded(*store).blackouts.size() == 1);
  CHECK(store->head().count == 4);
  CHECK(told(store->verify()) == "ok");
  CHECK(commit(*store, by(SetScreen{"lobby", "power", "on"})).has_value());
  CHECK(commit(*store, put("fire", "第三版", 2))->version == 3);
  store.reset();
  CHECK(told(opened(file)->verify()) == "ok");
}

TEST_CASE("the first form is what it was when people's stores were made") {
  // Whoever changes schema_1.sql breaks the way from old stores: add a form instead.
  auto const form_of = [](std::string const& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    std::string form;
    auto const add = [](void* into, int, char** columns, char**) {
      static_cast<std::string*>(into)->append(columns[0]);
      return 0;
    };
    sqlite3_exec(database, "SELECT coalesce(sql, '') FROM sqlite_schema", add, &form, nullptr);
    sqlite3_close(database);
    return form;
  };
  std::ifstream old(SIGNBOARD_SOURCE_DIR "/tests/controller/store/form_1.sql");
  CHECK(form_of(std::string(schema_steps()[0])) == form_of(std::string(std::istreambuf_iterator<char>(old), {})));
}

TEST_CASE("a store of a newer program is left alone") {
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  opened(file);
  meddle(file, "PRAGMA user_version = 99");
  CHECK(id_of_error(file) == "store.newer");
}

TEST_CASE("a database of somebody else is left alone") {
  Folder const folder;
  auto const file = folder.path() / "contacts.db";
  meddle(file, "CREATE TABLE contact (name TEXT)");
  auto const before = bytes_of(file);
  CHECK(id_of_error(file) == "store.foreign");
  CHECK(bytes_of(file) == before);
}

TEST_CASE("a file that is no database is refused with the way out, and stays as it is") {
  Folder const folder;
  auto const file = folder.write("signboard.db", std::string(8'192, 'x'));
  auto const store = Store::open(file, {});
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().id == "store.corrupt");
  CHECK(worded(store.error(), Language::zh).find("signctl restore") != std::string::npos);
  CHECK(bytes_of(file) == std::string(8'192, 'x'));
}

TEST_CASE("a damaged page is found at the start, and the file stays as it is") {
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  {
    auto const store = opened(file);
    std::vector<Change> many;
    for (int i = 0; i < 500; ++i) many.push_back(put("a-" + std::to_string(i), std::string(200, 'x')));
    REQUIRE(store->commit(many).has_value());
  }
  auto const size = std::filesystem::file_size(file);
  REQUIRE(size > 100 * 4'096);
  int found = 0;
  for (std::size_t page = 20; page < 60; page += 4) {
    auto const whole = bytes_of(file);
    overwrite(file, page * 4'096, std::string(4'096, '\xA5'));
    auto const spoilt = bytes_of(file);
    auto const told_id = id_of_error(file);
    CHECK(told_id == "store.corrupt");
    if (told_id == "store.corrupt") ++found;
    CHECK(bytes_of(file) == spoilt);
    overwrite(file, 0, whole);
  }
  CHECK(found == 10);
  CHECK(id_of_error(file) == "ok");
}

TEST_CASE("a folder that is not there is told") {
  Folder const folder;
  CHECK(id_of_error(folder.path() / "none" / "signboard.db") == "store.cannot_open");
}

TEST_CASE("a path with signs that mean something in a URI is a path") {
  Folder const folder;
  auto const file = folder.path() / "公告 100%?mode=ro#x.db";
  opened(file);
  CHECK(std::filesystem::exists(file));
}

TEST_CASE("a store that is gone is not begun anew while the note of its ledger is there") {
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  {
    auto const store = opened(file);
    commit(*store, put("a"));
  }
  std::filesystem::remove(file);
  CHECK(id_of_error(file) == "store.vanished");
  std::filesystem::resize_file(folder.write("signboard.db", ""), 0);
  CHECK(id_of_error(file) == "store.vanished");
  std::filesystem::remove(folder.path() / "signboard.db.head");
  CHECK(id_of_error(file) == "ok");
}

TEST_CASE("a second opening in the same program is refused while the first lasts") {
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  auto first = opened(file);
  CHECK(id_of_error(file) == "store.locked");
  commit(*first, put("a"));
  first.reset();
  CHECK(id_of_error(file) == "ok");
}

TEST_CASE("a second process is refused while the first has the store") {
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  // The child must not inherit a connection, so it is there first; pipes tell when to go on.
  int ask[2], answer[2];
  REQUIRE((pipe(ask) == 0 && pipe(answer) == 0));
  pid_t const child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    char turn = 0;
    for (int i = 0; i < 2; ++i) {
      if (read(ask[0], &turn, 1) != 1) _exit(1);
      char const said = id_of_error(file) == "store.locked" ? 'L' : 'O';
      if (write(answer[1], &said, 1) != 1) _exit(1);
    }
    _exit(0);
  }
  auto const child_finds = [&] {
    char said = '?';
    bool const heard = write(ask[1], "?", 1) == 1 && read(answer[0], &said, 1) == 1;
    return heard ? said : '!';
  };
  {
    auto const store = opened(file);
    CHECK(child_finds() == 'L');
    CHECK(commit(*store, put("a")).has_value());
  }
  CHECK(child_finds() == 'O');
  int status = 0;
  waitpid(child, &status, 0);
  for (int const end : {ask[0], ask[1], answer[0], answer[1]}) close(end);
  CHECK(status == 0);
}

TEST_CASE("a store that may not be written is told as such") {
  if (geteuid() == 0) {
    WARN("not tried: root may write everything");
    return;
  }
  Folder const folder;
  auto const file = folder.path() / "signboard.db";
  opened(file);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  CHECK(id_of_error(file) == "store.denied");
}
