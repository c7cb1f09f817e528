#include "drivers/driver.hpp"

#include <algorithm>
#include <cassert>

namespace signboard {

Packet::Packet(std::span<std::byte const> head, std::span<std::byte const> borrowed)
    : head_size_(static_cast<std::uint8_t>(head.size())), borrowed_(borrowed) {
  assert(head.size() <= head_.size());
  std::ranges::copy(head, head_.begin());
}

std::vector<std::byte> Packet::joined() const {
  std::vector<std::byte> all;
  all.reserve(size());
  for (auto const part : {head(), owned(), borrowed()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace signboard
