#include "drivers/picture.hpp"
#include "tests/drivers/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pictures.hpp"

#include <cstdlib>

namespace signboard {
namespace {

using namespace std::chrono_literals;

/// As many colours as pixels.
Frame rainbow(int width, int height) {
  Frame frame({width, height});
  int i = 0;
  for (auto& pixel : frame.pixels()) {
    pixel = {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i / 256 * 16), 77};
    ++i;
  }
  return frame;
}

TEST_CASE("a GIF has every frame in exact colours, its delay, and plays for ever") {
  std::vector<Frame> const frames{frame_from_letters("RGB\n.WY"), rainbow(3, 2), frame_from_letters("...\n...")};
  auto const film = decode_gif(*encode_gif(frames, 120ms, 1));
  CHECK(film.frames == frames);
  CHECK(film.delays == std::vector<std::chrono::milliseconds>(3, 120ms));
  CHECK(film.repeats_for_ever);
  CHECK(film.has_trailer);
}

TEST_CASE("256 colours are exact; with 257 each pixel comes out near") {
  std::vector<Frame> const exact{rainbow(16, 16)};
  CHECK(decode_gif(*encode_gif(exact, 100ms, 1)).frames == exact);
  std::vector<Frame> const many{rainbow(64, 32)};
  auto const film = decode_gif(*encode_gif(many, 100ms, 1));
  REQUIRE(film.frames.size() == 1);
  for (std::size_t i = 0; i < many[0].pixels().size(); ++i) {
    auto const wanted = many[0].pixels()[i], got = film.frames[0].pixels()[i];
    REQUIRE(std::abs(wanted.r - got.r) + std::abs(wanted.g - got.g) + std::abs(wanted.b - got.b) < 64);
  }
}

TEST_CASE("a GIF is enlarged by whole pixels") {
  std::vector<Frame> const frames{frame_from_letters("RG")};
  CHECK(decode_gif(*encode_gif(frames, 100ms, 2)).frames.front() == frame_from_letters("RRGG\nRRGG"));
}

TEST_CASE("a recorded film can be read while it grows, and begins anew with each greeting") {
  auto const driver = make_driver("gif", {3, 2}, {{"delay_ms", std::int64_t{50}}});
  auto const first = frame_from_letters("RGB\n.WY"), second = frame_from_letters("###\n...");
  for (int recording = 0; recording < 2; ++recording) {
    auto film = bytes_said(*driver, Greet{});
    for (auto const frame : {&first, &second}) {
      auto const more = bytes_said(*driver, ShowFrame{frame});
      film.insert(film.end(), more.begin(), more.end());
    }
    auto const seen = decode_gif(film);
    CHECK(seen.frames == std::vector<Frame>{first, second});
    CHECK(seen.delays.back() == 50ms);
    CHECK_FALSE(seen.has_trailer);
  }
}

TEST_CASE("a side of a GIF has 16 bits") {
  Settings settings({{"zoom", std::int64_t{16}}});
  auto const made = find_driver("gif")->make({"lobby", {8'192, 16}, Depth::rgb}, settings);
  REQUIRE(made.has_error());
  CHECK(made.error().id == "picture.side_too_long");
}

}  // namespace
}  // namespace signboard
