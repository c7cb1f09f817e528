#include "controller/http/picture.hpp"

#include "tests/support/catch.hpp"

#include <string>

using namespace signboard;

namespace {

/// Every pixel one of `colours` colours, in an order that repeats nothing soon.
Frame coloured(Size size, unsigned colours) {
  Frame frame(size);
  unsigned state = 1;
  for (auto& pixel : frame.pixels()) {
    state = state * 1'103'515'245U + 12'345U;
    unsigned const which = (state >> 12) % colours;
    pixel = {static_cast<std::uint8_t>(which * 37), static_cast<std::uint8_t>(which),
             static_cast<std::uint8_t>(which >> 8)};
  }
  return frame;
}

std::vector<std::uint8_t> message_of(Frame const& frame) {
  auto const pixels = packed(frame);
  auto const form = pixels.empty() ? PictureForm::rgb888 : PictureForm::palette;
  auto const head = written({form, 3, frame.size(), WallTime(std::chrono::nanoseconds(1'795'000'000'123'456'789))});
  std::vector<std::uint8_t> message(head.begin(), head.end());
  if (form == PictureForm::palette) {
    message.insert(message.end(), pixels.begin(), pixels.end());
  } else {
    for (auto const byte : bytes_of(frame)) message.push_back(std::to_integer<std::uint8_t>(byte));
  }
  return message;
}

}  // namespace

TEST_CASE("a picture of any number of colours is read back pixel for pixel") {
  unsigned const colours = GENERATE(1U, 2U, 3U, 4U, 5U, 16U, 17U, 256U, 257U, 5'000U);
  auto const size = GENERATE(Size{1, 1}, Size{7, 3}, Size{192, 32});
  auto const frame = coloured(size, colours);
  auto const message = message_of(frame);
  auto const head = read_picture_head(message);
  REQUIRE(head.has_value());
  CHECK(head->screen == 3);
  CHECK(head->size == size);
  CHECK(head->at.time_since_epoch().count() == 1'795'000'000'123'456'789);
  auto const read = read_picture(*head, message);
  REQUIRE(read.has_value());
  CHECK((*read == frame));
}

TEST_CASE("a sign in one ink takes one bit a pixel") {
  CHECK(packed(coloured({1'920, 128}, 2)).size() == 2 + 6 + 1'920 * 128 / 8);
  CHECK(packed(coloured({1'920, 128}, 4)).size() == 2 + 12 + 1'920 * 128 / 4);
}

TEST_CASE("the bytes of a picture are these") {
  Frame frame({3, 1});
  frame.at(1, 0) = {255, 128, 0};
  std::vector<std::uint8_t> const wanted = {1,    1,    3,    0, 3, 0, 1, 0, 0x15, 0x4d, 0x2f, 0x63,       0xfd,
                                            0x1e, 0xe9, 0x18, 1, 1, 0, 0, 0, 255,  128,  0,    0b0100'0000};
  CHECK(message_of(frame) == wanted);
}

TEST_CASE("a broken picture is refused, never read past its end") {
  auto const message = message_of(coloured({20, 5}, GENERATE(2U, 100U, 300U)));
  for (std::size_t length = 0; length < message.size(); ++length) {
    std::vector<std::uint8_t> const cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(length));
    auto const head = read_picture_head(cut);
    if (!head) {
      CHECK(head.error().id == "client.bad_picture");
      continue;
    }
    CHECK_FALSE(read_picture(*head, cut).has_value());
  }
  auto changed = message;
  SECTION("of another version") { changed[0] = 2; }
  SECTION("of an unknown form") { changed[1] = 3; }
  SECTION("larger than any screen") { changed[5] = 0xff; }
  CHECK_FALSE(read_picture_head(changed).has_value());
}

TEST_CASE("a picture may not name a colour its palette does not have") {
  auto message = message_of(coloured({20, 5}, 3));
  message[picture_head_bytes + 1] = 1;
  message.erase(message.begin() + picture_head_bytes + 2, message.begin() + picture_head_bytes + 5);
  auto const head = read_picture_head(message);
  REQUIRE(head.has_value());
  CHECK_FALSE(read_picture(*head, message).has_value());
}
