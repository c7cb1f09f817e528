#include "controller/store/store_thread.hpp"

#include "base/limits.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace signboard {

namespace asio = boost::asio;

namespace {

// What a change is about; those about the same thing keep their order. Empty: nothing but the ledger.
std::string subject_of(What const& what) {
  struct Asked {
    std::string operator()(Put const& put) const { return "announcement " + put.item.id; }
    std::string operator()(Withdraw const& withdraw) const { return "announcement " + withdraw.id; }
    std::string operator()(AcceptInsert const& insert) const { return "announcement " + insert.id; }
    std::string operator()(BlackOut const&) const { return "blackout"; }  // that of all and that of one touch
    std::string operator()(LiftBlackout const&) const { return "blackout"; }
    std::string operator()(SetScreen const& set) const { return "screen " + set.screen; }
    std::string operator()(ConfirmClock const&) const { return "clock"; }
    std::string operator()(Shown const&) const { return {}; }
    std::string operator()(Record const&) const { return {}; }
  };
  return std::visit(Asked{}, what);
}

}  // namespace

// Changes of which all are done or none, and mostly it is one.
struct StoreThread::Job {
  std::vector<Change> changes;
  std::set<std::string> subjects;
  Urgency urgency = Urgency::routine;
  bool goes_alone = false;
  asio::any_io_executor on;
  std::function<void(Result<std::vector<Outcome>>)> answer;
  int gave_way = 0;  // how often

  bool is_about(std::set<std::string> const& others) const {
    return std::ranges::any_of(subjects, [&](std::string const& subject) { return others.contains(subject); });
  }
};

// Everything here is touched by the store thread alone.
struct StoreThread::Bench {
  struct Copy {
    std::unique_ptr<Store::BackUp> under_way;
    Return<Result<void>> back;
  };

  // The next transaction: the urgent jobs, each behind what came before it about the same thing; where there are none,
  // as many of the others as belong together.
  std::vector<Job> next_group() {
    std::set<std::string> pressed;
    for (auto const& job : jobs)
      if (job.urgency == Urgency::urgent) pressed.insert(job.subjects.begin(), job.subjects.end());
    auto const goes_first = [&](Job const& job) { return job.urgency == Urgency::urgent || job.is_about(pressed); };
    auto const others = std::stable_partition(jobs.begin(), jobs.end(), goes_first);
    auto end = others == jobs.begin() ? jobs.end() : others;
    end = std::ranges::find(jobs.begin(), end, true, &Job::goes_alone);
    if (end == jobs.begin()) ++end;
    end = std::min(end, jobs.begin() + static_cast<std::ptrdiff_t>(std::min(jobs.size(), limits::store_group)));
    std::vector<Job> group(std::make_move_iterator(jobs.begin()), std::make_move_iterator(end));
    jobs.erase(jobs.begin(), end);
    return group;
  }

  bool in_haste() const {
    return std::ranges::any_of(jobs, [](Job const& job) { return job.urgency == Urgency::urgent; });
  }

  static void answer(Job& job, Result<std::vector<Outcome>> outcomes) {
    asio::post(job.on, [answer = std::move(job.answer), outcomes = std::move(outcomes)]() mutable {
      answer(std::move(outcomes));
    });
  }

  // False if they gave way: then they wait again, before all that is not urgent.
  bool commit_group(std::vector<Job>& group, Store::GiveWay const& give_way) {
    if (group.front().goes_alone) {
      auto& job = group.front();
      auto outcomes = store->commit_together(job.changes, give_way);
      if (outcomes && outcomes->size() < job.changes.size()) return hand_back(group);
      answer(job, std::move(outcomes));
      return true;
    }
    std::vector<Change> changes;
    changes.reserve(group.size());
    for (auto& job : group) changes.push_back(std::move(job.changes.front()));
    auto outcomes = store->commit(changes, give_way);
    if (outcomes && outcomes->empty()) {
      for (std::size_t i = 0; i < group.size(); ++i) group[i].changes.front() = std::move(changes[i]);
      return hand_back(group);
    }
    if (outcomes) {
      for (std::size_t i = 0; i < group.size(); ++i) answer(group[i], std::vector{std::move((*outcomes)[i])});
    } else if (outcomes.error().code == Code::no_space && group.size() > 1) {
      commit_singly(group, changes);
    } else {
      for (auto& job : group) answer(job, outcomes.error());
    }
    return true;
  }

  bool hand_back(std::vector<Job>& group) {
    for (auto& job : group) ++job.gave_way;
    jobs.insert(jobs.begin(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
    return false;
  }

  // What is left of the disk may still hold a short urgent notice, if not the long text it was to be saved with.
  void commit_singly(std::vector<Job>& group, std::vector<Change> const& changes) {
    for (std::size_t i = 0; i < group.size(); ++i) answer(group[i], store->commit({&changes[i], 1}));
  }

  std::unique_ptr<Store> store;
  std::deque<Job> jobs;
  bool going = false, tidying = false;
  std::deque<Copy> copies;
};

StoreThread::StoreThread(std::unique_ptr<Store> store, std::chrono::milliseconds gathering)
    : bench_(std::make_unique<Bench>()), gathering_(gathering) {
  bench_->store = std::move(store);
}

StoreThread::~StoreThread() { stop(); }

void StoreThread::stop() {
  {
    std::lock_guard const lock(door_);
    if (!open_.exchange(false)) return;
  }
  arrival_.notify_one();
  thread_.join();
  bench_->copies.clear();
  bench_->store.reset();
}

void StoreThread::commit(Change change, Urgency urgency, Return<Outcome> back) {
  Job job;
  if (auto subject = subject_of(change.what); !subject.empty()) job.subjects.insert(std::move(subject));
  job.changes.push_back(std::move(change));
  job.urgency = urgency;
  job.on = std::move(back.on);
  job.answer = [answer = std::move(back.answer)](Result<std::vector<Outcome>> outcomes) {
    answer(outcomes ? std::move(outcomes->front()) : Outcome(outcomes.error()));
  };
  hand_in(std::move(job));
}

void StoreThread::commit_together(std::vector<Change> changes, Return<Result<std::vector<Outcome>>> back) {
  Job job;
  for (auto const& change : changes)
    if (auto subject = subject_of(change.what); !subject.empty()) job.subjects.insert(std::move(subject));
  job.changes = std::move(changes);
  job.goes_alone = true;
  job.on = std::move(back.on);
  job.answer = std::move(back.answer);
  hand_in(std::move(job));
}

void StoreThread::hand_in(Job job) {
  bool const urgent = job.urgency == Urgency::urgent;
  auto const room = limits::store_queue + (urgent ? limits::store_queue_urgent : 0);
  {
    std::lock_guard const lock(door_);
    if (!open_) return Bench::answer(job, fault(Code::unavailable, "store.closed"));
    if (waiting_ >= room)
      return Bench::answer(job, fault(Code::unavailable, "store.busy", {{"limit", std::to_string(room)}}));
    ++waiting_;
    if (urgent) ++urgent_;
    asio::post(thread_, [this, job = std::move(job)]() mutable {
      bench_->jobs.push_back(std::move(job));
      if (!bench_->going) go_on();
    });
  }
  arrival_.notify_one();
}

// The thread itself waits: it has nothing better to do, and sleeps more lightly than one that keeps timers.
void StoreThread::wait_for_expected() {
  std::unique_lock lock(door_);
  arrival_.wait_for(lock, gathering_, [this] {
    return waiting_ >= std::min<std::size_t>(expected_, limits::store_group) || urgent_ > 0 || !open_;
  });
}

// What is urgent is known here as soon as it is handed in, while a transaction is being written.
void StoreThread::commit_next() {
  constexpr int often_enough = 3;  // one notice after the other must not keep others off for ever
  auto group = bench_->next_group();
  auto const through = group.size();
  std::size_t changes = 0, urgent = 0;
  bool may_give_way = true;
  for (auto const& job : group) {
    changes += job.changes.size();
    if (job.urgency == Urgency::urgent) ++urgent;
    if (job.urgency == Urgency::urgent || job.gave_way == often_enough) may_give_way = false;
  }
  if (!bench_->commit_group(group, [&] { return may_give_way && urgent_ > 0; })) return;
  waiting_ -= through;
  urgent_ -= urgent;
  changes_ += changes;
  ++transactions_;
}

// Behind whatever has been handed in meanwhile: that is what makes a group.
void StoreThread::go_on() {
  bench_->going = true;
  if (bench_->jobs.size() < expected_) wait_for_expected();
  asio::post(thread_, [this] {
    if (!bench_->jobs.empty()) commit_next();
    bench_->going = false;
    if (!bench_->jobs.empty()) return go_on();
    if (bench_->store->wants_tidying()) tidy_up();
  });
}

// Behind what has come meanwhile, and not before something urgent: the next transaction will ask again.
void StoreThread::tidy_up() {
  if (std::exchange(bench_->tidying, true)) return;
  asio::post(thread_, [this] {
    bench_->tidying = false;
    if (!bench_->in_haste()) bench_->store->tidy();
  });
}

void StoreThread::flush(asio::any_io_executor const& on, std::function<void()> done) {
  if (!open_) {
    asio::post(on, std::move(done));
    return;
  }
  asio::post(thread_, [this, on, done = std::move(done)]() mutable {
    while (!bench_->jobs.empty()) commit_next();
    asio::post(on, std::move(done));
  });
}

void StoreThread::visit(std::function<void(Store&)> work) {
  if (!open_) return;
  asio::post(thread_, [this, work = std::move(work)] { work(*bench_->store); });
}

void StoreThread::back_up(std::filesystem::path file, Return<Result<void>> back) {
  if (!open_) {
    asio::post(back.on, [answer = std::move(back.answer)] { answer(fault(Code::unavailable, "store.closed")); });
    return;
  }
  asio::post(thread_, [this, file = std::move(file), back = std::move(back)]() mutable {
    auto begun = bench_->store->begin_back_up(file);
    if (!begun) {
      asio::post(back.on, [answer = std::move(back.answer), error = begun.error()] { answer(error); });
      return;
    }
    bench_->copies.push_back({std::move(*begun), std::move(back)});
    if (bench_->copies.size() == 1) copy_on();
  });
}

void StoreThread::copy_on() {
  asio::post(thread_, [this] {
    auto& copy = bench_->copies.front();
    // A stick may be slow; nobody who stops the daemon waits for it.
    auto const progress =
        open_ ? copy.under_way->step() : Result<Store::BackUp::Progress>(fault(Code::unavailable, "store.closed"));
    if (progress && *progress == Store::BackUp::Progress::going_on) {
      copy_on();
      return;
    }
    Result<void> outcome;
    if (!progress) outcome = progress.error();
    asio::post(copy.back.on, [answer = std::move(copy.back.answer), outcome = std::move(outcome)] { answer(outcome); });
    bench_->copies.pop_front();
    if (!bench_->copies.empty()) copy_on();
  });
}

}  // namespace signboard
