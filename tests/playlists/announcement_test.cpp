#include "playlists/announcement.hpp"

#include "tests/support/catch.hpp"

using namespace signboard;

TEST_CASE("every rank and every effect is found again by its name") {
  for (auto const name : rank_names()) CHECK(name_of(*rank_named(name)) == name);
  for (auto const name : effect_names()) CHECK(name_of(*effect_named(name)) == name);
  CHECK(rank_named("filler") == Rank::filler);
  CHECK(rank_named("blackout") == Rank::blackout);
  CHECK(effect_named("auto") == Effect::automatic);
  CHECK(effect_named("page") == Effect::page);
}

TEST_CASE("a name that nobody has is no rank and no effect") {
  CHECK_FALSE(rank_named("Urgent"));
  CHECK_FALSE(rank_named(""));
  CHECK_FALSE(effect_named("automatic"));
  CHECK_FALSE(effect_named("scroll-left"));
}

TEST_CASE("ranks go from what fills gaps to what silences all") {
  CHECK(Rank::filler < Rank::routine);
  CHECK(Rank::routine < Rank::insert);
  CHECK(Rank::insert < Rank::urgent);
  CHECK(Rank::urgent < Rank::warning);
  CHECK(Rank::warning < Rank::blackout);
}

TEST_CASE("a slug is made of lower-case letters, digits and dashes") {
  CHECK(is_slug("2026-fire-season"));
  CHECK(is_slug("a"));
  CHECK(is_slug(std::string(64, 'x')));
  CHECK_FALSE(is_slug(std::string(65, 'x')));
  CHECK_FALSE(is_slug(""));
  CHECK_FALSE(is_slug("Fire"));
  CHECK_FALSE(is_slug("fire season"));
  CHECK_FALSE(is_slug("防火"));
  CHECK_FALSE(is_slug("../fire"));
}
