#include "drivers/cards/adalight.hpp"
#include "tests/drivers/cards/wire_vectors.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

std::map<std::string, WireVector> const& vectors() {
  static auto const all = read_vectors("adalight.json");
  return all;
}

Bytes const& wire(std::string const& name) { return vectors().at(name).bytes; }

AdalightCard card_of(Size size) {
  AdalightCard card(size);
  card.power_on(morning);
  return card;
}

Bytes message(std::vector<Rgb> const& pixels) {
  auto const less_one = static_cast<unsigned>(pixels.size() - 1);
  auto bytes = data_of({'A', 'd', 'a', less_one >> 8U, less_one & 255U, (less_one >> 8U) ^ (less_one & 255U) ^ 0x55U});
  for (auto const& pixel : pixels)
    for (unsigned const colour : {pixel.r, pixel.g, pixel.b}) bytes.push_back(static_cast<std::byte>(colour));
  return bytes;
}

Rgb constexpr red{255, 0, 0}, green{0, 255, 0}, blue{0, 0, 255};

}  // namespace

TEST_CASE("an Adalight card shows every published frame, pixel for pixel") {
  REQUIRE(vectors().size() == 8);
  int shown = 0;
  for (auto const& [name, vector] : vectors()) {
    auto const* const count = vector.fields.if_contains("count");
    if (count == nullptr) continue;
    INFO(name);
    auto card = card_of({static_cast<int>(count->as_int64()), 1});
    auto const heard = hear_all(card, vector.bytes, morning);
    REQUIRE(heard.frames.size() == 1);
    CHECK(std::ranges::equal(card.shown().pixels(), pixels_of(std::span(vector.bytes).subspan(6))));
    CHECK(card.tally().faults == 0);
    CHECK(card.counters().bytes == vector.bytes.size());
    ++shown;
  }
  CHECK(shown == 5);
}

TEST_CASE("an Adalight card shows nothing of any prefix of a frame, and the frame with its last byte") {
  for (auto const& [name, vector] : vectors()) {
    if (!vector.fields.contains("count")) continue;
    INFO(name);
    auto card = card_of({300, 1});
    for (std::size_t size = 0; size < vector.bytes.size(); ++size) {
      auto fresh = card_of({300, 1});
      if (size % 7 == 0 || size < 8)
        CHECK(hear_all(fresh, std::span(vector.bytes).first(size), morning).frames.empty());
      auto const turn = card.hear(std::span(vector.bytes).subspan(size, 1), morning);
      CHECK(turn.taken == 1);
      CHECK(turn.showed == (size + 1 == vector.bytes.size()));
      CHECK(turn.reply.empty());
    }
    CHECK(card.counters().frames == 1);
  }
}

TEST_CASE("an Adalight card is the same for bytes one by one, in any pieces and all at once") {
  Bytes all;
  for (auto const& [name, vector] : vectors()) all = joined({all, vector.bytes});
  all = joined({all, all, wire("ada_3px"), wire("ada_300px"), wire("ada_300px")});
  auto at_once = card_of({300, 1});
  auto const expected = hear_all(at_once, all, morning);
  CHECK(expected.frames.size() > 8);
  for (std::size_t const piece : {1U, 2U, 3U, 5U, 64U, 255U, 1'000U}) {
    INFO(piece);
    auto card = card_of({300, 1});
    CHECK(hear_in_pieces(card, all, piece, morning) == expected);
    CHECK(card.tally().counts == at_once.tally().counts);
  }
}

TEST_CASE("several frames in one piece are each shown, and the card stops behind each") {
  auto card = card_of({3, 1});
  auto const two = joined({wire("ada_3px"), message({blue, blue, blue})});
  auto const first = card.hear(two, morning);
  CHECK(first.showed);
  CHECK(first.taken == wire("ada_3px").size());
  CHECK(card.shown().at(0, 0) == red);
  CHECK(card.hear(std::span(two).subspan(first.taken), morning).showed);
  CHECK(card.shown().at(0, 0) == blue);
}

TEST_CASE("an Adalight card fills its panel row by row from the top left") {
  auto card = card_of({2, 2});
  hear_all(card, message({red, green, blue, {1, 2, 3}}), morning);
  CHECK(card.shown().at(0, 0) == red);
  CHECK(card.shown().at(1, 0) == green);
  CHECK(card.shown().at(0, 1) == blue);
  CHECK(card.shown().at(1, 1) == Rgb{1, 2, 3});
}

TEST_CASE("a head with a wrong checksum is passed over with its pixels, and the next frame is shown") {
  auto card = card_of({3, 1});
  CHECK(hear_all(card, wire("bad_checksum"), morning).frames.empty());
  CHECK(card.counters().bad_checksums == 1);
  CHECK(card.counters().resyncs == 1);
  CHECK(card.counters().skipped_bytes == 9);
  CHECK(hear_all(card, wire("ada_3px"), morning).frames.size() == 1);
  CHECK(card.counters().resyncs == 1);
}

TEST_CASE("a sender that does not subtract one from the number of pixels loses every second frame") {
  auto card = card_of({3, 1});
  Bytes ten;
  for (int i = 0; i < 10; ++i) ten = joined({ten, wire("bad_count_not_minus_one")});
  auto const heard = hear_all(card, ten, morning);
  CHECK(heard.frames.size() == 5);
  CHECK(card.counters().overruns == 5);
  CHECK(card.tally().faults > 0);
}

TEST_CASE("a torn frame takes its missing bytes from the next one, and the one after that is right again") {
  auto card = card_of({3, 1});
  auto torn = wire("ada_3px");
  torn.resize(11);
  auto const heard =
      hear_all(card, joined({torn, message({green, green, green}), message({blue, blue, blue})}), morning);
  REQUIRE(heard.frames.size() == 2);
  CHECK(heard.frames[0].at(2, 0) == Rgb{'d', 'a', 0});
  CHECK(std::ranges::equal(heard.frames[1].pixels(), std::vector{blue, blue, blue}));
  CHECK(card.counters().resyncs == 1);
}

TEST_CASE("the letters of the head among the colours are colours") {
  auto card = card_of({3, 1});
  std::vector<Rgb> const pixels{{'A', 'd', 'a'}, {0, 0, 0x55}, {'A', 'd', 'a'}};
  CHECK(hear_all(card, joined({message(pixels), message(pixels)}), morning).frames.size() == 2);
  CHECK(std::ranges::equal(card.shown().pixels(), pixels));
  CHECK(card.tally().faults == 0);
}

TEST_CASE("a stray first letter spoils the head behind it, as it does for the strictest receiver") {
  auto card = card_of({3, 1});
  CHECK(hear_all(card, joined({data_of({'A'}), wire("ada_3px")}), morning).frames.empty());
  CHECK(hear_all(card, joined({data_of({'d'}), wire("ada_3px")}), morning).frames.size() == 1);
}

TEST_CASE("too many pixels are cut off and too few leave the others; both are counted") {
  auto card = card_of({2, 1});
  hear_all(card, message({red, red, red}), morning);
  CHECK(card.counters().overruns == 1);
  hear_all(card, message({green}), morning);
  CHECK(card.counters().short_frames == 1);
  CHECK(card.shown().at(0, 0) == green);
  CHECK(card.shown().at(1, 0) == red);
}

TEST_CASE("an Adalight card greets at boot and after each second without a byte") {
  AdalightCard card({3, 1});
  CHECK(card.power_on(morning).reply == wire("device_hello"));
  CHECK(card.due() == morning + 1s);
  CHECK(card.wait(morning + 999ms).reply.empty());
  CHECK(card.wait(morning + 1s).reply == wire("device_hello"));
  CHECK(card.wait(morning + 1500ms).reply.empty());
  card.hear(data_of({'A'}), morning + 1900ms);
  CHECK(card.wait(morning + 2800ms).reply.empty());
  CHECK(card.due() == morning + 2900ms);
  CHECK(text_of(card.wait(morning + 2900ms).reply) == "Ada\n");
  CHECK(card.counters().greetings == 3);
}

TEST_CASE("an Adalight card goes dark fifteen seconds after the last byte, once") {
  auto card = card_of({3, 1});
  hear_all(card, wire("ada_3px"), morning);
  CHECK_FALSE(card.wait(morning + 14'999ms).went_dark);
  CHECK(card.shown().at(0, 0) == red);
  CHECK(card.wait(morning + 15s).went_dark);
  CHECK(card.shown() == Frame({3, 1}));
  CHECK_FALSE(card.wait(morning + 30s).went_dark);
  CHECK(card.counters().blackouts == 1);
  CHECK(hear_all(card, wire("ada_1px"), morning + 31s).frames.size() == 1);
  CHECK(card.shown().at(1, 0) == Rgb{});
}

TEST_CASE("without power an Adalight card is dark, and boots with everything forgotten") {
  auto card = card_of({3, 1});
  hear_all(card, wire("ada_3px"), morning);
  hear_all(card, std::span(wire("ada_3px")).first(10), morning);
  card.power_off();
  CHECK(card.shown() == Frame({3, 1}));
  CHECK(text_of(card.power_on(morning + 5s).reply) == "Ada\n");
  CHECK(card.due() == morning + 6s);
  CHECK(hear_all(card, wire("ada_3px"), morning + 5s).frames.size() == 1);
  CHECK(card.counters().frames == 2);
}

TEST_CASE("a million random bytes and broken frames do an Adalight card no harm") {
  std::mt19937 random(115'200);
  auto card = card_of({25, 20});
  std::vector<Bytes> seeds;
  for (auto const& [name, vector] : vectors()) seeds.push_back(vector.bytes);
  std::size_t said = 0, frames = 0;
  while (said < 1'000'000) {
    auto bytes = seeds[random() % seeds.size()];
    if (random() % 3 == 0) bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (random() % 5 == 0) bytes.resize(random() % bytes.size());
    frames += hear_in_pieces(card, bytes, random() % 400 + 1, morning).frames.size();
    said += bytes.size();
  }
  CHECK(card.counters().bytes == said);
  CHECK(card.counters().frames == frames);
  CHECK(frames > 1'000);
  CHECK(card.counters().resyncs > 100);
}
