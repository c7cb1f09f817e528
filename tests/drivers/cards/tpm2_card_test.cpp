#include "drivers/cards/tpm2.hpp"
#include "tests/drivers/cards/wire_vectors.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

// Those of the serial line; the others are UDP's.
std::map<std::string, WireVector> const& vectors() {
  static auto const all = [] {
    auto read = read_vectors("tpm2.json");
    std::erase_if(read, [](auto const& each) { return !each.first.starts_with("serial_"); });
    return read;
  }();
  return all;
}

Bytes const& wire(std::string const& name) { return vectors().at(name).bytes; }

Tpm2Card card_of(Size size) {
  Tpm2Card card(size);
  card.power_on(morning);
  return card;
}

Bytes packet(unsigned type, Bytes const& data) {
  auto const length = static_cast<unsigned>(data.size());
  return joined({data_of({0xC9, type, length >> 8U, length & 255U}), data, data_of({0x36})});
}

Bytes frame_of(std::size_t pixels, unsigned colour) {
  return packet(0xDA, Bytes(pixels * 3, static_cast<std::byte>(colour)));
}

std::size_t lit(Card const& card) {
  return static_cast<std::size_t>(
      std::ranges::count_if(card.shown().pixels(), [](Rgb pixel) { return pixel != Rgb{}; }));
}

}  // namespace

TEST_CASE("a TPM2 card shows the published frames as WLED does") {
  REQUIRE(vectors().size() == 5);
  auto three = card_of({3, 1});
  CHECK(hear_all(three, wire("serial_3px"), morning).frames.size() == 1);
  CHECK(three.shown().at(0, 0) == Rgb{255, 0, 0});
  CHECK(three.shown().at(1, 0) == Rgb{0, 255, 0});
  CHECK(three.shown().at(2, 0) == Rgb{0, 0, 255});
  CHECK(three.tally().faults == 0);

  auto unpadded = card_of({170, 1});
  CHECK(hear_all(unpadded, wire("serial_170px"), morning).frames.size() == 1);
  CHECK(unpadded.counters().short_frames == 1);
  CHECK(unpadded.shown().at(168, 0) != Rgb{});
  CHECK(unpadded.shown().at(169, 0) == Rgb{});

  auto padded = card_of({170, 1});
  CHECK(hear_all(padded, wire("serial_171px_pad"), morning).frames.size() == 1);
  CHECK(padded.tally().faults == 0);
  CHECK(std::ranges::equal(padded.shown().pixels(), pixels_of(std::span(wire("serial_171px_pad")).subspan(4, 510))));
}

TEST_CASE("a TPM2 card answers who asks whether it is there") {
  auto card = card_of({3, 1});
  auto const heard = hear_all(card, wire("serial_ping"), morning);
  CHECK(heard.frames.empty());
  CHECK(heard.reply == wire("serial_ack"));
  CHECK(card.counters().pings == 1);
  CHECK(card.tally().faults == 0);
}

TEST_CASE("a TPM2 card does nothing for any prefix of a packet") {
  for (auto const& [name, vector] : vectors()) {
    if (name == "serial_ack") continue;
    INFO(name);
    auto card = card_of({170, 1});
    for (std::size_t size = 1; size <= vector.bytes.size(); ++size) {
      auto const turn = card.hear(std::span(vector.bytes).subspan(size - 1, 1), morning);
      bool const whole = size == vector.bytes.size();
      CHECK(turn.taken == 1);
      CHECK((turn.showed || !turn.reply.empty()) == whole);
      if (!whole) CHECK(lit(card) == 0);
    }
  }
}

TEST_CASE("a TPM2 card is the same for bytes one by one, in any pieces and all at once") {
  Bytes all;
  for (auto const& [name, vector] : vectors()) all = joined({all, vector.bytes});
  all = joined({all, all, packet(0xC0, data_of({1, 2})), frame_of(4, 7), packet(0xDB, {}), frame_of(2, 9)});
  auto at_once = card_of({170, 1});
  auto const expected = hear_all(at_once, all, morning);
  CHECK(expected.frames.size() == 8);
  CHECK(expected.reply.size() == 2);
  for (std::size_t const piece : {1U, 2U, 3U, 5U, 64U, 255U, 1'000U}) {
    INFO(piece);
    auto card = card_of({170, 1});
    CHECK(hear_in_pieces(card, all, piece, morning) == expected);
    CHECK(card.tally().counts == at_once.tally().counts);
  }
}

TEST_CASE("a frame whose last byte is not the end byte is not shown and leaves nothing behind") {
  auto card = card_of({4, 1});
  hear_all(card, frame_of(4, 5), morning);
  auto broken = frame_of(4, 9);
  broken.back() = std::byte{0x37};
  CHECK(hear_all(card, broken, morning).frames.empty());
  CHECK(card.shown().at(0, 0) == Rgb{5, 5, 5});
  CHECK(card.counters().bad_ends == 1);
  hear_all(card, frame_of(1, 3), morning);
  CHECK(card.shown().at(0, 0) == Rgb{3, 3, 3});
  CHECK(card.shown().at(3, 0) == Rgb{5, 5, 5});
}

TEST_CASE("a torn TPM2 frame costs the next one too, and then all is well") {
  auto card = card_of({4, 1});
  auto torn = frame_of(4, 1);
  torn.resize(9);
  auto const heard = hear_all(card, joined({torn, frame_of(4, 2), frame_of(4, 3)}), morning);
  REQUIRE(heard.frames.size() == 1);
  CHECK(heard.frames[0].at(0, 0) == Rgb{3, 3, 3});
  CHECK(card.counters().bad_ends == 1);
  CHECK(card.counters().resyncs == 1);
  CHECK(card.counters().skipped_bytes > 0);
}

TEST_CASE("types there are not and empty packets are refused, commands are left alone") {
  auto card = card_of({4, 1});
  hear_all(card, packet(0xDB, {}), morning);
  CHECK(card.counters().bad_heads == 1);
  hear_all(card, data_of({0xC9, 0xDA, 0, 0}), morning);
  CHECK(card.counters().bad_heads == 2);
  hear_all(card, packet(0xC0, data_of({0xC9, 0xDA, 0, 3, 1, 1, 1, 0x36})), morning);
  CHECK(card.counters().commands == 1);
  CHECK(card.counters().frames == 0);
  CHECK(lit(card) == 0);
}

TEST_CASE("the longest TPM2 frame is taken, and what the panel has no room for is cut off") {
  auto card = card_of({25, 20});
  CHECK(hear_all(card, frame_of(21'845, 7), morning).frames.size() == 1);
  CHECK(card.counters().overruns == 1);
  CHECK(lit(card) == 500);
}

TEST_CASE("a TPM2 card is dark two and a half seconds after the last frame") {
  auto card = card_of({4, 1});
  CHECK(card.due() == std::nullopt);
  hear_all(card, frame_of(4, 5), morning);
  CHECK(card.due() == morning + 2500ms);
  card.hear(data_of({0, 0, 0}), morning + 2s);  // bytes alone keep nothing alive
  CHECK_FALSE(card.wait(morning + 2499ms).went_dark);
  CHECK(lit(card) == 4);
  CHECK(card.wait(morning + 2500ms).went_dark);
  CHECK(lit(card) == 0);
  CHECK(card.due() == std::nullopt);
  CHECK(card.counters().releases == 1);
}

TEST_CASE("without power a TPM2 card is dark, and boots with everything forgotten") {
  auto card = card_of({4, 1});
  hear_all(card, frame_of(4, 5), morning);
  hear_all(card, data_of({0xC9, 0xDA, 0}), morning);
  card.power_off();
  CHECK(lit(card) == 0);
  CHECK(card.power_on(morning + 1s).reply.empty());
  CHECK(hear_all(card, frame_of(4, 6), morning + 1s).frames.size() == 1);
}

TEST_CASE("a million random bytes and broken packets do a TPM2 card no harm") {
  std::mt19937 random(65'506);
  auto card = card_of({25, 20});
  std::vector<Bytes> seeds;
  for (auto const& [name, vector] : vectors()) seeds.push_back(vector.bytes);
  std::size_t said = 0, frames = 0;
  while (said < 1'000'000) {
    auto bytes = seeds[random() % seeds.size()];
    if (random() % 3 == 0) bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (random() % 5 == 0) bytes.resize(random() % bytes.size() + 1);
    frames += hear_in_pieces(card, bytes, random() % 400 + 1, morning).frames.size();
    said += bytes.size();
  }
  CHECK(card.counters().bytes == said);
  CHECK(card.counters().frames == frames);
  CHECK(frames > 500);
  CHECK(card.counters().resyncs > 100);
}
