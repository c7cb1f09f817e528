// The bytes themselves are in vectors/ddp-*.toml.

#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"

namespace signboard {
namespace {

Result<std::unique_ptr<Driver>> try_ddp(Size size, std::int64_t packet_bytes) {
  Settings settings({{"packet_bytes", packet_bytes}});
  return find_driver("ddp")->make({"lobby", size, Depth::rgb}, settings);
}

TEST_CASE("DDP sends the pixels from where they lie in the frame") {
  auto const driver = make_driver("ddp", {256, 64});
  Frame const frame({256, 64}, {1, 2, 3});
  auto const packets = packets_of(*driver, ShowFrame{&frame});
  REQUIRE(packets.size() == 35);
  auto expected = bytes_of(frame).data();
  for (auto const& packet : packets) {
    CHECK(packet.head().size() == 10);
    CHECK(packet.owned().empty());
    CHECK(packet.borrowed().data() == expected);
    expected += packet.borrowed().size();
  }
  CHECK(expected == bytes_of(frame).data() + bytes_of(frame).size());
}

TEST_CASE("DDP keeps to full brightness again once it is told to") {
  auto const driver = make_driver("ddp", {1, 1});
  Frame const frame({1, 1}, {200, 100, 0});
  CHECK(packets_of(*driver, SetBrightness{10}).empty());
  auto const dim = packets_of(*driver, ShowFrame{&frame}).front().joined();
  CHECK(std::vector(dim.begin() + 10, dim.end()) == std::vector{std::byte{20}, std::byte{10}, std::byte{0}});
  CHECK(packets_of(*driver, SetBrightness{100}).empty());
  CHECK(packets_of(*driver, ShowFrame{&frame}).front().borrowed().data() == bytes_of(frame).data());
}

TEST_CASE("DDP pushes once a frame, with the last packet, also when that is exactly full") {
  for (int const width : {480, 481, 960, 1'000}) {
    auto const driver = make_driver("ddp", {width, 1});
    Frame const frame({width, 1});
    auto const packets = packets_of(*driver, ShowFrame{&frame});
    for (std::size_t i = 0; i < packets.size(); ++i) {
      CHECK(packets[i].head()[0] == (i + 1 == packets.size() ? std::byte{0x41} : std::byte{0x40}));
    }
  }
}

TEST_CASE("DDP packets end between pixels") {
  auto const made = try_ddp({10, 1}, 1'000);
  REQUIRE(made.has_error());
  CHECK(made.error().id == "ddp.packet_bytes_uneven");
  CHECK(made.error().values == Values{{"value", "1000"}, {"below", "999"}, {"above", "1002"}});
}

TEST_CASE("DDP refuses to cut a frame into more packets than a command may have") {
  CHECK(try_ddp({8'192, 1}, 3).has_value());
  auto const made = try_ddp({8'193, 1}, 3);
  REQUIRE(made.has_error());
  CHECK(made.error().id == "ddp.too_many_packets");
  CHECK(try_ddp({1'920, 1'080}, 1'440).has_value());
}

TEST_CASE("DDP takes settings for the wiring and refuses what it does not know") {
  Settings settings({{"path", std::string("serpentine")}, {"packet_bytes", std::int64_t{1'441}}, {"sequense", true}});
  CHECK(find_driver("ddp")->make({"lobby", {4, 4}, Depth::rgb}, settings).has_value());
  auto const faults = settings.faults();
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].id == "driver.setting_range");
  CHECK(faults[1].id == "driver.misspelt_setting");
}

}  // namespace
}  // namespace signboard
