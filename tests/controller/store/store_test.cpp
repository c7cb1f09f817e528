#include "controller/store/store.hpp"

#include "base/limits.hpp"
#include "tests/controller/store/support.hpp"

#include <boost/json/parse.hpp>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

using Lines = std::vector<std::string>;

struct Fixture {
  Folder folder;
  std::filesystem::path file = folder.path() / "signboard.db";
  std::unique_ptr<Store> store = opened(file);

  void reopen() {
    store.reset();
    store = opened(file);
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "what was put is there after reopening, in the order in which the ids first came") {
  REQUIRE(commit(*store, put("b", "一")).has_value());
  REQUIRE(commit(*store, put("a", "二")).has_value());
  REQUIRE(commit(*store, put("b", "三")).has_value());
  reopen();
  CHECK(in_force(*store) == Lines{"b/2 三", "a/1 二"});
}

TEST_CASE_METHOD(Fixture, "everything about an announcement outlives a restart") {
  Announcement item = notice("a");
  item.title = "标题";
  item.texts = {{"zh-Hans", "防火"}, {"bo", "མེ"}};
  item.rank = Rank::urgent;
  item.style.motion = {Effect::page, 7, 900ms, 4, Transition::roll};
  item.style.ink = Rgb{1, 2, 3};
  item.schedule.from = store_time();
  item.schedule.until = store_time(60) + 1ns;
  item.schedule.weekdays = 0x7B;
  item.schedule.windows = {{960min, 1080min}};
  item.screens = {"lobby"};
  item.published = store_time(1);
  REQUIRE(commit(*store, by(Put{item, Origin::import, "县里", {}})).has_value());
  reopen();
  auto const stored = loaded(*store);
  REQUIRE(stored.announcements.size() == 1);
  CHECK(*stored.announcements[0].item == item);
  CHECK(stored.announcements[0].origin == Origin::import);
  CHECK(stored.announcements[0].owner == "县里");
  CHECK(stored.trouble.empty());
}

TEST_CASE_METHOD(Fixture, "a version is never used twice, not even after a withdrawal") {
  CHECK(commit(*store, put("a"))->version == 1);
  CHECK(commit(*store, put("a"))->version == 2);
  CHECK(commit(*store, withdraw("a"))->version == 2);
  CHECK(in_force(*store).empty());
  reopen();
  CHECK(commit(*store, put("a"))->version == 3);
}

TEST_CASE_METHOD(Fixture, "who has seen an older version may not overwrite the newer one") {
  commit(*store, put("a", "一"));
  commit(*store, put("a", "二", 1));
  auto const late = commit(*store, put("a", "三", 1));
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().code == Code::stale);
  CHECK(late.error().id == "store.stale");
  CHECK(value_of(late.error(), "version") == "2");
  CHECK(refusal(commit(*store, withdraw("a", 1))) == "store.stale");
  CHECK(in_force(*store) == Lines{"a/2 二"});
}

TEST_CASE_METHOD(Fixture, "an announcement that must be new is refused where its id is in force") {
  CHECK(commit(*store, put("a", "一", 0)).has_value());
  CHECK(refusal(commit(*store, put("a", "二", 0))) == "store.in_force");
  commit(*store, withdraw("a"));
  CHECK(commit(*store, put("a", "三", 0))->version == 2);
}

TEST_CASE_METHOD(Fixture, "an edit that was begun before a withdrawal does not bring the announcement back") {
  commit(*store, put("a"));
  commit(*store, withdraw("a"));
  CHECK(refusal(commit(*store, put("a", "二", 1))) == "store.not_in_force");
  CHECK(refusal(commit(*store, withdraw("a"))) == "store.not_in_force");
  CHECK(in_force(*store).empty());
}

TEST_CASE_METHOD(Fixture, "a refused change spoils neither its neighbours nor the ledger") {
  std::vector<Change> const changes{put("a", "一"), put("b", "二", 7), put("a", "三", 0), put("c", "四"),
                                    withdraw("x")};
  auto const outcomes = store->commit(changes);
  REQUIRE(outcomes.has_value());
  Lines became;
  for (auto const& outcome : *outcomes) became.push_back(refusal(outcome));
  CHECK(became == Lines{"accepted", "store.not_in_force", "store.in_force", "accepted", "store.not_in_force"});
  CHECK(in_force(*store) == Lines{"a/1 一", "c/1 四"});
  CHECK(store->head().count == 2);
  CHECK(store->verify().has_value());
}

TEST_CASE_METHOD(Fixture, "changes of one transaction see each other") {
  std::vector<Change> const changes{put("a", "一"), put("a", "二", 1), withdraw("a", 2), put("a", "三", 0)};
  auto const outcomes = store->commit(changes);
  REQUIRE(outcomes.has_value());
  for (auto const& outcome : *outcomes) CHECK(refusal(outcome) == "accepted");
  CHECK(in_force(*store) == Lines{"a/3 三"});
}

TEST_CASE_METHOD(Fixture, "a request that is sent twice happens once and gets the same answer") {
  auto const first = commit(*store, once(put("a", "一"), "key-1"));
  reopen();
  auto const second = commit(*store, once(put("a", "一"), "key-1"));
  REQUIRE(second.has_value());
  CHECK(second->told == Kept::Told::before);
  CHECK(second->version == first->version);
  CHECK(second->number == first->number);
  CHECK(in_force(*store) == Lines{"a/1 一"});
  CHECK(refusal(commit(*store, once(put("a", "二"), "key-1", "another"))) == "store.key_reused");
}

TEST_CASE_METHOD(Fixture, "an urgent notice that was cancelled is not brought back by a request sent again") {
  commit(*store, once(put("a"), "key-1"));
  commit(*store, withdraw("a"));
  CHECK(commit(*store, once(put("a"), "key-1"))->told == Kept::Told::before);
  CHECK(in_force(*store).empty());
}

TEST_CASE_METHOD(Fixture, "a refused request may be sent again with its key") {
  CHECK(refusal(commit(*store, once(put("a", "一", 3), "key-1"))) == "store.not_in_force");
  CHECK(commit(*store, once(put("a", "一"), "key-1"))->told == Kept::Told::now);
}

TEST_CASE_METHOD(Fixture, "keys are forgotten after a day, and beyond their number") {
  commit(*store, once(put("old"), "old"));
  auto later = once(put("new"), "new");
  later.at = store_time() + limits::once_kept + 1s;
  commit(*store, later);
  CHECK(commit(*store, once(put("old"), "old"))->told == Kept::Told::now);

  std::vector<Change> many;
  for (std::size_t i = 0; i <= limits::once_keys; ++i) many.push_back(once(by(Record{}), "many-" + std::to_string(i)));
  REQUIRE(store->commit(many).has_value());
  CHECK(commit(*store, once(by(Record{}), "many-0"))->told == Kept::Told::now);
  CHECK(commit(*store, once(by(Record{}), "many-" + std::to_string(limits::once_keys)))->told == Kept::Told::before);
}

TEST_CASE_METHOD(Fixture, "a blackout holds over a restart until it is lifted, each screen by itself") {
  commit(*store, by(BlackOut{"", "演练"}));
  commit(*store, by(BlackOut{"lobby", "故障"}, "li"));
  auto again = by(BlackOut{"lobby", "又一次"}, "wang");
  again.at = store_time(5);
  CHECK(commit(*store, again).has_value());
  reopen();
  auto stored = loaded(*store);
  REQUIRE(stored.blackouts.size() == 2);
  CHECK(stored.blackouts[0].screen.empty());
  CHECK(stored.blackouts[1].screen == "lobby");
  CHECK(stored.blackouts[1].actor == "li");
  CHECK(stored.blackouts[1].reason == "故障");
  CHECK(stored.blackouts[1].since == store_time());
  commit(*store, by(LiftBlackout{"", "完"}));
  CHECK(loaded(*store).blackouts.size() == 1);
  commit(*store, by(LiftBlackout{"lobby", ""}));
  CHECK(commit(*store, by(LiftBlackout{"lobby", ""})).has_value());
  CHECK(loaded(*store).blackouts.empty());
  CHECK(refusal(commit(*store, by(BlackOut{"No Such", ""}))) == "config.bad_name");
}

TEST_CASE_METHOD(Fixture, "accepted inserts are kept until they are over or their announcement is withdrawn") {
  commit(*store, put("a"));
  commit(*store, put("b"));
  commit(*store, by(AcceptInsert{"a", "lobby", store_time(0), store_time(10)}));
  commit(*store, by(AcceptInsert{"b", "", store_time(0), store_time(100)}));
  CHECK(refusal(commit(*store, by(AcceptInsert{"x", "", store_time(0), store_time(1)}))) == "store.not_in_force");
  CHECK(refusal(commit(*store, by(AcceptInsert{"a", "", store_time(1), store_time(1)}))) == "playlist.never_valid");
  reopen();
  auto stored = loaded(*store);
  REQUIRE(stored.inserts.size() == 2);
  CHECK(stored.inserts[0].id == "a");
  CHECK(stored.inserts[0].screen == "lobby");
  CHECK(stored.inserts[0].until == store_time(10));
  auto later = by(AcceptInsert{"b", "gate", store_time(20), store_time(30)});
  later.at = store_time(10);
  commit(*store, later);
  CHECK(loaded(*store).inserts.size() == 2);
  commit(*store, withdraw("b"));
  CHECK(loaded(*store).inserts.empty());
}

TEST_CASE_METHOD(Fixture, "the confirmation of the clock and the settings of screens outlive a restart") {
  commit(*store, by(ConfirmClock{"ntp"}));
  commit(*store, by(SetScreen{"lobby", "brightness", "40"}));
  commit(*store, by(SetScreen{"lobby", "power", "off"}));
  commit(*store, by(SetScreen{"lobby", "brightness", "50"}));
  commit(*store, by(SetScreen{"lobby", "power", {}}));
  reopen();
  auto const stored = loaded(*store);
  REQUIRE(stored.clock.has_value());
  CHECK(stored.clock->at == store_time());
  CHECK(stored.clock->source == "ntp");
  REQUIRE(stored.screens.size() == 1);
  CHECK(stored.screens.at("lobby") == std::map<std::string, std::string>{{"brightness", "50"}});
  CHECK(refusal(commit(*store, by(SetScreen{"lobby", "k", std::string(limits::ledger_words, 'x')}))) ==
        "store.too_long");
  CHECK(refusal(commit(*store, by(SetScreen{"Lobby 1", "k", "v"}))) == "config.bad_name");
}

TEST_CASE_METHOD(Fixture, "every version an announcement had can be told, with who and when and how it ended") {
  commit(*store, put("a", "一"));
  commit(*store, by(Put{notice("a", "二"), Origin::file, "", {}}, "li"));
  auto end = by(Withdraw{"a", {}, Ending::ended, ""});
  end.at = store_time(9);
  commit(*store, end);
  commit(*store, put("a", "三"));
  reopen();
  auto const history = store->history("a");
  REQUIRE(history.has_value());
  REQUIRE(history->size() == 3);
  CHECK((*history)[0].ending == "replaced");
  CHECK((*history)[1].actor == "li");
  CHECK((*history)[1].ending == "ended");
  CHECK((*history)[1].ended == store_time(9));
  CHECK((*history)[2].version == 3);
  CHECK((*history)[2].ending.empty());
  CHECK_FALSE((*history)[2].ended.has_value());
  CHECK(boost::json::parse((*history)[1].body).at("text") == "二");
  CHECK(store->history("b")->empty());
}

TEST_CASE_METHOD(Fixture, "what could not be read back is not taken") {
  auto bad_words = put("a", "\xff");
  CHECK(refusal(commit(*store, bad_words)) == "store.unfit");
  CHECK(refusal(commit(*store, put("No Slug"))) == "store.unfit");
  CHECK(refusal(commit(*store, put("a", "   "))) == "store.unfit");
  auto endless = put("a");
  std::get<Put>(endless.what).item.rank = Rank::urgent;
  CHECK(refusal(commit(*store, endless)) == "store.unfit");
  CHECK(store->head().count == 0);
}

TEST_CASE_METHOD(Fixture,
                 "a stored announcement that does not fit the rules of today is told, and the others are there") {
  commit(*store, put("a", "一"));
  commit(*store, put("b", "二"));
  store.reset();
  meddle(file, "UPDATE announcement SET body = replace(body, '\"lines\":1', '\"lines\":99') WHERE id = 'a'");
  store = opened(file);
  CHECK(in_force(*store) == Lines{"b/1 二"});
  auto const trouble = loaded(*store).trouble;
  REQUIRE(trouble.size() == 1);
  CHECK(trouble[0].id == "store.unreadable");
  CHECK(value_of(trouble[0], "id") == "a");
  CHECK(value_of(trouble[0], "reason") == "toml.out_of_range");
}

TEST_CASE_METHOD(Fixture, "beyond the limit nothing more comes into force, but edits and withdrawals go on") {
  std::vector<Change> all;
  for (std::size_t i = 0; i < limits::announcements; ++i) all.push_back(put("a-" + std::to_string(i), "x"));
  REQUIRE(store->commit(all).has_value());
  CHECK(refusal(commit(*store, put("one-more"))) == "store.full");
  CHECK(commit(*store, put("a-7")).has_value());
  CHECK(commit(*store, withdraw("a-8")).has_value());
  CHECK(commit(*store, put("one-more")).has_value());
  reopen();
  CHECK(refusal(commit(*store, put("two-more"))) == "store.full");
  CHECK(loaded(*store).announcements.size() == limits::announcements);
}

TEST_CASE_METHOD(Fixture, "a log that nobody shortens does not grow for ever") {
  for (int i = 0; i < 40; ++i) {
    std::vector<Change> many(100, by(Record{Record::Kind::note, "x", std::string(4'000, 'x'), {}}));
    REQUIRE(store->commit(many).has_value());
  }
  CHECK(store->head().count == 4'000);  // 16 MB
  CHECK(std::filesystem::file_size(file.string() + "-wal") < 10'000'000);
}

TEST_CASE_METHOD(Fixture,
                 "of changes that belong together all are kept, or none, and each says what is wrong with it") {
  auto const never = [] { return false; };
  commit(*store, put("a", "一"));
  std::vector const sound{put("b"), put("a", "二"), put("c")};
  auto const kept = store->commit_together(sound, never);
  REQUIRE(kept.has_value());
  CHECK(in_force(*store) == Lines{"a/2 二", "b/1 公告", "c/1 公告"});
  std::vector const flawed{put("d"), put("a", "三", 1), withdraw("c"), withdraw("nobody")};
  auto const refused = store->commit_together(flawed, never);
  REQUIRE(refused.has_value());
  Lines told;
  for (auto const& outcome : *refused) told.push_back(refusal(outcome));
  CHECK(told == Lines{"accepted", "store.stale", "accepted", "store.not_in_force"});
  CHECK(in_force(*store) == Lines{"a/2 二", "b/1 公告", "c/1 公告"});
  CHECK(store->head().count == 4);
  reopen();
  CHECK(in_force(*store) == Lines{"a/2 二", "b/1 公告", "c/1 公告"});
  CHECK(store->verify().has_value());
}

TEST_CASE_METHOD(Fixture, "changes that give way have not happened") {
  int asked = 0;
  auto const gave_way = store->commit_together(std::vector{put("a"), put("b"), put("c")}, [&] { return ++asked == 3; });
  REQUIRE(gave_way.has_value());
  CHECK(gave_way->empty());
  CHECK(in_force(*store).empty());
  CHECK(store->head().count == 0);
  CHECK(commit(*store, put("d")).has_value());
  CHECK(store->verify().has_value());
}

TEST_CASE_METHOD(Fixture, "words of any kind may be told to the ledger") {
  std::string const bytes("\xff\xfe\0zero\n\x1b[0m", 12);
  CHECK(commit(*store, by(Record{Record::Kind::fault, bytes, "link.no_reply", {{bytes, bytes}}}, bytes)).has_value());
  std::string const endless(100'000, 'x');
  CHECK(commit(*store, by(Record{Record::Kind::note, endless, endless, {{"k", endless}}}, endless)).has_value());
  auto const rows = store->ledger(0, 10);
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[1].actor.size() == limits::ledger_words + 3);
  CHECK(boost::json::parse((*rows)[0].body).is_object());
  CHECK(store->verify().has_value());
}
