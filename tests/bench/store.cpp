// What the store costs, on the disk this program lies on: a change that is on the disk when it is answered, beside the
// bare fdatasync of 4 KiB of the same run; how many changes share one when 64 wait; and reading 10,000 announcements at
// the start.

#include "controller/store/store_thread.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/disk.hpp"
#include "tests/bench/statistics.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <stdexcept>

namespace signboard {
namespace {

constexpr int samples = 400;
constexpr double own_ms = 0.3;          // what a change may cost besides waiting for the disk
constexpr double syncs_a_commit = 1.5;  // a log that grows changes its length as well
constexpr int waiting = 64;
constexpr double changes_a_sync = 3;
constexpr int many = 10'000;
constexpr double load_goal_ms = 1'000;

std::unique_ptr<Store> opened(std::filesystem::path const& file) {
  auto store = Store::open(file, {});
  if (!store) throw std::runtime_error("the store does not open: " + std::string(store.error().id));
  return std::move(*store);
}

Change publication(int number) {
  Announcement item;
  item.id = "notice-" + std::to_string(number);
  item.title = "春季防火通知";
  item.texts = {{"zh-Hans", "根据防火期规定，禁止一切野外用火；违者依法处理。请各村相互转告。"}};
  return {"zhang", WallTime{std::chrono::nanoseconds{wall_time()}}, Put{item, Origin::desk, "office", {}}, {}};
}

double commit_ms(Store& store) {
  std::vector<double> times;
  for (int i = 0; i < samples; ++i) {
    auto const change = publication(i);
    auto const before = steady_time();
    auto const outcomes = store.commit({&change, 1});
    if (!outcomes || !outcomes->front()) throw std::runtime_error("a change was refused");
    times.push_back(milliseconds(before, steady_time()));
  }
  return percentile(times, 0.5);
}

// Each answer hands in the next change, so that as many are always waiting.
class Queue {
 public:
  explicit Queue(StoreThread& store) : store_(store) {}

  double changes_a_second() {
    auto const before = steady_time();
    for (int i = 0; i < waiting; ++i) hand_in();
    auto const work = boost::asio::make_work_guard(desk_);
    while (answered_ < total) desk_.run_one();
    return total / (milliseconds(before, steady_time()) / 1'000);
  }

 private:
  static constexpr int total = waiting * 100;

  void hand_in() {
    if (handed_in_ == total) return;
    store_.commit(publication(handed_in_++), StoreThread::Urgency::routine,
                  {desk_.get_executor(), [this](Outcome const& outcome) {
                     if (!outcome) throw std::runtime_error("a change was refused");
                     ++answered_;
                     hand_in();
                   }});
  }

  boost::asio::io_context desk_;
  StoreThread& store_;
  int handed_in_ = 0, answered_ = 0;
};

Figure figure(std::string name, std::string unit, double value, Bar bar) {
  Figure row;
  row.name = std::move(name);
  row.unit = std::move(unit);
  row.value = value;
  row.bar = bar;
  return row;
}

Figures store(Setup const& setup) {
  Folder const folder(setup.self.parent_path());
  auto const sync_before = median(fdatasyncs(folder.path(), samples, FileSize::grows));
  double single = 0, rate = 0;
  single = commit_ms(*opened(folder.path() / "single.db"));
  auto const sync = std::max(sync_before, median(fdatasyncs(folder.path(), samples, FileSize::grows)));
  {
    StoreThread thread(opened(folder.path() / "group.db"));
    rate = Queue(thread).changes_a_second();
  }
  std::vector<Change> all;
  for (int i = 0; i < many; ++i) all.push_back(publication(i));
  if (!opened(folder.path() / "many.db")->commit(all)) throw std::runtime_error("10,000 announcements were refused");
  auto const before = steady_time();
  auto const reopened = opened(folder.path() / "many.db");
  auto const open_ms = milliseconds(before, steady_time());
  auto const stored = reopened->load();
  auto const load_ms = milliseconds(before, steady_time());
  if (!stored || stored->announcements.size() != many) throw std::runtime_error("not all announcements came back");

  using On = Bar::On;
  using Sense = Bar::Sense;
  auto commit = figure("store", "ms", single, {On::value, Sense::at_most, own_ms + syncs_a_commit * sync});
  commit.baseline = sync;
  auto group =
      figure("store_group", "changes per fdatasync", rate * sync / 1'000, {On::value, Sense::at_least, changes_a_sync});
  group.more["changes_a_second"] = rate;
  group.more["fdatasync_ms"] = sync;
  auto load = figure("store_load", "ms", load_ms, {On::value, Sense::at_most, load_goal_ms});
  load.more["open_ms"] = open_ms;
  load.more["announcements"] = many;
  return {std::move(commit), std::move(group), std::move(load)};
}

constexpr Measurement all[] = {{"store", store}};

}  // namespace

std::span<Measurement const> store_measurements() { return all; }

}  // namespace signboard
