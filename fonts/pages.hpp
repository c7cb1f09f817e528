#pragma once

#include "fonts/compositor.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace signboard {

/// Breaks a paragraph into lines and sets them.
class PageSetter {
 public:
  /// `items` must have their line breaks marked; marks of squeezed punctuation at line edges are set for the time in
  /// which a line is composed. `width` in pixels.
  PageSetter(std::u16string_view paragraph, Items& items, Compositor& compositor, int width);

  /// Whether there is a line left. An empty paragraph has one empty line.
  bool done() const { return done_; }
  /// Sets the next line. It is wider than asked for only if a single grapheme is.
  Line next();

 private:
  struct Extent {
    std::size_t content_end, next;  // the line without the spaces it ends with, and where the following one begins
  };
  Extent extent_of(std::int64_t room) const;
  Line composed(Extent const& extent);
  std::int64_t saved_at_start() const;
  std::int64_t saved_at_end(std::size_t end) const;

  std::u16string_view paragraph_;
  Items& items_;
  Compositor& compositor_;
  std::int64_t room_;  // 1/64 pixel
  std::vector<std::int32_t> advances_;
  std::size_t begin_ = 0;
  bool done_ = false;
};

}  // namespace signboard
