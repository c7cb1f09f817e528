#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/error_values.hpp"

#include <algorithm>

namespace signboard {
namespace {

using namespace std::chrono_literals;

std::vector<std::byte> bytes(std::string_view text) {
  std::vector<std::byte> all;
  for (char const c : text) all.push_back(static_cast<std::byte>(c));
  return all;
}

TEST_CASE("the hello of a sketch is waited for, and done without after a time") {
  auto const driver = make_driver("adalight", {3, 1});
  auto const packets = packets_of(*driver, Greet{});
  REQUIRE(packets.size() == 1);
  CHECK(packets.front().size() == 0);
  CHECK(packets.front().wants_reply);
  CHECK(packets.front().patience == 2'000ms);
  auto const dialogue = std::move(driver->begin(Greet{}).value());
  CHECK(dialogue->hear(bytes("\x80 boot noise Ad")) == Verdict::incomplete);
  CHECK(dialogue->hear(bytes("\x80 boot noise Ada\nAda\n")) == Verdict::accepted);
}

TEST_CASE("a board that is not reset by the opening is spoken to at once") {
  auto const driver = make_driver("adalight", {3, 1}, {{"hello_ms", std::int64_t{0}}});
  CHECK(packets_of(*driver, Greet{}).empty());
}

TEST_CASE("a frame is one packet that borrows the frame's own pixels") {
  auto const driver = make_driver("adalight", {3, 1});
  Frame const frame({3, 1}, {1, 2, 3});
  auto const packets = packets_of(*driver, ShowFrame{&frame});
  REQUIRE(packets.size() == 1);
  CHECK(packets.front().borrowed().data() == bytes_of(frame).data());
  CHECK_FALSE(packets.front().wants_reply);
}

TEST_CASE("brightness dims the bytes of adalight, and power has no words") {
  auto const driver = make_driver("adalight", {1, 1});
  Frame const frame({1, 1}, {200, 100, 0});
  CHECK(bytes_said(*driver, SetBrightness{50}).empty());
  CHECK(bytes_said(*driver, SetPower{false}).empty());
  auto const said = bytes_said(*driver, ShowFrame{&frame});
  REQUIRE(said.size() == 9);
  CHECK(std::to_integer<int>(said[6]) == 100);
  CHECK(std::to_integer<int>(said[7]) == 50);
}

TEST_CASE("adalight counts no more than 65,536 pixels") {
  Settings settings;
  auto const kind = find_driver("adalight");
  CHECK(kind->make({"lobby", {256, 256}, Depth::rgb}, settings).has_value());
  auto const refused = kind->make({"lobby", {257, 256}, Depth::rgb}, settings);
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "adalight.too_many_pixels");
  CHECK(value_of(refused.error(), "pixels") == "65792");
  CHECK(bytes_said(*make_driver("adalight", {256, 256}), ShowFrame{std::make_unique<Frame>(Size{256, 256}).get()})
            .size() == 6 + 65'536 * 3);
}

}  // namespace
}  // namespace signboard
