#include "drivers/cards/ddp.hpp"
#include "tests/drivers/cards/wire_vectors.hpp"
#include "tests/support/catch.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace signboard;

namespace {

using Outcome = DdpCard::Outcome;
using Refusal = DdpCard::Refusal;

std::map<std::string, WireVector> const& vectors() {
  static auto const all = read_vectors("ddp.json");
  return all;
}

Bytes const& bytes_of_vector(std::string const& name) { return vectors().at(name).bytes; }

struct Message {
  unsigned flags = 0x40, sequence = 0, type = 0x0B, id = 1;
  std::uint32_t offset = 0;
};

Bytes datagram(Message const& message, Bytes const& data) {
  Bytes bytes;
  for (unsigned const byte : {message.flags, message.sequence, message.type, message.id})
    bytes.push_back(static_cast<std::byte>(byte));
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::byte>(message.offset >> static_cast<unsigned>(shift)));
  bytes.push_back(static_cast<std::byte>(data.size() >> 8U));
  bytes.push_back(static_cast<std::byte>(data.size()));
  bytes.insert(bytes.end(), data.begin(), data.end());
  return bytes;
}

Bytes const red = data_of({255, 0, 0});
Bytes const push = datagram({.flags = 0x41}, {});

std::uint8_t shown_byte(DdpCard const& card, std::size_t index) {
  return std::to_integer<std::uint8_t>(bytes_of(card.shown())[index]);
}

std::size_t number_field(boost::json::object const& fields, char const* name, std::size_t otherwise) {
  auto const* found = fields.if_contains(name);
  return found ? static_cast<std::size_t>(found->as_int64()) : otherwise;
}

// The words of a status reply, as whoever asked reads them.
std::string words_of(Bytes const& reply) { return text_of(Bytes(reply.begin() + 10, reply.end())); }

}  // namespace

TEST_CASE("a new card is dark and has counted nothing") {
  DdpCard const card({4, 2});
  CHECK(card.shown() == Frame({4, 2}));
  CHECK(card.frames() == 0);
  CHECK(card.counters().packets == 0);
  CHECK(card.counters().last_refusal == Refusal::none);
}

TEST_CASE("every published datagram lands exactly where its fields say, and every broken one is refused") {
  REQUIRE(vectors().size() == 10);
  for (auto const& [name, vector] : vectors()) {
    INFO(name);
    DdpCard dim({25, 20}), bright({25, 20});
    dim.hear(datagram({}, Bytes(1'440, std::byte{0x55})));
    dim.hear(datagram({.offset = 1'440}, Bytes(60, std::byte{0x55})));
    bright.hear(datagram({}, Bytes(1'440, std::byte{0xAA})));
    bright.hear(datagram({.offset = 1'440}, Bytes(60, std::byte{0xAA})));

    bool const broken = vector.fields.contains("broken");
    auto const heard = dim.hear(vector.bytes);
    bright.hear(vector.bytes);
    CHECK((heard.outcome == Outcome::refused) == broken);
    CHECK((heard.refusal != Refusal::none) == broken);
    CHECK((name.starts_with("bad_")) == broken);
    CHECK(dim.counters().clipped == 0);

    // Whatever the datagram wrote is now equal on both cards, and nothing else is.
    bool const colours_only = vector.fields.contains("type") || vector.fields.contains("timecode");
    std::size_t const begin = number_field(vector.fields, "offset", 0);
    std::size_t const length = broken ? 0 : number_field(vector.fields, "length", colours_only ? 9 : 0);
    std::size_t const reached = name == "rgbw_type1b" ? 6 : length;  // two pixels of four channels are six of ours
    for (std::size_t i = 0; i < 1'500; ++i) {
      bool const written = shown_byte(dim, i) == shown_byte(bright, i);
      if (written != (i >= begin && i < begin + reached)) FAIL("byte " << i << " of the picture");
    }
  }
}

TEST_CASE("a picture in two packets with one sequence number is shown whole once the second is pushed") {
  DdpCard card({25, 20});
  CHECK(card.hear(push).showed);
  CHECK_FALSE(card.hear(bytes_of_vector("ledfx_500px_packet1")).showed);
  CHECK(card.shown() == Frame({25, 20}));
  CHECK(card.hear(bytes_of_vector("ledfx_500px_packet2_push")).showed);
  for (std::size_t i = 0; i < 1'500; ++i) REQUIRE(shown_byte(card, i) == i % 256);
  CHECK(card.frames() == 2);
  CHECK(card.counters().pushes == 2);
  CHECK(card.counters().sequence_gaps == 1);  // LedFx numbers frames, the format numbers packets
}

TEST_CASE("types 0x00, 0x01 and 0x0B are all red, green, blue") {
  for (unsigned const type : {0x00U, 0x01U, 0x0BU}) {
    DdpCard card({2, 1});
    CHECK(card.hear(datagram({.type = type}, data_of({1, 2, 3, 4, 5, 6}))).outcome == Outcome::accepted);
    CHECK(card.shown().at(0, 0) == Rgb{1, 2, 3});
    CHECK(card.shown().at(1, 0) == Rgb{4, 5, 6});
  }
  DdpCard card({3, 1});
  card.hear(bytes_of_vector("fpp_style_type0"));
  CHECK(card.shown().at(0, 0) == Rgb{255, 0, 0});
  CHECK(card.shown().at(1, 0) == Rgb{0, 255, 0});
  CHECK(card.shown().at(2, 0) == Rgb{0, 0, 255});
}

TEST_CASE("the fourth channel of RGBW is light of all colours") {
  DdpCard card({2, 1});
  CHECK(card.hear(bytes_of_vector("rgbw_type1b")).showed);
  CHECK(card.shown().at(0, 0) == Rgb{1 + 4, 2 + 4, 3 + 4});
  CHECK(card.shown().at(1, 0) == Rgb{5 + 8, 6 + 8, 7 + 8});
  card.hear(datagram({.flags = 0x41, .type = 0x1B}, data_of({200, 0, 100, 100})));
  CHECK(card.shown().at(0, 0) == Rgb{255, 100, 200});
  card.hear(datagram({.flags = 0x41}, red));
  CHECK(card.shown().at(0, 0) == Rgb{255, 0, 0});
}

TEST_CASE("a timecode is skipped") {
  DdpCard card({3, 1});
  CHECK(card.hear(bytes_of_vector("timecode")).showed);
  CHECK(card.shown().at(0, 0) == Rgb{255, 0, 0});
  CHECK(card.shown().at(2, 0) == Rgb{0, 0, 255});
  auto cut = bytes_of_vector("timecode");
  cut.resize(12);
  CHECK(card.hear(cut).refusal == Refusal::truncated);
}

TEST_CASE("before anybody pushes each packet shows at once, from then on only a push does") {
  DdpCard card({2, 1});
  CHECK(card.hear(datagram({}, red)).showed);
  CHECK(card.shown().at(0, 0) == Rgb{255, 0, 0});
  CHECK(card.hear(datagram({.flags = 0x41, .offset = 3}, red)).showed);
  CHECK(card.shown().at(1, 0) == Rgb{255, 0, 0});
  CHECK_FALSE(card.hear(datagram({}, data_of({7, 7, 7}))).showed);
  CHECK(card.shown().at(0, 0) == Rgb{255, 0, 0});
  CHECK(card.frames() == 2);
  SECTION("by a push without data") {
    CHECK(card.hear(bytes_of_vector("push_only")).showed);
    CHECK(card.shown().at(0, 0) == Rgb{7, 7, 7});
  }
  SECTION("by the broadcast of xLights") {
    CHECK(card.hear(bytes_of_vector("xlights_broadcast_sync")).showed);
    CHECK(card.shown().at(0, 0) == Rgb{7, 7, 7});
  }
  SECTION("by a push to everybody") {
    CHECK(card.hear(datagram({.flags = 0x41, .id = 255}, {})).showed);
    CHECK(card.shown().at(0, 0) == Rgb{7, 7, 7});
  }
}

TEST_CASE("sequence numbers run from 1 to 15 and round, 0 says nothing, a gap is counted and shown all the same") {
  DdpCard card({1, 1});
  auto const hear = [&](unsigned sequence) { return card.hear(datagram({.sequence = sequence}, red)).outcome; };
  for (unsigned i = 0; i < 40; ++i) CHECK(hear(i % 15 + 1) == Outcome::accepted);  // ends with 10
  CHECK(card.counters().sequence_gaps == 0);
  hear(0);
  hear(11);
  CHECK(card.counters().sequence_gaps == 0);
  CHECK(hear(13) == Outcome::accepted);
  CHECK(card.counters().sequence_gaps == 1);
  hear(13);
  CHECK(card.counters().sequence_gaps == 2);
}

TEST_CASE("the status is told to whoever asks, marked as a reply, and no more than was asked for") {
  DdpCard card({192, 32});
  auto const heard = card.hear(bytes_of_vector("query_status"));
  CHECK(heard.outcome == Outcome::accepted);
  CHECK_FALSE(heard.showed);
  REQUIRE(heard.reply.size() > 10);
  CHECK(heard.reply[0] == std::byte{0x44});
  CHECK(heard.reply[3] == std::byte{251});
  CHECK(std::to_integer<std::size_t>(heard.reply[8]) * 256 + std::to_integer<std::size_t>(heard.reply[9]) ==
        heard.reply.size() - 10);
  auto const status = boost::json::parse(words_of(heard.reply)).at("status");
  CHECK(status.at("width").as_int64() == 192);
  CHECK(status.at("height").as_int64() == 32);
  CHECK(status.at("frames").as_int64() == 0);

  auto some = bytes_of_vector("query_status");
  some[9] = std::byte{5};
  CHECK(words_of(card.hear(some).reply) == words_of(heard.reply).substr(0, 5));
  CHECK(card.hear(heard.reply).outcome == Outcome::ignored);
}

TEST_CASE("what a card does not understand it neither answers nor shows") {
  DdpCard card({2, 1});
  card.hear(datagram({}, red));
  auto const before = card.shown();
  auto const refusal = [&](Bytes const& bytes) {
    auto const heard = card.hear(bytes);
    CHECK(heard.reply.empty());
    CHECK_FALSE(heard.showed);
    CHECK(card.shown() == before);
    CHECK(card.counters().last_refusal == heard.refusal);
    return heard.refusal;
  };
  auto const black = data_of({0, 0, 0});
  CHECK(refusal({}) == Refusal::too_short);
  CHECK(refusal(Bytes(9, std::byte{0x40})) == Refusal::too_short);
  CHECK(refusal(bytes_of_vector("bad_truncated")) == Refusal::truncated);
  CHECK(refusal(bytes_of_vector("bad_version2")) == Refusal::wrong_version);
  CHECK(refusal(datagram({}, Bytes(1'463))) == Refusal::too_long);
  CHECK(refusal(datagram({.flags = 0x61}, black)) == Refusal::reserved_bits);
  CHECK(refusal(datagram({.sequence = 0x11}, black)) == Refusal::reserved_bits);
  CHECK(refusal(datagram({.flags = 0x49}, black)) == Refusal::no_storage);
  CHECK(refusal(datagram({.id = 2}, black)) == Refusal::wrong_id);
  CHECK(refusal(datagram({.flags = 0x41, .id = 255}, black)) == Refusal::wrong_id);
  CHECK(refusal(datagram({.type = 0x23}, black)) == Refusal::unknown_type);
  auto longer = datagram({}, black);
  longer.push_back(std::byte{0});
  CHECK(refusal(longer) == Refusal::trailing_bytes);
  CHECK(card.counters().refused == 12);

  CHECK(card.hear(datagram({.flags = 0x44}, black)).outcome == Outcome::ignored);
  CHECK(card.hear(datagram({.flags = 0x42, .id = 250}, {})).outcome == Outcome::ignored);
  CHECK(card.counters().ignored == 2);
  CHECK(card.counters().packets == 15);
  CHECK(card.shown() == before);
}

TEST_CASE("the largest datagram a small receiver takes is taken") {
  DdpCard card({487, 1});
  CHECK(card.hear(datagram({}, Bytes(1'461, std::byte{9}))).showed);
  CHECK(card.shown().at(486, 0) == Rgb{9, 9, 9});
  CHECK(card.hear(datagram({}, Bytes(1'462))).outcome == Outcome::accepted);
}

TEST_CASE("what reaches beyond the panel is cut off and counted") {
  DdpCard card({2, 1});
  CHECK(card.hear(datagram({.offset = 3}, data_of({1, 2, 3, 4, 5, 6}))).outcome == Outcome::accepted);
  CHECK(card.shown().at(1, 0) == Rgb{1, 2, 3});
  CHECK(card.counters().clipped == 1);
  CHECK(card.hear(datagram({.offset = 0xFFFF'FFFF}, red)).outcome == Outcome::accepted);
  CHECK(card.hear(datagram({.type = 0x1B, .offset = 8}, red)).outcome == Outcome::accepted);
  CHECK(card.counters().clipped == 3);
  CHECK(card.shown().at(0, 0) == Rgb{});
  CHECK(card.shown().at(1, 0) == Rgb{1, 2, 3});
}

TEST_CASE("a packet may end in the middle of a pixel") {
  DdpCard card({2, 1});
  card.hear(datagram({}, data_of({1, 2, 3, 4})));
  card.hear(datagram({.offset = 4}, data_of({5, 6})));
  CHECK(card.shown().at(0, 0) == Rgb{1, 2, 3});
  CHECK(card.shown().at(1, 0) == Rgb{4, 5, 6});
}

TEST_CASE("every refusal has a name of its own") {
  std::map<std::string_view, int> names;
  for (auto refusal = Refusal::none; refusal <= Refusal::no_storage;
       refusal = static_cast<Refusal>(static_cast<int>(refusal) + 1))
    ++names[name_of(refusal)];
  CHECK(names.size() == 10);
  CHECK(name_of(Refusal::none) == "none");
  CHECK(name_of(Refusal::wrong_version) == "wrong_version");
  CHECK(name_of(Refusal::no_storage) == "no_storage");
}

TEST_CASE("a hundred thousand random datagrams do no harm") {
  std::mt19937 random(4'048);
  auto const below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  std::vector<Bytes> seeds;
  for (auto const& [name, vector] : vectors()) seeds.push_back(vector.bytes);

  DdpCard card({25, 20});
  std::uint64_t accepted = 0, ignored = 0, refused = 0;
  for (int round = 0; round < 100'000; ++round) {
    Bytes bytes;
    if (round % 2 == 0) {
      bytes.resize(below(40));
      for (auto& byte : bytes) byte = static_cast<std::byte>(below(256));
    } else {
      bytes = seeds[below(seeds.size())];
      for (std::size_t changes = below(4); changes > 0; --changes)
        bytes[below(std::min<std::size_t>(bytes.size(), 16))] = static_cast<std::byte>(below(256));
      if (below(8) == 0) bytes.resize(below(bytes.size() + 20));
    }
    auto const frames = card.frames();
    auto const heard = card.hear(bytes);
    accepted += heard.outcome == Outcome::accepted;
    ignored += heard.outcome == Outcome::ignored;
    refused += heard.outcome == Outcome::refused;
    bool const honest = card.frames() - frames == (heard.showed ? 1U : 0U) &&
                        (heard.outcome == Outcome::accepted || (!heard.showed && heard.reply.empty())) &&
                        (heard.outcome == Outcome::refused) == (heard.refusal != Refusal::none);
    if (!honest) FAIL("round " << round);
  }
  CHECK(accepted > 1'000);
  CHECK(ignored > 1'000);
  CHECK(refused > 1'000);
  CHECK(card.counters().packets == 100'000);
  CHECK(card.counters().refused == refused);
  CHECK(card.counters().ignored == ignored);
}
