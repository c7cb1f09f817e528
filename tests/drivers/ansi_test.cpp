// The sequences themselves are in vectors/ansi-*.toml.

#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pictures.hpp"

namespace signboard {
namespace {

std::string said(Driver& driver, Command const& command) {
  std::string text;
  for (auto const byte : bytes_said(driver, command)) text += static_cast<char>(byte);
  return text;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

constexpr std::string_view cell = "\xE2\x96\x80";

TEST_CASE("a terminal is told nothing while the picture stays the same, and everything after a greeting") {
  auto const driver = make_driver("ansi", {2, 2});
  auto const frame = frame_from_letters("RG\nBW");
  auto const first = said(*driver, ShowFrame{&frame});
  CHECK(count(first, cell) == 2);
  CHECK(said(*driver, ShowFrame{&frame}).empty());
  said(*driver, Greet{});
  CHECK(said(*driver, ShowFrame{&frame}) == first);
}

TEST_CASE("a colour is said once for a run of cells") {
  auto const driver = make_driver("ansi", {6, 2});
  auto const frame = frame_from_letters("RRRGGG\n......");
  auto const text = said(*driver, ShowFrame{&frame});
  CHECK(count(text, "\x1B[38;2;") == 2);
  CHECK(count(text, "\x1B[48;2;") == 1);
  CHECK(count(text, cell) == 6);
}

TEST_CASE("a wide screen is made small in whole boxes, and a box cut off by the edge keeps its colour") {
  auto const driver = make_driver("ansi", {5, 4}, {{"width", std::int64_t{3}}});
  auto const frame = frame_from_letters("WW..R\nWW..R\nW.RRR\n.WRRR");
  auto const text = said(*driver, ShowFrame{&frame});
  CHECK(count(text, cell) == 3);
  CHECK(count(text, "\x1B[38;2;255;255;255m") == 1);
  CHECK(count(text, "\x1B[38;2;0;0;0m") == 1);
  CHECK(count(text, "\x1B[38;2;255;0;0m") == 1);
  CHECK(count(text, "\x1B[48;2;128;128;128m") == 1);
  CHECK(count(text, "\x1B[48;2;255;0;0m") == 1);
}

TEST_CASE("a screen narrower than the terminal is not made larger") {
  auto const driver = make_driver("ansi", {2, 2}, {{"width", std::int64_t{80}}});
  auto const frame = frame_from_letters("RG\nBW");
  CHECK(count(said(*driver, ShowFrame{&frame}), cell) == 2);
}

}  // namespace
}  // namespace signboard
