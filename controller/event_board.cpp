#include "controller/event_board.hpp"

#include <boost/json/serialize.hpp>

namespace signboard {

constexpr std::size_t most_kept = 1'000;

void EventBoard::tell(boost::json::object event) {
  event["number"] = next_;
  auto text = std::make_shared<std::string const>(boost::json::serialize(event));
  kept_.push_back({next_++, text});
  if (kept_.size() > most_kept) kept_.pop_front();
  std::erase_if(listeners_, [](auto const& listener) { return listener.expired(); });
  for (auto const& each : std::list(listeners_))
    if (auto const listener = each.lock()) listener->hear(text);
}

Subscription EventBoard::listen(std::optional<std::uint64_t> after, Hear hear) {
  if (after)
    for (auto const& event : kept_)
      if (event.number > *after) hear(event.text);
  auto listener = std::make_shared<Listener>(Listener{std::move(hear)});
  listeners_.push_back(listener);
  return listener;
}

}  // namespace signboard
