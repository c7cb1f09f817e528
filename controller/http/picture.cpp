#include "controller/http/picture.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <optional>

namespace signboard {

namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t colours_max = 256;

Error bad_picture(std::string what) { return fault(Code::invalid, "client.bad_picture", {{"what", std::move(what)}}); }

template <class Number>
void put(std::uint8_t* into, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) into[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

template <class Number>
Number get(std::uint8_t const* from) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) value |= std::uint64_t{from[i]} << (8 * i);
  return static_cast<Number>(value);
}

/// The colours of a frame in the order they are met, found again by an open hash.
class Palette {
 public:
  Palette() { slots_.fill(empty); }

  /// Nothing once there are more than 256.
  std::optional<std::uint8_t> index_of(Rgb colour) {
    std::uint32_t const key = std::uint32_t{colour.r} << 16 | std::uint32_t{colour.g} << 8 | colour.b;
    for (std::size_t slot = (key * 2'654'435'761U) >> 22;; slot = (slot + 1) % slots_.size()) {
      if (slots_[slot] == empty) {
        if (colours_.size() == colours_max) return {};
        slots_[slot] = static_cast<std::int16_t>(colours_.size());
        colours_.push_back(colour);
      }
      auto const index = static_cast<std::uint8_t>(slots_[slot]);
      if (colours_[index] == colour) return index;
    }
  }

  std::vector<Rgb> const& colours() const { return colours_; }

 private:
  static constexpr std::int16_t empty = -1;
  std::array<std::int16_t, 4 * colours_max> slots_{};  // 1,024: the top ten bits of the hash
  std::vector<Rgb> colours_;
};

int bits_for(std::size_t colours) { return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8; }

}  // namespace

std::array<std::uint8_t, picture_head_bytes> written(PictureHead const& head) {
  assert(head.screen < limits::screens);
  assert(head.size.width <= limits::screen_side_max && head.size.height <= limits::screen_side_max);
  std::array<std::uint8_t, picture_head_bytes> bytes{};
  bytes[0] = version;
  bytes[1] = static_cast<std::uint8_t>(head.form);
  put(&bytes[2], static_cast<std::uint16_t>(head.screen));
  put(&bytes[4], static_cast<std::uint16_t>(head.size.width));
  put(&bytes[6], static_cast<std::uint16_t>(head.size.height));
  put(&bytes[8], static_cast<std::uint64_t>(head.at.time_since_epoch().count()));
  return bytes;
}

std::vector<std::uint8_t> packed(Frame const& frame) {
  auto const pixels = frame.pixels();
  if (pixels.empty()) return {};
  Palette palette;
  std::vector<std::uint8_t> indices(pixels.size());
  Rgb last = pixels[0];
  std::uint8_t index = *palette.index_of(last);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (pixels[i] != last) {
      auto const found = palette.index_of(pixels[i]);
      if (!found) return {};
      index = *found;
      last = pixels[i];
    }
    indices[i] = index;
  }
  auto const& colours = palette.colours();
  auto const bits = static_cast<std::size_t>(bits_for(colours.size()));
  std::size_t const begin = 2 + 3 * colours.size();
  std::vector<std::uint8_t> bytes(begin + (indices.size() * bits + 7) / 8);
  bytes[0] = static_cast<std::uint8_t>(bits);
  bytes[1] = static_cast<std::uint8_t>(colours.size() - 1);
  std::memcpy(&bytes[2], colours.data(), 3 * colours.size());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    std::size_t const at = i * bits;
    bytes[begin + at / 8] = static_cast<std::uint8_t>(bytes[begin + at / 8] | indices[i] << (8 - bits - at % 8));
  }
  return bytes;
}

Result<PictureHead> read_picture_head(std::span<std::uint8_t const> message) {
  if (message.size() < picture_head_bytes) return bad_picture("length " + std::to_string(message.size()));
  if (message[0] != version) return bad_picture("version " + std::to_string(message[0]));
  if (message[1] > static_cast<std::uint8_t>(PictureForm::unchanged))
    return bad_picture("form " + std::to_string(message[1]));
  PictureHead head;
  head.form = static_cast<PictureForm>(message[1]);
  head.screen = get<std::uint16_t>(&message[2]);
  head.size = {get<std::uint16_t>(&message[4]), get<std::uint16_t>(&message[6])};
  head.at = WallTime(std::chrono::nanoseconds(get<std::int64_t>(&message[8])));
  if (head.size.width > limits::screen_side_max || head.size.height > limits::screen_side_max ||
      head.size.width * head.size.height > limits::screen_pixels_max)
    return bad_picture("size " + std::to_string(head.size.width) + "x" + std::to_string(head.size.height));
  return head;
}

Result<Frame> read_picture(PictureHead const& head, std::span<std::uint8_t const> message) {
  assert(head.form != PictureForm::unchanged);
  auto const body = message.subspan(picture_head_bytes);
  auto const count = static_cast<std::size_t>(head.size.width) * static_cast<std::size_t>(head.size.height);
  auto const wrong_length = [&] { return bad_picture("length " + std::to_string(message.size())); };
  if (head.form == PictureForm::rgb888) {
    if (body.size() != 3 * count) return wrong_length();
    Frame frame(head.size);
    if (count > 0) std::memcpy(frame.pixels().data(), body.data(), body.size());
    return frame;
  }
  if (body.size() < 2) return wrong_length();
  std::size_t const bits = body[0];
  std::size_t const colours = std::size_t{body[1]} + 1;
  if (bits != 1 && bits != 2 && bits != 4 && bits != 8) return bad_picture("bits " + std::to_string(bits));
  std::size_t const begin = 2 + 3 * colours;
  if (body.size() != begin + (count * bits + 7) / 8) return wrong_length();
  Frame frame(head.size);
  auto const pixels = frame.pixels();
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t const at = i * bits;
    std::size_t const index = (body[begin + at / 8] >> (8 - bits - at % 8)) & ((1U << bits) - 1U);
    if (index >= colours) return bad_picture("colour " + std::to_string(index));
    pixels[i] = {body[2 + 3 * index], body[3 + 3 * index], body[4 + 3 * index]};
  }
  return frame;
}

}  // namespace signboard
