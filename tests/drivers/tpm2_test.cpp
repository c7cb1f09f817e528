#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/error_values.hpp"

#include <algorithm>

namespace signboard {
namespace {

using namespace std::chrono_literals;

// As wled_serial.cpp counts them.
int pixels_wled_shows(std::vector<std::byte> const& block) {
  auto const high = std::to_integer<int>(block[2]), low = std::to_integer<int>(block[3]);
  return high * 256 / 3 + low / 3;
}

TEST_CASE("with the dummy pixel WLED shows every pixel, whatever their number") {
  for (int pixels = 1; pixels <= 2'100; ++pixels) {
    Frame const frame({pixels, 1}, {9, 9, 9});
    auto const by_the_book = bytes_said(*make_driver("tpm2", {pixels, 1}), ShowFrame{&frame});
    auto const for_wled = bytes_said(*make_driver("tpm2", {pixels, 1}, {{"dummy_pixel", true}}), ShowFrame{&frame});
    INFO(pixels);
    REQUIRE(pixels_wled_shows(for_wled) >= pixels);
    REQUIRE(for_wled.size() <= by_the_book.size() + 3);
    bool const loses = pixels_wled_shows(by_the_book) < pixels;
    REQUIRE((for_wled.size() == by_the_book.size()) == !loses);
  }
}

TEST_CASE("an acknowledgement is waited for only where it was asked for") {
  Frame const frame({3, 1});
  CHECK_FALSE(packets_of(*make_driver("tpm2", {3, 1}), ShowFrame{&frame}).front().wants_reply);
  CHECK(packets_of(*make_driver("tpm2", {3, 1}), Greet{}).empty());
  auto const driver = make_driver("tpm2", {3, 1}, {{"ack", true}, {"ack_ms", std::int64_t{70}}});
  auto const packets = packets_of(*driver, ShowFrame{&frame});
  CHECK(packets.front().wants_reply);
  CHECK(packets.front().patience == 70ms);
}

TEST_CASE("brightness dims the bytes of tpm2") {
  auto const driver = make_driver("tpm2", {1, 1});
  Frame const frame({1, 1}, {200, 100, 0});
  CHECK(bytes_said(*driver, SetBrightness{50}).empty());
  CHECK(std::to_integer<int>(bytes_said(*driver, ShowFrame{&frame})[4]) == 100);
}

TEST_CASE("tpm2 carries no more than its length can say") {
  auto const kind = find_driver("tpm2");
  auto const fits = [kind](Size size, bool dummy) {
    Settings settings({{"dummy_pixel", dummy}});
    return kind->make({"lobby", size, Depth::rgb}, settings).has_value();
  };
  CHECK(fits({21'845, 1}, false));
  CHECK(fits({21'845, 1}, true));  // 0xFF divides by 3: WLED loses nothing
  CHECK_FALSE(fits({21'846, 1}, false));
  Settings settings;
  auto const refused = kind->make({"lobby", {256, 128}, Depth::rgb}, settings);
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "tpm2.too_many_pixels");
  CHECK(value_of(refused.error(), "most") == "21845");
}

}  // namespace
}  // namespace signboard
