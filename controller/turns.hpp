#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

namespace signboard {

/// Lets so many pieces of work be under way at a time; the others wait in the order they came. What is in a hurry finds
/// short queues wherever it goes, and nothing begins beside it.
class Turns {
 public:
  using Done = std::function<void()>;
  /// Is given what it has to call once, when it is through, now or later.
  using Work = std::function<void(Done)>;

  /// `told` hears how many are under way whenever that changes, before one begins and before another does in its place.
  Turns(std::size_t at_once, std::function<void(std::size_t)> told) : room_(at_once), told_(std::move(told)) {}

  /// Begins now if there is room and nobody waits.
  void take(Work work);
  /// Begins now, whatever is under way, and nothing else does until it is through.
  void take_ahead(Work const& work);

 private:
  void begin_those_waiting();

  std::size_t room_;
  std::function<void(std::size_t)> told_;
  std::size_t under_way_ = 0, ahead_ = 0;
  std::deque<Work> waiting_;
  bool beginning_ = false;
};

}  // namespace signboard
