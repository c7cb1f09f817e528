#pragma once

#include "base/limits.hpp"
#include "controller/store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace signboard {

/// The store thread. Changes are values, and so are the answers, which come back on the executor the caller names.
/// Whatever is waiting when a transaction ends goes together into the next one, urgent changes first: 64 people wait
/// for the disk once, not 64 times. Nothing here makes the caller wait.
class StoreThread {
 public:
  /// `gathering` is how long the first of those that are expected waits for the others.
  explicit StoreThread(std::unique_ptr<Store> store, std::chrono::milliseconds gathering = limits::store_gathering);
  ~StoreThread();
  StoreThread(StoreThread const&) = delete;
  StoreThread& operator=(StoreThread const&) = delete;

  /// How an answer travels. The executor must live until stop() has returned.
  template <class Answer>
  struct Return {
    boost::asio::any_io_executor on;
    std::function<void(Answer)> answer;
  };

  enum class Urgency : std::uint8_t { routine, urgent };

  /// Changes about one announcement or screen keep their order, whatever their urgency. store.busy if too much waits
  /// already; store.closed after stop().
  void commit(Change change, Urgency urgency, Return<Outcome> back);

  /// All of them in one transaction or none (Store::commit_together). However many they are, something urgent about
  /// another announcement goes before them, also while they are being written.
  void commit_together(std::vector<Change> changes, Return<Result<std::vector<Outcome>>> back);

  /// How many routine changes are on their way to commit() or waiting there. They share a wait for the disk: a
  /// transaction begins when all of them have come, or a moment after the first did.
  void expect(std::size_t changes) { expected_ = changes; }

  struct Tally {
    std::uint64_t changes = 0, transactions = 0;  ///< since it was opened; each transaction waited for the disk once
  };
  Tally tally() const { return {changes_, transactions_}; }

  /// Once everything handed in before is answered.
  void flush(boost::asio::any_io_executor const& on, std::function<void()> done);

  /// Something else to do with the store, between two transactions: load(), verify(), an export. Nothing happens after
  /// stop().
  void visit(std::function<void(Store&)> work);

  /// Copies the store while changes go on.
  void back_up(std::filesystem::path file, Return<Result<void>> back);

  /// Commits and answers what waits, gives up a copy under way, then ends the thread and closes the store.
  void stop();

 private:
  void commit_next();
  void go_on();
  void wait_for_expected();
  void tidy_up();
  void copy_on();

  struct Job;
  void hand_in(Job job);

  struct Bench;  // what belongs to the thread
  std::unique_ptr<Bench> bench_;
  std::chrono::milliseconds gathering_;
  std::mutex door_;  // held by who hands something in, so that it is counted when it is there
  std::condition_variable arrival_;
  std::atomic<std::size_t> waiting_{0}, urgent_{0}, expected_{0};
  std::atomic<std::uint64_t> changes_{0}, transactions_{0};
  std::atomic<bool> open_{true};
  boost::asio::thread_pool thread_{1};
};

}  // namespace signboard
