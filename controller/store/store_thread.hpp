#pragma once

#include "controller/store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <functional>
#include <memory>

namespace signboard {

/// The store thread. Changes are values, and so are the answers, which come back on the executor the caller names.
/// Whatever is waiting when a transaction ends goes together into the next one, urgent changes first: 64 people wait
/// for the disk once, not 64 times. Nothing here makes the caller wait.
class StoreThread {
 public:
  explicit StoreThread(std::unique_ptr<Store> store);
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
  void go_on();
  void copy_on();

  struct Bench;  // what belongs to the thread
  std::unique_ptr<Bench> bench_;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<bool> open_{true};
  boost::asio::thread_pool thread_{1};
};

}  // namespace signboard
