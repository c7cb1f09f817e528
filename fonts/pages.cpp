// A line is filled by the advances that its paragraph was measured with. Cut out and composed for itself it may come
// out a little wider (a kern that was lost, say); then it is filled again with that much less room.

#include "fonts/pages.hpp"

#include "fonts/punctuation.hpp"

#include <algorithm>
#include <optional>

namespace signboard {
namespace {

// A mark that is narrow for the time of one line.
class Squeeze {
 public:
  explicit Squeeze(std::uint8_t* mark) : mark_(mark) {
    if (mark_ != nullptr) *mark_ = static_cast<std::uint8_t>(*mark_ | squeezed);
  }
  ~Squeeze() {
    if (mark_ != nullptr) *mark_ = static_cast<std::uint8_t>(*mark_ & ~squeezed);
  }
  Squeeze(Squeeze const&) = delete;
  Squeeze& operator=(Squeeze const&) = delete;

 private:
  std::uint8_t* mark_;
};

}  // namespace

PageSetter::PageSetter(std::u16string_view paragraph, Items& items, Compositor& compositor, int width)
    : paragraph_(paragraph),
      items_(items),
      compositor_(compositor),
      room_(std::int64_t{std::max(1, width)} * 64),
      advances_(compositor.measure(paragraph, items)) {}

// An opening bracket at the start and a closing mark at the end of a line are half as wide (GB/T 15834 5.1.10, CLREQ).
std::int64_t PageSetter::saved_at_start() const {
  if (begin_ >= paragraph_.size() || !can_be_squeezed(paragraph_, items_, begin_)) return 0;
  bool const opens = blank_half_of(paragraph_[begin_]) == BlankHalf::left;
  bool const narrow = (items_.marks[begin_] & squeezed) != 0;
  return opens && !narrow ? compositor_.squeezed_off(items_.fonts[begin_]) : 0;
}

std::int64_t PageSetter::saved_at_end(std::size_t end) const {
  if (end <= begin_ || !can_be_squeezed(paragraph_, items_, end - 1)) return 0;
  bool const closes = blank_half_of(paragraph_[end - 1]) == BlankHalf::right;
  bool const narrow = (items_.marks[end - 1] & squeezed) != 0;
  return closes && !narrow ? compositor_.squeezed_off(items_.fonts[end - 1]) : 0;
}

PageSetter::Extent PageSetter::extent_of(std::int64_t room) const {
  std::optional<Extent> at_break;
  std::optional<Extent> at_grapheme;
  std::int64_t width = -saved_at_start();
  std::int64_t content_width = width;
  auto content_end = begin_;
  for (auto unit = begin_; unit < paragraph_.size();) {
    width += advances_[unit];
    if (paragraph_[unit] != u' ') {
      content_end = unit + 1;
      content_width = width;
    }
    ++unit;
    bool const last = unit == paragraph_.size();
    if (!last && (items_.marks[unit] & grapheme_start) == 0) continue;
    bool const fits = content_width - saved_at_end(content_end) <= room;
    if (!fits && at_grapheme) break;
    at_grapheme = Extent{content_end, unit};
    if (fits && (last || (items_.marks[unit] & line_may_end_before) != 0)) at_break = at_grapheme;
    if (!fits) break;
  }
  return at_break ? *at_break : at_grapheme.value_or(Extent{begin_, paragraph_.size()});
}

Line PageSetter::composed(Extent const& extent) {
  Squeeze const start(saved_at_start() > 0 ? &items_.marks[begin_] : nullptr);
  Squeeze const end(saved_at_end(extent.content_end) > 0 ? &items_.marks[extent.content_end - 1] : nullptr);
  Line line;
  compositor_.set(paragraph_, items_, {begin_, extent.content_end}, line);
  return line;
}

Line PageSetter::next() {
  auto room = room_;
  for (;;) {
    auto const extent = extent_of(room);
    auto line = composed(extent);
    auto const overshoot = line.pen - room_;
    bool const single =
        std::none_of(items_.marks.begin() + static_cast<std::ptrdiff_t>(begin_) + 1,
                     items_.marks.begin() + static_cast<std::ptrdiff_t>(std::max(begin_ + 1, extent.content_end)),
                     [](std::uint8_t mark) { return (mark & grapheme_start) != 0; });
    if (overshoot > 0 && !single && room > 0) {
      room -= overshoot;
      continue;
    }
    begin_ = extent.next;
    done_ = begin_ >= paragraph_.size();
    return line;
  }
}

}  // namespace signboard
