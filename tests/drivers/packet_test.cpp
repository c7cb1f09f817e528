#include "drivers/driver.hpp"
#include "tests/drivers/transcript.hpp"
#include "tests/support/catch.hpp"

namespace signboard {
namespace {

TEST_CASE("a packet is its head, then what it owns, then what it borrows") {
  auto const pixels = bytes_from_hex("0A0B0C");
  Packet const borrowing(bytes_from_hex("4101"), pixels);
  CHECK(borrowing.size() == 5);
  CHECK(borrowing.joined() == bytes_from_hex("41010A0B0C"));
  CHECK(borrowing.borrowed().data() == pixels.data());
  CHECK(Packet(bytes_from_hex("0102")).joined() == bytes_from_hex("0102"));
  CHECK(Packet().joined().empty());
}

Verdict wants_ack(std::span<std::byte const> heard) {
  if (heard.empty()) return Verdict::incomplete;
  return heard.front() == std::byte{6} ? Verdict::accepted : Verdict::rejected;
}

TEST_CASE("a recital says its packets in order and then nothing") {
  std::vector<Packet> packets;
  packets.emplace_back(bytes_from_hex("01"));
  packets.emplace_back(bytes_from_hex("02"));
  auto const dialogue = recite(std::move(packets));
  CHECK(dialogue->say()->joined() == bytes_from_hex("01"));
  CHECK(dialogue->say()->joined() == bytes_from_hex("02"));
  CHECK_FALSE(dialogue->say().has_value());
  CHECK_FALSE(dialogue->say().has_value());
}

TEST_CASE("a recital leaves the verdict to its judge, and is content without one") {
  auto const judged = recite({}, wants_ack);
  CHECK(judged->hear({}) == Verdict::incomplete);
  CHECK(judged->hear(bytes_from_hex("06")) == Verdict::accepted);
  CHECK(judged->hear(bytes_from_hex("15")) == Verdict::rejected);
  CHECK(recite({})->hear(bytes_from_hex("15")) == Verdict::accepted);
}

}  // namespace
}  // namespace signboard
