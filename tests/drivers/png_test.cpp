#include "drivers/picture.hpp"
#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pictures.hpp"

namespace signboard {
namespace {

Frame all_sorts() {
  Frame frame({64, 5});
  std::uint8_t byte = 0;
  for (auto& pixel : frame.pixels()) {
    pixel = {byte, static_cast<std::uint8_t>(255 - byte), static_cast<std::uint8_t>(byte * 7)};
    ++byte;
  }
  return frame;
}

TEST_CASE("a PNG has every pixel of the frame in its exact colour") {
  auto const frame = all_sorts();
  CHECK(decode_png(*encode_png(frame, 1)) == frame);
  auto const picture = decode_png(*encode_png(frame, 3));
  REQUIRE(picture.size() == Size{192, 15});
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) REQUIRE(picture.at(x, y) == frame.at(x / 3, y / 3));
  }
}

TEST_CASE("a PNG packet takes the place of the last one") {
  auto const driver = make_driver("png", {2, 2});
  auto const frame = frame_from_letters("RG\nBW");
  auto const packets = packets_of(*driver, ShowFrame{&frame});
  REQUIRE(packets.size() == 1);
  CHECK(packets[0].replaces);
  CHECK(packets_of(*driver, Greet{}).empty());
}

TEST_CASE("drawn as lamps, a pixel has its exact colour in the middle and dark corners") {
  auto const driver = make_driver("png", {2, 1}, {{"zoom", std::int64_t{8}}, {"dots", true}});
  auto const frame = frame_from_letters("R.");
  auto const picture = decode_png(packets_of(*driver, ShowFrame{&frame}).front().owned());
  REQUIRE(picture.size() == Size{16, 8});
  CHECK(picture.at(4, 4) == Rgb{255, 0, 0});
  CHECK(picture.at(0, 0) == Rgb{});
  CHECK(picture.at(7, 7) == Rgb{});
  // An unlit lamp can be seen, but never taken for a lit one.
  CHECK(picture.at(12, 4).r > 0);
  CHECK(picture.at(12, 4).r < 48);
}

TEST_CASE("lamps need room, and pictures have a bound") {
  Settings narrow({{"zoom", std::int64_t{2}}, {"dots", true}});
  CHECK(find_driver("png")->make({"lobby", {4, 4}, Depth::rgb}, narrow).error().id == "picture.lamps_too_small");
  Settings wide({{"zoom", std::int64_t{16}}});
  CHECK(find_driver("png")->make({"lobby", {1'920, 1'080}, Depth::rgb}, wide).error().id == "picture.too_large");
  CHECK(check_picture({1'920, 360}, 6, PixelShape::squares).has_value());
}

}  // namespace
}  // namespace signboard
