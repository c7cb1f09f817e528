#include "drivers/pack.hpp"

#include "tests/drivers/transcript.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pictures.hpp"

namespace signboard {
namespace {

TEST_CASE("one bit a pixel: most significant first, rows filled up to whole bytes") {
  auto const frame = frame_from_letters(
      "#.......#.\n"
      ".#.....#.B\n");
  CHECK(pack_mono(frame) == bytes_from_hex("80 80  41 40"));
}

TEST_CASE("a pixel is lit from one half up") {
  Frame frame({8, 1});
  frame.at(0, 0) = {127, 127, 127};
  frame.at(1, 0) = {128, 0, 0};
  frame.at(2, 0) = {0, 128, 0};
  frame.at(3, 0) = {0, 0, 128};
  CHECK(pack_mono(frame) == bytes_from_hex("70"));
  auto const planes = pack_red_green(frame);
  CHECK(planes.red == bytes_from_hex("40"));
  CHECK(planes.green == bytes_from_hex("20"));
}

TEST_CASE("yellow lights both planes of a red and green panel") {
  auto const planes = pack_red_green(frame_from_letters("RGY.BW"));
  CHECK(planes.red == bytes_from_hex("A4"));
  CHECK(planes.green == bytes_from_hex("64"));
}

TEST_CASE("16-bit colour has five, six and five bits, in either byte order") {
  auto const frame = frame_from_letters("RGBW");
  CHECK(pack_rgb565(frame, LampCurve(), ByteOrder::big) == bytes_from_hex("F800 07E0 001F FFFF"));
  CHECK(pack_rgb565(frame, LampCurve(), ByteOrder::little) == bytes_from_hex("00F8 E007 1F00 FFFF"));
}

TEST_CASE("24-bit colour follows the wire and the order of the lamps") {
  std::vector<std::byte> packed;
  pack_rgb888(frame_from_letters("RG"), {}, order_rgb, LampCurve(), packed);
  CHECK(packed == bytes_from_hex("FF0000 00FF00"));
  std::vector<std::uint32_t> const backwards{1, 0};
  pack_rgb888(frame_from_letters("RG"), backwards, ColourOrder{2, 1, 0}, LampCurve(), packed);
  CHECK(packed == bytes_from_hex("00FF00 0000FF"));
}

TEST_CASE("without gamma and at full brightness bytes stay as they are") {
  LampCurve const curve(1.0, 100);
  CHECK(curve.is_identity());
  for (int i = 0; i < 256; ++i) CHECK(curve(static_cast<std::uint8_t>(i)) == i);
  CHECK_FALSE(LampCurve(1.0, 99).is_identity());
  CHECK_FALSE(LampCurve(2.2, 100).is_identity());
}

TEST_CASE("what is more than half lit stays lit at any brightness but 0") {
  for (double const gamma : {0.25, 1.0, 2.2, 4.0}) {
    for (int percent = 1; percent <= 100; ++percent) {
      LampCurve const curve(gamma, percent);
      int darkest = 255, darkest_of_5_bits = 31;
      for (int channel = 128; channel < 256; ++channel) {
        darkest = std::min<int>(darkest, curve(static_cast<std::uint8_t>(channel)));
        darkest_of_5_bits = std::min<int>(darkest_of_5_bits, curve.coarse(static_cast<std::uint8_t>(channel), 5));
      }
      INFO(gamma << " " << percent);
      CHECK(darkest >= 1);
      CHECK(darkest_of_5_bits >= 1);
    }
  }
  CHECK(LampCurve(1.0, 0)(255) == 0);
  CHECK(LampCurve(1.0, 0).coarse(255, 5) == 0);
}

TEST_CASE("brighter stays brighter through gamma and dimming, and black stays black") {
  for (double const gamma : {0.45, 1.0, 2.2}) {
    for (int const percent : {1, 30, 100}) {
      LampCurve const curve(gamma, percent);
      CHECK(curve(0) == 0);
      for (int i = 1; i < 256; ++i) {
        CHECK(curve(static_cast<std::uint8_t>(i - 1)) <= curve(static_cast<std::uint8_t>(i)));
      }
    }
  }
}

TEST_CASE("a frame is encoded so that a receiver's gamma gives the light back") {
  LampCurve const curve(2.2, 100);
  for (int const light : {0, 1, 16, 64, 128, 200, 255}) {
    auto const shown = 255.0 * std::pow(curve(static_cast<std::uint8_t>(light)) / 255.0, 2.2);
    CHECK(shown == Approx(light).margin(1.2));
  }
}

}  // namespace
}  // namespace signboard
