#include "controller/signsim/faults.hpp"

#include "tests/support/catch.hpp"

#include <span>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime noon{12h};
constexpr WallTime wall{1'000'000s};

Disturbance line(Disturbance::Line kind, std::string_view fault = {}) {
  Disturbance disturbance(kind, 7);
  if (!fault.empty()) disturbance.set(*parse_fault(fault), noon);
  return disturbance;
}

std::vector<std::byte> bytes_of(std::string_view text) {
  auto const bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

void put(Disturbance& disturbance, std::string_view text, SteadyTime at = noon) {
  disturbance.put({bytes_of(text), wall}, at);
}

// Everything that arrives by then, with a bar between two pieces.
std::string arrived(Disturbance& disturbance, SteadyTime by = noon) {
  std::string text;
  disturbance.turn(by);
  while (auto const piece = disturbance.take(by)) {
    for (auto const byte : piece->bytes) text += std::to_integer<char>(byte);
    text += '|';
  }
  return text;
}

FaultWish wish(std::string_view text) {
  INFO(text);
  auto read = parse_fault(text);
  REQUIRE(read.has_value());
  return *read;
}

}  // namespace

TEST_CASE("a fault is wished for in words, with an amount and a length where it has them") {
  CHECK(wish("lobby lost 20%").kind == FaultKind::lost);
  CHECK(wish("lobby lost 20%").amount == 20);
  CHECK(wish("lobby lost 0.5 3s").amount == 0.5);
  CHECK(wish("lobby lost 0.5 3s").length == 3s);
  CHECK(wish("lobby lost").length == std::nullopt);
  CHECK(wish("all late 1.5s 500ms").amount == 1'500);
  CHECK(wish("all late 1.5s 500ms").length == 500ms);
  CHECK(wish("all late 80").amount == 80);
  CHECK(wish("a split 7").amount == 7);
  CHECK(wish("a joined 3").amount == 3);
  CHECK(wish("a silent").length == std::nullopt);
  CHECK(wish("a unplug").length == 1s);
  CHECK(wish("a unplug 2s").length == 2s);
  CHECK(wish("a power on").length == std::nullopt);
  CHECK(wish("a power off").amount == 0);
  CHECK(wish("a lost off").amount == 0);
  CHECK_FALSE(wish("a clear").kind.has_value());
  CHECK(wish("gate-2 clear").card == "gate-2");
}

TEST_CASE("a fault that cannot be understood is named with the word that is wrong") {
  for (auto const* const text : {"", "lobby", "lobby burn", "lobby lost x", "lobby lost 101", "lobby lost -1",
                                 "lobby split 3ms", "lobby late 2h", "lobby unplug 2", "lobby clear 3",
                                 "lobby lost 20% 5s more", "lobby power maybe", "lobby silent 99999999s"}) {
    INFO(text);
    auto const read = parse_fault(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().id == "signsim.bad_fault");
  }
}

TEST_CASE("without a fault everything arrives as it was sent, at once") {
  auto disturbance = line(Disturbance::Line::datagrams);
  put(disturbance, "ab");
  put(disturbance, "");
  put(disturbance, "c");
  CHECK(arrived(disturbance) == "ab||c|");
  CHECK(disturbance.due() == std::nullopt);
  CHECK(disturbance.lost() == 0);
}

TEST_CASE("lost loses about that share of the datagrams, the same ones every time") {
  auto first = line(Disturbance::Line::datagrams, "x lost 25%");
  auto second = line(Disturbance::Line::datagrams, "x lost 25%");
  for (int i = 0; i < 1'000; ++i) {
    put(first, std::to_string(i));
    put(second, std::to_string(i));
  }
  CHECK(arrived(first) == arrived(second));
  CHECK(first.lost() > 200);
  CHECK(first.lost() < 300);
  auto other = Disturbance(Disturbance::Line::datagrams, 8);
  other.set(wish("x lost 25%"), noon);
  for (int i = 0; i < 1'000; ++i) put(other, std::to_string(i));
  CHECK(other.lost() != 0);
  auto third = line(Disturbance::Line::datagrams, "x lost 25%");
  for (int i = 0; i < 1'000; ++i) put(third, std::to_string(i));
  CHECK(arrived(other) != arrived(third));
}

TEST_CASE("on a stream bytes are lost, not pieces, and the same ones however it was cut") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += static_cast<char>('a' + i % 26);
  auto whole = line(Disturbance::Line::stream, "x lost 10%");
  auto cut = line(Disturbance::Line::stream, "x lost 10%");
  put(whole, text);
  for (std::size_t at = 0; at < text.size(); at += 7) put(cut, std::string_view(text).substr(at, 7));
  auto const join = [](std::string arrivals) {
    std::erase(arrivals, '|');
    return arrivals;
  };
  auto const rest = join(arrived(whole));
  CHECK(rest == join(arrived(cut)));
  CHECK(rest.size() + whole.lost() == text.size());
  CHECK(whole.lost() > 20);
  CHECK(whole.lost() < 80);
}

TEST_CASE("split cuts, joined joins") {
  auto split = line(Disturbance::Line::stream, "x split 3");
  put(split, "abcdefgh");
  CHECK(arrived(split) == "abc|def|gh|");
  auto joined = line(Disturbance::Line::datagrams, "x joined 3");
  for (auto const* const text : {"a", "b", "c", "d", "e"}) put(joined, text);
  CHECK(arrived(joined) == "abc|");
  CHECK(joined.due() == noon + 50ms);
  CHECK(arrived(joined, noon + 50ms) == "de|");
}

TEST_CASE("late arrives later in the same order, even if the line becomes faster meanwhile") {
  auto disturbance = line(Disturbance::Line::datagrams, "x late 300ms 1s");
  put(disturbance, "a");
  CHECK(disturbance.due() == noon + 300ms);
  CHECK(arrived(disturbance, noon + 299ms).empty());
  put(disturbance, "b", noon + 200ms);
  disturbance.turn(noon + 300ms);
  auto const piece = disturbance.take(noon + 300ms);
  REQUIRE(piece);
  CHECK(piece->at == wall + 300ms);
  put(disturbance, "c", noon + 900ms);
  CHECK(arrived(disturbance, noon + 1s) == "b|");
  CHECK_FALSE(disturbance.has(FaultKind::late));
  put(disturbance, "d", noon + 1s);
  CHECK(arrived(disturbance, noon + 1'100ms).empty());
  CHECK(arrived(disturbance, noon + 1'200ms) == "c|d|");
}

TEST_CASE("a fault ends after its length, when told, and with all others") {
  auto disturbance = line(Disturbance::Line::datagrams, "x unplug 2s");
  disturbance.set(wish("x silent"), noon);
  CHECK(disturbance.due() == noon + 2s);
  disturbance.turn(noon + 1'999ms);
  CHECK(disturbance.has(FaultKind::unplug));
  disturbance.turn(noon + 2s);
  CHECK_FALSE(disturbance.has(FaultKind::unplug));
  CHECK(disturbance.has(FaultKind::silent));
  disturbance.set(wish("x lost 5"), noon);
  disturbance.set(wish("x lost off"), noon);
  CHECK_FALSE(disturbance.has(FaultKind::lost));
  disturbance.set(wish("x clear"), noon);
  CHECK_FALSE(disturbance.has(FaultKind::silent));
}

TEST_CASE("what is on its way has a bound, and what is too much is lost") {
  auto disturbance = line(Disturbance::Line::datagrams, "x late 60s");
  std::string const large(60'000, 'x');
  for (int i = 0; i < 400; ++i) put(disturbance, large);
  CHECK(disturbance.lost() > 100);
  disturbance.drop();
  CHECK(arrived(disturbance, noon + 61s).empty());
}
