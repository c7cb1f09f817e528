#include "controller/store/store_thread.hpp"

#include "base/limits.hpp"
#include "tests/controller/store/support.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <future>

using namespace signboard;

namespace {

namespace asio = boost::asio;
using Lines = std::vector<std::string>;

// The thread that asks, and the store thread, which can be held up.
struct Fixture {
  Folder folder;
  std::filesystem::path file = folder.path() / "signboard.db";
  asio::io_context desk;
  asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(desk);
  StoreThread thread{opened(file)};
  Lines answers;
  std::size_t answered = 0;

  void commit(Change change, std::string name, StoreThread::Urgency urgency = StoreThread::Urgency::routine) {
    thread.commit(std::move(change), urgency, {desk.get_executor(), [this, name](Outcome outcome) {
                                                 answers.push_back(name + " " + refusal(outcome));
                                                 ++answered;
                                               }});
  }

  void commit_together(std::vector<Change> changes, std::string name) {
    thread.commit_together(std::move(changes),
                           {desk.get_executor(), [this, name](Result<std::vector<Outcome>> const& outcomes) {
                              auto const refused = outcomes ? std::ranges::count(*outcomes, false, &Outcome::has_value)
                                                            : std::ptrdiff_t{-1};
                              answers.push_back(name + " " + std::to_string(refused) + " refused");
                              ++answered;
                            }});
  }

  // Nothing is committed before the returned promise is kept.
  std::promise<void> hold_up() {
    std::promise<void> go;
    thread.visit([gone = std::make_shared<std::future<void>>(go.get_future())](Store&) { gone->wait(); });
    return go;
  }

  void await(std::size_t count) {
    while (answered < count && desk.run_one_for(std::chrono::seconds{60}) > 0) {
    }
    REQUIRE(answered == count);
  }

  // Rows of the ledger and what they are about, in the order in which they were committed.
  Lines ledger() {
    Lines lines;
    thread.stop();
    auto const store = opened(file);
    for (auto const& row : *store->ledger(0, 10'000)) lines.push_back(row.kind + " " + row.subject);
    return lines;
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a change is answered when it is on the disk") {
  commit(put("a"), "a");
  CHECK(answers.empty());
  await(1);
  CHECK(answers == Lines{"a accepted"});
  CHECK(ledger() == Lines{"put a"});
}

TEST_CASE_METHOD(Fixture, "what waits for the disk goes together, and each gets its own answer") {
  auto go = hold_up();
  commit(put("a"), "1");
  commit(put("a", "x", 0), "2");
  commit(withdraw("b"), "3");
  commit(put("c"), "4");
  go.set_value();
  await(4);
  CHECK(answers == Lines{"1 accepted", "2 store.in_force", "3 store.not_in_force", "4 accepted"});
}

TEST_CASE_METHOD(Fixture,
                 "changes that are expected are waited for and share a transaction, and an urgent one does not wait") {
  StoreThread patient(opened(folder.path() / "patient.db"), std::chrono::minutes{10});
  auto const hand_in = [&](std::string const& id, StoreThread::Urgency urgency) {
    patient.commit(put(id), urgency, {desk.get_executor(), [this, id](Outcome const& outcome) {
                                        answers.push_back(id + " " + refusal(outcome));
                                        ++answered;
                                      }});
  };
  patient.expect(3);
  hand_in("a", StoreThread::Urgency::routine);
  hand_in("urgent", StoreThread::Urgency::urgent);
  await(1);
  hand_in("b", StoreThread::Urgency::routine);
  hand_in("c", StoreThread::Urgency::routine);
  await(4);
  CHECK(answers == Lines{"urgent accepted", "a accepted", "b accepted", "c accepted"});
  hand_in("d", StoreThread::Urgency::routine);
  patient.stop();
  await(5);
  CHECK(answers.back() == "d accepted");
  CHECK(patient.tally().transactions == 3);
  CHECK(patient.tally().changes == 5);
}

TEST_CASE_METHOD(Fixture, "one that is expected and does not come is not waited for long") {
  thread.expect(2);
  commit(put("a"), "a");
  await(1);
  CHECK(answers == Lines{"a accepted"});
}

TEST_CASE_METHOD(Fixture, "a flush that empties the queue does not stop the waiting for the next") {
  thread.expect(2);
  commit(put("a"), "a");
  bool flushed = false;
  thread.flush(desk.get_executor(), [&flushed] { flushed = true; });
  await(1);
  while (!flushed && desk.run_one_for(std::chrono::seconds{60}) > 0) {
  }
  // The moment it was waiting for passes with nothing to do.
  bool passed = false;
  asio::steady_timer moment(desk, 2 * limits::store_gathering);
  moment.async_wait([&passed](boost::system::error_code) { passed = true; });
  while (!passed && desk.run_one_for(std::chrono::seconds{60}) > 0) {
  }
  commit(put("b"), "b");
  await(2);
  CHECK(answers == Lines{"a accepted", "b accepted"});
}

TEST_CASE_METHOD(Fixture, "urgent changes go first") {
  auto go = hold_up();
  commit(put("a"), "a");
  commit(put("b"), "b");
  commit(put("c"), "c", StoreThread::Urgency::urgent);
  commit(put("d"), "d", StoreThread::Urgency::urgent);
  go.set_value();
  await(4);
  CHECK(ledger() == Lines{"put c", "put d", "put a", "put b"});
}

TEST_CASE_METHOD(Fixture, "an urgent withdrawal does not overtake the announcement it withdraws") {
  auto go = hold_up();
  commit(put("a"), "a");
  commit(put("b"), "b");
  commit(put("b", "二"), "b again");
  commit(withdraw("b"), "withdraw", StoreThread::Urgency::urgent);
  go.set_value();
  await(4);
  CHECK(answers == Lines{"b accepted", "b again accepted", "withdraw accepted", "a accepted"});
  CHECK(ledger() == Lines{"put b", "put b", "withdraw b", "put a"});
}

TEST_CASE_METHOD(Fixture, "a blackout goes before everything that is not about one") {
  auto go = hold_up();
  commit(by(BlackOut{"lobby", ""}), "lobby");
  commit(put("a"), "a");
  commit(by(LiftBlackout{"lobby", ""}), "lift");
  commit(by(BlackOut{"", ""}), "all", StoreThread::Urgency::urgent);
  go.set_value();
  await(4);
  CHECK(ledger() == Lines{"blackout_on lobby", "blackout_off lobby", "blackout_on ", "put a"});
}

TEST_CASE_METHOD(Fixture, "of many changes that belong together all are kept or none, however many wait besides") {
  std::vector<Change> many, flawed;
  for (std::size_t i = 0; i < 2 * limits::store_queue; ++i) many.push_back(put("a-" + std::to_string(i)));
  flawed = many;
  flawed[7] = withdraw("nobody");
  auto go = hold_up();
  commit(put("before"), "before");
  commit_together(flawed, "flawed");
  commit(put("between"), "between");
  commit_together(many, "many");
  commit(put("behind"), "behind");
  go.set_value();
  await(5);
  CHECK(answers ==
        Lines{"before accepted", "flawed 1 refused", "between accepted", "many 0 refused", "behind accepted"});
  auto const rows = ledger();
  CHECK(rows.size() == many.size() + 3);
  CHECK(std::vector(rows.begin(), rows.begin() + 3) == Lines{"put before", "put between", "put a-0"});
  CHECK(rows.back() == "put behind");
}

TEST_CASE_METHOD(Fixture, "what is urgent goes before many changes that belong together, also while they are written") {
  std::vector<Change> many;
  for (int i = 0; i < 3'000; ++i) many.push_back(put("a-" + std::to_string(i)));
  auto go = hold_up();
  commit_together(many, "many");
  thread.visit([this](Store&) {  // just before they are written: it is on its way, but not there yet
    commit(put("urgent"), "urgent", StoreThread::Urgency::urgent);
  });
  go.set_value();
  await(2);
  CHECK(answers == Lines{"urgent accepted", "many 0 refused"});
  auto const rows = ledger();
  CHECK(rows.size() == 3'001);
  CHECK(rows.front() == "put urgent");
}

TEST_CASE_METHOD(Fixture, "what is urgent goes before others that are just being written, which keep their order") {
  auto go = hold_up();
  for (int i = 0; i < 200; ++i) commit(put("a-" + std::to_string(i)), "a-" + std::to_string(i));
  thread.visit([this](Store&) {  // just before they are written
    commit(put("urgent"), "urgent", StoreThread::Urgency::urgent);
  });
  go.set_value();
  await(201);
  CHECK(answers.front() == "urgent accepted");
  CHECK(answers.back() == "a-199 accepted");
  auto const rows = ledger();
  REQUIRE(rows.size() == 201);
  CHECK(rows.front() == "put urgent");
  for (std::size_t i = 0; i < 200; ++i) CHECK(rows[i + 1] == "put a-" + std::to_string(i));
}

TEST_CASE_METHOD(Fixture,
                 "an urgent withdrawal does not overtake many changes of which one is about its announcement") {
  auto go = hold_up();
  commit_together({put("a"), put("b"), put("c")}, "many");
  commit(withdraw("b"), "withdraw", StoreThread::Urgency::urgent);
  go.set_value();
  await(2);
  CHECK(answers == Lines{"many 0 refused", "withdraw accepted"});
  CHECK(ledger() == Lines{"put a", "put b", "put c", "withdraw b"});
}

TEST_CASE_METHOD(Fixture, "one urgent change after the other does not keep many changes off for ever") {
  std::vector<Change> many;
  for (int i = 0; i < 3'000; ++i) many.push_back(put("a-" + std::to_string(i)));
  bool through = false;
  thread.commit_together(many, {desk.get_executor(), [&](Result<std::vector<Outcome>> const& outcomes) {
                                  REQUIRE(outcomes.has_value());
                                  through = true;
                                }});
  std::size_t presses = 0;
  while (!through && presses < 2'000) {
    commit(put("urgent"), "urgent", StoreThread::Urgency::urgent);
    await(++presses);
  }
  CHECK(through);
  CHECK(ledger().size() == presses + 3'000);
}

TEST_CASE_METHOD(Fixture, "what is too much is refused at once, and an urgent change still finds room") {
  auto go = hold_up();
  for (std::size_t i = 0; i < limits::store_queue; ++i) commit(by(Record{}), "filler");
  commit(put("late"), "late");
  await(1);
  CHECK(answers == Lines{"late store.busy"});
  commit(put("urgent"), "urgent", StoreThread::Urgency::urgent);
  go.set_value();
  await(limits::store_queue + 2);
  CHECK(answers[1] == "urgent accepted");
  CHECK(ledger().size() == limits::store_queue + 1);
}

TEST_CASE_METHOD(Fixture, "there is room again when the answers are out") {
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < limits::store_queue / 2; ++i) commit(by(Record{}), "filler");
    await(limits::store_queue / 2 * static_cast<std::size_t>(round + 1));
  }
  CHECK(std::count(answers.begin(), answers.end(), "filler accepted") ==
        static_cast<std::ptrdiff_t>(limits::store_queue / 2 * 3));
}

TEST_CASE_METHOD(Fixture, "the log is kept short between two transactions, and nobody waits for it in one") {
  auto const longest = [this] { return std::filesystem::file_size(file.string() + "-wal"); };
  constexpr std::size_t changes = 300;
  for (std::size_t i = 0; i < changes; ++i) {
    commit(put("a-" + std::to_string(i), std::string(2'000, 'x')), "");
    await(i + 1);
  }
  CHECK(longest() < 1'200'000);  // 200 pages and one transaction; nobody having tidied up, it would be twice as much
  CHECK(longest() > 700'000);
}

TEST_CASE_METHOD(Fixture, "what is urgent does not wait until the log is short") {
  bool long_before = false, long_after = false;
  auto go = hold_up();
  for (int i = 0; i < 250; ++i)  // urgent, so that they do not give way
    commit(by(Record{Record::Kind::note, "x", std::string(4'000, 'x'), {}}), "", StoreThread::Urgency::urgent);
  thread.visit([&, this](Store&) {  // just before their transaction, so what is handed in now comes just behind it
    commit(by(BlackOut{"", ""}), "", StoreThread::Urgency::urgent);
    thread.visit([&, this](Store& store) {
      long_before = store.wants_tidying();
      thread.visit([&](Store& still) { long_after = still.wants_tidying(); });
    });
  });
  go.set_value();
  await(251);
  std::promise<bool> in_the_end;
  thread.visit([&, this](Store&) {  // behind the last answer, and what is done then
    thread.visit([&](Store& store) { in_the_end.set_value(store.wants_tidying()); });
  });
  CHECK_FALSE(in_the_end.get_future().get());
  CHECK(long_before);
  CHECK(long_after);
}

TEST_CASE_METHOD(Fixture, "stopping commits and answers what waits, and takes no more") {
  auto go = hold_up();
  for (int i = 0; i < 300; ++i) commit(put("a-" + std::to_string(i)), "put");
  go.set_value();
  thread.stop();
  commit(put("late"), "late");
  thread.back_up(folder.path() / "copy.db", {desk.get_executor(), [this](Result<void> const& result) {
                                               answers.push_back("copy " + std::string(result.error().id));
                                               ++answered;
                                             }});
  thread.flush(desk.get_executor(), [this] { ++answered; });
  await(303);
  CHECK(std::count(answers.begin(), answers.end(), "put accepted") == 300);
  CHECK(answers[300] == "late store.closed");
  CHECK(answers[301] == "copy store.closed");
  CHECK(ledger().size() == 300);
}

TEST_CASE_METHOD(Fixture, "a flush comes after the answers to everything before it") {
  auto go = hold_up();
  for (int i = 0; i < 600; ++i) commit(put("a-" + std::to_string(i)), "put");
  std::size_t answered_by_then = 0;
  thread.flush(desk.get_executor(), [&] {
    answered_by_then = answered;
    ++answered;
  });
  go.set_value();
  await(601);
  CHECK(answered_by_then == 600);
}

TEST_CASE_METHOD(Fixture, "a backup is made while changes go on") {
  for (int i = 0; i < 500; ++i) commit(put("a-" + std::to_string(i), std::string(2'000, 'x')), "put");
  await(500);
  std::string backed_up;
  thread.back_up(folder.path() / "copy.db", {desk.get_executor(), [&](Result<void> const& result) {
                                               backed_up = told(result);
                                               ++answered;
                                             }});
  for (int i = 0; i < 50; ++i) commit(put("b-" + std::to_string(i)), "put");
  await(551);
  CHECK(backed_up == "ok");
  CHECK(opened(folder.path() / "copy.db")->verify().has_value());
  thread.back_up(folder.path() / "none" / "copy.db", {desk.get_executor(), [&](Result<void> const& result) {
                                                        backed_up = told(result);
                                                        ++answered;
                                                      }});
  await(552);
  CHECK(backed_up != "ok");
}

TEST_CASE_METHOD(Fixture, "the store can be read between two transactions") {
  commit(put("a"), "a");
  Lines found;
  thread.visit([&](Store& store) { found = in_force(store); });
  thread.stop();
  CHECK(found.size() <= 1);
}
