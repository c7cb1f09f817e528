#include "drivers/cards/card.hpp"

#include "tests/drivers/cards/wire_vectors.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace signboard;

TEST_CASE("every simulated card is found by the name of its driver, and by no other") {
  std::set<std::string_view> names;
  for (auto const& kind : card_kinds()) {
    CHECK(find_card(kind.name) == &kind);
    names.insert(kind.name);
  }
  CHECK(names == std::set<std::string_view>{"adalight", "ddp", "tpm2"});
  CHECK(find_card("onbon") == nullptr);
}

TEST_CASE("a card of any kind is dark with and without power until a frame comes, and counts frames first") {
  for (auto const& kind : card_kinds()) {
    INFO(kind.name);
    auto const card = kind.make({5, 3});
    CHECK(card->shown() == Frame({5, 3}));
    card->power_on(morning);
    CHECK(card->shown() == Frame({5, 3}));
    REQUIRE_FALSE(card->tally().counts.empty());
    CHECK(card->tally().counts.front() == std::pair<std::string_view, std::uint64_t>{"frames", 0});
    CHECK(card->tally().faults == 0);
  }
}

TEST_CASE("a DDP card forgets its picture and that there was a push when its power fails") {
  auto const card = find_card("ddp")->make({2, 1});
  card->power_on(morning);
  auto const datagram = bytes_of_hex(
      "41010b010000000000060102030405"
      "06");
  auto const turn = card->hear(datagram, morning);
  CHECK(turn.showed);
  CHECK(turn.taken == datagram.size());
  CHECK(card->shown().at(1, 0) == Rgb{4, 5, 6});
  auto half = bytes_of_hex("40020b01000000000003090909");
  CHECK_FALSE(card->hear(half, morning).showed);
  card->power_off();
  CHECK(card->shown() == Frame({2, 1}));
  CHECK(card->power_on(morning).reply.empty());
  CHECK(card->hear(half, morning).showed);  // as on the first day: nobody has pushed yet
  CHECK(card->shown().at(1, 0) == Rgb{});
  CHECK(count_of(*card, "frames") == 2);
  CHECK(count_of(*card, "packets") == 3);
}
