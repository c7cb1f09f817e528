#pragma once

#include "controller/clock.hpp"
#include "controller/compose.hpp"
#include "controller/ink_table.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace signboard {

/// The render thread: the one place where type is set and ink is made. Orders are values, and so are the answers, which
/// come back on the executor the order names. Ink goes before composing: a picture that is on the wall is waited for.
class Workshop {
 public:
  Workshop(std::unique_ptr<Typesetter> typesetter, Clock const& clock);
  ~Workshop();
  Workshop(Workshop const&) = delete;
  Workshop& operator=(Workshop const&) = delete;

  /// Ends the thread; what is under way is finished and answered, what waits is forgotten. Must come before the
  /// executors that orders name are gone.
  void stop();

  /// One thing to be set; what it needs it brings along.
  using Order = std::function<Result<Composed>(Typesetter&)>;
  enum class Haste : std::uint8_t { none, urgent };

  /// The answers come in the order of the orders. What is urgent is set before all that waits.
  void compose(std::vector<Order> orders, boost::asio::any_io_executor answer_on,
               std::function<void(std::vector<Result<Composed>>)> answer, Haste haste = Haste::none);
  /// What compose() has done so far, and how long that took.
  struct Tally {
    std::uint64_t settings = 0;
    std::chrono::nanoseconds spent{0};
  };
  Tally tally() const { return {settings_, std::chrono::nanoseconds{spent_}}; }

  /// Something else that needs the typesetter: a picture of a draft, a measure. Waits behind ink and scenes in turn.
  void work(std::function<void(Typesetter&)> job);
  void ink(std::vector<InkOrder> orders, boost::asio::any_io_executor const& answer_on,
           std::function<void(std::vector<InkedTile>)> answer);

 private:
  void go_on();

  struct Bench;  // what belongs to the thread
  std::unique_ptr<Bench> bench_;
  Clock const& clock_;
  std::atomic<std::uint64_t> settings_{0};
  std::atomic<std::int64_t> spent_{0};  // ns
  boost::asio::thread_pool thread_{1};
};

}  // namespace signboard
