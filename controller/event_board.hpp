#pragma once

#include "controller/http/answers.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <list>
#include <memory>

namespace signboard {

/// What happens, for whoever listens: the last thousand events are kept for those who come late.
class EventBoard {
 public:
  void tell(boost::json::object event);  ///< gets the next number
  /// Everything after that number that is still kept, at once; then what happens, until the subscription ends.
  Subscription listen(std::optional<std::uint64_t> after, Hear hear);

 private:
  struct Listener {
    Hear hear;
  };
  struct Kept {
    std::uint64_t number;
    std::shared_ptr<std::string const> text;
  };
  std::uint64_t next_ = 1;
  std::deque<Kept> kept_;
  std::list<std::weak_ptr<Listener>> listeners_;
};

}  // namespace signboard
