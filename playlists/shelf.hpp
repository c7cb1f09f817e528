#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace signboard {

/// A sorted list that is cheap to copy and to change while it is copied: it is cut into leaves which never change, and
/// copies share all but those that differ. `Order` tells two things to sort by apart: `key(entry)` gives one.
template <class Entry, class Order>
class Shelf {
 public:
  using Leaf = std::vector<Entry>;
  using LeafPtr = std::shared_ptr<Leaf const>;

  std::size_t size() const { return size_; }

  /// Never empty ones; together they hold all entries in order.
  std::vector<LeafPtr> const& leaves() const { return leaves_; }

  /// Null if there is none. Good until the next change.
  template <class Key>
  Entry const* find(Key const& key) const {
    auto const leaf = leaf_for(key);
    if (leaf == leaves_.end()) return nullptr;
    auto const at = place_in(**leaf, key);
    return at != (*leaf)->end() && Order::key(*at) == key ? &*at : nullptr;
  }

  /// Adds an entry, or replaces the one with its key.
  void put(Entry entry) {
    auto leaf = leaf_for(Order::key(entry));
    if (leaf == leaves_.end()) {
      // Behind all others. Leaves that fill in order are left full.
      if (leaves_.empty() || leaves_.back()->size() == leaf_max) {
        leaves_.push_back(std::make_shared<Leaf const>(1, std::move(entry)));
        ++size_;
        return;
      }
      leaf = leaves_.end() - 1;
    }
    auto const at = place_in(**leaf, Order::key(entry));
    bool const replaces = at != (*leaf)->end() && Order::key(*at) == Order::key(entry);
    Leaf changed;
    changed.reserve((*leaf)->size() + 1);
    changed.insert(changed.end(), (*leaf)->begin(), at);
    changed.push_back(std::move(entry));
    changed.insert(changed.end(), at + (replaces ? 1 : 0), (*leaf)->end());
    if (!replaces) ++size_;
    place(leaves_.begin() + (leaf - leaves_.cbegin()), std::move(changed));
  }

  /// Takes out the entry with that key; false if there is none.
  template <class Key>
  bool take(Key const& key) {
    auto const found = leaf_for(key);
    if (found == leaves_.end()) return false;
    auto const at = place_in(**found, key);
    if (at == (*found)->end() || Order::key(*at) != key) return false;
    auto const leaf = leaves_.begin() + (found - leaves_.cbegin());
    auto const next = leaf + 1;
    bool const joins = next != leaves_.end() && (*leaf)->size() + (*next)->size() <= leaf_max / 2;
    Leaf changed;
    changed.reserve((*leaf)->size() + (joins ? (*next)->size() : 0));
    changed.insert(changed.end(), (*leaf)->begin(), at);
    changed.insert(changed.end(), at + 1, (*leaf)->end());
    if (joins) {
      changed.insert(changed.end(), (*next)->begin(), (*next)->end());
      leaves_.erase(next);
    }
    --size_;
    if (changed.empty())
      leaves_.erase(leaf);
    else
      *leaf = std::make_shared<Leaf const>(std::move(changed));
    return true;
  }

 private:
  // A change copies one leaf and the list of leaves: for 10,000 entries about as much of either.
  static constexpr std::size_t leaf_max = 64;

  using Place = typename std::vector<LeafPtr>::iterator;

  // The first leaf that does not end before the key.
  template <class Key>
  auto leaf_for(Key const& key) const {
    return std::lower_bound(leaves_.begin(), leaves_.end(), key,
                            [](LeafPtr const& leaf, Key const& k) { return Order::key(leaf->back()) < k; });
  }

  template <class Key>
  static auto place_in(Leaf const& leaf, Key const& key) {
    return std::lower_bound(leaf.begin(), leaf.end(), key,
                            [](Entry const& entry, Key const& k) { return Order::key(entry) < k; });
  }

  void place(Place where, Leaf&& changed) {
    if (changed.size() <= leaf_max) {
      *where = std::make_shared<Leaf const>(std::move(changed));
      return;
    }
    auto const middle = changed.begin() + static_cast<std::ptrdiff_t>(changed.size() / 2);
    *where = std::make_shared<Leaf const>(changed.begin(), middle);
    leaves_.insert(where + 1, std::make_shared<Leaf const>(middle, changed.end()));
  }

  std::vector<LeafPtr> leaves_;
  std::size_t size_ = 0;
};

}  // namespace signboard
