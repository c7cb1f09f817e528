#include "playlists/urgent.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;
using namespace std::chrono_literals;

namespace {

auto const now = *parse_wall_time("2026-12-08T08:00:00+08:00", 480min);

}  // namespace

TEST_CASE("an urgent notice ends after now, and within the longest time allowed") {
  UrgentRules const rules;
  CHECK(*urgent_end(now, now + 1s, rules) == now + 1s);
  CHECK(*urgent_end(now, now + 24h, rules) == now + 24h);
  CHECK(*urgent_end(now, now + 2h, {.longest = 2h}) == now + 2h);
}

TEST_CASE("an urgent notice that would be over already is refused, and told when it is now") {
  for (auto const end : {now, now - 1s}) {
    auto const refused = urgent_end(now, end, {});
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == Code::invalid);
    CHECK(refused.error().id == "urgent.already_over");
  }
  CHECK(urgent_end(now, now - 1h, {}).error().values ==
        Values{{"until", "2026-12-08T07:00:00+08:00"}, {"now", "2026-12-08T08:00:00+08:00"}});
}

TEST_CASE("an urgent notice that would go on too long is refused, and told the latest end") {
  auto const refused = urgent_end(now, now + 3h, {.longest = 90min, .utc_offset = 0min});
  REQUIRE(refused.has_error());
  CHECK(refused.error().id == "urgent.too_long");
  CHECK(refused.error().values ==
        Values{{"until", "2026-12-08T03:00:00+00:00"}, {"latest", "2026-12-08T01:30:00+00:00"}});
  CHECK(urgent_end(now, now + 24h + 1ns, {}).has_error());
}
