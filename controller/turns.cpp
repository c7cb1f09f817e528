#include "controller/turns.hpp"

#include <utility>

namespace signboard {

void Turns::take(Work work) {
  waiting_.push_back(std::move(work));
  begin_those_waiting();
}

void Turns::take_ahead(Work const& work) {
  ++ahead_;
  work([this] {
    --ahead_;
    begin_those_waiting();
  });
}

// What is through at once comes back here from within: it only makes room.
void Turns::begin_those_waiting() {
  if (std::exchange(beginning_, true)) return;
  while (!waiting_.empty() && under_way_ < room_ && ahead_ == 0) {
    auto const work = std::move(waiting_.front());
    waiting_.pop_front();
    told_(++under_way_);
    work([this] {
      told_(--under_way_);
      begin_those_waiting();
    });
  }
  beginning_ = false;
}

}  // namespace signboard
