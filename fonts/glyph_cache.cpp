#include "fonts/glyph_cache.hpp"

#include <utility>

namespace signboard {
namespace {

// What a glyph costs beside its ink: the list node, the node and bucket of the index, and what malloc adds to each.
constexpr std::size_t overhead = 160;

std::size_t cost(GlyphImage const& image) { return image.ink.size() + overhead; }

}  // namespace

GlyphImage const* GlyphCache::find(std::uint32_t key) {
  auto const found = index_.find(key);
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return &entries_.front().image;
}

GlyphImage const& GlyphCache::keep(std::uint32_t key, GlyphImage image) {
  if (cost(image) > limit_) {
    too_large_ = std::move(image);
    return too_large_;
  }
  bytes_ += cost(image);
  while (bytes_ > limit_) {
    bytes_ -= cost(entries_.back().image);
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
  entries_.push_front({key, std::move(image)});
  index_.emplace(key, entries_.begin());
  return entries_.front().image;
}

}  // namespace signboard
