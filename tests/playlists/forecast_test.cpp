#include "playlists/forecast.hpp"

#include "tests/support/catch.hpp"

#include <chrono>
#include <random>
#include <string>
#include <vector>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

WallTime at(int second) { return WallTime{std::chrono::seconds{second}}; }

Channel const lobby{"lobby", {}, Channel::Share::whole};

Announcement notice(Id id, Rank rank, std::optional<WallTime> from, std::optional<WallTime> until) {
  Announcement item;
  item.id = std::move(id);
  item.rank = rank;
  item.schedule.from = from;
  item.schedule.until = until;
  return item;
}

// `10-20 a b, 20-30`
std::string told(Forecast const& forecast) {
  std::string text;
  for (auto const& [from, until, showing] : forecast.spans) {
    if (!text.empty()) text += ", ";
    text += std::to_string(from.time_since_epoch() / 1s) + "-" + std::to_string(until.time_since_epoch() / 1s);
    for (auto const& item : showing) text += " " + item->id;
  }
  return text;
}

}  // namespace

TEST_CASE("a forecast tells what shows from when until when, without gaps") {
  Bulletin bulletin;
  bulletin.put(notice("a", Rank::routine, at(20), at(60)));
  bulletin.put(notice("b", Rank::routine, at(30), at(90)));
  bulletin.put(notice("flood", Rank::urgent, at(40), at(50)));
  auto const ahead = forecast(bulletin, lobby, at(10), at(80));
  CHECK(told(ahead) == "10-20, 20-30 a, 30-40 a b, 40-50 flood, 50-60 a b, 60-80 b");
  CHECK_FALSE(ahead.cut_at);
}

TEST_CASE("a forecast of no time is empty") {
  CHECK(forecast(Bulletin{}, lobby, at(10), at(10)).spans.empty());
  CHECK(forecast(Bulletin{}, lobby, at(20), at(10)).spans.empty());
  CHECK(told(forecast(Bulletin{}, lobby, at(10), at(20))) == "10-20");
}

TEST_CASE("spans that show the same are one, whatever restarts the loop") {
  Bulletin bulletin;
  auto item = notice("a", Rank::routine, std::nullopt, std::nullopt);
  item.published = at(50);
  bulletin.put(item);
  bulletin.put(notice("below", Rank::filler, at(20), at(30)));
  CHECK(told(forecast(bulletin, lobby, at(10), at(80))) == "10-80 a");
}

TEST_CASE("a forecast that grows too long is cut, and says where") {
  Bulletin bulletin;
  for (int i = 0; i < 10; ++i)
    bulletin.put(notice("n" + std::to_string(i), Rank::routine, at(10 * i), at(10 * i + 10)));
  auto const few = forecast(bulletin, lobby, at(0), at(100), {.spans = 3});
  CHECK(told(few) == "0-10 n0, 10-20 n1, 20-30 n2");
  CHECK(few.cut_at == at(30));
  auto const all = forecast(bulletin, lobby, at(0), at(100), {.spans = 10});
  CHECK(all.spans.size() == 10);
  CHECK_FALSE(all.cut_at);
  auto const short_one = forecast(bulletin, lobby, at(0), at(100), {.entries = 4});
  CHECK(short_one.spans.size() == 4);
  CHECK(short_one.cut_at == at(40));
  for (int i = 0; i < 5; ++i) bulletin.put(notice("m" + std::to_string(i), Rank::routine, at(0), at(10)));
  CHECK(forecast(bulletin, lobby, at(0), at(100), {.entries = 4}).spans.size() == 1);
}

TEST_CASE("a forecast says at every moment what the line-up says then") {
  std::mt19937 random(3);
  auto const pick = [&](int low, int high) { return std::uniform_int_distribution{low, high}(random); };
  for (int round = 0; round < 300; ++round) {
    Bulletin bulletin;
    for (int i = pick(0, 9); i > 0; --i)
      bulletin.put(notice("n" + std::to_string(i), static_cast<Rank>(pick(0, 3)), at(pick(0, 60)), at(pick(0, 60))));
    auto const ahead = forecast(bulletin, lobby, at(5), at(55));
    auto expected = at(5);
    for (auto const& [from, until, showing] : ahead.spans) {
      REQUIRE(from == expected);
      REQUIRE(until > from);
      for (auto moment = from; moment < until; moment += 500ms)
        REQUIRE(bulletin.lineup(lobby, moment).showing == showing);
      expected = until;
    }
    REQUIRE(expected == at(55));
  }
}
