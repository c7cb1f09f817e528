#include "playlists/insertion.hpp"

#include "playlists/bulletin.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

WallTime at(int second) { return WallTime{std::chrono::seconds{second}}; }

}  // namespace

TEST_CASE("an insert that is alone plays at once, as long as it takes") {
  CHECK(insertion_span(at(100), 15s, {}) == Span{at(100), at(115)});
}

TEST_CASE("inserts accepted together play one after the other, each once") {
  std::vector<Span> accepted;
  Bulletin bulletin;
  for (int i = 0; i < 3; ++i) {
    auto const span = insertion_span(at(100 + i), 15s, accepted);
    CHECK(span == Span{at(100 + 15 * i), at(115 + 15 * i)});
    accepted.push_back(span);
    Announcement item;
    item.id = std::to_string(i);
    item.rank = Rank::insert;
    item.schedule.from = span.from;
    item.schedule.until = span.until;
    bulletin.put(item);
  }
  for (int second = 100; second < 145; ++second) {
    auto const lineup = bulletin.lineup("lobby", at(second));
    REQUIRE(lineup.showing.size() == 1);
    CHECK(lineup.showing.front()->id == std::to_string((second - 100) / 15));
    CHECK(lineup.since == at(100 + (second - 100) / 15 * 15));
  }
  CHECK(bulletin.lineup("lobby", at(145)).showing.empty());
}

TEST_CASE("inserts that are over hold nobody up") {
  std::vector<Span> const accepted{{at(10), at(50)}, {at(50), at(100)}};
  CHECK(insertion_span(at(100), 5s, accepted) == Span{at(100), at(105)});
}

TEST_CASE("an insert promised for later holds up only who would still play by then") {
  std::vector<Span> const accepted{{at(3'600), at(7'200)}, {at(90), at(110)}};
  CHECK(insertion_span(at(100), 15s, accepted) == Span{at(110), at(125)});
  CHECK(insertion_span(at(3'580), 15s, accepted) == Span{at(3'580), at(3'595)});
  CHECK(insertion_span(at(3'585), 15s, accepted) == Span{at(3'585), at(3'600)});
  CHECK(insertion_span(at(3'586), 15s, accepted) == Span{at(7'200), at(7'215)});
}

TEST_CASE("spans that overlap or are empty are passed all the same") {
  std::vector<Span> const accepted{{at(100), at(160)}, {at(110), at(120)}, {at(130), at(130)}, {at(150), at(170)}};
  CHECK(insertion_span(at(100), 15s, accepted) == Span{at(170), at(185)});
  CHECK(insertion_span(at(125), 10s, std::vector<Span>{{at(130), at(130)}}) == Span{at(125), at(135)});
}
